# SPDX-License-Identifier: Apache-2.0
"""What `send` writes, read by parsers that are not ours: Python's email package, python3-icalendar, html.parser, and zoneinfo for the times."""
import email
import email.message
import email.policy
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

try:
    import icalendar
except ImportError:
    print("SKIPPED: python3-icalendar is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONVENE = os.environ.get("CONVENE") or str(ROOT / "build/dev/convene")
ORGANIZER = "taskforce@example.org"
ZONE = "Europe/Copenhagen"
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ALWAYS = [{"weekly": WEEK, "from": "00:00", "to": "24:00"}]

PEOPLE = [  # id, name, address, zone, locale, roles
    ("lea", "Lea Lund", "lea@example.org", "Europe/Copenhagen", "da", ["leader"]),
    ("ann", "Ann O'Neil", "ann@example.org", "America/New_York", "en-GB", ["member"]),
    ("bo", 'Bo "the" <b>&Co</b>', "bo@example.org", "Asia/Kathmandu", "de", ["member"]),
    ("chl", "Chloé, Ménard <chl@evil.example>", "chloe@example.org", "Pacific/Chatham", "fr", ["member"]),
    ("die", "Diego Núñez", "diego@example.org", "America/Mexico_City", "es", ["member"]),
    ("joa", "João Ção", "joao@example.org", "America/Sao_Paulo", "pt-BR", ["member"]),
    ("ida", "Ида Росси", "ida@example.org", "Africa/Casablanca", "bg", ["member"]),
    ("out", "Otto Out", "otto@example.org", "Europe/London", "en-GB", ["member"]),
]
MONDAYS = ["2027-10-18T17:00:00Z", "2027-10-25T17:00:00Z", "2027-11-01T18:00:00Z"]  # 19:00 in Copenhagen, over the end of summer time


def check(truth, message):
    if not truth:
        raise AssertionError(message)


def conference(**more):
    people = [{"id": i, "name": n, "email": e, "timezone": z, "locale": l, "roles": r, "attributes": {"country": "DK"}, "availability": ALWAYS}
              for i, n, e, z, l, r in PEOPLE]
    next(p for p in people if p["id"] == "die")["unavailable"] = [{"date": "2027-10-25"}]  # Diego cannot come each time: no series for him
    out = {
        "format": "conference/1", "id": "messages", "title": "1st <conference>, on; the \\ internet & beyond", "timezone": ZONE, "locale": "en",
        "organizer": {"name": "Task force, 2027", "email": ORGANIZER},
        "sessions": {"count": 3, "attend": 2, "minutes": 105, "from": "2027-10-01", "to": "2027-12-20", "grid_minutes": 30, "pattern": "weekly"},
        "group_types": [{"id": "exp", "title": "Erfahrungs<gruppe>", "size": {"min": 2, "ideal": 6, "max": 8}, "leaders": {"min": 1, "max": 1}}],
        "plenaries": [{"id": "open", "title": "Opening; all, together", "start": "2027-12-27T14:00", "minutes": 90},
                      {"id": "retreat", "title": "Retreat", "date": "2028-01-07", "days": 2, "status": "tentative"},
                      {"id": "spring", "title": "Spring", "month": "2028-03"}],
        "participants": people}
    out.update(more)
    return out


def allocation(sessions=MONDAYS, members=("ann", "bo", "chl", "die", "joa", "ida"), unplaced=("out",)):
    return {"format": "allocation/1", "conference": "messages", "unplaced": list(unplaced), "groups": [
        {"id": "g1", "type": "exp", "sessions": list(sessions), "leaders": ["lea"], "members": list(members), "link": "https://meet.example.org/g1?a=1&b=2,3;4"}]}


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


class Page(html.parser.HTMLParser):
    """Refuses whatever would fetch something or run."""

    def __init__(self):
        super().__init__()
        self.words, self.language, self.open = [], None, []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        check(tag not in ("script", "img", "iframe", "link", "object", "embed", "form", "b"), f"<{tag}> in a message")
        check(not any(k.startswith("on") or k in ("src", "background") for k in attrs), f"{attrs} in a message")
        check("url(" not in attrs.get("style", ""), "a style fetches something")
        if "href" in attrs:
            check(re.match(r"(https://|mailto:)", attrs["href"]), f"href {attrs['href']}")
        self.language = self.language or attrs.get("lang")
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, f"</{tag}> closes nothing")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            check("url(" not in data and "@import" not in data, "a style sheet fetches something")
        self.words.append(data)


