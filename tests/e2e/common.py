# SPDX-License-Identifier: Apache-2.0
"""What the end-to-end scripts share: running the program, reading what it wrote, and an independent idea of who must be told what.

The program is CONVENE in the environment, or build/dev/convene. Nothing here uses its code: times come from zoneinfo, messages are read by
Python's email package and python3-icalendar, and who is to be told what is worked out from the files alone, as docs/ARCHITECTURE.md has it.
"""
import csv
import email
import email.policy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from keeping import keep

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONVENE = os.environ.get("CONVENE") or str(ROOT / "build/dev/convene")
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def skip(why):
    print(f"SKIPPED: {why}")
    sys.exit(77)


def check(truth, message):
    if not truth:
        raise AssertionError(message)


def load(path):
    return json.loads(pathlib.Path(path).read_text("utf-8"))


def save(path, data):
    pathlib.Path(path).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def run(*words, code=0, cwd=None, show=6, env=None):
    """Runs the program; another exit code than the one expected is a failure that prints everything. Returns (stdout, stderr)."""
    words = [str(w) for w in words]
    print(f"$ convene {' '.join(words)}", flush=True)
    done = subprocess.run([CONVENE, *words], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=600)
    if done.returncode != code:
        raise AssertionError(f"convene {words[0]} ended with {done.returncode}, not {code}\n--- stdout\n{done.stdout[-6000:]}\n--- stderr\n{done.stderr[-6000:]}")
    lines = done.stdout.splitlines()
    for line in lines[:show]:
        print(f"    {line}")
    if len(lines) > show > 0:
        print(f"    … {len(lines) - show} more lines")
    return done.stdout, done.stderr


# ---- files ---------------------------------------------------------------------------------------------------------------------------------


def people_path(conference_path):
    conf = load(conference_path)
    return pathlib.Path(conference_path).parent / conf["participants_file"] if "participants_file" in conf else None


def read_people(conference_path):
    path = people_path(conference_path)
    if path is None:
        return load(conference_path)["participants"]
    if path.suffix == ".json":
        return load(path)
    with open(path, encoding="utf-8", newline="") as file:
        return [{k: v for k, v in row.items() if v} for row in csv.DictReader(file)]


def write_people(conference_path, people):
    path = people_path(conference_path)
    path.write_text("[\n" + ",\n".join(" " + json.dumps(p, ensure_ascii=False) for p in people) + "\n]\n", "utf-8")


def edit(path, change):
    """Changes a JSON file through a function that gets its contents."""
    data = load(path)
    change(data)
    save(path, data)


