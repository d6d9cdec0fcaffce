#!/usr/bin/env python3
"""The least that a dropout can upset where groups and their sessions stand: an assignment model for an exact solver (OR-Tools CP-SAT).

    repair_exact.py --judge DIR CONFERENCE BASELINE [--seconds 60] [--threads 1]

Each active person may go to each group of the baseline as member or leader, where role, type and attendance allow it; a group keeps its sessions,
its sizes, its leaders and the unweighted rules, or ends. Fewest lost first, then least place × unplaced + disruption. What time is, the judge
says (judge.py in DIR). Prints one line of JSON. It can be beaten only by other sessions or by new groups. Needs ortools.
"""
import argparse
import json
import pathlib
import sys
import time
from collections import defaultdict

from ortools.sat.python import cp_model


class Repair:
    def __init__(self, judge, conference, baseline):
        self.judge, self.conf, self.baseline = judge, conference, baseline
        self.model = cp_model.CpModel()
        self.groups = baseline["groups"]
        self.times = [[judge.parse_stamp(t) for t in g["sessions"]] for g in self.groups]
        self.ahead = [[t for t in times if not conference.held(t)] for times in self.times]
        self.people = [p for p in conference.people if conference.active(p)]
        self.stand = [self.model.new_bool_var(f"stand {g['id']}") for g in self.groups]
        self.seat = {"members": defaultdict(dict), "leaders": defaultdict(dict)}    # role: group: person: variable
        self.of = defaultdict(list)                                                 # person: (group, role, variable)

    def may(self, person, number, role):
        """Contract, 1, 2 and the attendance of 4."""
        conf, g = self.conf, self.groups[number]
        allowed = conf.people[person].get("types")
        if role[:-1] not in conf.roles(person) or (allowed and g["type"] not in allowed):
            return False
        held = len(self.times[number]) - len(self.ahead[number])
        leaders = conf.types[g["type"]].get("leaders", {"min": 0, "max": 0})
        need = min(len(self.times[number]), conf.attend if role == "members" else leaders.get("attend", conf.count))
        went = sum(conf.can(person, t) is not None for t in self.ahead[number])
        stayed = person in g["members"] + g["leaders"]
        return went >= (need - held if stayed else min(need, len(self.ahead[number])))

    def seats(self):
        for number in range(len(self.groups)):
            for role in ("members", "leaders"):
                for person in self.people:
                    if self.may(person, number, role):
                        x = self.model.new_bool_var("")
                        self.model.add_implication(x, self.stand[number])
                        self.seat[role][number][person] = x
                        self.of[person].append((number, role, x))

    def limits(self):
        m, conf = self.model, self.conf
        for number, g in enumerate(self.groups):
            kind, stand = conf.types[g["type"]], self.stand[number]
            members, leaders = self.seat["members"][number], self.seat["leaders"][number]
            size, led = kind["size"], kind.get("leaders", {"min": 0, "max": 0})
            m.add(sum(members.values()) >= size.get("keep", size["min"]) * stand)
            m.add(sum(members.values()) <= size["max"])
            m.add(sum(leaders.values()) >= led["min"] * stand)
            m.add(sum(leaders.values()) <= led["max"])
            for t in self.ahead[number]:
                m.add(sum(x for p, x in leaders.items() if conf.can(p, t) is not None) >= led["min"] * stand)
            old = {*g["members"], *g["leaders"]}
            m.add(sum((1 if p in old else -1) * x for book in (members, leaders) for p, x in book.items()) >= 0)
        for name, kind in conf.types.items():
            if kind.get("max_groups") is not None:
                m.add(sum(s for s, g in zip(self.stand, self.groups) if g["type"] == name) <= kind["max_groups"])

    def places(self):
        """One place a person, but for a leader whose groups do not meet at once."""
        for person, seats in self.of.items():
            most = self.conf.people[person].get("lead_max", 1)
            self.model.add(sum((most if role == "members" else 1) * x for _, role, x in seats) <= most)
            at = [(t, x) for number, role, x in seats if role == "leaders" for t in self.times[number]]
            for i, (t, x) in enumerate(at):
                for u, y in at[i + 1:]:
                    if x is not y and abs(t - u) < self.conf.minutes:
                        self.model.add_at_most_one([x, y])

    def rules(self):
        for rule in self.conf.rules:
            if "weight" in rule or rule["rule"] in ("pairs", "spread"):
                continue
            if rule["rule"] in ("in", "fix", "together"):
                self.whole_rule(rule)
                continue
            for number in range(len(self.groups)):
                among = {"all": ("members", "leaders"), "members": ("members",), "leaders": ("leaders",)}[rule.get("among", "all")]
                here = [(p, x) for role in among for p, x in self.seat[role][number].items()]
                self.group_rule(rule, self.stand[number], here)

    def whole_rule(self, rule):
        m, kind = self.model, rule["rule"]
        if kind == "together":
            homes = []
            for number in range(len(self.groups)):
                here = [x for role in self.seat.values() for p, x in role[number].items() if p in rule["who"]]
                home = m.new_bool_var("")
                homes.append(home)
                for x in here:
                    m.add_implication(x, home)
            m.add(sum(homes) <= 1)
        elif kind == "in":
            for p in rule["who"]:
                m.add(sum(x for number, _, x in self.of[p] if self.groups[number]["id"] != rule["group"]) == 0)
        else:
            for number, g in enumerate(self.groups):
                for role in ("members", "leaders"):
                    for p in g[role] if g["id"] in rule["groups"] else []:
                        if self.conf.active(p):
                            m.add(self.seat[role][number].get(p, 0) == 1)

    def held_by(self, here, attribute):
        held = defaultdict(list)
        for p, x in here:
            for value in self.conf.values(p, attribute):
                held[value].append(x)
        return held

    def group_rule(self, rule, stand, here):
        m, kind = self.model, rule["rule"]
        if kind == "at_most":
            for xs in self.held_by(here, rule["same"]).values():
                m.add(sum(xs) <= rule["count"])
        elif kind == "at_least":
            m.add(sum(x for p, x in here if self.conf.matches(p, rule["where"])) >= rule["count"] * stand)
        elif kind == "distinct":
            there = []
            for xs in self.held_by(here, rule["of"]).values():
                one = m.new_bool_var("")
                m.add(sum(xs) >= one)
                there.append(one)
            m.add(sum(there) >= rule["count"] * stand)
        elif kind == "apart":
            m.add_at_most_one(x for p, x in here if p in rule["who"])
        elif kind == "shared":
            common = []
            for value in self.held_by(here, rule["over"]):
                all_hold = m.new_bool_var("")
                for p, x in here:
                    if value not in self.conf.values(p, rule["over"]):
                        m.add_implication(x, all_hold.negated())
                common.append(all_hold)
            if here:
                nobody = m.new_bool_var("")
                for _, x in here:
                    m.add_implication(x, nobody.negated())
                m.add_bool_or(common + [nobody])
        else:
            sys.exit(f"repair_exact: no rule {kind}")

    def aim(self):
        """(lost, unplaced, disruption) as sums."""
        m, conf = self.model, self.conf
        was, times = defaultdict(set), defaultdict(set)
        for number, g in enumerate(self.groups):
            for p in g["members"] + g["leaders"]:
                was[p].add(number)
                times[p].update(self.ahead[number])
        lost, unplaced, upset = [], [], []
        for p in self.people:
            seats = self.of[p]
            if "member" in conf.roles(p):
                out = m.new_bool_var("")
                m.add_bool_or([out] + [x for _, _, x in seats])
                unplaced.append((conf.people[p].get("priority", 1), out))
                if p in was:
                    lost.append((conf.people[p].get("priority", 1), out))
            for t in times[p]:
                gone = m.new_bool_var("")
                m.add_bool_or([gone] + [x for number, _, x in seats if t in self.ahead[number]])
                upset.append((1, gone))
            for number in was[p]:
                left = m.new_bool_var("")
                m.add_bool_or([left] + [x for at, _, x in seats if at == number])
                upset.append((conf.weights["move"], left))
        return tuple(sum(w * x for w, x in terms) for terms in (lost, unplaced, upset)), sum(w for w, _ in upset) + conf.weights["place"] * sum(w for w, _ in unplaced)

    def solve(self, seconds, threads):
        self.seats()
        self.limits()
        self.places()
        self.rules()
        (lost, unplaced, disruption), most = self.aim()
        upset = self.conf.weights["place"] * unplaced + disruption
        self.model.minimize((most + 1) * lost + upset)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, threads
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {"found": False}
        return {"found": True, "lost": solver.value(lost), "unplaced": solver.value(unplaced), "disruption": solver.value(disruption),
                "upset": solver.value(upset), "proved": status == cp_model.OPTIMAL}


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--judge", type=pathlib.Path, required=True)
    ask.add_argument("--seconds", type=float, default=60)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("conference", type=pathlib.Path)
    ask.add_argument("baseline", type=pathlib.Path)
    args = ask.parse_args()
    sys.path.insert(0, str(args.judge))
    import judge                                                                    # noqa: E402, from where we were told
    begun = time.monotonic()
    repair = Repair(judge, judge.Conference(args.conference), json.loads(args.baseline.read_text("utf-8")))
    print(json.dumps({**repair.solve(args.seconds, args.threads), "seconds": round(time.monotonic() - begun, 2)}))


if __name__ == "__main__":
    main()
