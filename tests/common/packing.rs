//! Runs of `sealpack pack` over random files, to be disturbed.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use super::{bag, names, outcome, sealpack};

/// All that a run to `a.zip` may leave behind when it is killed.
pub const LEFTOVERS: [&str; 5] = [
    ".a.zip.sealpack-part",
    ".a.zip.sha256.sealpack-part",
    ".a.zip.sig.sealpack-part",
    ".a.zip.sha256.sealpack-old",
    ".a.zip.sig.sealpack-old",
];
pub const WHOLE: [&str; 2] = ["a.zip", "a.zip.sha256"];
pub const SEALED: [&str; 3] = ["a.zip", "a.zip.sha256", "a.zip.sig"];

/// Numbers that look random and are always the same.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        // xorshift64* (Vigna 2016)
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// From 0 to below 1.
    pub fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count / 8).flat_map(|_| self.next().to_le_bytes()).collect()
    }
}

/// A submission whose files are random, and the folder for its archive.
pub struct Case {
    pub temp: tempfile::TempDir,
}

impl Case {
    /// `stored` megabytes in files that an archive stores, `deflated` in files that it deflates.
    pub fn new(stored: usize, deflated: usize) -> Self {
        let case = Self { temp: tempfile::tempdir().unwrap() };
        let profile = json!({
            "name": "any",
            "version": "1",
            "title": {"zh": "任何文件", "en": "Any files"},
            "kinds": {"files": {"title": {"zh": "文件", "en": "Files"}, "media": "any", "folders": ["文件"]}},
            "indicators": [{
                "code": "A1",
                "title": {"zh": "文件", "en": "Files"},
                "responsible": ["档案馆"],
                "schema": "files.schema.json",
            }],
        });
        let manifest = json!({
            "profile": "../profile",
            "unit": "示例县",
            "period": {"from": "2025-07-01", "to": "2026-06-30"},
        });
        for folder in ["profile", "submission/A1/文件", "out"] {
            fs::create_dir_all(case.path(folder)).unwrap();
        }
        fs::write(case.path("profile/profile.json"), profile.to_string()).unwrap();
        fs::write(case.path("profile/files.schema.json"), "{}").unwrap();
        fs::write(case.path("submission/submission.json"), manifest.to_string()).unwrap();
        let mut random = Random(7);
        for (count, extension) in [(stored, "xz"), (deflated, "dat")] {
            for number in 0..count {
                let file = case.path("submission/A1/文件").join(format!("{number}.{extension}"));
                fs::write(file, random.bytes(1 << 20)).unwrap();
            }
        }
        case
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.temp.path().join(below)
    }

    pub fn out(&self) -> PathBuf {
        self.path("out")
    }

    pub fn target(&self) -> PathBuf {
        self.path("out/a.zip")
    }

    /// The command that packs to `target`.
    pub fn packing_to(&self, target: &Path, args: &[&str]) -> Command {
        let mut command = sealpack("en");
        command.arg("pack").arg(self.path("submission")).args(["--date", "2026-07-01", "-o"]).arg(target);
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn packing(&self, args: &[&str]) -> Command {
        self.packing_to(&self.target(), args)
    }

    /// Packs without disturbance. Gives the archive's bytes and how long it took.
    pub fn undisturbed(&self) -> (Vec<u8>, Duration) {
        let start = Instant::now();
        let output = self.packing(&["--force"]).output().unwrap();
        let took = start.elapsed();
        assert!(output.status.success(), "{}", outcome(&output).2);
        self.is_whole();
        assert_eq!(names(&self.out()), WHOLE);
        (fs::read(self.target()).unwrap(), took)
    }

    /// Starts a run and kills it after `delay`. Whether it was still running.
    pub fn killed(&self, args: &[&str], delay: Duration) -> bool {
        let mut child = self.packing(args).spawn().unwrap();
        std::thread::sleep(delay);
        child.kill().unwrap();
        child.wait_with_output().unwrap().status.signal() == Some(9)
    }

    /// Removes everything in the folder of the archive.
    pub fn clear(&self) {
        fs::remove_dir_all(self.out()).unwrap();
        fs::create_dir(self.out()).unwrap();
    }

    /// Whether the archive is there; then it must verify, and the sum and the seal beside it, where there are any,
    /// be its own.
    pub fn is_whole_or_absent(&self) -> bool {
        if !self.target().exists() {
            return false;
        }
        let (code, out, err) = outcome(&sealpack("en").arg("verify").arg(self.target()).output().unwrap());
        assert_eq!(code, 0, "{out}{err}");
        if let Ok(sum) = fs::read_to_string(self.path("out/a.zip.sha256")) {
            let digest = bag::sha256(&fs::read(self.target()).unwrap());
            assert_eq!(sum, format!("{digest}  a.zip\n"));
        }
        true
    }

    pub fn is_whole(&self) {
        assert!(self.is_whole_or_absent(), "no archive: {:?}", names(&self.out()));
    }

    pub fn only_known_names(&self) {
        let names = names(&self.out());
        let known = |name: &&String| SEALED.contains(&name.as_str()) || LEFTOVERS.contains(&name.as_str());
        assert!(names.iter().all(|name| known(&name)), "{names:?}");
    }
}

/// A disk of one megabyte, which only root may mount.
pub struct Disk {
    pub place: PathBuf,
}

impl Disk {
    pub const SIZE: u64 = 1 << 20;

    pub fn mounted(place: PathBuf) -> Option<Self> {
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&place).output();
        match mount {
            Ok(output) if output.status.success() => Some(Self { place }),
            _ => {
                eprintln!("NOT TESTED: a full disk, since none can be mounted here");
                None
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.place).status();
    }
}