# ---- time, by zoneinfo ---------------------------------------------------------------------------------------------------------------------


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def stamp(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def minutes(clock):
    return int(clock[:2]) * 60 + int(clock[3:])


@lru_cache(None)
def at(day, minute, zone):
    """The instant of a wall-clock time; minute 1440 and more: the days after."""
    local = datetime.combine(day + timedelta(days=minute // 1440), time(minute % 1440 // 60, minute % 60), ZoneInfo(zone))
    return local.astimezone(timezone.utc)


def wall(text, zone):
    local = datetime.fromisoformat(text)
    return at(local.date(), local.hour * 60 + local.minute, zone)


# ---- a conference, as far as telling people needs it -----------------------------------------------------------------------------------------


class Conference:
    def __init__(self, path):
        self.raw = load(path)
        self.zone = self.raw["timezone"]
        self.people = {p["id"]: p for p in read_people(path)}
        self.types = {t["id"]: t for t in self.raw["group_types"]}
        self.length = timedelta(minutes=self.raw.get("sessions", {}).get("minutes", 0))
        self.as_of = instant(self.raw["as_of"]) if "as_of" in self.raw else None

    def active(self, person):
        return self.people.get(person, {}).get("status", "active") == "active"

    def roles(self, person):
        return self.people[person].get("roles", ["member"])

    def held(self, start):
        return self.as_of is not None and start < self.as_of

    @lru_cache(None)
    def free(self, person):
        """Merged intervals in which a person can attend, if needed or not. Rules speak for a week around each date, so any start can be asked."""
        p, spans = self.people[person], []
        zone = p.get("timezone", self.zone)
        sessions = self.raw["sessions"]
        starts = [s for o in sessions.get("offered", []) for s in o["starts"]]
        first = date.fromisoformat(sessions.get("from", min(starts, default="2000-01-01")[:10])) - timedelta(days=1)
        last = date.fromisoformat(sessions.get("to", max(starts, default="2000-01-01")[:10])) + timedelta(days=1)
        for rule in p.get("availability", []):
            spans += self._expand(rule, zone, first, last)
        holes = [s for rule in p.get("unavailable", []) for s in self._expand(rule, zone, first, last)]
        merged = []
        for a, b in sorted(s for s in spans if s[0] < s[1]):
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged, holes

    @staticmethod
    def _expand(rule, zone, first, last):
        if "from_date" in rule:
            return [(at(date.fromisoformat(rule["from_date"]), 0, zone), at(date.fromisoformat(rule["to_date"]), 1440, zone))]
        low, high = minutes(rule.get("from", "00:00")), minutes(rule.get("to", "24:00"))
        high += 1440 if high <= low else 0
        days = [date.fromisoformat(rule["date"])] if "date" in rule else [
            d for d in (first + timedelta(days=n) for n in range((last - first).days + 1)) if WEEKDAYS[d.weekday()] in rule["weekly"]]
        return [(at(d, low, zone), at(d, high, zone)) for d in days]

    def can(self, person, start):
        spans, holes = self.free(person)
        end = start + self.length
        return any(a <= start and end <= b for a, b in spans) and not any(a < end and start < b for a, b in holes)


def placed(allocation):
    """{person: [(group, leads)]}"""
    out = defaultdict(list)
    for g in allocation["groups"]:
        for p in g["members"]:
            out[p].append((g, False))
        for p in g["leaders"]:
            out[p].append((g, True))
    return out


def items(conf, allocation):
    """What each person is to know: {(person, item): (facts, starts)}; an item is ("session", group, number), ("series", group) or ("plenary", id).

    facts: whatever of it counts as a change. starts: what stands in the calendar, as (start, end) instants or dates. Held sessions are left out.
    """
    out = {}
    for person, places in placed(allocation).items():
        for group, leads in places:
            title = conf.types[group["type"]].get("title", group["type"])
            visits = {} if leads else {v["session"]: g for g in allocation["groups"] for v in g.get("guests", []) if v["who"] == person}
            mine = []
            for number in range(1, len(group["sessions"]) + 1):
                host, guest = visits.get(number, group), number in visits
                start = instant(host["sessions"][number - 1])
                if conf.held(start) or not conf.can(person, start):
                    continue
                there = tuple(p for p in host["leaders"] if conf.can(p, start))
                turn = not guest and person in (group.get("rota") or [[]] * number)[number - 1]
                mine.append((number, start, (start, conf.length, title, host.get("link"), there, turn, guest and host["id"])))
            days = [start.astimezone(ZoneInfo(conf.zone)).date() for _, start, _ in mine]
            gaps = {b - a for a, b in zip(days, days[1:])}
            alike = len({facts[4:] for *_, facts in mine}) == 1
            if conf.raw["sessions"].get("pattern") == "weekly" and len(mine) > 1 and len(gaps) == 1 and alike:
                out[person, ("series", group["id"])] = tuple(facts for *_, facts in mine), tuple((t, t + conf.length) for _, t, _ in mine)
                continue
            for number, start, facts in mine:
                out[person, ("session", group["id"], number)] = facts, ((start, start + conf.length),)
    everybody = placed(allocation)
    for plenary in conf.raw.get("plenaries", []):
        if "month" in plenary:
            continue
        for person in (everybody if conf.types else filter(conf.active, conf.people)):
            leads = any(leads for _, leads in everybody.get(person, []))
            joins = any(not leads for _, leads in everybody.get(person, []))
            if conf.types and not {"all": True, "leaders": leads, "members": joins}[plenary.get("for", "all")]:
                continue
            if "start" in plenary:
                start = wall(plenary["start"], conf.zone)
                span = start, start + timedelta(minutes=plenary["minutes"])
            else:
                first = date.fromisoformat(plenary["date"])
                span = first, first + timedelta(days=plenary.get("days", 1))
            if isinstance(span[0], datetime) and conf.held(span[0]) or not isinstance(span[0], datetime) and conf.held(at(span[0], 0, conf.zone)):
                continue
            facts = span, plenary.get("title"), plenary.get("status", "confirmed")
            out[person, ("plenary", plenary["id"])] = facts, (span,)
    return out


class Due(NamedTuple):
    requests: set  # of (person, item)
    updates: set
    cancels: set
    letters: set   # of persons

    def count(self):
        return sum(map(len, self))


class Told:
    """What everybody was told so far, by our own reckoning."""

    def __init__(self):
        self.items = {}
        self.letters = set()

    def due(self, conf, allocation):
        now = items(conf, allocation)
        requests = {k for k in now if k not in self.items}
        updates = {k for k in now if k in self.items and self.items[k][0] != now[k][0]}
        gone = {k for k, (_, spans) in self.items.items() if k not in now and not self._past(conf, spans)}
        letters = {p for p in allocation["unplaced"] if p not in self.letters}
        for k in gone:
            del self.items[k]
        self.items.update(now)
        self.letters = set(allocation["unplaced"])
        return Due(requests, updates, gone, letters)

    @staticmethod
    def _past(conf, spans):
        start = spans[0][0]
        return conf.held(start if isinstance(start, datetime) else at(start, 0, conf.zone))

    def calendar(self):
        """{person: sorted starts and ends}"""
        out = defaultdict(list)
        for (person, _), (_, spans) in self.items.items():
            out[person] += spans
        return {p: sorted(spans, key=str) for p, spans in out.items()}


# ---- what came by mail ---------------------------------------------------------------------------------------------------------------------


class Mail(NamedTuple):
    to: str
    subject: str
    method: str     # "REQUEST", "CANCEL"; None: a letter
    uid: str
    sequence: int
    spans: tuple    # (start, end)
    status: str
    plain: str
    summary: str
    raw: bytes


def header(message, name):
    """A header, read by the rules of today; None where there is none. The message itself is read by the old ones, in half the time."""
    return None if message[name] is None else email.policy.default.header_fetch_parse(name, message[name])


@lru_cache(8192)
def read_mail(raw):
    """One message, held against docs/ARCHITECTURE.md and RFC 5545 as it is read."""
    import icalendar
    keep(raw)
    message = email.message_from_bytes(raw)
    to = [a.addr_spec for h in ("To", "Cc", "Bcc") if message[h] for a in header(message, h).addresses]
    check(len(to) == 1, f"one recipient is wanted, not {to}")
    subject = str(header(message, "Subject"))
    plain = next(p for p in message.walk() if p.get_content_type() == "text/plain")
    plain = plain.get_payload(decode=True).decode(plain.get_content_charset("ascii"))
    parts = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    if not parts:
        return Mail(to[0], subject, None, None, 0, (), None, plain, None, raw)
    check(len(parts) == 1, "one calendar part is wanted")
    calendar = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True))
    events = calendar.walk("VEVENT")
    check(len(events) == 1, f"one event in a message is wanted, not {len(events)}")
    event = events[0]
    method = str(calendar["METHOD"])
    check(parts[0].get_param("method") == method, "the method of the calendar part and METHOD differ")
    attendees = event.get("ATTENDEE")
    check(attendees is not None and not isinstance(attendees, list), "one ATTENDEE is wanted")
    check(str(attendees).lower() == f"mailto:{to[0].lower()}", f"ATTENDEE {attendees} is not the recipient {to[0]}")
    check("DTSTAMP" in event and "ORGANIZER" in event, "DTSTAMP or ORGANIZER is missing")
    return Mail(to[0], subject, method, str(event["UID"]), int(event.get("SEQUENCE", 0)), spans_of(event),
                str(event.get("STATUS", "")), plain, str(event.get("SUMMARY", "")), raw)


def spans_of(event):
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start + event["DURATION"].dt if "DURATION" in event else start + timedelta(days=1)
    if "RRULE" not in event:
        return ((start.astimezone(timezone.utc), end.astimezone(timezone.utc)),) if isinstance(start, datetime) else ((start, end),)
    from dateutil.rrule import rrulestr
    # Recurrences keep the wall clock; zoneinfo, not the VTIMEZONE, turns them into instants.
    zone = ZoneInfo(str(event["DTSTART"].params["TZID"]))
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start.replace(tzinfo=zone))
    skipped = event.get("EXDATE", [])
    skipped = {e.dt.replace(tzinfo=zone) for x in (skipped if isinstance(skipped, list) else [skipped]) for e in x.dts}
    starts = [s for s in rule if s not in skipped]
    return tuple((s.astimezone(timezone.utc), (s + (end - start)).astimezone(timezone.utc)) for s in starts)


