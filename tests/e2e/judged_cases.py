"""Random conferences in the shapes of the contract, random allocations of them, and edits that break these.

Nothing here knows what is right: every proposal is shown to the judge, which is passed in, and kept or not by what it says.
"""
import copy
import random
from datetime import timedelta


def decorate(raw, rng, shape):
    """Makes a generated conference touch more of the contract. shape: a set of words."""
    people = raw["participants"]
    types = raw["group_types"]
    for t in types:                                     # small groups, so that small conferences have several
        t["size"] = {"min": 3, "ideal": 4, "max": 6, "keep": 2}
    raw["rules"] = [r for r in raw["rules"] if r["rule"] != "distinct"]
    if "lists" in shape:
        for p in people:
            p["attributes"]["languages"] = rng.sample(["en", "da", "fr", "pt", "de"], rng.choice([1, 2, 3]))
            if rng.random() < 0.1:
                del p["attributes"]["languages"]
            if rng.random() < 0.1:
                del p["attributes"]["country"]
        raw["rules"] += [{"rule": "shared", "over": "languages", "weight": 7}, {"rule": "spread", "over": "languages", "weight": 2, "among": "members"}]
    if "hard" in shape:
        raw["rules"] += [{"rule": "at_least", "count": 1, "where": {"level": ["experienced", "recent"]}},
                         {"rule": "distinct", "count": 2, "of": "country"},
                         {"rule": "at_most", "count": 3, "same": "country", "among": "members"}]
    if "people" in shape:
        ids = [p["id"] for p in people]
        rng.shuffle(ids)
        raw["rules"] += [{"rule": "apart", "who": ids[0:3]}, {"rule": "apart", "who": ids[3:7], "weight": 5},
                         {"rule": "together", "who": ids[7:9]}, {"rule": "together", "who": ids[9:12], "weight": 4},
                         {"rule": "pairs", "pairs": [[rng.choice(ids[:12]), ids[12 + k], rng.choice([-3, 2, 9])] for k in range(min(6, len(ids) - 12))]},
                         {"rule": "pairs", "among": "members", "pairs": [[ids[0], ids[8], 4], [ids[5], ids[6], -2]]}]
    if "attend" in shape:
        raw["sessions"]["attend"] = raw["sessions"].get("count", 4) - 1
        for t in types:
            t["leaders"]["attend"] = raw["sessions"].get("count", 4) - 1
        raw["weights"] = {"if_needed": 2, "unsocial": 3, "preference": 5, "missed": 4, "size": 2, "move": 6, "rota": 3, "place": 20}
    if "rota" in shape:
        types[0]["rota"] = {"per_session": 1, "among": "members", "where": {"level": ["experienced", "recent"]}}
        types[1]["rota"] = {"per_session": 2, "among": "all"}
    if "status" in shape:
        for p in people:
            p["priority"] = rng.choice([1, 1, 2, 5])
            if rng.random() < 0.12:
                p["status"] = rng.choice(["waiting", "dropped"])
    if "caps" in shape:
        types[0]["max_groups"] = 2
        types[1]["leaders"] = {"min": 0, "max": 1}
    if "night" in shape:
        raw["unsocial_hours"] = rng.choice([{"from": "12:00", "to": "18:30"}, {"from": "20:15", "to": "09:45"}, {"from": "00:00", "to": "24:00"},
                                            {"from": "08:00", "to": "08:00"}, {"from": "17:00", "to": "24:00"}])
    if "long" in shape:
        for p in people:
            p["availability"] = [{"weekly": ["SA"], "from": "06:00", "to": "20:00"}, {"weekly": ["SU"], "from": rng.choice(["20:00", "18:30"]), "to": "12:00"},
                                 {"weekly": ["SA", "SU"], "from": "20:00", "to": "21:00", "if_needed": True}, {"weekly": ["WE"], "from": "00:00", "to": "24:00"}]
    if "leaders" in shape:
        for p in people:
            if "leader" in p.get("roles", []):
                p["lead_max"] = 2
    return raw


def sequence(conf, rng, able, first):
    """Starts of one group, in the pattern, none before index first; able: {start index: people}."""
    if conf.pattern == "offered":
        fit = [o for o in conf.offered if o and conf.index[o[0]] >= first]
        return list(rng.choice(fit)) if fit else None
    pool = [i for i in range(first, len(conf.starts)) if able.get(i)]
    if not pool:
        return None
    out = [max(rng.sample(pool, min(12, len(pool))), key=lambda i: len(able[i]))]
    crowd = set(able[out[0]])
    return extend(conf, rng, able, [conf.starts[i] for i in out], crowd)


