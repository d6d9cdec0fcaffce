#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over every .c of the library, the program and the tests that a build compiles: tests/tidy.py BUILD [FILE…].

A file that was clean, and of which nothing has changed since (itself, what it includes, its compile command, .clang-tidy, the tool), is not read
again; BUILD/tidy remembers. In tests the analyser looks at fewer paths (each assertion doubles them, and the sanitizers run every one that is
walked): what it costs there is six seconds a file instead of one, and it was more than half of the whole run.
"""
import functools
import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[1]
TOOL = "clang-tidy-14"
FEWER_PATHS = ["--extra-arg=-Xclang", "--extra-arg=-analyzer-config", "--extra-arg=-Xclang", "--extra-arg=max-nodes=20000"]  # 225,000 else


@functools.lru_cache(None)
def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def includes(command, folder):
    """Everything that a file is made of, the headers of the system too; itself first."""
    words = shlex.split(command)
    words[words.index("-o"):words.index("-o") + 2] = []
    words.remove("-c")
    made = subprocess.run([*words, "-M", "-MT", "it"], cwd=folder, capture_output=True, text=True, check=True).stdout
    return [str(pathlib.Path(folder, p)) for p in made.replace("\\\n", " ").split()[1:]]


def arguments(build, file):
    return [TOOL, "-quiet", "-p", build, *(FEWER_PATHS if file.startswith("tests/") else []), file]


def key(build, file, entry, version):
    parts = [version, digest(ROOT / ".clang-tidy"), entry["command"], *arguments(build, file)]
    for path in includes(entry["command"], entry["directory"]):
        parts += [path, digest(path)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def look_at(build, file, entry, version, memory):
    """(was it read, what it said); what it said is None where it was clean."""
    seen = memory / key(build, file, entry, version)
    if seen.exists():
        return False, None
    done = subprocess.run(arguments(build, file), cwd=ROOT, capture_output=True, text=True)
    if done.returncode == 0:
        seen.touch()
        return True, None
    return True, done.stdout + "\n".join(line for line in done.stderr.splitlines() if not line.endswith(" generated."))


def main():
    build, *files = sys.argv[1:]
    version = subprocess.run([TOOL, "--version"], capture_output=True, text=True, check=True).stdout
    compiled = {entry["file"]: entry for entry in reversed(json.loads((pathlib.Path(build) / "compile_commands.json").read_text()))}
    files = files or subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "lib/*.c", "cli/*.c", "tests/*.c"], cwd=ROOT, capture_output=True,
                                    text=True, check=True).stdout.split()
    files = sorted((f for f in files if str(ROOT / f) in compiled), key=lambda f: -(ROOT / f).stat().st_size)  # long ones first: all cores to the end
    memory = pathlib.Path(build) / "tidy"
    memory.mkdir(exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda f: look_at(build, f, compiled[str(ROOT / f)], version, memory), files))
    said = [text for _, text in results if text is not None]
    print(*said, sep="\n", end="\n" if said else "")
    print(f"{len(files)} files, {sum(read for read, _ in results)} of them read, {len(said)} not clean")
    sys.exit(bool(said) or not files)


if __name__ == "__main__":
    main()
