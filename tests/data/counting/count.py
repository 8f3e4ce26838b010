#!/usr/bin/env python3
"""Asks LibreOffice how long documents are, and writes the answers into expected.json.

    apt-get install libreoffice-writer
    python3 count.py

LibreOffice counts anew when it saves; the numbers are then in meta.xml of the OpenDocument text, as in its
dialogue (Tools, Word Count). `words` is its word count, `characters` its count of characters without spaces. The
numbers here are those of LibreOffice 7.4.

LibreOffice counts headers, footers and the numbers of automatic lists, which Word and sealpack do not. So it is
asked a second time, about the documents without them: `beside` is the difference.
"""

import io
import json
import pathlib
import re
import subprocess
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]


BESIDE = re.compile(rb"<w:(?:header|footer)Reference [^>]*/>|<w:numPr>.*?</w:numPr>", re.DOTALL)


def bare(data):
    """A document without headers, footers and automatic numbers."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, BESIDE.sub(b"", part) if name in ("word/document.xml", "word/styles.xml") else part)
    return out.getvalue()


def count(documents):
    """Words and characters of each."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [pathlib.Path(folder) / f"{number}.docx" for number in range(len(documents))]
        for source, data in zip(sources, documents):
            source.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "odt", "--outdir", folder, *sources]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for source in sources:
            with zipfile.ZipFile(source.with_suffix(".odt")) as document:
                meta = document.read("meta.xml").decode()
            statistic = dict(re.findall(r'meta:([a-z-]+-count)="(\d+)"', meta))
            yield int(statistic["word-count"]), int(statistic["non-whitespace-character-count"])


if __name__ == "__main__":
    files = sorted(HERE.glob("*.docx")) + sorted((ROOT / "examples" / "demo-county").glob("*/*/*.docx"))
    documents = [file.read_bytes() for file in files]
    whole = count(documents)
    text = count([bare(document) for document in documents])
    expected = {}
    for file, (words, characters), (bare_words, bare_characters) in zip(files, whole, text):
        beside = {"words": words - bare_words, "characters": characters - bare_characters}
        expected[file.relative_to(ROOT).as_posix()] = {"words": words, "characters": characters, "beside": beside}
    (HERE / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
