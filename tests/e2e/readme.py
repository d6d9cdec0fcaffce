#!/usr/bin/env python3
"""Runs the commands of README.md in an empty folder and compares what they print with what the page shows.

    readme.py            fails where the page and the program differ
    readme.py --write    writes into the page what the program prints now

A block opened by ```console holds commands ("$ …") and what each prints; long outputs stand shortened, with a line "… N more lines".
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
page = root / "README.md"
SHOWN = 24


def shown(text):
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    if len(lines) > SHOWN + 2:
        lines = lines[:SHOWN] + [f"… {len(lines) - SHOWN} more lines"]
    return "\n".join(lines)


def play(text, folder):
    """The page with each console block as it would be now."""
    def block(match):
        out = []
        for line in match.group(1).split("\n"):
            if not line.startswith("$ "):
                continue
            words = shlex.split(line[2:])
            assert words[0] == "convene", line
            done = subprocess.run([os.environ["CONVENE"], *words[1:]], cwd=folder, capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"{line}: exit {done.returncode}\n{done.stdout}{done.stderr}")
            out.append(line)
            if done.stdout.strip():
                out.append(shown(done.stdout))
        return "```console\n" + "\n".join(out) + "\n```"
    return re.sub(r"```console\n(.*?)\n```", block, text, flags=re.S)


def main():
    text = page.read_text()
    with tempfile.TemporaryDirectory() as folder:
        now = play(text, folder)
    if "--write" in sys.argv:
        page.write_text(now)
    elif now != text:
        for a, b in zip(text.split("\n"), now.split("\n")):
            if a != b:
                sys.exit(f"README.md shows\n  {a}\nbut the program prints\n  {b}\n(tests/e2e/readme.py --write mends the page)")
        sys.exit("README.md and the program differ in length")
    print(f"README.md shows what {text.count(chr(10) + '$ ')} commands print")


main()
