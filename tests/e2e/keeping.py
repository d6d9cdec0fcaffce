# SPDX-License-Identifier: Apache-2.0
"""CONVENE_KEEP_MESSAGES names a folder: every message that a test receives is put there once, for parsers.py to read at the end of the run."""
import hashlib
import os
import pathlib

KEEP = os.environ.get("CONVENE_KEEP_MESSAGES")


def keep(raw):
    if not KEEP:
        return
    path = pathlib.Path(KEEP) / (hashlib.sha256(raw).hexdigest() + ".eml")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(raw)
        part.rename(path)