def extend(conf, rng, able, times, crowd):
    """Goes on from some sessions to the number that a group has."""
    while len(times) < conf.count:
        last, day = times[-1] if times else None, conf.local_day(times[-1]) if times else None
        fit = []
        for t in conf.starts:
            if last is None or t <= last or t - last < conf.minutes or conf.held(t):
                continue
            gap = (conf.local_day(t) - day).days
            if conf.gap["min"] <= gap <= conf.gap["max"] and (conf.pattern != "weekly" or conf.local_clock(t) == conf.local_clock(times[0])):
                fit.append(t)
        if not fit:
            return None
        best = max(rng.sample(fit, min(25, len(fit))), key=lambda t: len(crowd & able.get(conf.index[t], set())))
        times.append(best)
        crowd = crowd & able.get(conf.index[best], set()) or crowd
    return times


def fill_rota(conf, rng, g, old):
    kind = conf.types[g["type"]].get("rota")
    g.pop("rota", None)
    if not kind:
        return
    among = {"all": g["members"] + g["leaders"], "members": g["members"], "leaders": g["leaders"]}[kind.get("among", "members")]
    g["rota"] = []
    for k, t in enumerate(g["times"]):
        if conf.held(t):
            g["rota"].append([p for p in old["rota"][k] if conf.active(p)] if old else [])
            continue
        fit = [p for p in among if conf.matches(p, kind.get("where", {})) and conf.can(p, t) is not None]
        g["rota"].append(rng.sample(fit, min(kind["per_session"], len(fit))))


class Builder:
    def __init__(self, judge, conf, rng, baseline=None):
        self.judge, self.conf, self.rng, self.baseline = judge, conf, rng, baseline
        self.before = {g["id"]: g for g in baseline["groups"]} if baseline else {}
        self.at = {p: conf.availability(p) for p in conf.people if conf.active(p)}
        self.able = {}
        for p, starts in self.at.items():
            for i in starts:
                self.able.setdefault(i, set()).add(p)
        self.groups = []

    def allocation(self, groups):
        placed = {p for g in groups for p in g["members"] + g["leaders"]}
        left = [p for p in self.conf.people if self.conf.active(p) and "member" in self.conf.roles(p) and p not in placed]
        keys = ("id", "type", "sessions", "leaders", "members", "rota", "guests", "link")
        return {"format": "allocation/1", "conference": self.conf.raw["id"], "groups": [{k: g[k] for k in keys if k in g} for g in groups], "unplaced": left}

    def accept(self, groups):
        bad, _, _ = self.judge.judge(self.conf, self.allocation(groups), self.baseline)
        if not bad:
            self.groups = groups
        return not bad

    def crew(self, kind, times, held, old):
        """Leaders and members for some sessions: who was there first, then whoever fits."""
        conf, rng = self.conf, self.rng
        ahead = [t for t in times if not conf.held(t)]
        went = lambda p: sum(conf.can(p, t) is not None for t in ahead)
        busy = {p for g in self.groups for p in g["members"] + g["leaders"]}
        leads = {p: sum(p in g["leaders"] for g in self.groups) for p in conf.people}
        takes = lambda p: kind["id"] in (conf.people[p].get("types") or [kind["id"]])
        was = set(old["members"] + old["leaders"]) if old else set()
        order = sorted(self.at, key=lambda p: (p not in was, rng.random()))
        need = kind.get("leaders", {"min": 0, "max": 0})
        least = lambda p, n: n - held if p in was else min(n, len(ahead))
        leaders = []
        wanted = rng.randint(need["min"], need["max"])
        for p in order:
            free = p not in busy or (leads[p] and leads[p] < conf.people[p].get("lead_max", 1))
            if len(leaders) < wanted and free and takes(p) and "leader" in conf.roles(p) and went(p) >= least(p, min(len(times), need.get("attend", conf.count))):
                leaders.append(p)
        members = []
        size = rng.randint(kind["size"]["min"], kind["size"]["max"])
        for p in order:
            if len(members) < size and p not in busy and p not in leaders and takes(p) and "member" in conf.roles(p) \
                    and went(p) >= least(p, min(len(times), conf.attend)):
                members.append(p)
        return leaders, members

    def propose(self, gid, old=None):
        conf, rng = self.conf, self.rng
        kind = conf.types[old["type"]] if old else rng.choice(list(conf.types.values()))
        first = next((i for i, t in enumerate(conf.starts) if not conf.held(t)), len(conf.starts))
        if old and (conf.pattern == "offered" or rng.random() < 0.6):
            times = [self.judge.parse_stamp(t) for t in old["sessions"]]
        elif old:
            past = [t for t in map(self.judge.parse_stamp, old["sessions"]) if conf.held(t)]
            times = extend(conf, rng, self.able, past, set(self.at)) if past else sequence(conf, rng, self.able, first)
        else:
            times = sequence(conf, rng, self.able, first)
        if not times:
            return False
        held = sum(conf.held(t) for t in times)
        leaders, members = self.crew(kind, times, held, old)
        g = {"id": gid, "type": kind["id"], "sessions": [self.judge.stamp(t) for t in times], "leaders": leaders, "members": members, "times": times}
        if rng.random() < 0.3:
            g["link"] = "https://meet.example.org/" + gid
        fill_rota(conf, rng, g, old)
        for _ in range(3):
            if self.accept(self.groups + [g]):
                return True
            if not g["members"]:
                return False
            g = dict(g, members=rng.sample(g["members"], len(g["members"]) - 1))
            fill_rota(conf, rng, g, old)
        return False

    def invite_guests(self):
        conf, rng = self.conf, self.rng
        for g in self.groups:
            others = [p for h in self.groups if h is not g for p in h["members"]]
            for k, t in enumerate(g["times"]):
                fit = [p for p in others if conf.can(p, t) is not None]
                if fit and rng.random() < 0.3:
                    changed = [dict(h, guests=h.get("guests", []) + [{"who": rng.choice(fit), "session": k + 1}]) if h is g else h for h in self.groups]
                    if self.accept(changed):
                        return

    def build(self, tries):
        n = 0
        for old in list(self.before.values()):
            if self.rng.random() < 0.85:
                for _ in range(4):
                    if self.propose(old["id"], old):
                        break
        for _ in range(tries):
            n += 1
            self.propose(f"n{n}" if self.before else f"g{n}")
        self.invite_guests()
        return self.allocation(self.groups)


