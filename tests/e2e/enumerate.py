#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Small made-up conferences, solved by looking at every allocation that there is: by code of its own, from the raw conference.

    enumerate.py [SEEDS] [FIRST]       (default: 20 seeds from 1; CONVENE is the program)

The bound must never exceed the least that can be left over, nor that on cost the least that as many left over or fewer can cost; an answer must
never beat the best there is, and "proved" must be true. Prints how
often the answer is the best, and how often that is proved. Everything is at UTC, so that no time arithmetic is shared or in doubt.
"""
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

from common import CONVENE

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
FIRST = datetime(2027, 3, 1, tzinfo=timezone.utc)  # a Monday
KNOWN_HOURS = {}
WEIGHTS = {"if_needed": 1, "unsocial": 1, "preference": 2, "missed": 3, "size": 1, "move": 4, "rota": 1, "place": 12}


# ---- making conferences up --------------------------------------------------------------------------------------------------------------------

def rules(r, people):
    """A few, of every kind that a group is asked for by itself or by names, each with or without a weight."""
    among = lambda: r.choice(["all", "all", "members", "leaders"])
    three = lambda: r.sample(people, 3)
    weight = lambda n: {"weight": r.randrange(1, n)} if r.random() < 0.4 else {}
    every = [
        lambda: {"rule": "at_most", "count": r.choice([1, 2]), "same": "country", "among": among(), **weight(9)},
        lambda: {"rule": "at_least", "count": 1, "where": {"level": [1, 2]}, "among": r.choice(["all", "members"]), **weight(9)},
        lambda: {"rule": "distinct", "count": 2, "of": r.choice(["country", "languages"]), **weight(9)},
        lambda: {"rule": "shared", "over": "languages", "among": among(), **weight(9)},
        lambda: {"rule": "apart", "who": three(), "among": among(), **weight(9)},
        lambda: {"rule": "together", "who": three()[:2], **weight(9)},
        lambda: {"rule": "spread", "over": r.choice(["country", "languages"]), "weight": r.randrange(1, 4), "among": among()},
        lambda: {"rule": "pairs", "pairs": [[*three()[:2], r.randrange(-5, 9)]], "among": among()}]
    return [make() for make in r.sample(every, r.choice([0, 1, 2, 3]))]


def person(r, n, days, types, leads):
    hours = [0, 8, 16]
    blocks = [{"date": str((FIRST + timedelta(days=d)).date()), "from": f"{h:02d}:00", "to": f"{min(h + r.choice([6, 8, 12, 16]), 24):02d}:00",
               **({"if_needed": True} if r.random() < 0.3 else {})} for d in range(days) for h in hours if r.random() < 0.33]
    weekly = [{"weekly": r.sample(DAYS, r.choice([2, 3, 5])), "from": f"{h:02d}:00", "to": f"{h + 8:02d}:00"} for h in r.sample(hours, r.choice([1, 1, 2]))]
    roles = r.choice([["member"], ["member"], ["leader"], ["member", "leader"]]) if leads else ["member"]
    one = {"id": f"p{n}", "name": f"P {n}", "email": f"p{n}@example.org", "timezone": "Etc/UTC", "roles": roles, "priority": r.choice([1, 1, 1, 2, 3]),
           "attributes": {"country": r.choice("ABC"), "level": r.randrange(3), "languages": r.choice([["en"], ["en", "fr"], ["fr"], ["de", "en"]])},
           "availability": r.choice([blocks, weekly, blocks + weekly])}
    if r.random() < 0.3:
        one["lead_max"] = 2
    if r.random() < 0.4:
        one["types"] = r.sample(types, r.randrange(1, len(types) + 1))
    if r.random() < 0.2:
        one["unavailable"] = [{"date": str((FIRST + timedelta(days=r.randrange(days))).date()), "from": "00:00", "to": "24:00"}]
    return one


def conference(seed):
    r = random.Random(f"enumerate-{seed}")
    pattern = ["free", "weekly", "offered"][seed % 3]
    count = r.choice([2, 2, 3])
    days = {"free": 6, "weekly": 21, "offered": 14}[pattern]
    loose = r.random() < 0.3
    leads = r.random() < 0.6
    sessions = {"minutes": r.choice([90, 360, 500]), "pattern": pattern}
    if pattern == "offered":
        sessions["offered"] = []
        for n in range(6):
            starts = sorted(r.sample(range(days * 3), r.choice([2, 3])))
            stamps = [FIRST + timedelta(hours=8 * s) for s in starts]
            if all(b - a >= timedelta(minutes=sessions["minutes"]) for a, b in zip(stamps, stamps[1:])):
                sessions["offered"].append({"id": f"s{n}", "starts": [s.strftime("%Y-%m-%dT%H:%M") for s in stamps]})
    else:
        low, high = (7, 14) if pattern == "weekly" else (r.choice([0, 1]), 3)
        sessions |= {"count": count, "from": str(FIRST.date()), "to": str((FIRST + timedelta(days=days - 1)).date()), "grid_minutes": 480,
                     "gap_days": {"min": low, "max": high}}
    if loose:
        sessions["attend"] = count - 1
    names = ["a", "b"][:r.choice([1, 2])]
    types = []
    for n, name in enumerate(names):
        low = r.choice([2, 2, 3])
        one = {"id": name, "title": name, "size": {"min": low, "ideal": low + 1, "max": low + r.choice([0, 1, 2]), "keep": r.choice([1, 2])}}
        one["size"]["ideal"] = min(one["size"]["ideal"], one["size"]["max"])
        if leads:
            least = r.choice([0, 1, 1, 2])
            one["leaders"] = {"min": least, "max": max(1, least) + r.choice([0, 1]), **({"attend": 1} if loose and r.random() < 0.5 else {})}
        if r.random() < 0.3:
            one["rota"] = {"per_session": r.choice([1, 2]), "among": r.choice(["members", "all"]), "where": {"level": [0, 1]}}
        if r.random() < 0.25:
            one["max_groups"] = 1
        types.append(one)
    people = [person(r, n, days, names, leads) for n in range(r.choice([6, 7, 8]))]
    return {"format": "conference/1", "id": f"e-{seed}", "title": "E", "timezone": "Etc/UTC", "locale": "en",
            "organizer": {"name": "O", "email": "o@example.org"}, "sessions": sessions, "group_types": types,
            "rules": rules(r, [p["id"] for p in people]), "participants": people}


# ---- what a conference says -------------------------------------------------------------------------------------------------------------------

def at(stamp):
    return datetime.fromisoformat(stamp.replace("Z", "")).replace(tzinfo=timezone.utc)


def clock(day, text):
    return day + timedelta(hours=int(text[:2]), minutes=int(text[3:]))


def hours(c, lines):
    """Intervals of availability lines, merged. Kept: it is asked for each person at each start."""
    key = json.dumps([c["sessions"], lines])
    if key not in KNOWN_HOURS:
        KNOWN_HOURS[key] = spread_out(c, lines)
    return KNOWN_HOURS[key]


def spread_out(c, lines):
    s = c["sessions"]
    stamps = [at(t) for o in s.get("offered", []) for t in o["starts"]]
    first = at(s["from"]) if "from" in s else min(stamps, default=FIRST)
    last = at(s["to"]) if "to" in s else max(stamps, default=FIRST)
    day, spans = first.replace(hour=0) - timedelta(days=1), []
    while day <= last + timedelta(days=1):
        for line in lines:
            if DAYS[day.weekday()] in line["weekly"] if "weekly" in line else line["date"] == str(day.date()):
                spans.append((clock(day, line["from"]), clock(day, line["to"])))
        day += timedelta(days=1)
    out = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def free(c, p, start):
    """0: not at all; 1: if needed; 2: free."""
    end = start + timedelta(minutes=c["sessions"]["minutes"])
    inside = lambda spans: any(a <= start and end <= b for a, b in spans)
    if any(a < end and start < b for a, b in hours(c, p.get("unavailable", []))):
        return 0
    lines = p["availability"]
    return 2 if inside(hours(c, [x for x in lines if not x.get("if_needed")])) else 1 if inside(hours(c, lines)) else 0


def unsocial(c, start):
    """Begun half hours within 22:00 to 07:00."""
    end, minutes = start + timedelta(minutes=c["sessions"]["minutes"]), 0
    for shift in (-1, 0, 1, 2):
        night = start.replace(hour=0, minute=0) + timedelta(days=shift, hours=-2)
        a, b = max(start, night), min(end, night + timedelta(hours=9))
        minutes += max(0, int((b - a).total_seconds()) // 60)
    return -(-minutes // 30)


def all_series(c):
    s = c["sessions"]
    if s["pattern"] == "offered":
        return [tuple(at(t) for t in o["starts"]) for o in s["offered"]]
    starts, t = [], at(s["from"])
    while t < at(s["to"]) + timedelta(days=1):
        starts.append(t)
        t += timedelta(minutes=s["grid_minutes"])
    out = [(t,) for t in starts]
    for _ in range(s["count"] - 1):
        out = [x + (t,) for x in out for t in starts
               if t - x[-1] >= timedelta(minutes=s["minutes"]) and s["gap_days"]["min"] <= (t.date() - x[-1].date()).days <= s["gap_days"]["max"] and
               (s["pattern"] == "free" or (t.weekday(), t.hour) == (x[-1].weekday(), x[-1].hour))]
    return out


# ---- one group --------------------------------------------------------------------------------------------------------------------------------

def values(p, name):
    v = p["attributes"].get(name)
    return set(v) if isinstance(v, list) else set() if v is None else {v}


def misses(rule, members, leaders, people):
    """Units by which a group misses a rule."""
    who = {"all": members + leaders, "members": members, "leaders": leaders}[rule.get("among", "all")]
    held = lambda name: [v for i in who for v in values(people[i], name)]
    pairs = list(itertools.combinations(who, 2))
    kind = rule["rule"]
    if kind == "at_most":
        every = held(rule["same"])
        return sum(max(0, every.count(v) - rule["count"]) for v in set(every))
    if kind == "at_least":
        return max(0, rule["count"] - sum(people[i]["attributes"]["level"] in rule["where"]["level"] for i in who))
    if kind == "distinct":
        return max(0, rule["count"] - len(set(held(rule["of"]))))
    if kind == "shared":
        return int(bool(who) and not set.intersection(*(values(people[i], rule["over"]) for i in who)))
    if kind == "spread":
        return sum(bool(values(people[a], rule["over"]) & values(people[b], rule["over"])) for a, b in pairs)
    ids = [people[i]["id"] for i in who]
    if kind == "apart":
        n = sum(i in rule["who"] for i in ids)
        return n * (n - 1) // 2
    if kind == "pairs":
        return sum(n for a, b, n in rule["pairs"] if a in ids and b in ids)
    return 0  # together looks at all groups


def fairest(able, each):
    """Least sum of squared turns: able holds, for each session, who may."""
    best = {(): 0}
    for who in able:
        best = {tuple(sorted(turns + picked)): 0 for turns in best for picked in itertools.combinations(who, min(each, len(who)))}
    return min(sum(turns.count(i) ** 2 for i in set(turns)) for turns in best)


class Room:
    """The conference in tables, and what a baseline adds to it."""

    def __init__(self, c, baseline):
        self.c, self.people = c, c["participants"]
        self.ids = {p["id"]: i for i, p in enumerate(self.people)}
        self.active = [p.get("status", "active") == "active" for p in self.people]
        self.as_of = at(c["as_of"]) if "as_of" in c else None
        self.series = all_series(c)
        self.free = {(i, t): free(c, p, t) for i, p in enumerate(self.people) for t in {t for s in self.series for t in s}}
        self.unsocial = {t: unsocial(c, t) for s in self.series for t in s}
        self.baseline = baseline
        self.old = baseline["groups"] if baseline else []
        self.was = {i: [g for g, o in enumerate(self.old) if self.people[i]["id"] in o["members"] + o["leaders"]] for i in range(len(self.people))}

    def held(self, t):
        return self.as_of is not None and t < self.as_of

    def kinds(self):
        """(type, baseline group or None, series, held sessions) of every group that there can be."""
        for k, kind in enumerate(self.c["group_types"]):
            for s in self.series:
                if not any(self.held(t) for t in s):
                    yield k, None, s, 0
            for g, o in enumerate(self.old):
                h = sum(self.held(at(t)) for t in o["sessions"])
                for s in self.series:
                    if o["type"] == kind["id"] and [at(t) for t in o["sessions"][:h]] == list(s[:h]) and sum(self.held(t) for t in s) == h:
                        yield k, g, s, h

    def attends(self, i, s, h, least, g):
        n = sum(self.free[i, t] > 0 for t in s[h:])
        least = min(least, len(s))
        return n >= (max(0, least - h) if g is not None and g in self.was[i] else min(least, len(s) - h))

    def groups(self):
        """Every group that may be, as (type, base, sessions ahead, members, leaders, cost of its own)."""
        c = self.c
        for k, g, s, h in self.kinds():
            kind = c["group_types"][k]
            lead = kind.get("leaders", {"min": 0, "max": 0})
            taken = [self.active[i] and kind["id"] in (p.get("types") or [kind["id"]]) for i, p in enumerate(self.people)]
            may = lambda role, least: [i for i, p in enumerate(self.people) if taken[i] and role in p.get("roles", ["member"]) and self.attends(i, s, h, least, g)]
            members = may("member", c["sessions"].get("attend", len(s)))
            leaders = may("leader", lead.get("attend", len(s))) if lead["max"] else []
            low = kind["size"]["min"] if g is None else kind["size"]["keep"]
            for n in range(low, kind["size"]["max"] + 1):
                for crew in itertools.combinations(members, n):
                    for m in range(lead["min"], lead["max"] + 1):
                        for led in itertools.combinations([i for i in leaders if i not in crew], m):
                            if all(sum(self.free[i, t] > 0 for i in led) >= lead["min"] for t in s[h:]) and self.goes_on(g, crew + led):
                                cost = self.cost(kind, s[h:], crew, led)
                                if cost is not None:
                                    yield k, g, s[h:], crew, led, cost

    def goes_on(self, g, who):
        return g is None or 2 * sum(g in self.was[i] for i in who) >= len(who)

    def cost(self, kind, s, crew, led):
        """None where an unweighted rule is broken. People's own costs are not in it."""
        cost = WEIGHTS["size"] * (len(crew) - kind["size"]["ideal"]) ** 2
        for rule in self.c["rules"]:
            units = misses(rule, list(crew), list(led), self.people)
            if "weight" not in rule and rule["rule"] != "pairs" and units:
                return None
            cost += units * rule.get("weight", 1 if rule["rule"] == "pairs" else 0)
        if "rota" in kind:
            who = crew if kind["rota"]["among"] == "members" else crew + led
            can = [[i for i in who if self.free[i, t] and self.people[i]["attributes"]["level"] in kind["rota"]["where"]["level"]] for t in s]
            cost += WEIGHTS["rota"] * fairest(can, kind["rota"]["per_session"])
        return cost

    def burden(self, i, s):
        return sum(WEIGHTS["if_needed"] * (self.free[i, t] == 1) + WEIGHTS["unsocial"] * self.unsocial[t] for t in s if self.free[i, t])

    def place(self, i, k, s):
        """What a place costs besides the burden."""
        liked = self.people[i].get("types") or []
        name = self.c["group_types"][k]["id"]
        return WEIGHTS["preference"] * (liked.index(name) if name in liked else 0) + WEIGHTS["missed"] * sum(not self.free[i, t] for t in s)

    def overlap(self, s, other):
        return any(abs(a - b) < timedelta(minutes=self.c["sessions"]["minutes"]) for a in s for b in other)

    # ---- all of them ----

    def upset(self, i, places):
        """Disruption of one person whose groups are places."""
        if not self.active[i] or not self.was[i]:
            return 0
        had = {at(t) for g in self.was[i] for t in self.old[g]["sessions"] if not self.held(at(t))}
        return len(had - {t for x in places for t in x[2]}) + WEIGHTS["move"] * sum(g not in [x[1] for x in places] for g in self.was[i])

    def score(self, chosen):
        """(lost,) place × unplaced + disruption, cost; None where the groups cannot stand side by side."""
        places = {i: [x for x in chosen if i in x[3] + x[4]] for i in range(len(self.people))}
        cost = sum(x[5] for x in chosen)
        lost = unplaced = upset = 0
        for i, mine in places.items():
            if any(self.overlap(a[2], b[2]) for a, b in itertools.combinations(mine, 2)):
                return None
            if self.active[i] and "member" in self.people[i].get("roles", ["member"]) and not mine:
                unplaced += self.people[i]["priority"]
                lost += self.people[i]["priority"] if self.was[i] else 0
            upset += self.upset(i, mine)
            cost += sum(self.burden(i, x[2]) for x in mine) ** 2 + sum(self.place(i, x[0], x[2]) for x in mine)
        for rule in self.c["rules"]:
            if rule["rule"] == "together":
                units = max(0, len({id(x) for name in rule["who"] for x in places[self.ids[name]]}) - 1)
                if units and "weight" not in rule:
                    return None
                cost += units * rule.get("weight", 0)
        return (lost, WEIGHTS["place"] * unplaced + upset, cost, unplaced) if self.baseline else (unplaced, cost, unplaced)

    def shortlist(self):
        """Groups with the same people, type and base differ by their hours alone: where no one of them leads twice or has been promised hours, the
        cheapest stands for all."""
        best, rest = {}, []
        for x in self.groups():
            if any(self.people[i].get("lead_max", 1) > 1 for i in x[4]):
                rest.append(x)
                continue
            key = x[0], x[1], x[3], x[4]
            own = sum(self.upset(i, [x]) for i in x[3] + x[4]), x[5] + sum(self.burden(i, x[2]) ** 2 + self.place(i, x[0], x[2]) for i in x[3] + x[4])
            if key not in best or own < best[key][0]:
                best[key] = own, x
        return [x for _, x in best.values()] + rest

    def best(self):
        """The best score, and for each number left unplaced by some allocation the least cost of one."""
        short = self.shortlist()
        by_first = {}
        for x in short:
            by_first.setdefault(min(x[3]), []).append(x)
        most = [t.get("max_groups", 99) for t in self.c["group_types"]]
        found = []

        def go(i, chosen, used, lead, bases):
            if i == len(self.people):
                score = self.score(chosen)
                if score is not None:
                    found.append(score)
                return
            go(i + 1, chosen, used, lead, bases)
            if i in used:
                return
            for x in by_first.get(i, []):
                members, leaders = set(x[3]), x[4]
                if (members & used or members & set(lead) or used & set(leaders) or (x[1] is not None and x[1] in bases) or
                        any(lead.get(l, 0) >= self.people[l].get("lead_max", 1) for l in leaders) or
                        sum(y[0] == x[0] for y in chosen) >= most[x[0]]):
                    continue
                go(i + 1, chosen + [x], used | members, {**lead, **{l: lead.get(l, 0) + 1 for l in leaders}}, bases | {x[1]})

        go(0, [], set(), {}, set())
        cheapest = {}
        for s in found:
            cheapest[s[-1]] = min(s[-2], cheapest.get(s[-1], s[-2]))
        return min(s[:-1] for s in found), cheapest


