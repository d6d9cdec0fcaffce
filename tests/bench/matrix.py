#!/usr/bin/env python3
"""Solves every shape of made-up conference and holds each answer against an independent judge.

    matrix.py --judge DIR [--convene PROGRAM] [--time 10] [--people 1,2,24,60,120,342] [--seed 1] [--jobs 2]

DIR holds judge.py (scores an allocation on its own) and gen.py (makes conferences). For each: the answer must be valid, and `convene verify`
must print the judge's score and parts to the digit. Prints a row for each conference, and ends with the count; exits 1 where any fails.
"""
import argparse
import concurrent.futures
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile


def one(args, folder, people, profile, pattern, answers):
    name = f"{people}-{profile}-{pattern}-{answers}"
    conference, allocation = folder / f"{name}.json", folder / f"{name}.allocation.json"
    made = subprocess.run([sys.executable, args.judge / "gen.py", "--people", str(people), "--seed", str(args.seed), "--profile", profile, "--pattern", pattern,
                           "--answers", answers], capture_output=True, text=True, check=True)
    conference.write_text(made.stdout)
    solved = subprocess.run([args.convene, "solve", conference, "-o", allocation, "--time", str(args.time)], capture_output=True, text=True)
    if solved.returncode:
        return name, f"solve exits {solved.returncode}: {solved.stderr.strip()}", None
    judged = subprocess.run([sys.executable, args.judge / "judge.py", conference, allocation], capture_output=True, text=True)
    if judged.returncode not in (0, 1):
        return name, f"the judge could not read it: {judged.stderr.strip()}", None
    want = json.loads(judged.stdout)
    if want["violations"]:
        return name, f"not valid: {want['violations'][0]} (and {len(want['violations']) - 1} more)", None
    verified = subprocess.run([args.convene, "verify", conference, allocation, "--json"], capture_output=True, text=True)
    if verified.returncode:
        return name, f"verify exits {verified.returncode}: {verified.stdout} {verified.stderr}", None
    got = json.loads(verified.stdout)
    parts = {k: v for k, v in got["parts"].items() if v}
    if got["score"] != want["score"] or parts != {k: v for k, v in want["parts"].items() if v}:
        return name, f"verify says {got['score']} {parts}, the judge {want['score']} {want['parts']}", None
    return name, None, want["score"]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--judge", type=pathlib.Path, required=True)
    ask.add_argument("--convene", default="build/release/convene")
    ask.add_argument("--time", type=float, default=10)
    ask.add_argument("--people", default="1,2,24,60,120,342")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    args = ask.parse_args()
    shapes = list(itertools.product(map(int, args.people.split(",")), ("ibf", "global", "regional"), ("free", "weekly", "offered"), ("narrow", "wide")))
    failed = 0
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for name, wrong, score in pool.map(lambda s: one(args, pathlib.Path(scratch), *s), shapes):
            failed += wrong is not None
            print(f"{name:32} " + (f"FAILED {wrong}" if wrong else f"unplaced {score['unplaced']:4}  cost {score['cost']:6}"), flush=True)
    print(f"{len(shapes) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
