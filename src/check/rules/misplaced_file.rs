//! `misplaced-file`: a file or folder where nothing belongs.

use super::{Found, Rule, Subject};
use crate::profile::{Kind, Severity};
use crate::submission::{Misplaced, Role};
use crate::text::{Bilingual, Lang, Message};

pub(super) struct MisplacedFile;

impl Rule for MisplacedFile {
    fn name(&self) -> &'static str {
        "misplaced-file"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let folders = || {
            let name = |kind: &Kind, lang| kind.folder(lang).to_owned();
            let names = subject.profile.kinds.iter();
            let names = names.map(|kind| Bilingual { zh: name(kind, Lang::Zh), en: name(kind, Lang::En) });
            Message::List(names.map(Message::Given).collect())
        };
        for item in &subject.submission.items {
            let Role::Misplaced(misplaced) = &item.role else { continue };
            let message = match misplaced {
                // A file is told once, with the folder it lies in; an empty folder harms nobody.
                Misplaced::Inside | Misplaced::Folder(0) => continue,
                Misplaced::File if item.indicator.is_none() => Message::new("finding-misplaced-top"),
                Misplaced::File => Message::new("finding-misplaced-file").with("folders", folders()),
                Misplaced::Folder(files) => {
                    Message::new("finding-misplaced-folder").with("files", *files).with("folders", folders())
                }
                Misplaced::SecondFolder(first) => Message::new("finding-second-folder").with("first", first),
            };
            found.at(item.indicator.as_deref(), &item.path, message);
        }
    }
}
