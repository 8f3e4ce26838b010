#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets `zip`, `zip_differential` and `bag`, the same bytes every time.

Run as `python3 fuzz/seeds_archive.py`; writes `fuzz/seeds/zip/` and `fuzz/seeds/bag/`.
"""

import hashlib
import io
import pathlib
import zipfile

SEEDS = pathlib.Path(__file__).parent / "seeds"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write(target, name, content):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


class Pipe(io.RawIOBase):
    """Cannot go back, so that sizes follow the data."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def zipped(files, method, large=False, streamed=False, comment=b""):
    file = Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.comment = comment
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2026, 7, 1, 0, 0, 0))
            entry.compress_type = method
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            if name.endswith("/"):
                entry.external_attr = 0o40755 << 16 | 0x10
            with archive.open(entry, "w", force_zip64=large) as out:
                out.write(content)
    return file.data if streamed else file.getvalue()


def archives():
    files = {"a/b.jpg": b"stored", "a/材料.txt": "说明 ".encode() * 20, "a/空.txt": b""}
    stored = {"a.jpg": b"one", "材料.png": b"two"}
    write("zip", "stored.zip", zipped(stored, zipfile.ZIP_STORED))
    write("zip", "deflated.zip", zipped(files, zipfile.ZIP_DEFLATED))
    write("zip", "folder.zip", zipped({"a/": b"", **files}, zipfile.ZIP_DEFLATED))
    write("zip", "large.zip", zipped(files, zipfile.ZIP_DEFLATED, large=True))
    write("zip", "streamed.zip", zipped(files, zipfile.ZIP_DEFLATED, streamed=True))
    write("zip", "streamed-large.zip", zipped(files, zipfile.ZIP_DEFLATED, large=True, streamed=True))
    write("zip", "comment.zip", zipped(files, zipfile.ZIP_DEFLATED, comment=b"a plain comment"))
    write("zip", "empty.zip", zipped({}, zipfile.ZIP_STORED))
    # Choices, of which the target builds its own archives.
    for number in range(16):
        choices = b"".join(hashlib.sha256(bytes([number, block])).digest() for block in range(1 + number))
        write("zip", f"choices-{number}", bytes([number % 4]) + choices)


def listed(parts):
    return "\n".join(f"=== {name}\n{content}" for name, content in parts.items())


def bags():
    payload = {"data/a.txt": "one", "data/材料.txt": "two", "data/100%.txt": ""}
    manifest = "".join(f"<{path}>  {path.replace('%', '%25')}\n" for path in payload)
    whole = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "Payload-Oxum: 6.3\nSource-Organization: 示例县\n  folded\n",
        "manifest-sha256.txt": manifest,
        **payload,
    }
    tags = "".join(f"<{path}>  {path}\n" for path in ["bagit.txt", "bag-info.txt"])
    old = DECLARATION.replace("1.0", "0.97")
    md5 = f"{hashlib.md5(b'one').hexdigest()} *./data/a.txt\n"
    write("bag", "whole", listed(whole))
    write("bag", "tags", listed({**whole, "tagmanifest-sha256.txt": tags}))
    write("bag", "ours", listed({**whole, "bag-info.txt": "Bag-Software-Agent: sealpack 0.1.0\n"}))
    write("bag", "fetch", listed({**whole, "fetch.txt": "https://example.org/b - data/b.txt\n"}))
    write("bag", "md5", listed({"bagit.txt": old, "manifest-md5.txt": md5, "data/a.txt": "one"}))
    write("bag", "two", listed({**whole, "manifest-sha512.txt": manifest}))
    latin = DECLARATION.replace("UTF-8", "ISO-8859-1")
    write("bag", "latin", listed({**whole, "bagit.txt": latin}))
    write("bag", "case", listed({**whole, "manifest-sha256.txt": manifest + "<data/a.txt>  data/A.TXT\n"}))
    # Without a list of parts: each reader by itself.
    write("bag", "manifest.txt", manifest.replace("<data/a.txt>", "0" * 64))
    write("bag", "utf16", manifest.encode("utf-16"))


archives()
bags()
