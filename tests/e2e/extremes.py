#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Conferences at the edge of what there is, solved by the program, each with an answer that is known beforehand.

    extremes.py [CASE …]       (default: all; CONVENE is the program)

Everybody alike; nobody with anybody; one hour for all; thousands of starts; the smallest and the largest groups; one session and half a year of
them; thousands of rules; clocks that change. Each case says by itself what must come out: it is reasoned out beside the case, from the conference
alone. Prints a row for each case.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time as stopwatch
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from common import CONVENE, Conference, check, instant, load, save

FIRST = date(2027, 3, 1)  # a Monday
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
CASES = {}


def case(make):
    """A case returns its conference and what must be true of the answer: a function that gets an Answer, or the numbers alone."""
    CASES[make.__name__] = make
    return make


# ---- making conferences ------------------------------------------------------------------------------------------------------------------------


def weekly(days, since, until, **more):
    return {"weekly": days if isinstance(days, list) else [days], "from": since, "to": until, **more}


def on(day, since, until):
    return {"date": str(day), "from": since, "to": until}


def crowd(count, hours, first=0, **more):
    """So many people alike, numbered from first."""
    return [{"id": f"p{first + n}", "timezone": "Etc/UTC", "availability": hours, **more} for n in range(count)]


def size(low, ideal=None, high=None, **more):
    """A group type."""
    return {"id": "t", "size": {"min": low, "ideal": ideal or low, "max": high or ideal or low}, **more}


def conference(people, kind, count=1, weeks=1, rules=(), zone="Etc/UTC", **sessions):
    sessions = {"count": count, "minutes": 60, "from": str(FIRST), "to": str(FIRST + timedelta(days=7 * weeks - 1)), "grid_minutes": 60, **sessions}
    if sessions.get("pattern") == "offered":
        for key in ("count", "from", "to", "grid_minutes"):
            del sessions[key]
    return {"format": "conference/1", "id": "edge", "title": "Edge", "timezone": zone, "sessions": sessions, "group_types": [kind], "rules": list(rules),
            "participants": people}


EVENINGS = [weekly("MO", "18:00", "19:00")]


class Answer:
    """What the program made of a conference."""

    def __init__(self, path, raw, allocation, summary, reasons, verdict):
        self.raw, self.allocation, self.summary, self.reasons, self.verdict = raw, allocation, summary, reasons, verdict
        self.groups = allocation["groups"]
        self.conference = Conference(path)
        self.placed = {p for g in self.groups for p in g["members"] + g["leaders"]}
        score = re.search(r"^score: unplaced (\d+), cost (-?\d+)", summary, re.M)
        self.unplaced, self.cost = int(score[1]), int(score[2])
        self.proved = re.search(r"^Proved( best)?: ", summary, re.M) is not None
        self.bound = self.unplaced if self.proved else int(re.search(r"fewer than (\d+)", summary)[1])

    def sizes(self):
        return sorted(len(g["members"]) for g in self.groups)

    def crews(self):
        """The groups by their people."""
        return {frozenset(g["members"] + g["leaders"]) for g in self.groups}

    def is_(self, unplaced, cost=None, proved=True):
        """So many left over, by priority, and nobody can do better; what it costs, where that is known."""
        check(self.unplaced == unplaced, f"{self.unplaced} unplaced, not {unplaced}")
        check(self.bound <= unplaced, f"the bound {self.bound} is more than what is possible, {unplaced}")
        check(self.proved or not proved, f"{unplaced} is the least, and not proved: only {self.bound}")
        check(cost is None or self.cost == cost, f"a cost of {self.cost}, not {cost}")

    def all_say(self, reason, **numbers):
        for r in self.reasons:
            check(r["reason"] == reason, f"{r['id']}: {r['reason']}, and {reason} is true: {r}")
            for key, value in numbers.items():
                check(r[key] == value, f"{r['id']}: {key} is {r[key]}, not {value}")


