#!/usr/bin/env python3
"""Do those who offered more hours fare worse? Ours and the peers' allocations of the same conferences.

    fairness_bench.py --judge DIR [--convene PROGRAM] [--clock LIBRARY] [--time 5] [--seed 1] [--given NAME=PATTERN …] [--peers DIR --with milp,cpsat,timefold
                      --peer-time 60 --peer-python PROGRAM] [CONFERENCE.json | PEOPLE-PROFILE-PATTERN-ANSWERS[-SEED]] …

--given takes allocations that are there already: {} in PATTERN stands for the conference's name. For each allocation:

  placed     Spearman's correlation of hours offered (in the season, if needed or not) with being placed, over all who may be members; above 0: who
             offers more is placed rather
  burden     the same with burden, over all placed members; above 0: who offers more meets at worse hours
  burden =   the same among members of groups with one clock apart: each one's burden less the mean of those in their zone, so that far away is not
             taken for generous
  left       equal answers that would be fairer: somebody left over who offered more hours than somebody placed, whose seat they could take with the
             score as it is (or better); people left over for whom that is so
  hours      placed people who could change places with one who offered fewer hours, with the score as it is (or better), and would meet at better
             hours than now and no worse than the other does now
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile
from collections import defaultdict
from json import loads

import kit


def ranks(values):
    order, out = sorted(range(len(values)), key=lambda i: values[i]), [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for i in order[first:last + 1]:
            out[i] = (first + last) / 2
        first = last + 1
    return out


def spearman(a, b):
    """None where one of them does not vary."""
    a, b = ranks(a), ranks(b)
    n = len(a)
    ma, mb = sum(a) / max(n, 1), sum(b) / max(n, 1)
    aa, bb = sum((x - ma) ** 2 for x in a), sum((y - mb) ** 2 for y in b)
    return sum((x - ma) * (y - mb) for x, y in zip(a, b)) / (aa * bb) ** 0.5 if aa and bb else None


class Look:
    """One allocation of one conference."""

    def __init__(self, judge, conf, allocation):
        self.judge, self.conf, self.allocation = judge, conf, allocation
        first, last = judge.instant(conf.first, 0, conf.tz), judge.instant(conf.last, 1440, conf.tz)
        self.people = [p for p in conf.people if conf.active(p) and "member" in conf.roles(p)]
        self.hours = {p: sum(max(0, min(b, last) - max(a, first)) for a, b in conf.spans(p)[1]) / 60 for p in self.people}
        self.group = {p: g for g in allocation["groups"] for p in g["members"]}
        self.times = {g["id"]: [judge.parse_stamp(t) for t in g["sessions"]] for g in allocation["groups"]}
        self.burden = {p: self.burden_in(p, g) for p, g in self.group.items()}
        self.score = self.score_now()

    def burden_in(self, person, group):
        return sum(x for x in (self.conf.points(person, t) for t in self.times[group["id"]]) if x is not None)

    def fits(self, person, group):
        allowed = self.conf.people[person].get("types")
        return (not allowed or group["type"] in allowed) and sum(self.conf.can(person, t) is not None for t in self.times[group["id"]]) >= \
            min(self.conf.attend, len(self.times[group["id"]]))

    def score_now(self):
        bad, score, _ = self.judge.judge(self.conf, self.allocation)
        return (score["unplaced"], score["cost"]) if not bad else None

    def changed(self, seats):
        """The score where in each of some groups one person takes another's seat."""
        for group, out, into in seats:
            group["members"][group["members"].index(out)] = into
        left = set(self.allocation["unplaced"])
        ins, outs = {s[2] for s in seats}, {s[1] for s in seats}
        self.allocation["unplaced"] = sorted((left - ins) | (outs - ins))
        score = self.score_now()
        for group, out, into in seats:
            group["members"][group["members"].index(into)] = out
        self.allocation["unplaced"] = sorted(left)
        return score

    def correlations(self):
        placed = set(self.group) | {p for g in self.allocation["groups"] for p in g["leaders"]}
        members, hours, burden = list(self.group), self.hours, self.burden
        mean = defaultdict(list)
        for p in members:
            mean[self.conf.people[p]["timezone"]].append(p)
        own = {p: (sum(hours[q] for q in peers) / len(peers), sum(burden[q] for q in peers) / len(peers)) for peers in mean.values() for p in peers}
        return (spearman([hours[p] for p in self.people], [p in placed for p in self.people]),
                spearman([hours[p] for p in members], [burden[p] for p in members]),
                spearman([hours[p] - own[p][0] for p in members], [burden[p] - own[p][1] for p in members]))

    def fairer_left(self):
        found = 0
        for a in self.allocation["unplaced"]:
            found += any(self.hours[b] < self.hours[a] and self.fits(a, g) and (after := self.changed([(g, b, a)])) and after <= self.score
                         for b, g in self.group.items())
        return found

    def fairer_hours(self):
        return sum(any(self.would_swap(a, g, b, h) for b, h in self.group.items()) for a, g in self.group.items() if self.burden[a] > 0)

    def would_swap(self, a, g, b, h):
        if g is h or self.hours[b] >= self.hours[a] or self.burden[b] >= self.burden[a] or not self.fits(a, h) or not self.fits(b, g):
            return False
        better = self.burden_in(a, h)
        if better >= self.burden[a] or better > self.burden[b]:
            return False
        after = self.changed([(g, a, b), (h, b, a)])
        return bool(after) and after <= self.score


