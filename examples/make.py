#!/usr/bin/env python3
"""Make the two example submissions beside this file: demo-county and demo-county-faulty.

    python3 -m pip install -r examples/requirements.txt
    python3 examples/make.py            # the same bytes every time

Wants Noto Sans CJK and Noto Serif CJK (Debian and Ubuntu: fonts-noto-cjk; elsewhere name the folder of the .ttc
files in NOTO_CJK). What is in the two folders is replaced.
"""

import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from making import county, faulty  # noqa: E402


def write(folder, made):
    """Replaces a folder by the files made."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in made.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"{folder.name}: {len(made)} files, {sum(map(len, made.values())) / 1e6:.2f} MB")


if __name__ == "__main__":
    write(HERE / "demo-county", county.submission())
    write(HERE / "demo-county-faulty", faulty.submission())
