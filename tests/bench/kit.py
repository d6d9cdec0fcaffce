"""What the solver's benchmarks share: conferences by name, runs of ours by the clock or by CPU, and the judge's word."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import time


def options(ask):
    """--judge DIR (judge.py and gen.py), --convene PROGRAM, --clock LIBRARY (of `ninja bench_cpu_clock`: seconds of ours are of CPU)."""
    ask.add_argument("--judge", type=pathlib.Path, required=True)
    ask.add_argument("--convene", default="build/release/convene")
    ask.add_argument("--clock", type=pathlib.Path)


def conference_of(judge, name, folder):
    """A file, or made by gen.py from PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]."""
    if name.endswith(".json"):
        return pathlib.Path(name)
    people, profile, pattern, answers, *seed = name.split("-")
    path = folder / f"{name}.json"
    with open(path, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, judge / "gen.py", "--people", people, "--profile", profile, "--pattern", pattern, "--answers", answers,
                        "--seed", seed[0] if seed else "1"], stdout=out, check=True)
    return path


def clocked(clock):
    return {**os.environ, "LD_PRELOAD": str(clock.resolve())} if clock else None


def solve(args, conference, allocation, *more):
    """One run of ours: (its summary, seconds on the clock, seconds of CPU), reading and writing included."""
    used, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    ran = subprocess.run([args.convene, "solve", conference, "-o", allocation, "--json", *map(str, more)], capture_output=True, text=True,
                         env=clocked(args.clock))
    wall, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        sys.exit(f"convene solve {conference} ends with {ran.returncode}: {ran.stderr.strip()}")
    return json.loads(ran.stdout), wall, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime


def judged(judge, conference, allocation, baseline=None):
    """The score by the judge; where the allocation is not valid, what is wrong with it."""
    more = ["--baseline", baseline] if baseline else []
    ran = subprocess.run([sys.executable, judge / "judge.py", conference, allocation, *more], capture_output=True, text=True)
    if ran.returncode not in (0, 1):
        return f"unreadable: {ran.stderr.strip()[-60:]}"
    said = json.loads(ran.stdout)
    return f"not valid: {said['violations'][0]}" if said["violations"] else said["score"]