def evenly(people, low, ideal, high):
    """Least sum of squares that so many people cost in groups of such sizes, all of them placed."""
    best = {0: 0}
    for n in range(1, people + 1):
        ways = [best[n - s] + (s - ideal) ** 2 for s in range(low, min(high, n) + 1) if n - s in best]
        if ways:
            best[n] = min(ways)
    return best[people]


# ---- everybody alike, and nobody with anybody ----------------------------------------------------------------------------------------------------


@case
def all_identical():
    people = crowd(60, EVENINGS)
    return conference(people, size(6, 8, 10), 4, 6, pattern="weekly"), lambda a: a.is_(0, evenly(60, 6, 8, 10))


@case
def all_identical_with_leaders():
    """Leaders are as alike as members. Nine of them, for 60 people in groups of at most 10: all find room."""
    people = crowd(60, EVENINGS) + crowd(9, EVENINGS, 60, roles=["leader"])
    return conference(people, size(6, 8, 10, leaders={"min": 1, "max": 1}), 4, 6), lambda a: a.is_(0, evenly(60, 6, 8, 10))


@case
def nobody_overlaps():
    """Each has an hour of the day of their own, every day: sessions enough, and nobody to meet."""
    people = [p for n in range(23) for p in crowd(1, [weekly(DAYS, f"{n:02d}:00", f"{n + 1:02d}:00")], n)]

    def holds(a):
        a.is_(23, 0)
        a.all_say("too_few", have=0, need=1, proved=True)
    return conference(people, size(2, 3, 4), 3, 2), holds


@case
def nobody_answered():
    def holds(a):
        a.is_(12, 0)
        a.all_say("no_hours", have=0, need=3, proved=True)
    return conference(crowd(12, []), size(2, 3, 4), 3, 2), holds


def one_hour(lead_max):
    hour = [on(FIRST, "18:00", "19:00")]
    people = crowd(40, hour) + crowd(3, hour, 40, roles=["leader"], lead_max=lead_max)

    def holds(a):
        a.is_(16, 3 * (8 - 6) ** 2, True)
        a.all_say("sum")
        check({r["help"]["kind"] for r in a.reasons} <= {"seat", "leader"}, f"a seat would help, or a leader: {a.reasons[0]}")
    return conference(people, size(5, 6, 8, leaders={"min": 1, "max": 1})), holds


@case
def one_hour_for_all():
    """Three leaders, who are at one and the same hour: three groups of eight, and 16 wait."""
    return one_hour(1)


@case
def one_hour_for_leaders_of_many():
    """The same, whatever their lead_max, as nobody leads twice at a time."""
    return one_hour(4)


@case
def one_person():
    return conference(crowd(1, EVENINGS), size(1, 1, 3)), lambda a: a.is_(0, 0)


@case
def one_person_alone():
    def holds(a):
        a.is_(1, 0)
        a.all_say("too_few", have=0, need=1, proved=True)
    return conference(crowd(1, EVENINGS), size(2, 3, 4)), holds


@case
def leaders_only():
    """Leaders want no place of their own: there is nothing to do, and that is best."""
    def holds(a):
        a.is_(0, 0)
        check(not a.groups and not a.reasons, f"groups of nobody: {a.groups}")
    return conference(crowd(10, EVENINGS, roles=["leader"]), size(2, 3, 4, leaders={"min": 1, "max": 2})), holds


@case
def no_leaders():
    def holds(a):
        a.is_(30, 0)
        a.all_say("no_leader", have=0, need=2, proved=True)
    return conference(crowd(30, EVENINGS), size(4, 5, 6, leaders={"min": 1, "max": 2}), 2, 3), holds


@case
def everybody_may_lead():
    """Twelve who may be either, five members and one leader a group: two groups, and nobody is left."""
    people = crowd(12, EVENINGS, roles=["member", "leader"])
    return conference(people, size(5, leaders={"min": 1, "max": 1}), 2, 3), lambda a: a.is_(0, 0)


# ---- time ------------------------------------------------------------------------------------------------------------------------------------------


