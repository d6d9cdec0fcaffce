#!/usr/bin/env python3
"""What a second thread brings: moves tried in the same seconds by two threads over one, and the same bytes for the same seed, threads and steps.

    threads_bench.py --judge DIR [--anytime PROGRAM] [--clock LIBRARY] [--time 3] [--seeds 1,2,3] [--threads 2] [--steps 300000]
                     [CONFERENCE.json | PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]] …

PROGRAM is built by `ninja bench_anytime`. Runs with one thread and with --threads take turns, so that both see the same machine. With --clock (the
library of `ninja bench_cpu_clock`) each thread's seconds are of its own CPU: what is left out then is waiting for each other at the end of a
cycle. Then the search is run twice to --steps, and its two allocations are compared. Exits 1 where they differ.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import kit


def search(args, conference, allocation, seconds, steps, seed, threads):
    """Moves tried, unplaced, cost."""
    ran = subprocess.run([args.anytime, conference, allocation, str(seconds), str(steps), str(seed), str(threads)], capture_output=True, text=True, check=True,
                         env=kit.clocked(args.clock))
    _, tried, unplaced, _, cost = ran.stdout.splitlines()[-1].split()
    return int(tried), int(unplaced), int(cost)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--anytime", default="build/release/tests/bench_anytime")
    ask.add_argument("--time", type=float, default=3)
    ask.add_argument("--seeds", default="1,2,3")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--steps", type=int, default=300000)
    ask.add_argument("names", nargs="*", default=["120-ibf-free-wide", "342-ibf-weekly-narrow", "1757-global-weekly-narrow"])
    args = ask.parse_args()
    print(f"| conference | moves a second, one thread | {args.threads} threads | ratio | unplaced / cost, one | {args.threads} | same bytes |")
    print("| --- " * 7 + "|", flush=True)
    differ = False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in args.names:
            path, a, b = kit.conference_of(args.judge, name, folder), folder / "a.json", folder / "b.json"
            runs = [[search(args, path, a, args.time, 0, seed, n) for n in (1, args.threads)] for seed in args.seeds.split(",")]
            one, two = (sum(run[i][0] for run in runs) / len(runs) / args.time for i in (0, 1))
            best = [min(run[i][1:] for run in runs) for i in (0, 1)]
            for out in (a, b):
                search(args, path, out, 0, args.steps, 1, args.threads)
            same = a.read_bytes() == b.read_bytes()
            differ |= not same
            print(f"| {name} | {one:,.0f} | {two:,.0f} | {two / one:.2f} | " + " | ".join(f"{u} / {c:,}" for u, c in best) + f" | {'yes' if same else 'NO'} |",
                  flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