class Message:
    def __init__(self, path):
        self.raw = path.read_bytes()
        self.mail = email.message_from_bytes(self.raw, policy=email.policy.default)
        self.parts = {}
        self.check_bytes()
        self.check_heads()
        self.check_parts()

    def check_bytes(self):
        check(self.raw.isascii(), "a message has to be ASCII on the wire")
        check(b"\n" not in self.raw.replace(b"\r\n", b"") and b"\r" not in self.raw.replace(b"\r\n", b""), "a bare CR or LF")
        check(max(map(len, self.raw.split(b"\r\n"))) <= 998, "a line of more than 998 bytes")
        check(not self.mail.defects, f"defects: {self.mail.defects}")

    def check_heads(self):
        names = Counter(k.lower() for k in self.mail.keys())
        for name in ("from", "to", "subject", "date", "message-id", "mime-version", "auto-submitted", "content-language"):
            check(names[name] == 1, f"{names[name]} × {name}")
        check(not names["cc"] and not names["bcc"], "Cc or Bcc")
        check(len(self.mail["To"].addresses) == 1 and len(self.mail["From"].addresses) == 1, "one sender and one recipient")
        check(self.mail["From"].addresses[0].addr_spec == ORGANIZER, "From is not the organizer")
        check(self.mail["Auto-Submitted"] == "auto-generated", "Auto-Submitted")
        self.to = self.mail["To"].addresses[0].addr_spec
        self.person = next(p for p in PEOPLE if p[2] == self.to)
        check(self.mail["To"].addresses[0].display_name == self.person[1], f"the name {self.mail['To']}")

    def check_parts(self):
        shape = [(p.get_content_type(), p.get_content_disposition()) for p in self.mail.walk()]
        words = [("multipart/alternative", None), ("text/plain", None), ("text/html", None)]
        whole = [("multipart/mixed", None)] + words + [("text/calendar", None), ("application/ics", "attachment")]
        check(shape in (words, whole), f"the parts are {shape}")
        self.letter = shape == words
        for part in self.mail.walk():
            check(not part.defects, f"defects: {part.defects}")
            if part.is_multipart():
                continue
            check(part["Content-Transfer-Encoding"] in ("quoted-printable", "base64"), "a part that is not encoded")
            check(part["Content-ID"] is None, "Content-ID")
            self.parts[part.get_content_type()] = part.get_payload(decode=True).decode("utf-8")
        self.plain, self.html = self.parts["text/plain"], self.parts["text/html"]
        self.check_no_addresses()
        page = Page()
        page.feed(self.html)
        check(not page.open, f"left open: {page.open}")
        check(page.language == self.mail["Content-Language"], "the page's language")
        check(self.person[1] in "".join(page.words), "the page does not greet by name")
        if not self.letter:
            self.check_calendar(next(p for p in self.mail.walk() if p.get_content_type() == "text/calendar"))

    def check_no_addresses(self):
        for part in list(self.parts.values()) + [self.raw.decode(), str(self.mail["Subject"])]:
            for _, _, address, *_ in PEOPLE:
                # a reply address ends in the person's sign, which may end in somebody's name
                check(address == self.to or not re.search(r"(?<![a-z0-9])" + re.escape(address), part), f"{address} stands in a message to {self.to}")

    def check_calendar(self, part):
        text = self.parts["text/calendar"]
        check(text == self.parts["application/ics"], "the attachment differs from the calendar part")
        check(part.get_param("charset").lower() == "utf-8", "charset")
        check(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "iCalendar lines end in CRLF")
        check(max(len(line.encode()) for line in text.split("\r\n")) <= 75, "an iCalendar line of more than 75 octets")
        calendar = icalendar.Calendar.from_ical(text)
        check(not calendar.errors, f"errors: {calendar.errors}")
        self.method = str(calendar["METHOD"])
        check(part.get_param("method") == self.method and self.method in ("REQUEST", "CANCEL"), f"method {self.method}")
        events = calendar.walk("VEVENT")
        check(len(events) == 1 and str(calendar["VERSION"]) == "2.0", "one event in a message")
        self.calendar, self.event = calendar, events[0]
        event = self.event
        check(str(event["ORGANIZER"]) == f"mailto:{ORGANIZER}", f"ORGANIZER {event['ORGANIZER']}")
        attendee = event["ATTENDEE"]
        check(not isinstance(attendee, list) and str(attendee) == f"mailto:{self.to}", f"ATTENDEE {attendee}")
        wanted = {"PARTSTAT": "NEEDS-ACTION", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE" if self.method == "CANCEL" else "TRUE"}
        check({k: attendee.params[k] for k in wanted} == wanted, f"ATTENDEE has {dict(attendee.params)}")
        check(attendee.params["CN"] == self.person[1].replace('"', "'"), f"CN {attendee.params['CN']}")
        check((str(event["STATUS"]) == "CANCELLED") == (self.method == "CANCEL"), f"STATUS {event['STATUS']}")
        check(event["DTSTAMP"].dt.tzinfo is not None, "DTSTAMP in UTC")
        check("1st <conference>, on; the \\ internet & beyond" in str(event["SUMMARY"]), f"SUMMARY {event['SUMMARY']}")
        self.uid, self.sequence = str(event["UID"]), int(event["SEQUENCE"])
        check(str(self.mail["Message-ID"]).startswith(f"<{self.uid}.{self.sequence}."), "Message-ID follows from UID and SEQUENCE")
        self.starts = self.starts_of(event)

    def starts_of(self, event):
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if not isinstance(start, datetime):
            return [(start, end)]
        if "RRULE" not in event:
            check(event["DTSTART"].to_ical().endswith(b"Z") and event["DTEND"].to_ical().endswith(b"Z"), "a single event's times are UTC")
            return [(start.astimezone(timezone.utc), end.astimezone(timezone.utc))]
        rule = event["RRULE"]
        check(event["DTSTART"].params["TZID"] == ZONE and rule["FREQ"] == ["WEEKLY"], "a series recurs weekly on the conference's clock")
        zones = self.calendar.walk("VTIMEZONE")
        check(len(zones) == 1 and str(zones[0]["TZID"]) == ZONE, "one VTIMEZONE, named as IANA names it")
        check(len(zones[0].walk("STANDARD")) == 1 and len(zones[0].walk("DAYLIGHT")) <= 1, "a VTIMEZONE of one STANDARD and at most one DAYLIGHT")
        local, length = start.replace(tzinfo=None), end.replace(tzinfo=None) - start.replace(tzinfo=None)
        step = timedelta(weeks=rule.get("INTERVAL", [1])[0])
        out = []
        for i in range(rule["COUNT"][0]):
            wall = local + i * step
            ours, theirs = utc_offset(zones[0], wall), wall.replace(tzinfo=ZoneInfo(ZONE)).utcoffset()
            check(ours == theirs, f"VTIMEZONE says {ours} at {wall}, zoneinfo {theirs}")
            out.append(((wall - ours).replace(tzinfo=timezone.utc), (wall + length - ours).replace(tzinfo=timezone.utc)))
        return out


def utc_offset(zone, wall):
    """The offset at a local time as a VTIMEZONE alone says it: that of the last onset at or before it."""
    import dateutil.rrule
    best = None
    for part in zone.subcomponents:
        onset = part["DTSTART"].dt.replace(tzinfo=None)
        if "RRULE" in part:
            onset = dateutil.rrule.rrulestr(part["RRULE"].to_ical().decode(), dtstart=onset).before(wall, inc=True)
        if onset is not None and onset <= wall and (best is None or onset > best[0]):
            best = onset, part["TZOFFSETTO"].td
    return best[1]


class Place:
    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="convene-messages-")
        self.folder, self.count = pathlib.Path(self.home.name), 0

    def put(self, name, data):
        (self.folder / name).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return name

    def run(self, *words, **env):
        done = subprocess.run([CONVENE, *words], cwd=self.folder, env={**os.environ, **env}, capture_output=True, text=True, timeout=300)
        check(done.returncode == 0, f"convene {' '.join(words)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def send(self, conf, alloc, baseline=None, store="convene.db", **env):
        self.count += 1
        out = self.folder / f"out-{self.count}"
        words = ["send", self.put("conference.json", conf), self.put(f"allocation-{self.count}.json", alloc), "--store", store, "--out", str(out)]
        if baseline:
            words += ["--baseline", self.put("baseline.json", baseline)]
        self.run(*words, **env)
        return [Message(p) for p in sorted(out.glob("*.eml"))]


def summary(messages):
    """What went to whom: {address: sorted (method, sequence, first start)}"""
    out = {}
    for m in messages:
        out.setdefault(m.to.split("@")[0], []).append("letter" if m.letter else f"{m.method} {m.sequence} {m.starts[0][0]:%m-%d} ×{len(m.starts)}")
    return {k: sorted(v) for k, v in out.items()}


def test_first(place):
    messages = place.send(conference(), allocation())
    hour = timedelta(minutes=105)
    opening = datetime(2027, 12, 27, 14, tzinfo=ZoneInfo(ZONE)).astimezone(timezone.utc)
    plenaries = [(opening, opening + timedelta(minutes=90)), (date(2028, 1, 7), date(2028, 1, 9))]
    for _, _, address, zone, locale, _ in PEOPLE:
        mine = [m for m in messages if m.to == address]
        if address == "otto@example.org":
            check(len(mine) == 1 and mine[0].letter, "an unplaced person gets one letter")
            continue
        mondays = MONDAYS if address != "diego@example.org" else [MONDAYS[0], MONDAYS[2]]
        wanted = sorted([(instant(s), instant(s) + hour) for s in mondays] + plenaries, key=str)
        check(sorted((s for m in mine for s in m.starts), key=str) == wanted, f"the times of {address}")
        check(len(mine) == (4 if address == "diego@example.org" else 3), f"{len(mine)} messages to {address}")
        check(all(m.sequence == 0 and m.method == "REQUEST" for m in mine), "the first invitation has SEQUENCE 0")
        for m in mine:
            if isinstance(m.starts[0][0], datetime):  # the words say the reader's own clock
                local = m.starts[0][0].astimezone(ZoneInfo(zone))
                check(re.search(rf"\b0?{local.hour}[:.]{local.minute:02}\b", m.plain), f"{local:%H:%M} is not in the words for {address}:\n{m.plain}")
                check(str(local.year) in m.plain and str(local.day) in m.plain, "the date is not in the words")
            check("2028" in m.plain and "2027" in m.plain, "the schedule is missing")
            link = "https://meet.example.org/g1?a=1&b=2,3;4"
            session = m.starts[0][0] in map(instant, MONDAYS) if isinstance(m.starts[0][0], datetime) else False
            check((link in m.plain) == session and (str(m.event.get("LOCATION", "")) == link) == session, f"the link:\n{m.plain}")
            check((str(m.event.get("CONFERENCE", "")) == link) == session, "CONFERENCE")
        check(any(str(m.event["STATUS"]) == "TENTATIVE" for m in mine), "a tentative plenary says so")
    uids = [m.uid for m in messages if not m.letter]
    check(len(set(uids)) == len(uids), "each item of each person has its own UID")
    lea = next(m for m in messages if m.to == "lea@example.org")
    check("uge 42" in lea.plain and "marts 2028, dato følger" in lea.plain, f"Danish weeks and the open month:\n{lea.plain}")
    bulgarian = next(m for m in messages if m.to == "ida@example.org")
    check(bulgarian.mail["Content-Language"] == "en" and "Hello Ида" in bulgarian.plain, "a language without a catalogue is written to in English")
    again = place.send(conference(), allocation(), store="other.db")
    check([m.mail["Message-ID"] for m in again] == [m.mail["Message-ID"] for m in messages], "the same allocation gives the same Message-IDs")
    check(place.send(conference(), allocation()) == [], "a second send tells nobody anything")
    return messages


def test_changes(place):
    conf = conference()
    next(p for p in conf["participants"] if p["id"] == "joa")["status"] = "dropped"
    moved = [MONDAYS[0], "2027-10-26T17:00:00Z", "2027-11-01T18:00:00Z"]
    got = summary(place.send(conf, allocation(members=("ann", "bo", "chl", "die", "ida"))))
    check(got == {"joao": ["CANCEL 1 01-07 ×1", "CANCEL 1 10-18 ×3", "CANCEL 1 12-27 ×1"]}, f"one leaves, one hears: {got}")
    conf["sessions"]["pattern"] = "free"
    conf["participants"] = [p for p in conf["participants"] if p["id"] != "out"]  # Otto is in no file any more: a letter needs no cancel
    got = summary(place.send(conf, allocation(sessions=moved, members=("ann", "bo", "chl", "die", "ida"), unplaced=())))
    series = ["CANCEL 1 10-18 ×3", "REQUEST 0 10-18 ×1", "REQUEST 0 10-26 ×1", "REQUEST 0 11-01 ×1"]
    wanted = {k: series for k in ("lea", "ann", "bo", "chloe", "ida")}
    wanted["diego"] = ["REQUEST 0 10-26 ×1"]
    check(got == wanted, f"a series that is one no more: {got}")


def test_held(place):
    """A series that has begun stays as it is, and is cut off behind its held part when the rest changes."""
    base = allocation(members=("ann", "bo"), unplaced=("chl", "die", "joa", "ida", "out"))
    place.send(conference(), base, store="held.db")
    conf = conference(as_of="2027-10-20T00:00:00Z")
    check(place.send(conf, base, base, store="held.db") == [], "a series that has begun is left alone")
    dropped = conference(as_of="2027-10-26T00:00:00Z")
    next(p for p in dropped["participants"] if p["id"] == "bo")["status"] = "dropped"
    less = allocation(members=("ann",), unplaced=("chl", "die", "joa", "ida", "out"))
    dropped["group_types"][0]["size"] = {"min": 1, "ideal": 6, "max": 8}
    got = summary(place.send(dropped, less, base, store="held.db"))
    check(got == {"bo": ["CANCEL 1 01-07 ×1", "CANCEL 1 12-27 ×1", "REQUEST 1 10-18 ×2"]}, f"cut off: {got}")


def test_catalogue(place):
    folder = place.folder / "catalogue"
    folder.mkdir()
    (folder / "en.json").write_text(json.dumps({"greeting": "Ahoy {name}!"}), "utf-8")
    (folder / "bg.json").write_text(json.dumps({"greeting": "Здравейте, {name}!"}), "utf-8")
    messages = place.send(conference(), allocation(), store="catalogue.db", CONVENE_CATALOGUE=str(folder))
    check(any("Ahoy Ann O'Neil!" in m.plain for m in messages), "a catalogue of one's own is not used")
    check(any("Здравейте, Ида Росси!" in m.plain and m.mail["Content-Language"] == "bg" for m in messages), "a new language is not used")


def test_replies(place, first):
    invited = next(m for m in first if m.to == "ann@example.org" and "RRULE" in m.event)

    def reply(name, uid, address, answer, stamp):
        lines = ["BEGIN:VCALENDAR", "PRODID:-//x//y//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}", "SEQUENCE:1", f"DTSTAMP:{stamp}",
                 f"ATTENDEE;PARTSTAT={answer}:mailto:{address}", "END:VEVENT", "END:VCALENDAR", ""]
        mail = email.message.EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = address, ORGANIZER, "Re: invitation"
        mail.set_content("…")
        mail.add_alternative("\r\n".join(lines).encode(), "text", "calendar", params={"method": "REPLY", "charset": "utf-8"})
        (place.folder / name).write_bytes(mail.as_bytes(policy=email.policy.SMTP))
        return name

    files = [reply("r1.eml", invited.uid, "ann@example.org", "ACCEPTED", "20270901T100000Z"), reply("r2.eml", invited.uid, "ann@example.org", "DECLINED", "20270901T100001Z"),
             reply("r3.eml", invited.uid, "someone@else.example", "ACCEPTED", "20270901T100002Z"), reply("r4.eml", "nobody-knows", "ann@example.org", "ACCEPTED", "20270901T100003Z"),
             reply("r5.eml", invited.uid, "ann@example.org", "ACCEPTED", "20270901T100000Z")]
    facts = json.loads(place.run("inbox", "--store", "other.db", "--json", *files))
    got = [(r["state"], r["answer"], r["person"]) for r in facts["replies"]]
    check(got == [("kept", "accepted", "ann"), ("kept", "declined", "ann"), ("quarantined", "accepted", "ann"), ("quarantined", "accepted", "ann"), ("stale", "accepted", "ann")],
          f"the replies: {got}")


def main():
    place = Place()
    first = test_first(place)
    test_changes(place)
    test_held(place)
    test_catalogue(place)
    test_replies(place, first)
    print(f"{place.count} sends read by other parsers")


main()
