#!/usr/bin/env python3
"""Our solver and the peers that a user could pick instead, on the same conferences, scored by an independent judge.

    solve_bench.py --judge DIR [--peers DIR] [--convene PROGRAM] [--clock LIBRARY] [--time 5] [--peer-time 60] [--seeds 1,2,3]
                   [--threads 1] [--with milp,cpsat,timefold] [--peer-python PROGRAM] [CONFERENCE.json | PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]] …

DIR of --judge holds judge.py and gen.py; DIR of --peers holds milp.py, cpsat.py and timefold/run.sh (their own README says what they need;
--peer-python runs the first two). A conference is a file, or made by gen.py from its shape, such as 120-ibf-weekly-narrow. Prints a row for
each: unplaced/cost of ours by seed, best first, then of each peer. Runs one program at a time; with --clock (the library of
`ninja bench_cpu_clock`) ours gets so many seconds of CPU. Exits 1 where an answer of ours is not valid.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

import kit

SHAPES = ["24-global-free-wide", "60-ibf-weekly-wide", "60-global-free-wide", "60-ibf-free-narrow", "120-ibf-free-wide", "120-ibf-weekly-narrow",
          "120-global-free-narrow", "342-ibf-free-wide", "342-ibf-free-narrow", "342-ibf-weekly-narrow"]


def score(args, conference, allocation):
    """(unplaced, cost), or what is wrong with it."""
    said = kit.judged(args.judge, conference, allocation)
    return said if isinstance(said, str) else (said["unplaced"], said["cost"])


def ours(args, conference, folder):
    out = []
    for seed in args.seeds.split(","):
        allocation = folder / "ours.json"
        kit.solve(args, conference, allocation, "--time", args.time, "--seed", seed, "--threads", args.threads)
        out.append(score(args, conference, allocation))
    return out


def peer(args, name, conference, folder):
    python = args.peer_python
    command = {"milp": [python, args.peers / "milp.py", conference, "--seconds", str(args.peer_time)],
               "cpsat": [python, args.peers / "cpsat.py", conference, "--seconds", str(args.peer_time), "--seed", "1"],
               "timefold": [args.peers / "timefold/run.sh", conference, "--seconds", str(args.peer_time), "--seed", "1"]}[name]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode or not ran.stdout.strip():
        return (ran.stderr.strip().splitlines() or ["nothing"])[-1][:40]
    allocation = folder / "peer.json"
    allocation.write_text(ran.stdout)
    return score(args, conference, allocation)


def shown(value):
    return f"{value[0]} / {value[1]:,}" if isinstance(value, tuple) else str(value)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--peers", type=pathlib.Path)
    ask.add_argument("--time", type=float, default=5)
    ask.add_argument("--peer-time", type=float, default=60)
    ask.add_argument("--seeds", default="1,2,3")
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--with", dest="chosen", default="milp,cpsat,timefold")
    ask.add_argument("--peer-python", default=sys.executable)
    ask.add_argument("shapes", nargs="*", default=SHAPES)
    args = ask.parse_args()
    peers = args.chosen.split(",") if args.peers else []
    print(" | ".join(["| conference", f"convene, {args.time:g} s, by seed", *(f"{p}, {args.peer_time:g} s" for p in peers)]) + " |")
    print("| --- " * (2 + len(peers)) + "|", flush=True)
    bad, begun = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for shape in args.shapes:
            conference = kit.conference_of(args.judge, shape, folder)
            found = ours(args, conference, folder)
            bad += sum(not isinstance(one, tuple) for one in found)
            found.sort(key=lambda one: one if isinstance(one, tuple) else (float("inf"), 0))
            cells = [", ".join(map(shown, found))] + [shown(peer(args, name, conference, folder)) for name in peers]
            print(f"| {conference.stem} | " + " | ".join(cells) + " |", flush=True)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