def read_folder(folder):
    return [read_mail(path.read_bytes()) for path in sorted(pathlib.Path(folder).rglob("*.eml"))]


class Calendars:
    """Everybody's calendar as a client keeps it: the newest SEQUENCE of a UID counts."""

    def __init__(self):
        self.events = defaultdict(dict)

    def take(self, mails):
        kinds = Counter()
        for mail in mails:
            if mail.method is None:
                kinds["letter"] += 1
                continue
            book = self.events[mail.to]
            others = [a for a, b in self.events.items() if a != mail.to and mail.uid in b]
            check(not others, f"the UID {mail.uid} of {mail.to} is {others}'s too")
            last = book.get(mail.uid)
            wanted = 0 if last is None else last.sequence + 1
            check(mail.sequence == wanted, f"SEQUENCE {mail.sequence} to {mail.to}, not {wanted}: {mail.subject}")
            check(mail.method in ("REQUEST", "CANCEL"), f"METHOD {mail.method}")
            check((mail.method == "CANCEL") == (mail.status == "CANCELLED"), f"STATUS {mail.status} in a {mail.method}")
            live = last is not None and last.method != "CANCEL"
            kinds["cancel" if mail.method == "CANCEL" else "update" if live else "request"] += 1
            book[mail.uid] = mail
        return kinds

    def calendar(self, address):
        spans = [s for m in self.events[address].values() if m.method != "CANCEL" for s in m.spans]
        return sorted(spans, key=str)


