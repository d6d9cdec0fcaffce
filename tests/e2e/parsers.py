# SPDX-License-Identifier: Apache-2.0
"""What `send` writes, read by four parsers that are none of ours: icalendar of Python, icalendar of Ruby, ical.js and ical4j with its validators.

Requests, updates and cancellations, series over a clock change and single sessions, in zones of odd offsets and of rules that changed, and what the
fixtures send. Each parser spells out each event by itself, from the file alone; all must say the same, no one may warn, the instants are those of
zoneinfo, and everybody's calendar holds what `show` says of them.

parsers.py FOLDER reads what a run of the tests kept there (keeping.py) in the same way: each message by Python's e-mail package, none of its parts with
a defect, and each calendar by the parsers. Of calendars that differ in DTSTAMP and UID alone one is enough.
"""
import email
import email.policy
import email.utils
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta

import keeping
import world
from common import ROOT, at, check, instant, read_mail, read_people, run, stamp

HERE = pathlib.Path(__file__).resolve().parent / "parsers"
FETCHED = pathlib.Path(os.environ.get("CONVENE_PARSERS") or ROOT / "build/parsers")
PARSERS = {
    "ruby-icalendar": ["ruby", HERE / "icalendar.rb"],
    "ical.js": ["node", HERE / "ical_js.mjs", FETCHED / "js"],
    "ical4j": ["java", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", f"{FETCHED}/java/*", HERE / "Ical4j.java"],
}
ZONES = [  # odd offsets; rules that changed after most tables were made; changes at odd hours, backwards, or in Ramadan alone
    "Europe/Copenhagen", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "America/Mexico_City", "Africa/Cairo", "Africa/Casablanca",
    "Asia/Almaty", "Europe/Dublin", "America/Santiago",
]
FIXTURES = [("leadership-2020", "conference.json"), ("hospital-2025", "conference.json"), ("cluster-2025", "conference.json"), ("continuity", "conference.json")]


def missing():
    """What is to be installed before this test can say anything."""
    out = [f"{words[0]} ({package})" for words, package in zip(PARSERS.values(), ("ruby, ruby-icalendar", "nodejs", "openjdk-17-jdk-headless"))
           if not shutil.which(words[0])]
    if not (FETCHED / "fetched").exists():
        out.append(f"ical.js and ical4j in {FETCHED} (bash tests/e2e/parsers/fetch.sh)")
    return out


class Book:
    """All messages of the test: each calendar as a file for the parsers, and as Python's packages read it."""

    def __init__(self, folder):
        self.folder, self.mails, self.told, self.letters = folder, {}, {}, 0
        folder.mkdir()

    def take(self, name, path):
        mail = read_mail(path.read_bytes())
        if mail.method is None:
            self.letters += 1
            return None
        message = email.message_from_bytes(mail.raw)
        parts = list(message.walk())
        check(not any(p.defects for p in parts), f"{path}: {[p.defects for p in parts]}")
        file = f"{name}-{path.stem}.ics"
        (self.folder / file).write_bytes(next(p for p in parts if p.get_content_type() == "text/calendar").get_payload(decode=True))
        self.mails[file], self.told[file] = mail, told(mail, email.utils.parseaddr(message["From"])[1])
        return mail


def text(moment):
    return stamp(moment) if isinstance(moment, datetime) else moment.isoformat()


def told(mail, sender):
    """What each parser has to say of a message."""
    return {"method": mail.method, "uid": mail.uid, "sequence": mail.sequence, "status": mail.status, "summary": mail.summary,
            "organizer": f"mailto:{sender}", "attendees": [f"mailto:{mail.to}"], "times": [[text(a), text(b)] for a, b in mail.spans]}


# ---- what is sent ----------------------------------------------------------------------------------------------------------------------------


class Sender:
    """One conference, sent chapter by chapter; what everybody's calendar holds then is what show says."""

    def __init__(self, book, folder, name):
        self.book, self.folder, self.name, self.sends, self.calendar = book, folder, name, 0, {}

    def send(self, conference="conference.json", allocation="allocation.json"):
        self.sends += 1
        out = self.folder / f"mail-{self.sends}"
        run("send", conference, allocation, "--store", "convene.db", "--out", out, cwd=self.folder, show=0)
        methods = []
        for path in sorted(out.glob("*.eml")):
            mail = self.book.take(f"{self.name}-{self.sends}", path)
            if mail:
                methods.append((mail.method, mail.sequence > 0))
                self.calendar[mail.uid] = (mail, "-plenary-" in path.stem)
        self.is_shown(conference, allocation)
        return methods

    def is_shown(self, conference, allocation):
        facts = json.loads(run("show", conference, allocation, "--json", cwd=self.folder, show=0)[0])
        address = {p["id"]: p["email"] for p in read_people(self.folder / conference)}
        want = {(address[p["id"]], instant(s["start"])) for g in facts["groups"] for s in g["sessions"] if not s["held"] for p in s["people"] if p["attends"] != "no"}
        got = {(mail.to, start) for mail, plenary in self.calendar.values() if not plenary and mail.method == "REQUEST" for start, _ in mail.spans}
        check(got == want, f"{self.name}: told and not shown {sorted(got - want, key=str)[:5]}, shown and not told {sorted(want - got, key=str)[:5]}")


def around_a_change(zone):
    """Five Mondays or so at a quarter past seven in the evening there, with a clock change in their midst where the zone has one."""
    days = [date(2027, 1, 11) + timedelta(days=n) for n in range(330)]
    change = next((d for d in days if at(d, 720, zone) - at(d - timedelta(days=1), 720, zone) != timedelta(days=1)), date(2027, 10, 25))
    first = change - timedelta(days=9)
    return [first + timedelta(days=7 * n) for n in range(4)]


def zone_by_zone(book, folder):
    for zone in ZONES:
        name = zone.replace("/", "-")
        days = around_a_change(zone)
        conf = world.conference(zone=zone, id=f"world-{name}")
        conf["sessions"].update({"from": "2027-01-01", "to": "2028-06-30"})
        next(p for p in conf["participants"] if p["id"] == "mia")["unavailable"] = [{"date": at(days[1], 1155, zone).date().isoformat()},
                                                                                   {"date": (at(days[1], 1155, zone) - timedelta(hours=7)).date().isoformat()}]
        alloc = world.allocation([stamp(at(d, 1155, zone)) for d in days], ("sam", "mia"), ("asha", "lou", "nour", "out"))
        alloc["conference"] = conf["id"]
        home = folder / name
        home.mkdir()
        sender = Sender(book, home, name)
        world.write(home, conf, alloc)
        methods = sender.send()
        check(set(methods) == {("REQUEST", False)} and any(len(m.spans) == 4 for m, _ in sender.calendar.values()), f"{zone}: {methods}")
        conf["sessions"]["pattern"] = "free"
        alloc["groups"][0]["sessions"][3] = stamp(at(days[3], 1155, zone) + timedelta(hours=26))
        world.write(home, conf, alloc)
        methods = sender.send()
        check(set(methods) == {("REQUEST", False), ("REQUEST", True), ("CANCEL", True)}, f"{zone}: {methods}")
        conf["participants"] = [{**p, "status": "dropped"} if p["id"] == "mia" else p for p in conf["participants"]]
        conf["group_types"][0]["size"]["min"] = 1
        alloc["groups"][0]["members"].remove("mia")
        world.write(home, conf, alloc)
        methods = sender.send()
        check(set(methods) == {("CANCEL", True)}, f"{zone}: {methods}")


def fixtures(book, folder):
    for name, conference in FIXTURES:
        home = folder / name
        shutil.copytree(ROOT / "fixtures" / name, home)
        run("solve", conference, "-o", "allocation.json", "--time", 1, "--seed", 1, cwd=home, show=0)
        Sender(book, home, name).send(conference)


# ---- what is read ----------------------------------------------------------------------------------------------------------------------------


def read(book):
    """Each parser over all files, side by side; {parser: {file: facts}}"""
    running, out = {}, {}
    for name, words in PARSERS.items():  # into files: a pipe that nobody reads yet would hold it up
        said, wrong = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        running[name] = (subprocess.Popen([*map(str, words), str(book.folder)], stdout=said, stderr=wrong), said, wrong)
    for name, (process, said, wrong) in running.items():
        process.wait(timeout=600)
        for file in (said, wrong):
            file.seek(0)
        check(process.returncode == 0, f"{name} ended with {process.returncode}:\n{wrong.read()[-3000:]}")
        lines = [json.loads(line) for line in said.read().splitlines()]
        check(len(lines) == len({line["file"] for line in lines}), f"{name} finds more than one event in a file")
        out[name] = {line["file"]: line for line in lines}
    return out


def misread(name, path):
    """ical4j up to 4.3 takes the second Sunday of a VTIMEZONE for the Sunday on or after the second (its issue 902): its times of such a series say nothing."""
    return name == "ical4j" and re.search(rb"RRULE:FREQ=YEARLY[^\r]*BYDAY=[234](MO|TU|WE|TH|FR|SA|SU)", path.read_bytes())


def complaints(name, got):
    """What a parser warns of. Of an ATTENDEE, which RFC 5546 (3.2.8) wants in a DECLINECOUNTER, and of times and words, which it allows, ical4j says that
    they must not stand there."""
    allowed = "ERROR VALARM: The following MUST NOT be present: ATTENDEE,DESCRIPTION,"
    return [w for w in got["warnings"] if not (name == "ical4j" and got["method"] == "DECLINECOUNTER" and w.startswith(allowed))]


def compare(book, found):
    wrong = []
    for name, files in found.items():
        check(set(files) == set(book.mails), f"{name} read {len(files)} files, not {len(book.mails)}")
        for file, want in book.told.items():
            got = files[file]
            if "error" in got or complaints(name, got):
                wrong.append(f"{name}: {file}: {got.get('error') or got['warnings']}")
            elif {k: got[k] for k in want} != (want if not misread(name, book.folder / file) else {**want, "times": got["times"]}):
                wrong.append(f"{name}: {file}: {got}\n    which is to be {want}")
    check(not wrong, f"{len(wrong)} of {len(found) * len(book.mails)} readings are wrong:\n" + "\n".join(wrong[:8]))


# ---- what a run of the tests kept --------------------------------------------------------------------------------------------------------------


def defects(raw):
    """What Python's e-mail package has to say against a message by the rules of today: of its headers, its parts, its words."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    found = [*message.defects, *(d for value in message.values() for d in value.defects)]
    for part in message.walk():
        found += part.defects
        if part.get_content_maintype() == "text":
            part.get_content()  # its charset and encoding are true, or this raises
    return found


def kept(book, folder):
    """Takes what convene sent of what was kept; a calendar of another hand (a reply that a test makes) is none of ours. How many messages it read."""
    seen, count = set(), 0
    for path in sorted(folder.glob("*.eml")):
        raw = path.read_bytes()
        message = email.message_from_bytes(raw)
        parts = [p.get_payload(decode=True) for p in message.walk() if p.get_content_type() == "text/calendar"]
        if parts and b"PRODID:-//convene//" not in parts[0]:
            continue
        found = defects(raw)
        check(not found, f"{path}: {found}")
        count += 1
        shape = hashlib.sha256(re.sub(rb"(?m)^(DTSTAMP|UID):[^\r]*", b"", parts[0] if parts else b"")).digest()
        if shape not in seen:
            book.take("kept", path)
        seen.update([shape] if parts else [])
    return count


def main_kept(folder):
    with tempfile.TemporaryDirectory(prefix="convene-parsers-") as name:
        book = Book(pathlib.Path(name) / "ics")
        count = kept(book, folder)
        check(count > 0 and book.mails, f"{folder}: no message was kept")
        found = read(book)
        compare(book, found)
    methods = {m: sum(k.method == m for k in book.mails.values()) for m in sorted({k.method for k in book.mails.values()})}
    print(f"{count} messages without a defect; {len(book.mails)} calendars ({', '.join(f'{n} {m}' for m, n in methods.items())}): "
          f"{', '.join(['python icalendar', *found])} agree, and none warns")


def main():
    lacking = missing()
    if lacking:
        print("missing: " + "; ".join(lacking) + "\nbash cli/packages.sh test brings all of it")
        sys.exit(1)
    if len(sys.argv) > 1:
        return main_kept(pathlib.Path(sys.argv[1]))
    keeping.KEEP = None  # all of these are read here
    with tempfile.TemporaryDirectory(prefix="convene-parsers-") as name:
        folder = pathlib.Path(name)
        book = Book(folder / "ics")
        zone_by_zone(book, folder)
        fixtures(book, folder)
        found = read(book)
        compare(book, found)
    series = sum(len(m.spans) > 1 for m in book.mails.values())
    kinds = {m: sum(k.method == m for k in book.mails.values()) for m in ("REQUEST", "CANCEL")}
    print(f"{len(book.mails)} calendars ({kinds['REQUEST']} requests, {kinds['CANCEL']} cancellations, {series} series) and {book.letters} letters: "
          f"{', '.join(['python icalendar', *found])} agree, with zoneinfo and with show, and none warns")


main()