# ---- the program beside it --------------------------------------------------------------------------------------------------------------------

def solve(folder, name, c, baseline):
    path, out = folder / f"{name}.json", folder / f"{name}.allocation.json"
    path.write_text(json.dumps(c))
    command = [CONVENE, "solve", path, "-o", out, "--prove", "--steps", "30000", "--time", "20"]
    if baseline:
        (folder / f"{name}.baseline.json").write_text(json.dumps(baseline))
        command += ["--baseline", folder / f"{name}.baseline.json"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    number = lambda word: int(re.search(rf"^score:.*?\b{word} (-?\d+)", run.stdout, re.M)[1])
    unplaced, cost = number("unplaced"), number("cost")
    proved = re.search(r"^Proved( best)?: ", run.stdout, re.M) is not None
    bound = re.search(r"fewer than (\d+)", run.stdout)
    assert proved or bound, run.stdout
    best = "\nProved best: " in run.stdout
    least = re.search(r"less than (-?\d+)\.$", run.stdout, re.M)
    score = (number("lost"), WEIGHTS["place"] * unplaced + number("disruption"), cost) if baseline else (unplaced, cost)
    return {"score": score, "proved": proved, "bound": unplaced if proved and not baseline else int(bound[1]) if bound else 0,
            "unplaced": unplaced, "best": best, "least": cost if best else int(least[1]) if least else None, "allocation": json.loads(out.read_text())}


def one(folder, seed):
    """What went wrong, and the counts, of one conference and of what becomes of it when somebody drops out."""
    c, wrong, counts = conference(seed), [], []
    baseline = None
    for round_ in range(2):
        ours = solve(folder, f"{seed}-{round_}", c, baseline)
        best, cheapest = Room(c, baseline).best()
        fewest = min(cheapest)
        where = (f"seed {seed}{' with a baseline' if baseline else ''}: ours {ours['score']}, best {best}, fewest {fewest}, bound {ours['bound']}, "
                 f"proved {ours['proved']}, cost at least {ours['least']}, best {ours['best']}")
        if ours["score"] < best:
            wrong.append("the answer beats the best there is: " + where)
        if ours["bound"] > fewest:
            wrong.append("the bound exceeds what is possible: " + where)
        if ours["proved"] and ours["score"][:-1] > best[:-1]:
            wrong.append("proved, and not true: " + where)
        if ours["best"] and ours["score"] != best:
            wrong.append("proved best, and not true: " + where)
        below = min(cost for n, cost in cheapest.items() if n <= ours["unplaced"])  # as many left over, or fewer
        if ours["least"] is not None and not baseline and ours["least"] > below:
            wrong.append(f"the bound on cost exceeds what is possible, {below}: " + where)
        counts.append((ours["score"] == best, ours["score"][:-1] == best[:-1], ours["proved"], best[0] > 0, bool(baseline), where, ours["best"],
                       bool(ours["least"]), below > 0))
        baseline = ours["allocation"]
        if not baseline["groups"]:
            break
        r = random.Random(f"season-{seed}")
        c = json.loads(json.dumps(c))
        c["participants"][r.randrange(len(c["participants"]))]["status"] = "dropped"
        if r.random() < 0.5:
            c["as_of"] = (FIRST + timedelta(days=r.randrange(1, 8), hours=4)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return wrong, counts


def main():
    seeds, first = (int(x) for x in (sys.argv[1:] + ["20", "1"][len(sys.argv) - 1:])[:2])
    with tempfile.TemporaryDirectory() as folder:
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda seed: one(pathlib.Path(folder), seed), range(first, first + seeds)))
    wrong = [w for bad, _ in results for w in bad]
    for base in (False, True):
        counts = [x for _, some in results for x in some if x[4] == base]
        share = lambda n: sum(x[n] for x in counts)
        print(f"{'with a baseline' if base else 'from nothing':16s}{len(counts)} conferences: best {share(0)}, best in what comes before cost {share(1)}, "
              f"proved {share(2)}; somebody must be left over in {share(3)}; proved best {share(6)}, a bound on cost in {share(7)} of {share(8)} that cost")
    if os.environ.get("VERBOSE"):
        print(*(x[5] for _, some in results for x in some if not (x[0] and x[2])), sep="\n")
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
