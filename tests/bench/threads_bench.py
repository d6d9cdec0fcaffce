#!/usr/bin/env python3
"""What a second thread brings: moves a second by two threads over one, and the same bytes for the same seed, threads and steps.

    threads_bench.py --judge DIR [--anytime PROGRAM] [--clock LIBRARY] [--steps 3000000] [--seeds 1,2,3] [--threads 2]
                     [CONFERENCE.json | PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]] …

PROGRAM is built by `ninja bench_anytime`. Each thread makes --steps moves; a limit in steps, not in seconds, so that searches alone are at work: under a
limit in seconds, threads of the bound and of composing have a share of the cores, a larger one beside one search than beside two. Runs with one thread
and with --threads take turns, so that both see the same machine; waiting for each other at the end of a cycle counts. With --clock (the library of `ninja
bench_cpu_clock`) each thread's seconds are of its own CPU, and waiting does not. The runs with --threads are made twice, and their allocations compared.
Exits 1 where they differ.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import kit


def search(args, conference, allocation, seed, threads):
    """Moves a second, and what came of them: unplaced, cost."""
    ran = subprocess.run([args.anytime, conference, allocation, "0", str(args.steps), str(seed), str(threads)], capture_output=True, text=True, check=True,
                         env=kit.clocked(args.clock))
    seconds, tried, unplaced, _, cost = ran.stdout.splitlines()[-1].split()
    return int(tried) / float(seconds), (int(unplaced), int(cost))


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--anytime", default="build/release/tests/bench_anytime")
    ask.add_argument("--steps", type=int, default=3000000)
    ask.add_argument("--seeds", default="1,2,3")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("names", nargs="*", default=["120-ibf-free-wide", "342-ibf-weekly-narrow", "342-ibf-free-narrow", "1757-global-weekly-narrow"])
    args = ask.parse_args()
    print(f"| conference | moves a second, one thread | {args.threads} threads | ratio | unplaced / cost, one | {args.threads} | same bytes |")
    print("| --- " * 7 + "|", flush=True)
    differ = False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in args.names:
            path, first, second = kit.conference_of(args.judge, name, folder), folder / "a.json", folder / "b.json"
            rates, best, same = ([], []), ([], []), True
            for seed in args.seeds.split(","):
                for out, threads in ((first, 1), (first, args.threads), (second, args.threads)):
                    rate, score = search(args, path, out, seed, threads)
                    rates[threads > 1].append(rate)
                    best[threads > 1].append(score)
                same &= first.read_bytes() == second.read_bytes()
            differ |= not same
            one, two = (sum(rate) / len(rate) for rate in rates)
            print(f"| {name} | {one:,.0f} | {two:,.0f} | {two / one:.2f} | " + " | ".join("{} / {:,}".format(*min(b)) for b in best)
                  + f" | {'yes' if same else 'NO'} |", flush=True)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