@case
def three_thousand_starts():
    """Three crowds of ten who share no hour, 32 days of quarters of an hour: 3,072 starts, six groups of five."""
    people = [p for n, h in enumerate(("08:00", "12:00", "16:00"))
              for p in crowd(10, [weekly(DAYS, h, f"{int(h[:2]) + 2:02d}:30")], 10 * n)]

    def holds(a):
        a.is_(0, 0)
        check(a.starts == 3072, f"{a.starts} starts, not 3,072")
        for crew in a.crews():
            check(len({int(p[1:]) // 10 for p in crew}) == 1, f"{crew} share no hour")
    return conference(people, size(3, 5, 6), 4, pattern="free", minutes=90, grid_minutes=15, to=str(FIRST + timedelta(days=31))), holds


def cohorts(pattern, count):
    """Two cohorts who can on days of their own, and one person more with an hour that nobody shares."""
    days = [DAYS[:2], DAYS[2:4]] if pattern == "free" else ["MO", "WE"]
    people = crowd(6, [weekly(days[0], "18:00", "19:00")]) + crowd(6, [weekly(days[1], "18:00", "19:00")], 6)
    people += crowd(1, [weekly(DAYS, "06:00", "07:00")], 12)
    more = {"pattern": pattern}
    if pattern == "offered":
        more["offered"] = [{"id": f"s{d}-{h}", "starts": [f"{FIRST + timedelta(days=7 * k + d)}T{h}:00" for k in range(count)]}
                           for d in (0, 1, 2) for h in ("06", "18")]

    def holds(a):
        a.is_(1, 0)
        check(a.crews() == {frozenset(f"p{n}" for n in range(6)), frozenset(f"p{n}" for n in range(6, 12))}, f"not the two cohorts: {a.crews()}")
        check({len(g["sessions"]) for g in a.groups} == {count}, f"{count} sessions each are wanted")
        a.all_say("too_few", have=0, need=3, proved=True)
    return conference(people, size(4, 6), count, max(count, 2), **more), holds


for _pattern in ("free", "weekly", "offered"):
    for _count in (1, 26):
        CASES[f"count_{_count}_{_pattern}"] = lambda pattern=_pattern, count=_count: cohorts(pattern, count)


@case
def half_a_year_with_holidays():
    """27 Mondays for 26 sessions, so a group can skip one: only those with the same week off can be together, and the group skips that week."""
    off = [4, 12, 19]
    people = [p for n, week in enumerate(off)
              for p in crowd(6, EVENINGS, 6 * n, unavailable=[on(FIRST + timedelta(days=7 * week), "00:00", "24:00")])]

    def holds(a):
        a.is_(0, 0)
        for g in a.groups:
            check(len({int(p[1:]) // 6 for p in g["members"]}) == 1, f"{g['members']} have not the same week off")
    return conference(people, size(4, 6), 26, 27, pattern="weekly", gap_days={"min": 7, "max": 14}), holds


@case
def half_a_year_with_gaps():
    """26 Mondays for 26 sessions of which 20 are enough: everybody has up to six off, and each of those is missed, wherever they are."""
    r = random.Random("gaps")
    people, missed = [], 0
    for n in range(30):
        weeks = r.sample(range(26), r.randrange(7))
        missed += len(weeks)
        people += crowd(1, EVENINGS, n, unavailable=[on(FIRST + timedelta(days=7 * w), "12:00", "24:00") for w in weeks])
    return conference(people, size(5, 6, 8), 26, 26, pattern="weekly", attend=20), lambda a: a.is_(0, 3 * missed)


@case
def halves():
    """Four Mondays, two of them enough: three can on the first two and three on the last two, and only all six make a group. Each misses two."""
    people = [p for n in (0, 1) for p in crowd(3, [on(FIRST + timedelta(days=7 * w), "18:00", "19:00") for w in (2 * n, 2 * n + 1)], 3 * n)]
    return conference(people, size(6), 4, 4, pattern="free", attend=2, gap_days={"min": 7, "max": 7}), lambda a: a.is_(0, 6 * 2 * 3)


@case
def one_odd_zone():
    """Everybody lives three quarters of an hour off the full hour, where clocks go back on 4 April: a series of theirs keeps its hour there."""
    people = [{**p, "timezone": "Pacific/Chatham"} for p in crowd(24, [weekly("TH", "18:00", "19:30")])]

    def holds(a):
        a.is_(0, 0)
        for start in (instant(s).astimezone(ZoneInfo("Pacific/Chatham")) for g in a.groups for s in g["sessions"]):
            check((start.weekday(), start.hour, start.minute) == (3, 18, 0), f"a session at {start}")
        check({len(g["sessions"]) for g in a.groups} == {6}, "six sessions each")
    made = conference(people, size(5, 6, 7), 6, 6, zone="Pacific/Chatham", pattern="weekly", minutes=90, grid_minutes=15, to="2027-04-11")
    return made, holds


@case
def clocks_that_change():
    """Noon in New York and six in the evening in Copenhagen are one hour, but not from 14 to 28 March: six Mondays, and only four serve."""
    people = [{**p, "timezone": z, "attributes": {"side": z}} for n, (z, h) in enumerate((("America/New_York", "12:00"), ("Europe/Copenhagen", "18:00")))
              for p in crowd(6, [weekly("MO", h, f"{int(h[:2]) + 1}:00")], 6 * n)]

    def holds(a):
        a.is_(0, 0)
        for g in a.groups:
            days = [str(instant(s).astimezone(ZoneInfo("Europe/Copenhagen")).date()) for s in g["sessions"]]
            check(days == ["2027-03-01", "2027-03-08", "2027-03-29", "2027-04-05"], f"sessions at {days}")
    return conference(people, size(4, 4, 6), 4, 6, zone="America/New_York", pattern="weekly", gap_days={"min": 7, "max": 21},
                      rules=[{"rule": "distinct", "count": 2, "of": "side"}]), holds


@case
def the_hour_that_is_skipped():
    """From two to three there is nothing on 28 March in Copenhagen; from two to four there is one hour."""
    there = {"timezone": "Europe/Copenhagen"}
    people = crowd(4, [on("2027-03-28", "02:00", "03:00")], **there) + crowd(4, [on("2027-03-28", "02:00", "04:00")], 4, **there)

    def holds(a):
        a.is_(4)
        check(a.crews() == {frozenset(f"p{n}" for n in range(4, 8))}, f"those who have the hour: {a.crews()}")
        check(a.groups[0]["sessions"] == ["2027-03-28T01:00:00Z"], f"at one, UTC: {a.groups[0]['sessions']}")
        a.all_say("no_hours", have=0, need=1, proved=True)
    return conference(people, size(4), **{"from": "2027-03-27", "to": "2027-03-29"}), holds


@case
def the_hour_that_is_twice():
    """From two to three are two hours on 31 October in Copenhagen: one session of two hours. All of it is night: four half hours each, squared."""
    people = crowd(6, [on("2027-10-31", "02:00", "03:00")], timezone="Europe/Copenhagen")

    def holds(a):
        a.is_(0, 6 * 4 ** 2)
        check([g["sessions"] for g in a.groups] == [["2027-10-31T00:00:00Z"]], f"at midnight, UTC: {a.groups}")
    return conference(people, size(6), minutes=120, **{"from": "2027-10-30", "to": "2027-11-01"}), holds


@case
def half_an_hour_of_summer():
    """Lord Howe's clocks go back by half an hour on 4 April: a weekly series at a grid of full hours cannot keep their hour over that day."""
    there = {"timezone": "Australia/Lord_Howe"}
    people = crowd(5, [weekly("WE", "18:30", "19:30")], **there) + crowd(5, [weekly("WE", "19:00", "20:00")], 5, **there)

    def holds(a):
        # UTC+11 until 4 April, UTC+10:30 from then: 18:30 there is 07:30 UTC, then 08:00; 19:00 is 08:00, then 08:30. Full hours alone are starts.
        a.is_(0, 0)
        for g in a.groups:
            late = all(int(p[1:]) >= 5 for p in g["members"])
            check(late or all(int(p[1:]) < 5 for p in g["members"]), f"{g['members']} share no hour")
            check(all((instant(s) < datetime(2027, 4, 4, tzinfo=timezone.utc)) == late for s in g["sessions"]), f"{g}")
    return conference(people, size(5), 4, 9, pattern="weekly"), holds


# ---- sizes and limits --------------------------------------------------------------------------------------------------------------------------------


@case
def groups_of_two():
    """An odd one out."""
    return conference(crowd(41, EVENINGS), size(2), 4, 6, pattern="weekly"), lambda a: a.is_(1, 0)


@case
def groups_of_sixty():
    return conference(crowd(130, EVENINGS), size(60), 4, 6, pattern="weekly"), lambda a: a.is_(10, 0)


@case
def groups_of_sixty_with_a_leader_of_two():
    """One leader, who may lead two groups, and has two hours: one group at each."""
    both = [weekly("MO", "18:00", "20:00")]
    people = crowd(120, both) + crowd(1, both, 120, roles=["leader"], lead_max=2)

    def holds(a):
        a.is_(0, 0)
        check(a.sizes() == [60, 60], f"sizes {a.sizes()}")
    return conference(people, size(50, 60, 70, leaders={"min": 1, "max": 1}), 1, 1), holds


@case
def one_group_at_most():
    def holds(a):
        a.is_(20, (10 - 8) ** 2)
        a.all_say("sum")
        check(all(r["help"]["kind"] == "seat" for r in a.reasons), f"a seat would help: {a.reasons[0]}")
    return conference(crowd(30, EVENINGS), size(6, 8, 10, max_groups=1), 4, 6), holds


@case
def priorities():
    """One hour and one group of five: the three who count five each are in it, and five of one each are not."""
    people = crowd(3, EVENINGS, priority=5) + crowd(7, EVENINGS, 3)

    def holds(a):
        a.is_(5)
        check({"p0", "p1", "p2"} <= a.placed and len(a.placed) == 5, f"who counts most is placed first: {a.placed}")
    return conference(people, size(4, 5, 5, max_groups=1)), holds


@case
def priority_against_many():
    """One who counts ten and five who count one each share no hour, and there is room for one group: of two on Monday, of five on Tuesday."""
    people = crowd(1, EVENINGS, priority=10) + crowd(1, EVENINGS, 1) + crowd(5, [weekly("TU", "18:00", "19:00")], 2)

    def holds(a):
        a.is_(5)
        check(a.crews() == {frozenset(["p0", "p1"])}, f"ten and one are more than five: {a.crews()}")
    return conference(people, size(2, 3, 5, max_groups=1)), holds


# ---- rules -------------------------------------------------------------------------------------------------------------------------------------------


def chain(who):
    return [{"rule": "together", "who": [f"p{a}", f"p{b}"]} for a, b in zip(who, who[1:])]


@case
def chains_as_long_as_a_group():
    """Three chains of eight, mixed in the file: they are the groups."""
    who = [list(range(n, 24, 3)) for n in range(3)]

    def holds(a):
        a.is_(0, 0)
        check(a.crews() == {frozenset(f"p{p}" for p in w) for w in who}, f"the chains are the groups: {a.crews()}")
    return conference(crowd(24, EVENINGS), size(8), 3, 4, pattern="weekly", rules=[r for w in who for r in chain(w)]), holds


@case
def a_chain_longer_than_a_group():
    """Nine in a chain and groups of eight: one of the nine stays out, or one of the sixteen others takes the place, and nothing else is possible."""
    def holds(a):
        a.is_(1, 0)
        check(a.sizes() == [8, 8, 8], f"sizes {a.sizes()}")
    return conference(crowd(25, EVENINGS), size(8), 3, 4, rules=chain(range(9))), holds


@case
def a_clique_larger_than_the_groups():
    """Seven who must all be apart and three groups: three of them find a place."""
    def holds(a):
        a.is_(4)
        check(all(int(r["id"][1:]) < 7 for r in a.reasons), f"others than the seven are left over: {a.reasons}")
        a.all_say("rule", rule=0)
    return conference(crowd(24, EVENINGS), size(4, 6, 8, max_groups=3), 2, 3, rules=[{"rule": "apart", "who": [f"p{n}" for n in range(7)]}]), holds


@case
def everybody_apart():
    """One rule that names all: nobody can be with anybody."""
    def holds(a):
        a.is_(16, 0)
        a.all_say("rule", rule=0)
    return conference(crowd(16, EVENINGS), size(2, 3, 4), 2, 3, rules=[{"rule": "apart", "who": [f"p{n}" for n in range(16)]}]), holds


@case
def nobody_shares_a_language():
    people = [p for n in range(12) for p in crowd(1, EVENINGS, n, attributes={"languages": [f"l{n}", f"m{n}"]})]

    def holds(a):
        a.is_(12, 0)
        a.all_say("rule", rule=0)
    return conference(people, size(2, 3, 4), 2, 3, rules=[{"rule": "shared", "over": "languages"}]), holds


@case
def languages_in_a_ring():
    """Each speaks two of twelve languages in a ring, so two neighbours share one and three never do: pairs."""
    people = [p for n in range(12) for p in crowd(1, EVENINGS, n, attributes={"languages": [f"l{n}", f"l{(n + 1) % 12}"]})]

    def holds(a):
        a.is_(0, 6 * (2 - 3) ** 2)
        for crew in a.crews():
            one, other = (int(p[1:]) for p in crew)
            check((one - other) % 12 in (1, 11), f"{crew} share no language")
    return conference(people, size(2, 3, 4), 2, 3, rules=[{"rule": "shared", "over": "languages"}]), holds


@case
def five_of_six_distinct():
    """Groups of six, at least five countries in each; 30 people of six countries, ten from one of them: two of those at most in each of five."""
    people = [p for n in range(30) for p in crowd(1, EVENINGS, n, attributes={"country": f"c{0 if n < 10 else 1 + n % 5}"})]

    def holds(a):
        a.is_(0, 0)
        of = {p["id"]: p["attributes"]["country"] for p in people}
        check(all(len({of[p] for p in g["members"]}) >= 5 for g in a.groups), "five countries in each")
        check([Counter(of[p] for p in g["members"])["c0"] for g in a.groups] == [2] * 5, "two of the ten in each")
    return conference(people, size(6), 2, 3, rules=[{"rule": "distinct", "count": 5, "of": "country"}]), holds


@case
def two_thousand_rules():
    """Rules that a hidden answer keeps: so everybody can be placed, and whoever must be apart or together is."""
    r = random.Random("rules")
    hidden = {f"p{n}": n % 15 for n in range(120)}
    ids, apart, together, rules = list(hidden), set(), set(), []
    while len(apart) < 1200:
        a, b = sorted(r.sample(ids, 2))
        apart |= {(a, b)} if hidden[a] != hidden[b] else set()
    while len(together) < 40:
        a, b = sorted(r.sample(ids, 2))
        together |= {(a, b)} if hidden[a] == hidden[b] else set()
    rules += [{"rule": "apart", "who": list(p)} for p in sorted(apart)] + [{"rule": "together", "who": list(p)} for p in sorted(together)]
    people = crowd(120, EVENINGS)
    for n, p in enumerate(people):
        p["attributes"] = {f"a{k}": (n * (k + 3) + n // 15) % 11 for k in range(10)}
    rules += [{"rule": "spread", "over": f"a{k % 10}", "weight": 1, "among": "members"} for k in range(10)]
    while len(rules) < 2000:
        a, b = r.sample(ids, 2)
        rules.append({"rule": "pairs", "pairs": [[a, b, r.randrange(-3, 6)]]})

    def holds(a):
        a.is_(0)
        home = {p: g["id"] for g in a.groups for p in g["members"]}
        check(all(home[x] != home[y] for x, y in apart), "two who must be apart are not")
        check(all(home[x] == home[y] for x, y in together), "two who must be together are not")
        pairs = sum(n for rule in rules if rule["rule"] == "pairs" for x, y, n in rule["pairs"] if home[x] == home[y])
        values = {p["id"]: p["attributes"] for p in people}
        mates = [(x, y) for g in a.groups for i, x in enumerate(g["members"]) for y in g["members"][i + 1:]]
        spread = sum(values[x][f"a{k}"] == values[y][f"a{k}"] for x, y in mates for k in range(10))
        sizes = sum((s - 8) ** 2 for s in a.sizes())
        check(a.cost == pairs + spread + sizes, f"a cost of {a.cost}, and {pairs} + {spread} + {sizes} by hand")
    return conference(people, size(5, 8, 10), 2, 3, rules=rules, pattern="weekly"), holds


# ---- running them --------------------------------------------------------------------------------------------------------------------------------------


def call(*words):
    done = subprocess.run([CONVENE, *map(str, words)], capture_output=True, text=True, timeout=300)
    check(done.returncode == 0, f"convene {words[0]} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def unbroken(a):
    """What is true of every answer, by code of this folder: people stand once, are free, and are enough."""
    kind, conf = a.raw["group_types"][0], a.conference
    seats = [p for g in a.groups for p in g["members"]]
    check(len(seats) == len(set(seats)), "somebody sits twice")
    wanting = [p["id"] for p in a.raw["participants"] if "member" in p.get("roles", ["member"])]
    check(sorted(a.allocation["unplaced"]) == sorted(set(wanting) - a.placed), "those left over are not those without a place")
    check(sorted(r["id"] for r in a.reasons) == sorted(a.allocation["unplaced"]), "each of those left over has a reason")
    check(all(kind["size"]["min"] <= s <= kind["size"]["max"] for s in a.sizes()), f"sizes {a.sizes()}")
    least = a.raw["sessions"].get("attend")
    for g in a.groups:
        for p in g["members"] + g["leaders"]:
            can = sum(conf.can(p, instant(s)) for s in g["sessions"])
            check(can >= (len(g["sessions"]) if least is None else least), f"{p} can attend {can} sessions of {g['id']}")


STEPS = {"two_thousand_rules": 600000}  # of eight seeds seven have placed everybody by then, a second or two of search


def run(folder, name):
    """The row of a case, and what is wrong."""
    made, holds = CASES[name]()
    path, out = folder / f"{name}.json", folder / f"{name}.allocation.json"
    save(path, made)
    row = [name, len(made["participants"])] + ["-"] * 6
    try:
        checked = json.loads(call("check", path, "--json"))
        begun = stopwatch.monotonic()
        summary = call("solve", path, "-o", out, "--steps", STEPS.get(name, 20000), "--prove", "--time", 60 if name in STEPS else 10)
        seconds = stopwatch.monotonic() - begun
        reasons, verdict = (json.loads(call(verb, path, out, "--json")) for verb in ("explain", "verify"))
        a = Answer(path, made, load(out), summary, reasons["people"], verdict)
        a.starts = checked["starts"]
        valid = not verdict["violations"] and verdict["score"]["unplaced"] == a.unplaced and verdict["score"]["cost"] == a.cost
        row[2:] = [len(a.placed), a.unplaced, f"{a.bound}{' proved' if a.proved else ''}", a.cost, f"{seconds:.2f}", "valid" if valid else "WRONG"]
        check(valid, f"verify says {verdict}, solve {summary}")
        unbroken(a)
        holds(a)
    except (AssertionError, KeyError, TypeError, ValueError) as e:
        return row, f"{name}: {type(e).__name__}: {e}"
    return row, None


def main():
    names = sys.argv[1:] or list(CASES)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda name: run(pathlib.Path(folder), name), names))
    wide = max(map(len, names))
    print(f"{'case':{wide}s}  people  placed  unplaced  bound       cost  seconds  verify")
    for (name, people, placed, unplaced, bound, cost, seconds, verdict), _ in results:
        print(f"{name:{wide}s}  {people:6}  {placed:>6}  {unplaced:>8}  {bound:10s}  {cost:>4}  {seconds:>7}  {verdict}")
    wrong = [w for _, w in results if w]
    print(*wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