def peer(args, name, conference):
    python, more = args.peer_python, ["--seconds", str(args.peer_time), "--seed", str(args.seed)]
    command = {"milp": [python, args.peers / "milp.py", conference, *more[:2]], "cpsat": [python, args.peers / "cpsat.py", conference, *more],
               "timefold": [args.peers / "timefold/run.sh", conference, *more]}[name]
    ran = subprocess.run(command, capture_output=True, text=True)
    return loads(ran.stdout) if ran.returncode == 0 and ran.stdout.strip() else None


def allocations(args, path, folder):
    """(who, allocation), one after the other."""
    ours = folder / "ours.json"
    kit.solve(args, path, ours, "--time", args.time, "--seed", args.seed)
    yield f"convene, {args.time:g} s", loads(ours.read_text("utf-8"))
    for given in args.given:
        who, pattern = given.split("=", 1)
        there = pathlib.Path(pattern.replace("{}", path.stem))
        if there.exists() and there.stat().st_size:
            yield who, loads(there.read_text("utf-8"))
    for name in args.chosen.split(",") if args.peers else []:
        yield f"{name}, {args.peer_time:g} s", peer(args, name, path)


def shown(value):
    return "–" if value is None else f"{value:+.2f}"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--time", type=float, default=5)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--given", action="append", default=[])
    ask.add_argument("--peers", type=pathlib.Path)
    ask.add_argument("--with", dest="chosen", default="milp,cpsat,timefold")
    ask.add_argument("--peer-time", type=float, default=60)
    ask.add_argument("--peer-python", default=sys.executable)
    ask.add_argument("names", nargs="*", default=["60-ibf-free-narrow", "60-global-weekly-narrow", "120-ibf-weekly-narrow", "120-global-free-narrow"])
    args = ask.parse_args()
    sys.path.insert(0, str(args.judge))
    import judge                                                                    # noqa: E402, from where we were told
    print("| conference | who | unplaced / cost | placed | burden | burden = | left | hours |")
    print("| --- " * 8 + "|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name in args.names:
            path = kit.conference_of(args.judge, name, folder)
            conf = judge.Conference(path)
            for who, allocation in allocations(args, path, folder):
                look = Look(judge, conf, allocation) if allocation else None
                if not look or not look.score:
                    print(f"| {path.stem} | {who} | nothing valid |" + " |" * 5, flush=True)
                    continue
                cells = " | ".join(map(shown, look.correlations()))
                print(f"| {path.stem} | {who} | {look.score[0]} / {look.score[1]:,} | {cells} | {look.fairer_left()} of {len(allocation['unplaced'])} | "
                      f"{look.fairer_hours()} |", flush=True)


if __name__ == "__main__":
    main()
