#!/usr/bin/env python3
"""Mixing against the literature: published instances of the Maximally Diverse Grouping Problem (MDGPLIB), at the published seconds.

    mdgp_bench.py --instances DIR [--judge DIR] [--convene PROGRAM] [--engine PROGRAM] [--seeds 1,2,3] [--share 1] [--threads 1] [--clock LIBRARY | --by-cpu] [NAME …]

DIR of --instances holds the instances and PUBLISHED.tsv (instance, seconds, best, average). NAME picks those whose name begins with it.
--share 0.1 takes a tenth of the published seconds. Larger is better, throughout.

Two columns of ours, each with mean and best over the seeds. "as published" is the engine alone (`ninja bench_mdgp`), which keeps every group, scored
here from the instance itself. "as a conference" (where --judge is given: DIR holds mdgp.py and judge.py) is `convene solve` on the conference that
mdgp.py makes of the instance, scored by judge.py: there a group may also not come about, so where sizes are free (_ds_) it is another problem, with
better answers. Exits 1 where an answer is not valid. CPU says which part of the seconds the machine gave us. Where others share it, --clock (the library
of `ninja bench_cpu_clock`) has the engine count seconds of CPU, however long they take. --by-cpu comes to about the same without a library: as many
changes as the engine tries in so many seconds of CPU, by two short runs.
"""
import argparse
import gzip
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile


def text_of(path):
    return gzip.open(path, "rt").read() if path.suffix == ".gz" else path.read_text()


def worth_of(text, group):
    """What the groups are worth, counted from the instance; None where a size is out of bounds."""
    lines = text.splitlines()
    head = lines[0].split()
    people, groups, bounds = int(head[0]), int(head[1]), [int(x) for x in head[3:]]
    sizes = [group.count(g) for g in range(groups)]
    if len(group) != people or any(not bounds[2 * g] <= sizes[g] <= bounds[2 * g + 1] for g in range(groups)):
        return None
    total = 0.0
    for line in lines[1:]:
        if line.strip():
            a, b, far = line.split()
            if group[int(a)] == group[int(b)]:
                total += float(far)
    return total


def clocked(args):
    return {**os.environ, "LD_PRELOAD": str(args.clock.resolve())} if args.clock else None


def children_s():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime


def by_engine(args, text, seconds, seed, tries=0):
    limits = [str(seconds if not tries else 0), str(seed), str(args.threads)] + ([str(tries)] if tries else [])
    ran = subprocess.run([args.engine, *limits], input=text, capture_output=True, text=True, check=True, env=clocked(args))
    group, tried = ran.stdout.splitlines()
    return worth_of(text, [int(g) for g in group.split()]), int(tried)


def tries_of(args, text, seconds):
    """How many changes each thread tries in so many seconds of CPU: from what a longer run takes more than a shorter one, so that reading is left out."""
    few, many, used = 2 * 10**7, 5 * 10**8, []
    for tries in (few, many):
        begun = children_s()
        by_engine(args, text, seconds, 1, tries)
        used.append(children_s() - begun)
    return round((many - few) / (used[1] - used[0]) * seconds)


def by_convene(args, conference, seconds, seed, folder):
    allocation = folder / "ours.json"
    subprocess.run([args.convene, "solve", conference, "-o", allocation, "--time", str(seconds), "--seed", str(seed), "--threads", str(args.threads)],
                   capture_output=True, check=True, env=clocked(args))
    judged = subprocess.run([sys.executable, args.judge / "judge.py", conference, allocation], capture_output=True, text=True)
    said = json.loads(judged.stdout)
    if said["violations"] or said["score"]["unplaced"]:
        return None
    return -said["score"]["cost"] / 1000


def cell(found, best, average):
    """Mean and best, each with how much better than published, in parts of a thousand."""
    if None in found:
        return "not valid | "
    mean, most = sum(found) / len(found), max(found)
    return f"{mean:,.1f} ({(mean / average - 1) * 1000:+.2f} ‰) | {most:,.1f} ({(most / best - 1) * 1000:+.2f} ‰)"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--instances", type=pathlib.Path, required=True)
    ask.add_argument("--judge", type=pathlib.Path)
    ask.add_argument("--convene", default="build/release/convene")
    ask.add_argument("--engine", default="build/release/tests/bench_mdgp")
    ask.add_argument("--seeds", default="1,2,3")
    ask.add_argument("--share", type=float, default=1)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--clock", type=pathlib.Path)
    ask.add_argument("--by-cpu", action="store_true")
    ask.add_argument("names", nargs="*", default=[""])
    args = ask.parse_args()
    rows = [line.split("\t") for line in (args.instances / "PUBLISHED.tsv").read_text().splitlines() if not line.startswith(("#", "instance"))]
    ways = ["as published"] + (["as a conference"] if args.judge else [])
    print("| instance | s | published average | published best | " + " | ".join(f"mean, {way} | best, {way}" for way in ways) + " | CPU |")
    print("| --- " * (5 + 2 * len(ways)) + "|", flush=True)
    bad = False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, seconds, best, average in rows:
            if not name.startswith(tuple(args.names)):
                continue
            path = next(args.instances.glob(name + ".txt*"))
            text, seconds, best, average = text_of(path), float(seconds) * args.share, float(best), float(average)
            seeds, tries = args.seeds.split(","), tries_of(args, text, seconds) if args.by_cpu else 0
            used = children_s()
            found = [[by_engine(args, text, seconds, seed, tries)[0] for seed in seeds]]
            used = children_s() - used
            if args.judge:
                conference = folder / "conference.json"
                with open(conference, "w", encoding="utf-8") as out:
                    subprocess.run([sys.executable, args.judge / "mdgp.py", path], stdout=out, check=True)
                found.append([by_convene(args, conference, seconds, seed, folder) for seed in seeds])
            bad = bad or any(None in one for one in found)
            cells = " | ".join(cell(one, best, average) for one in found)
            print(f"| {name} | {seconds:g} | {average:,.1f} | {best:,.1f} | {cells} | {used / (seconds * len(seeds) * args.threads):.0%} |", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
