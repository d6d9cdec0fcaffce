# SPDX-License-Identifier: Apache-2.0
"""From invitations to the rerun: people answer as calendars do, the answers go into the files, and the next solve heeds them."""
import email
import json
import pathlib
import sys
import tempfile
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check, instant, load, read_mail, save  # noqa: E402
from post import Post  # noqa: E402


class Talk(Post):
    """Everybody was told; the messages by person and item."""

    def __init__(self, folder, **more):
        super().__init__(folder, **more)
        self.number, self.files = 0, []

    def tell(self, *words):
        before = {p.name for p in (self.folder / "out").glob("*.eml")}
        self.send("--out", "out", *words)
        mails = [read_mail(p.read_bytes()) for p in sorted((self.folder / "out").glob("*.eml")) if p.name not in before]
        rows = json.loads(self.run("outbox", "list", "--store", "convene.db", "--json"))["messages"]
        by_uid = {m.uid: m for m in mails}
        self.told = {(r["person"], r["item"]): by_uid[r["uid"]] for r in rows if r["uid"] in by_uid}
        return mails

    def mail(self, sender, kind, body, head="", to="taskforce@example.org"):
        self.number += 1
        path = self.folder / f"in-{self.number}.eml"
        path.write_text(f"From: {sender}\r\nTo: {to}\r\nSubject: number {self.number}\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n{head}\r\n{body}", "utf-8",
                        newline="")
        self.files.append(path.name)

    def answer(self, person, item, partstat, method="REPLY", sender=None, attendee=None, more=(), to="taskforce@example.org"):
        told = self.told[person, item]
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{told.uid}", f"SEQUENCE:{told.sequence}",
                 f"DTSTAMP:20300101T{self.number + 100000:06d}Z", f"ATTENDEE;PARTSTAT={partstat}:mailto:{attendee or told.to}", *more, "END:VEVENT",
                 "END:VCALENDAR", ""]
        self.mail(sender or told.to, f"text/calendar; method={method}; charset=utf-8", "\r\n".join(lines), to=to)

    def bounce(self, person, item):
        told = self.told[person, item]
        self.mail("MAILER-DAEMON@mx.example", "multipart/report; report-type=delivery-status; boundary=b",
                  f"--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {told.to}\r\n"
                  "Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                  + told.raw.decode() + "\r\n--b--\r\n")

    def read(self):
        report = json.loads(self.run("inbox", "--store", "convene.db", "--json", *self.files))
        self.files = []
        return report

    def replies(self, *words):
        return json.loads(self.run("replies", "conference.json", "--store", "convene.db", "--json", *words))


def kinds(facts):
    return sorted((p["kind"], p["person"], p["item"] or "") for p in facts["proposals"])


def scenario(folder, participants_file=None):
    talk = Talk(folder)
    talk.conf["participants"][0]["availability"] = [{"weekly": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "from": "00:00", "to": "24:00"}]
    people = talk.conf["participants"]
    if participants_file:
        people = talk.conf.pop("participants")
        talk.conf["participants_file"] = participants_file
        if participants_file.endswith(".csv"):
            columns = ["id", "name", "email", "roles", "timezone", "locale"]
            rows = [",".join(columns + ["availability"])] + [",".join([p[c] if c != "roles" else p[c][0] for c in columns] + ["daily"]) for p in people]
            (talk.folder / participants_file).write_text("\r\n".join(rows) + "\r\n", "utf-8", newline="")
        else:
            save(talk.folder / participants_file, people)
    talk.write()
    talk.tell()
    g1 = talk.alloc["groups"][0]
    one, every, bounced, perhaps, other, alias = g1["members"]
    talk.answer(one, "session/g1/2", "DECLINED", more=["COMMENT:On call\\, sorry"])
    for number in (1, 2, 3):
        talk.answer(every, f"session/g1/{number}", "DECLINED")
    talk.bounce(bounced, "session/g1/1")
    talk.answer(perhaps, "session/g1/1", "TENTATIVE")
    talk.answer(other, "session/g1/1", "ACCEPTED", "COUNTER", more=["DTSTART:20310311T100000Z", "DTEND:20310311T113000Z"])
    talk.answer(alias, "session/g1/3", "DECLINED", sender="private@home.example", attendee="private@home.example")
    talk.answer(other, "plenary/opening", "DECLINED")
    talk.mail(talk.told[one, "session/g1/1"].to, "text/plain", "I cannot come to the first one either.\r\n")
    report = talk.read()
    check((report["kept"], report["quarantined"]) == (7, 3), f"{report}")
    before = {p.name: p.read_bytes() for p in talk.folder.glob("*.*") if p.suffix in (".json", ".csv")}
    facts = talk.replies()
    check(kinds(facts) == sorted([("session", one, "session/g1/2"), ("dropout", every, ""), ("bounced", bounced, "session/g1/1"),
                                  ("tentative", perhaps, "session/g1/1"), ("plenary", other, "plenary/opening")]), f"{kinds(facts)}")
    check(facts["waiting"] == 3 and facts["applied"] is None, f"{facts}")
    session = next(p for p in facts["proposals"] if p["kind"] == "session")
    start = instant(g1["sessions"][1])
    zone = next(p["timezone"] for p in people if p["id"] == one)
    check(session["start"] == g1["sessions"][1] and session["local"] == start.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"), f"{session}")
    check({p.name: p.read_bytes() for p in talk.folder.glob("*.*") if p.name in before} == before, "a look changed a file")

    rows = json.loads(talk.run("inbox", "list", "--store", "convene.db", "--format", "json"))["replies"]
    number = {row["kind"] if row["kind"] != "reply" else row["address"]: row["id"] for row in rows}
    check(set(number) == {"counter", "private@home.example", "letter"}, f"{rows}")
    talk.run("inbox", "accept", number["private@home.example"], "--store", "convene.db")
    talk.run("inbox", "accept", number["counter"], "--store", "convene.db")
    talk.run("inbox", "accept", number["letter"], "--store", "convene.db", code=64)
    talk.run("inbox", "ignore", number["letter"], "--store", "convene.db")
    check(talk.replies()["waiting"] == 0, "something still waits")

    applied = talk.replies("--apply")["applied"]
    check(applied == {"dropped": 1, "hours": 3}, f"{applied}")
    after = {name: (talk.folder / name).read_bytes() for name in before}
    again = talk.replies("--apply")["applied"]
    check(again == {"dropped": 0, "hours": 0}, f"{again}")
    check({name: (talk.folder / name).read_bytes() for name in before} == after, "applying twice changed something")
    changed = {name for name in before if before[name] != after[name]}
    check(changed == {participants_file or "conference.json"}, f"changed: {changed}")
    check(len(after[participants_file or "conference.json"]) - len(before[participants_file or "conference.json"]) < 600, "much was written anew")

    talk.run("solve", "conference.json", "--baseline", "allocation.json", "-o", "next.json", "--time", "2")
    talk.run("verify", "conference.json", "next.json", "--baseline", "allocation.json")
    placed = {m: g for g in load(talk.folder / "next.json")["groups"] for m in g["members"]}
    check(every not in placed, "who declined everything is still in a group")
    for person, at in ((one, g1["sessions"][1]), (other, g1["sessions"][0]), (alias, g1["sessions"][2])):
        taken = placed.get(person, {"sessions": []})["sessions"]
        near = [s for s in taken if abs(instant(s) - instant(at)) < timedelta(minutes=90)]
        check(not near, f"{person} said no to {at}, and is to come at {near}")
    check(talk.replies("--apply", "--bounced")["applied"] == {"dropped": 1, "hours": 0}, "--bounced")
    print(f"{participants_file or 'people in the conference'}: one, all, bounced, tentative, counter, alias: written, solved, verified")


def series(folder):
    """One time of a weekly series is declined; then the whole series."""
    talk = Talk(folder, groups=1)
    talk.conf["sessions"].update(pattern="weekly", **{"from": "2031-03-03", "to": "2031-03-28"})
    group = talk.alloc["groups"][0]
    group["sessions"] = ["2031-03-10T09:30:00Z", "2031-03-17T09:30:00Z", "2031-03-24T09:30:00Z"]
    talk.write()
    talk.tell()
    ids = [person for person in group["members"] if (person, "series/g1") in talk.told]
    check(len(ids) >= 2, f"nobody was told of a series: {sorted(talk.told)}")
    talk.answer(ids[0], "series/g1", "ACCEPTED")
    talk.answer(ids[0], "series/g1", "DECLINED", more=["RECURRENCE-ID:20310317T093000Z"])
    talk.answer(ids[1], "series/g1", "DECLINED")
    check(talk.read()["kept"] == 3, "an answer to a series does not count")
    facts = talk.replies()
    check(kinds(facts) == [("dropout", ids[1], ""), ("session", ids[0], "series/g1")], f"{kinds(facts)}")
    check(facts["proposals"][0]["start"] == "2031-03-17T09:30:00Z" or facts["proposals"][1]["start"] == "2031-03-17T09:30:00Z", f"{facts}")
    print("series: one time, all times")


def declined(folder):
    """Somebody proposes another time and is told that it stays: once, in a message that python's icalendar reads as RFC 5546 wants it, and that
    changes nothing of what they were told. Where something newer leaves first, nobody is told so."""
    talk = Talk(folder)
    talk.tell()
    g1 = talk.alloc["groups"][0]
    one, two = g1["members"][:2]
    for person in (one, two):
        talk.answer(person, "session/g1/2", "TENTATIVE", "COUNTER", more=["DTSTART:20310311T100000Z", "DTEND:20310311T113000Z", "SUMMARY:Could we?"])
    check(talk.read()["quarantined"] == 2, "a proposal decides itself")
    numbers = {r["person"]: r["id"] for r in json.loads(talk.run("inbox", "list", "--store", "convene.db", "--json"))["replies"]}
    said = json.loads(talk.run("inbox", "decline", numbers[one], "--comment", "The room; is taken", "--store", "convene.db", "--json"))
    check(said["state"] == "ignored" and said["again"] is False, f"{said}")
    check("was declined before" in talk.run("inbox", "decline", numbers[one], "--store", "convene.db"), "declined twice")
    listed = talk.run("inbox", "list", "--all", "--store", "convene.db")
    check(f"declined: the time stays; message {said['message']} says so" in listed, listed)
    check(talk.replies()["proposals"] == [], "what was declined is proposed")
    invitation = talk.told[one, "session/g1/2"]
    mails = talk.tell()
    check(len(mails) == 1, f"{len(mails)} messages")
    mail = mails[0]
    part = next(p for p in email.message_from_bytes(mail.raw).walk() if p.get_content_type() == "text/calendar")
    event = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    check(mail.method == "DECLINECOUNTER" and mail.to == invitation.to, f"{mail.method} to {mail.to}")
    check(event["UID"] == invitation.uid and int(event["SEQUENCE"]) == invitation.sequence, "not of the invitation that stands")
    check(str(event["COMMENT"]) == "The room; is taken" and "The room; is taken" in mail.plain, "the organiser's words")
    check(event["DTSTART"].dt == instant(g1["sessions"][1]) and "RECURRENCE-ID" not in event, "the time that stays")
    check(talk.tell() == [] and talk.tell() == [], "the next send says something")
    feeds = talk.folder / "feeds"
    talk.run("show", "conference.json", "allocation.json", "--store", "convene.db", "--feeds", feeds)
    check(all(b"DECLINECOUNTER" not in p.read_bytes() for p in feeds.iterdir()), "an answer stands in a feed")
    talk.run("inbox", "decline", numbers[two], "--store", "convene.db")
    g1["sessions"][1] = "2031-03-20T09:30:00Z"
    talk.write()
    mails = talk.tell()
    check({m.method for m in mails} == {"REQUEST"} and two in g1["members"], f"{sorted(m.method for m in mails)}")
    check("something newer" in talk.run("inbox", "decline", numbers[two], "--store", "convene.db", code=64), "an answer to what has changed since")
    print("another time: declined once, with the time that stays; not where something newer leaves")


def main():
    with tempfile.TemporaryDirectory(prefix="convene-replies-") as name:
        folder = pathlib.Path(name)
        scenario(folder / "whole")
        scenario(folder / "json", "people.json")
        scenario(folder / "csv", "people.csv")
        series(folder / "series")
        declined(folder / "declined")


main()