# ---- one story -----------------------------------------------------------------------------------------------------------------------------


class Story:
    """A fixture copied to a folder of its own, and what its people were told so far."""

    def __init__(self, name):
        self.home = tempfile.TemporaryDirectory(prefix=f"convene-{name}-")
        self.folder = pathlib.Path(self.home.name) / name
        shutil.copytree(ROOT / "fixtures" / name, self.folder)
        self.told, self.calendars, self.sends = Told(), Calendars(), 0
        print(f"== {name}: {self.folder}")

    def path(self, name="conference.json"):
        return self.folder / name

    def chapter(self, title):
        print(f"\n-- {title}", flush=True)

    def convene(self, verb, *words, **options):
        return run(verb, *words, cwd=self.folder, **options)

    def facts(self, verb, *words, code=0):
        return json.loads(self.convene(verb, *words, "--json", code=code, show=0)[0])

    def solve(self, output, baseline=None, conference="conference.json", seconds=5, seed=1):
        words = ["solve", conference, "-o", output, "--time", seconds, "--seed", seed] + (["--baseline", baseline] if baseline else [])
        self.convene(*words, show=12)
        return self.verify(output, baseline, conference)

    def verify(self, allocation, baseline=None, conference="conference.json"):
        verdict = self.facts("verify", conference, allocation, *(["--baseline", baseline] if baseline else []))
        check(verdict["violations"] == [], f"{allocation}: {verdict['violations']}")
        return verdict

    def send(self, allocation, baseline=None, conference="conference.json"):
        """Sends into a new folder; what arrives must be exactly what our own reckoning says is due. Returns (what was due, the mails)."""
        self.sends += 1
        out = f"mail-{self.sends}"
        base = ["--baseline", baseline] if baseline else []
        facts = self.facts("send", conference, allocation, "--store", "convene.db", "--out", out, *base)
        conf, data = Conference(self.path(conference)), load(self.path(allocation))
        due = self.told.due(conf, data)
        mails = read_folder(self.path(out)) if self.path(out).exists() else []
        self._compare(conf, due, mails)
        print(f"    {len(mails)} messages to {len({m.to for m in mails})} people: {len(due.requests)} new, {len(due.updates)} changed, "
              f"{len(due.cancels)} cancelled, {len(due.letters)} letters")
        again = f"mail-{self.sends}-again"
        self.facts("send", conference, allocation, "--store", "convene.db", "--out", again, *base)
        check(not list(self.path(again).rglob("*.eml")), "a second send of the same allocation tells somebody something")
        return due, mails, facts

    def _compare(self, conf, due, mails):
        address = {p["id"]: p["email"] for p in conf.people.values()}
        person = {a: p for p, a in address.items()}
        got = Counter((person[m.to], m.method) for m in mails)
        want = Counter((p, "REQUEST") for p, _ in [*due.requests, *due.updates])
        want += Counter((p, "CANCEL") for p, _ in due.cancels) + Counter((p, None) for p in due.letters)
        if got != want:
            raise AssertionError(f"told more than is due: {dict(got - want)}\ntold less than is due: {dict(want - got)}\n" + self._subjects(mails, person, got - want))
        kinds = self.calendars.take(mails)
        check(kinds["cancel"] == len(due.cancels) and kinds["request"] + kinds["update"] == len(due.requests) + len(due.updates), f"{kinds}, {due}")
        book = self.told.calendar()
        for p, a in address.items():
            want, got = book.get(p, []), self.calendars.calendar(a)
            check(want == got, f"{p}'s calendar holds {got}, not {want}")
        for mail in mails:
            text = mail.raw.decode("ascii", "replace") + mail.plain
            for other in address.values():
                check(other == mail.to or other not in text, f"{other} stands in a mail to {mail.to}")

    @staticmethod
    def _subjects(mails, person, extra):
        return "\n".join(f"  {m.to}: {m.method} {m.sequence} {m.subject}" for m in mails if (person[m.to], m.method) in extra)

    def end(self):
        self.home.cleanup()
        print("\nthe story holds")