def go_on(raw, allocation, judge, rng):
    """The same conference some weeks later: sessions held, people gone, people new, hours changed."""
    raw = copy.deepcopy(raw)
    times = sorted(judge.parse_stamp(t) for g in allocation["groups"] for t in g["sessions"])
    if times:
        at = judge.utc(times[rng.randrange(len(times))] // 2 + times[len(times) // 2] // 2) + timedelta(minutes=rng.choice([0, 1, 90]))
        raw["as_of"] = at.strftime("%Y-%m-%dT%H:%M:00Z")
    for p in raw["participants"]:
        r = rng.random()
        if r < 0.1:
            p["status"] = "dropped"
        elif r < 0.2 and p.get("status") == "waiting":
            p["status"] = "active"
        elif r < 0.25:
            p["unavailable"] = p.get("unavailable", []) + [{"date": raw["as_of"][:10] if "as_of" in raw else "2026-08-01", "from": "09:00", "to": "22:00"}]
    ids = [g["id"] for g in allocation["groups"]]
    active = [p["id"] for p in raw["participants"] if p.get("status", "active") == "active"]
    if ids and active:
        raw["rules"].append({"rule": "in", "who": rng.sample(active, min(2, len(active))), "group": rng.choice(ids), "weight": 3})
        inside = [p for g in allocation["groups"][:1] for p in g["members"] if p in active]
        if inside and rng.random() < 0.5:
            raw["rules"].append({"rule": "in", "who": inside[:1], "group": ids[0]})
        if rng.random() < 0.3:
            raw["rules"].append({"rule": "fix", "groups": [rng.choice(ids)]})
    return raw


# ---- edits of the conference under a valid allocation: a rule more, a limit moved ----------------------------------------------------------

def random_rule(rng, raw, groups, old_ids):
    ids = [p["id"] for p in raw["participants"]]
    together = list(dict.fromkeys(p for g in groups[:2] for p in g["members"] + g["leaders"])) or ids
    who = lambda n: rng.sample(rng.choice([ids, together]), min(n, len(ids), len(together)))
    attribute = rng.choice(["country", "level", "languages", "institution", "nothing"])
    kinds = [{"rule": "at_most", "count": rng.randint(0, 3), "same": attribute},
             {"rule": "at_least", "count": rng.randint(1, 3), "where": rng.choice([{"level": "experienced"}, {"level": ["recent", "training"], "country": "DK"}, {"languages": ["da"]}])},
             {"rule": "distinct", "count": rng.randint(1, 4), "of": attribute},
             {"rule": "spread", "over": attribute, "weight": rng.randint(1, 5)},
             {"rule": "shared", "over": attribute},
             {"rule": "apart", "who": who(4)},
             {"rule": "together", "who": who(3)},
             *([{"rule": "pairs", "pairs": [[*rng.sample(together, 2), rng.randint(-5, 5)] for _ in range(4)]}] if len(together) > 1 else [])]
    if old_ids:
        kinds += [{"rule": "in", "who": who(3), "group": rng.choice(old_ids)}, {"rule": "fix", "groups": rng.sample(old_ids, rng.randint(1, min(2, len(old_ids))))}]
    rule = rng.choice(kinds)
    if rule["rule"] in ("at_most", "at_least", "distinct", "spread", "shared", "apart", "pairs") and rng.random() < 0.6:
        rule["among"] = rng.choice(["all", "members", "leaders"])
    if rule["rule"] not in ("spread", "pairs", "fix") and rng.random() < 0.4:
        rule["weight"] = rng.randint(0, 9)
    return rule


def conference_edits(raw, allocation, baseline, rng, rules):
    """(name, conference) – the allocation is to be judged under each."""
    groups = allocation["groups"]
    for _ in range(rules):
        other = copy.deepcopy(raw)
        other["rules"].append(random_rule(rng, raw, groups, [g["id"] for g in baseline["groups"]] if baseline else []))
        yield "rule " + other["rules"][-1]["rule"], other

    def changed(name, function):
        other = copy.deepcopy(raw)
        function(other)
        return name, other

    def set_person(raw, key, value):
        placed = [p for g in groups for p in g["members"] + g["leaders"]]
        person = rng.choice(placed or [p["id"] for p in raw["participants"]])
        next(p for p in raw["participants"] if p["id"] == person)[key] = value

    count = raw["sessions"].get("count", 4)
    yield changed("attend", lambda c: c["sessions"].update(attend=rng.randint(1, count)))
    yield changed("leaders attend", lambda c: c["group_types"][0].setdefault("leaders", {"min": 0, "max": 2}).update(attend=rng.randint(1, count)))
    yield changed("max_groups", lambda c: c["group_types"][rng.randrange(2)].update(max_groups=rng.randint(1, 2)))
    yield changed("no leaders", lambda c: c["group_types"][rng.randrange(2)].pop("leaders", None))
    yield changed("size", lambda c: c["group_types"][rng.randrange(2)].update(size={"min": 4, "ideal": 5, "max": 5}))
    yield changed("keep", lambda c: c["group_types"][rng.randrange(2)]["size"].update(min=4, ideal=4, keep=3))
    yield changed("weights", lambda c: c.update(weights={k: rng.randint(0, 9) for k in ("if_needed", "unsocial", "preference", "missed", "size", "move", "rota", "place")}))
    yield changed("night", lambda c: c.update(unsocial_hours={"from": rng.choice(["00:00", "06:10", "23:59"]), "to": rng.choice(["00:00", "05:59", "24:00", "18:00"])}))
    yield changed("minutes", lambda c: c["sessions"].update(minutes=rng.choice([15, 100, 110, 180])))
    if "grid_minutes" in raw["sessions"]:
        yield changed("gap", lambda c: c["sessions"].update(gap_days=rng.choice([{}, {"min": 8}, {"max": 7}, {"min": 7, "max": 14}])))
        yield changed("grid", lambda c: c["sessions"].update(grid_minutes=rng.choice([20, 45, 120])))
        yield changed("free to weekly", lambda c: c["sessions"].update(pattern="weekly"))
        yield changed("shorter", lambda c: c["sessions"].update(to=c["sessions"]["from"]))
    yield changed("zone", lambda c: c.update(timezone=rng.choice(["Pacific/Chatham", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe"])))
    yield changed("as_of", lambda c: c.update(as_of=rng.choice(["2026-07-20T00:00:00Z", "2026-09-01T12:00:00Z", "2030-01-01T00:00:00Z"])))
    for _ in range(3):
        yield changed("dropped", lambda c: set_person(c, "status", "dropped"))
        yield changed("waiting", lambda c: set_person(c, "status", "waiting"))
        yield changed("person's zone", lambda c: set_person(c, "timezone", rng.choice(["Asia/Kathmandu", "Pacific/Apia", "Europe/London", "Africa/Casablanca", "America/Nuuk"])))
        yield changed("person's hours", lambda c: set_person(c, "availability", []))
        yield changed("only if needed", lambda c: set_person(c, "availability", [{"weekly": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "from": "00:00", "to": "00:00", "if_needed": True}]))
        yield changed("person's types", lambda c: set_person(c, "types", rng.sample(["rotating", "experiential"], rng.randint(1, 2))))
        yield changed("roles", lambda c: set_person(c, "roles", rng.choice([["member"], ["leader"], ["leader", "member"]])))
        yield changed("lead_max", lambda c: set_person(c, "lead_max", 1))
        yield changed("priority", lambda c: set_person(c, "priority", 9))
    yield changed("rota", lambda c: c["group_types"][rng.randrange(2)].update(rota={"per_session": rng.randint(1, 3), "among": rng.choice(["all", "members", "leaders"])}))
    yield changed("no rota", lambda c: c["group_types"][rng.randrange(2)].pop("rota", None))


# ---- edits: each changes one thing, and returns False where it does not apply ------------------------------------------------------------

def some_group(a, rng, test=lambda g: True):
    fit = [g for g in a["groups"] if test(g)]
    return rng.choice(fit) if fit else None


def shift(stamp, judge, minutes):
    return judge.stamp(judge.parse_stamp(stamp) + minutes)


def edits(judge, raw):
    """name → function(allocation, rng) that edits in place."""
    people = {p["id"]: p for p in raw["participants"]}
    out = {}

    def edit(function):
        out[function.__name__] = function
        return function

    def with_group(test=lambda g: True):
        def wrap(function):
            def run(a, rng):
                g = some_group(a, rng, test)
                return function(a, rng, g) if g else False
            run.__name__ = function.__name__
            return edit(run)
        return wrap

    def pick(rng, test):
        fit = [p for p in people.values() if test(p)]
        return rng.choice(fit)["id"] if fit else None

    active = lambda p: p.get("status", "active") == "active"

    def add(a, g, role, p):
        if p is None:
            return False
        g[role].append(p)
        a["unplaced"] = [q for q in a["unplaced"] if q != p]
        return True

    @with_group()
    def same_group_id(a, rng, g):
        a["groups"][0]["id"] = a["groups"][-1]["id"]
        return len(a["groups"]) > 1

    @with_group()
    def unknown_member(a, rng, g):
        g["members"].append("nobody-at-all")

    @with_group()
    def unknown_leader(a, rng, g):
        g["leaders"].append("nobody-at-all")

    @with_group()
    def unknown_type(a, rng, g):
        g["type"] = "no-such-type"

    @with_group()
    def other_type(a, rng, g):
        g["type"] = next(t["id"] for t in raw["group_types"] if t["id"] != g["type"])

    @with_group()
    def dropped_member(a, rng, g):
        return add(a, g, "members", pick(rng, lambda p: p.get("status") == "dropped"))

    @with_group()
    def waiting_member(a, rng, g):
        return add(a, g, "members", pick(rng, lambda p: p.get("status") == "waiting"))

    @with_group()
    def leader_as_member(a, rng, g):
        return add(a, g, "members", pick(rng, lambda p: active(p) and "member" not in p.get("roles", ["member"])))

    @with_group()
    def member_as_leader(a, rng, g):
        return add(a, g, "leaders", pick(rng, lambda p: active(p) and "leader" not in p.get("roles", ["member"])))

    @with_group()
    def wrong_type_for_person(a, rng, g):
        return add(a, g, "members", pick(rng, lambda p: active(p) and p.get("types") and g["type"] not in p["types"] and "member" in p.get("roles", ["member"])))

    @with_group(lambda g: g["members"])
    def member_twice(a, rng, g):
        g["members"].append(rng.choice(g["members"]))

    @with_group(lambda g: g["leaders"])
    def leader_twice(a, rng, g):
        g["leaders"].append(rng.choice(g["leaders"]))

    @with_group(lambda g: g["leaders"])
    def leader_is_member_too(a, rng, g):
        h = rng.choice(a["groups"])
        h["members"].append(g["leaders"][0])

    @with_group(lambda g: g["members"])
    def member_of_two(a, rng, g):
        h = rng.choice(a["groups"])
        h["members"].append(rng.choice(g["members"]))

    @with_group(lambda g: g["leaders"])
    def leads_another(a, rng, g):
        h = rng.choice(a["groups"])
        h["leaders"].append(g["leaders"][0])

    @with_group(lambda g: g["leaders"])
    def leads_everything(a, rng, g):
        for h in a["groups"]:
            if g["leaders"][0] not in h["leaders"]:
                h["leaders"].append(g["leaders"][0])

    @with_group(lambda g: g["members"])
    def member_forgotten(a, rng, g):
        g["members"].remove(rng.choice(g["members"]))

    @with_group(lambda g: g["members"])
    def member_put_out(a, rng, g):
        p = rng.choice(g["members"])
        g["members"].remove(p)
        a["unplaced"].append(p)

    @with_group(lambda g: len(g["members"]) > 1)
    def group_shrunk(a, rng, g):
        gone = g["members"][1:]
        g["members"] = g["members"][:1]
        a["unplaced"] += gone

    @with_group()
    def leaders_gone(a, rng, g):
        a["unplaced"] += [p for p in g["leaders"] if "member" in people[p].get("roles", ["member"]) and not any(p in h["leaders"] for h in a["groups"] if h is not g)]
        g["leaders"] = []

    @with_group(lambda g: g["members"])
    def members_swapped(a, rng, g):
        h = rng.choice(a["groups"])
        if h is g or not h["members"]:
            return False
        i, k = rng.randrange(len(g["members"])), rng.randrange(len(h["members"]))
        g["members"][i], h["members"][k] = h["members"][k], g["members"][i]

    @with_group()
    def everybody_in(a, rng, g):
        g["members"] += a["unplaced"]
        a["unplaced"] = []

    @edit
    def unplaced_joins(a, rng):
        if not a["unplaced"] or not a["groups"]:
            return False
        rng.choice(a["groups"])["members"].append(a["unplaced"].pop(rng.randrange(len(a["unplaced"]))))

    @with_group(lambda g: g["sessions"])
    def session_dropped(a, rng, g):
        i = rng.randrange(len(g["sessions"]))
        del g["sessions"][i]
        if "rota" in g:
            del g["rota"][i]

    @with_group(lambda g: g["sessions"])
    def session_added(a, rng, g):
        g["sessions"].append(shift(g["sessions"][-1], judge, 7 * 1440))
        if "rota" in g:
            g["rota"].append([])

    @with_group(lambda g: g["sessions"])
    def session_off_grid(a, rng, g):
        i = rng.randrange(len(g["sessions"]))
        g["sessions"][i] = shift(g["sessions"][i], judge, 7)

    @with_group(lambda g: g["sessions"])
    def session_next_slot(a, rng, g):
        i = rng.randrange(len(g["sessions"]))
        g["sessions"][i] = shift(g["sessions"][i], judge, rng.choice([-60, -30, 30, 60, 120]))

    @with_group(lambda g: g["sessions"])
    def session_next_day(a, rng, g):
        i = rng.randrange(len(g["sessions"]))
        g["sessions"][i] = shift(g["sessions"][i], judge, rng.choice([-1, 1, 2, -7, 7, 14]) * 1440)

    @with_group(lambda g: g["sessions"])
    def session_next_year(a, rng, g):
        g["sessions"][-1] = shift(g["sessions"][-1], judge, 365 * 1440)

    @with_group(lambda g: len(g["sessions"]) > 1)
    def sessions_out_of_order(a, rng, g):
        g["sessions"][0], g["sessions"][1] = g["sessions"][1], g["sessions"][0]

    @with_group(lambda g: len(g["sessions"]) > 1)
    def session_repeated(a, rng, g):
        g["sessions"][1] = g["sessions"][0]

    @with_group(lambda g: len(g["sessions"]) > 1)
    def sessions_of_another(a, rng, g):
        h = rng.choice(a["groups"])
        g["sessions"] = list(h["sessions"])

    @with_group(lambda g: g["sessions"])
    def no_sessions(a, rng, g):
        g["sessions"] = []
        if "rota" in g:
            g["rota"] = []

    @edit
    def unplaced_short(a, rng):
        if not a["unplaced"]:
            return False
        a["unplaced"].pop()

    @edit
    def unplaced_twice(a, rng):
        if not a["unplaced"]:
            return False
        a["unplaced"].append(a["unplaced"][0])

    @edit
    def unplaced_unknown(a, rng):
        a["unplaced"].append("nobody-at-all")

    @with_group(lambda g: g["members"])
    def unplaced_and_placed(a, rng, g):
        a["unplaced"].append(g["members"][0])

    @edit
    def unplaced_not_active(a, rng):
        p = pick(rng, lambda p: not active(p))
        if p is None:
            return False
        a["unplaced"].append(p)

    @edit
    def unplaced_leader_only(a, rng):
        p = pick(rng, lambda p: active(p) and "member" not in p.get("roles", ["member"]))
        if p is None:
            return False
        a["unplaced"].append(p)

    @edit
    def unplaced_in_other_order(a, rng):
        a["unplaced"].reverse()

    @edit
    def group_gone(a, rng):
        if not a["groups"]:
            return False
        g = a["groups"].pop(rng.randrange(len(a["groups"])))
        still = {p for h in a["groups"] for p in h["leaders"]}
        a["unplaced"] += [p for p in g["members"] + g["leaders"] if "member" in people[p].get("roles", ["member"]) and p not in still]

    @with_group()
    def group_renamed(a, rng, g):
        g["id"] = "renamed"

    @edit
    def nobody_placed(a, rng):
        a["groups"] = []
        a["unplaced"] = [p["id"] for p in people.values() if active(p) and "member" in p.get("roles", ["member"])]

    @with_group()
    def rota_where_none_is(a, rng, g):
        if "rota" in g:
            return False
        g["rota"] = rng.choice([[], [[] for _ in g["sessions"]]])

    rota = lambda g: g.get("rota") and any(g["rota"])

    @with_group(lambda g: "rota" in g)
    def rota_gone(a, rng, g):
        del g["rota"]

    @with_group(rota)
    def rota_short(a, rng, g):
        g["rota"].pop()

    @with_group(rota)
    def turn_gone(a, rng, g):
        rng.choice([r for r in g["rota"] if r]).pop()

    @with_group(rota)
    def turn_twice(a, rng, g):
        r = rng.choice([r for r in g["rota"] if r])
        r.append(r[0])

    @with_group(rota)
    def turn_of_stranger(a, rng, g):
        rng.choice([r for r in g["rota"] if r])[0] = rng.choice(list(people) + ["nobody-at-all"])

    @with_group(rota)
    def turn_of_another(a, rng, g):
        rng.choice([r for r in g["rota"] if r])[0] = rng.choice(g["members"] + g["leaders"])

    @with_group(rota)
    def turns_reversed(a, rng, g):
        for r in g["rota"]:
            r.reverse()

    @with_group(lambda g: g["members"])
    def guest_at_home(a, rng, g):
        g.setdefault("guests", []).append({"who": g["members"][0], "session": 1})

    @with_group(lambda g: g["leaders"])
    def guest_is_leader(a, rng, g):
        rng.choice(a["groups"]).setdefault("guests", []).append({"who": g["leaders"][0], "session": 1})

    @with_group()
    def guest_unknown(a, rng, g):
        g.setdefault("guests", []).append({"who": "nobody-at-all", "session": 1})

    @with_group(lambda g: g["members"])
    def guest_of_any(a, rng, g):
        h = rng.choice(a["groups"])
        h.setdefault("guests", []).append({"who": rng.choice(g["members"]), "session": rng.randint(0, len(h["sessions"]) + 1)})

    @with_group(lambda g: g.get("guests"))
    def guest_twice(a, rng, g):
        g["guests"].append(dict(g["guests"][0]))

    @with_group(lambda g: g.get("guests"))
    def guest_too_late(a, rng, g):
        g["guests"][0]["session"] = len(g["sessions"]) + 1

    @with_group(lambda g: g.get("guests"))
    def guest_of_session_0(a, rng, g):
        g["guests"][0]["session"] = 0

    @with_group(lambda g: g.get("guests"))
    def guest_of_next_session(a, rng, g):
        g["guests"][0]["session"] = g["guests"][0]["session"] % len(g["sessions"]) + 1

    @with_group()
    def link_changed(a, rng, g):
        g["link"] = "https://meet.example.org/other"

    return out
