#!/usr/bin/env python3
"""How mixing grows: seconds until the engine is as near to the best known as published averages are, by number of people.

    mdgp_growth_bench.py [--engine PROGRAM] [--seeds 1,2,3] [--gap 3.5] [--long 30] [--clock LIBRARY] [PEOPLExGROUPS …]

Instances are made: groups of one size, every two people a random whole number from 0 to 100 apart, as the RanInt_…_ss_ instances of MDGPLIB are, of which
none beyond 480 people is published. The best known is the best of the seeds after a long run: --long seconds for 480 people, as many times that as there
are pairs for others. Then runs twice as long as the last, from 0.02 s, until the mean of the seeds lacks no more than --gap thousandths of it (3.5: what
the published average of RanInt_n480_ss_01 after 120 s lacks of the best known). Beside it the published seconds (Yang et al., EJOR 302, 2022), beyond 480
people by the power law that goes through theirs of 120 and 480. One thread. --clock: the library of `ninja bench_cpu_clock`, seconds of CPU.
"""
import argparse
import math
import os
import pathlib
import random
import subprocess
import sys

PUBLISHED_S = {120: 3, 240: 20, 480: 120}


def instance(people, groups):
    dice, size = random.Random(people), people // groups
    bounds = f" {size} {size}" * groups
    pairs = "\n".join(f"{a} {b} {dice.randint(0, 100)}" for a in range(people) for b in range(a + 1, people))
    return f"{people} {groups} ss{bounds}\n{pairs}\n"


def apart(text, people):
    table = [[0] * people for _ in range(people)]
    for line in text.splitlines()[1:]:
        a, b, far = map(int, line.split())
        table[a][b] = table[b][a] = far
    return table


def worth(table, group, groups, size):
    """Counted from the instance; every group has its size."""
    members = [[] for _ in range(groups)]
    for person, g in enumerate(group):
        members[g].append(person)
    assert all(len(m) == size for m in members)
    return sum(table[m[i]][m[k]] for m in members for i in range(size) for k in range(i))


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--engine", default="build/release/tests/bench_mdgp")
    ask.add_argument("--seeds", default="1,2,3")
    ask.add_argument("--gap", type=float, default=3.5)
    ask.add_argument("--long", type=float, default=30)
    ask.add_argument("--clock", type=pathlib.Path)
    ask.add_argument("sizes", nargs="*", default=["120x10", "240x12", "480x20", "960x24", "3000x75"])
    args = ask.parse_args()
    env, seeds = {**os.environ, "LD_PRELOAD": str(args.clock.resolve())} if args.clock else None, args.seeds.split(",")
    power = math.log(PUBLISHED_S[480] / PUBLISHED_S[120]) / math.log(4)
    print(f"| people, groups | best known (s) | seconds to {args.gap} ‰ | growth, power of n | published s | growth |")
    print("| --- " * 6 + "|", flush=True)
    last = None
    for name in args.sizes:
        people, groups = map(int, name.split("x"))
        text = instance(people, groups)
        table = apart(text, people)

        def run(seconds):
            found = []
            for seed in seeds:
                ran = subprocess.run([args.engine, f"{seconds:g}", seed, "1"], input=text, capture_output=True, text=True, check=True, env=env)
                found.append(worth(table, [int(g) for g in ran.stdout.splitlines()[0].split()], groups, people // groups))
            return found

        long = max(args.long * (people / 480) ** 2, 3)
        best, seconds = max(run(long)), 0.02
        while (short := run(seconds)) and sum(short) / len(short) < best * (1 - args.gap / 1000) and seconds < long:
            best = max([best, *short])
            seconds *= 2
        published = PUBLISHED_S.get(people, PUBLISHED_S[480] * (people / 480) ** power)
        grown = [math.log(now / before) / math.log(people / last[0]) for now, before in ((seconds, last[1]), (published, last[2]))] if last else []
        cells = [f"{g:.1f}" for g in grown] or ["", ""]
        print(f"| {people}, {groups} | {best:,} ({long:.0f}) | {seconds:g} | {cells[0]} | {published:,.0f}{'' if people in PUBLISHED_S else ' (foretold)'} | {cells[1]} |",
              flush=True)
        last = people, seconds, published
    return 0


if __name__ == "__main__":
    sys.exit(main())
