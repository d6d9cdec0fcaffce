#!/usr/bin/env python3
"""Reruns after dropouts, beside the least that an exact solver finds where groups and sessions stand.

    repair_bench.py --judge DIR [--convene PROGRAM] [--clock LIBRARY] [--exact-python PROGRAM] [--exact-seconds 60] [--draws 5]
                    [--one 0.12] [--ten 0.9] [--threads 1] [--baseline-time 5] [CONFERENCE.json | PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]] …

For each conference one baseline, then by draw: one of the placed drops out; ten do, two of them leaders; the same when half of all sessions are
held (as_of). --one and --ten are ours' seconds of search; the row says how long the whole run took, reading and writing included. All is scored by
judge.py. The exact column is of repair_exact.py (--exact-python: one that has ortools). Ends with the worst of each kind; exits 1 where an
answer of ours is not valid, or upsets more than the exact one's.
"""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import kit

KINDS = [("one", False), ("ten", False), ("one", True), ("ten", True)]


def changed(conference, baseline, gone, midway):
    """The conference after the dropouts, maybe half-way through its sessions; a participants_file stays as it is written."""
    after = json.loads(json.dumps(conference))
    for p in after["participants"]:
        if p["id"] in gone:
            p["status"] = "dropped"
    if midway:
        starts = sorted(t for g in baseline["groups"] for t in g["sessions"])
        after["as_of"] = starts[len(starts) // 2]
    return after


def drawn(baseline, kind, draw):
    """Who drops out."""
    rng = random.Random(f"{kind} {draw}")
    members = sorted(p for g in baseline["groups"] for p in g["members"])
    leaders = sorted({p for g in baseline["groups"] for p in g["leaders"]})
    if kind == "one":
        return set(rng.sample(members + leaders, 1)), leaders
    return {*rng.sample(leaders, min(2, len(leaders))), *rng.sample(members, 8)}, leaders


def exact_of(args, conference, baseline):
    ran = subprocess.run([args.exact_python, pathlib.Path(__file__).with_name("repair_exact.py"), "--judge", args.judge, conference, baseline, "--seconds",
                          str(args.exact_seconds)], capture_output=True, text=True)
    if ran.returncode:
        return {"found": False, "seconds": 0, "why": (ran.stderr.strip().splitlines() or ["nothing"])[-1][:40]}
    return json.loads(ran.stdout)


def exact_cell(exact):
    if not exact["found"]:
        return exact.get("why", "nothing")
    return f"{exact['lost']} / {exact['upset']} (unplaced {exact['unplaced']}, disruption {exact['disruption']}{'' if exact['proved'] else ', not proved'}), {exact['seconds']:.1f} s"


def one_case(args, folder, conference, baseline_path, kind, midway, draw):
    baseline = json.loads(baseline_path.read_text("utf-8"))
    gone, leaders = drawn(baseline, kind, draw)
    after, allocation = folder / "after.json", folder / "ours.json"
    after.write_text(json.dumps(changed(conference, baseline, gone, midway)), "utf-8")
    _, wall, cpu = kit.solve(args, after, allocation, "-b", baseline_path, "--time", args.one if kind == "one" else args.ten, "--threads", args.threads)
    score = kit.judged(args.judge, after, allocation, baseline_path)
    exact = exact_of(args, after, baseline_path) if args.exact_python else {"found": False, "why": ""}
    name = f"{kind}{', a leader' if kind == 'one' and gone & set(leaders) else ''}{', midway' if midway else ''}, draw {draw}"
    if isinstance(score, str):
        print(f"| {name} | {wall:.2f} ({cpu:.2f}) | {score} | | | {exact_cell(exact)} | |", flush=True)
        return {"kind": kind, "midway": midway, "bad": True, "wall": wall, "cpu": cpu, "worse": 0, "lost": 0}
    upset = after_place(conference) * score["unplaced"] + score["disruption"]
    worse = (score["lost"], upset) > (exact["lost"], exact["upset"]) if exact["found"] else False
    less = (score["lost"], upset) < (exact["lost"], exact["upset"]) if exact["found"] else False
    print(f"| {name} | {wall:.2f} ({cpu:.2f}) | {score['lost']} / {upset} | unplaced {score['unplaced']}, disruption {score['disruption']} | {score['cost']:,} | "
          f"{exact_cell(exact)} | {'worse' if worse else 'better' if less else 'equal' if exact['found'] else ''} |", flush=True)
    return {"kind": kind, "midway": midway, "bad": False, "wall": wall, "cpu": cpu, "worse": worse, "lost": score["lost"]}


def after_place(conference):
    return conference.get("weights", {}).get("place", 12)


def summary(rows):
    for kind, midway in KINDS:
        these = [r for r in rows if (r["kind"], r["midway"]) == (kind, midway)]
        if these:
            print(f"{kind}{', midway' if midway else ''}: {len(these)} runs, worse than exact in {sum(r['worse'] for r in these)}, not valid {sum(r['bad'] for r in these)}; "
                  f"CPU s of a whole run: median {statistics.median(r['cpu'] for r in these):.2f}, most {max(r['cpu'] for r in these):.2f}; "
                  f"on the clock: median {statistics.median(r['wall'] for r in these):.2f}, most {max(r['wall'] for r in these):.2f}", flush=True)


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--exact-python")
    ask.add_argument("--exact-seconds", type=float, default=60)
    ask.add_argument("--draws", type=int, default=5)
    ask.add_argument("--one", type=float, default=0.12)
    ask.add_argument("--ten", type=float, default=0.9)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--baseline-time", type=float, default=5)
    ask.add_argument("names", nargs="*", default=["342-ibf-weekly-narrow"])
    args = ask.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in args.names:
            path, baseline = kit.conference_of(args.judge, name, folder), folder / "baseline.json"
            kit.solve(args, path, baseline, "--time", args.baseline_time)
            print(f"\n{name}: baseline {kit.judged(args.judge, path, baseline)}\n")
            print("| dropouts | seconds (CPU) | lost / place × unplaced + disruption | | cost | exact, same groups | ours is |")
            print("| --- " * 7 + "|", flush=True)
            conference = json.loads(path.read_text("utf-8"))
            rows += [one_case(args, folder, conference, baseline, kind, midway, draw) for kind, midway in KINDS for draw in range(1, args.draws + 1)]
    print()
    summary(rows)
    return 1 if any(r["bad"] or r["worse"] for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
