# SPDX-License-Identifier: Apache-2.0
"""Starts the servers beside this file, and reads what they kept."""
import json
import os
import pathlib
import subprocess
import sys
from typing import NamedTuple

from keeping import keep

HERE = pathlib.Path(__file__).resolve().parent


class Kept(NamedTuple):
    sender: str
    to: list
    raw: bytes
    facts: dict


class Server:
    """with Server("smtp", folder, "--mode", "tls") as server: … server.port, server.messages()"""

    def __init__(self, kind, folder, *words, env=None):
        self.kind, self.out = kind, pathlib.Path(folder)
        self.words = [sys.executable, str(HERE / f"{kind}_server.py"), "--out", str(self.out), *map(str, words)]
        self.env = {**os.environ, **(env or {})}

    def __enter__(self):
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE, text=True, env=self.env)
        line = self.process.stdout.readline().split()
        if line[:1] != ["port"]:
            raise RuntimeError(f"{self.words}: no port")
        self.port = int(line[1])
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()
        if self.kind == "smtp":  # the bytes as they were sent; what others keep they may have put together themselves
            for path in self.out.glob("*.eml"):
                keep(path.read_bytes())

    def count(self):
        return sum(1 for _ in self.out.glob("*.eml"))

    def messages(self, after=0):
        """In the order that they came, without the first ones."""
        kept = []
        for path in sorted(self.out.glob("*.eml"))[after:]:
            facts = json.loads(path.with_suffix(".json").read_text())
            kept.append(Kept(facts["from"], facts["to"], path.read_bytes(), facts))
        return kept


def certificates(folder):
    """An authority for this test alone, and a certificate of localhost by it. Returns (authority's file, file of certificate and key)."""
    folder = pathlib.Path(folder)
    authority, key, request, signed, extra = (folder / name for name in ("ca.pem", "ca.key", "host.csr", "host.pem", "host.ext"))
    host_key, both = folder / "host.key", folder / "host-both.pem"
    extra.write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")

    def openssl(*words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *curve, "-keyout", key, "-out", authority, "-days", 2, "-subj", "/CN=test authority",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign")
    openssl("req", *curve, "-keyout", host_key, "-out", request, "-subj", "/CN=localhost")
    openssl("x509", "-req", "-in", request, "-CA", authority, "-CAkey", key, "-CAcreateserial", "-out", signed, "-days", 2, "-extfile", extra)
    both.write_text(signed.read_text() + host_key.read_text())
    return authority, both
