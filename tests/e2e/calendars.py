# SPDX-License-Identifier: Apache-2.0
"""Our mail through a real post office (Exim: STARTTLS, AUTH) into real calendars (Cyrus: Sieve processimip, CalDAV), the answers back into the inbox.

What is invited to, moved and cancelled stands in each person's calendar as an independent reckoning says; what a person answers there becomes a
genuine REPLY that `convene inbox` reads, from a file and from the organizer's mailbox by IMAP; and Cyrus takes our mail by JMAP.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

import world  # noqa: E402
from common import check, instant  # noqa: E402
from cyrus import Cyrus  # noqa: E402
from daemons import Missing, free_ports, wait_until  # noqa: E402
from exim import Exim  # noqa: E402
from post import Post  # noqa: E402

USER, PASSWORD = "submitter", "c0rrect-horse-battery"
DOMAIN = "mail.example"


class World(Post):
    """The conference of world.py, mailed through Exim into Cyrus."""

    def __init__(self, folder, exim, cyrus, **options):
        super().__init__(folder)
        self.exim, self.cyrus = exim, cyrus
        self.conf, self.alloc = world.conference(DOMAIN, **options), world.allocation()
        self.write()

    def mail(self, *words, env=None):
        """Sends, and waits until it has arrived. Returns what was due."""
        before = self.cyrus_count()
        smtp = ["--via", f"smtp://localhost:{self.exim.port}"]
        login = {"CONVENE_CA_FILE": str(self.exim.authority), "CONVENE_SMTP_USER": USER, "CONVENE_SMTP_PASSWORD": PASSWORD}
        self.send(*(words or smtp), env=env or login)
        due = self.due()
        wait_until(lambda: self.cyrus_count() - before >= due.count() and not self.exim.waiting(), f"{due.count()} messages are in the inboxes")
        check(self.cyrus_count() - before == due.count(), "more messages arrived than are due")
        return due

    def cyrus_count(self):
        return self.exim.log_text().count("T=lmtp ")

    def calendars_are_right(self):
        """Cyrus's idea of each calendar is ours, and each session is at the hour that convene names on the person's own clock."""
        book = self.told.calendar()
        for person in self.conf["participants"]:
            name = person["id"]
            live = [e for _, e in self.cyrus.events(name) if e.get("STATUS") != "CANCELLED"]
            got = sorted(((day_or_utc(e["DTSTART"].dt), day_or_utc(e["DTEND"].dt) if "DTEND" in e else day_or_utc(e["DTSTART"].dt + e["DURATION"].dt)) for e in live),
                         key=str)
            check(got == book.get(name, []), f"Cyrus has for {name}: {got}, which is to be {book.get(name, [])}")
            if not any(name in g["members"] + g["leaders"] for g in self.alloc["groups"]):
                continue
            shown = json.loads(self.run("show", "conference.json", "allocation.json", "--person", name, "--json"))
            said = {instant(s["start"]): s["local"] for s in shown["sessions"] if s["attends"] != "no"}
            plenaries = {instant(p["start"]) for p in shown["plenaries"] if p.get("start")}
            hours = {start: start.astimezone(ZoneInfo(person["timezone"])).strftime("%Y-%m-%dT%H:%M") for start, _ in got
                     if isinstance(start, datetime) and start not in plenaries}
            check(hours == said, f"the hours in the calendar of {name}: {hours}, and in convene's words {said}")

    def sequence(self, name, start):
        """UID and SEQUENCE of the event that starts then; its path."""
        found = [(str(e["UID"]), int(e.get("SEQUENCE", 0)), path) for path, e in self.cyrus.events(name) if day_or_utc(e["DTSTART"].dt) == instant(start)]
        check(len(found) == 1, f"{len(found)} events of {name} start at {start}")
        return found[0]


def day_or_utc(moment):
    return moment.astimezone(timezone.utc) if isinstance(moment, datetime) else moment


def told(post):
    """Invitation, update, cancellation."""
    due = post.mail()
    check(len(due.requests) == 5 * 3 + 5 and len(due.letters) == 1, f"{due}")
    post.calendars_are_right()
    check(post.sequence("mia", world.MONDAYS[3])[1] == 0 and post.sequence("asha", world.MONDAYS[3])[1] == 0, "the first SEQUENCE is 0")

    post.conf["sessions"]["pattern"] = "free"
    post.alloc["groups"][0]["sessions"][3] = "2027-11-09T18:15:00Z"
    post.write()
    due = post.mail()
    check({("mia", ("session", "g1", 4))} == due.updates and len(due.cancels) == 5 and len(due.requests) == 5 * 4, f"{due}")
    post.calendars_are_right()
    check(post.sequence("mia", "2027-11-09T18:15:00Z")[1] == 1, "an update has the next SEQUENCE")

    post.alloc["groups"][0]["sessions"][3] = "2027-11-10T06:45:00Z"
    post.write()
    due = post.mail()
    check(len(due.updates) == 6 == due.count(), f"{due}")
    post.calendars_are_right()

    next(p for p in post.conf["participants"] if p["id"] == "sam")["status"] = "dropped"
    post.alloc["groups"][0]["members"].remove("sam")
    post.write()
    due = post.mail()
    check({p for p, _ in due.cancels} == {"sam"} and due.count() == 6, f"{due}")
    post.calendars_are_right()
    print(f"calendars: invitations, updates and cancellations stand in {len(post.conf['participants'])} calendars as they are to be")


def answers(post):
    """What is said in a calendar comes back as a REPLY. Returns those mails."""
    first, start = post.exim.count(), "2027-11-10T06:45:00Z"
    for name, partstat, answer in (("asha", "ACCEPTED", "accepted"), ("nour", "DECLINED", "declined"), ("lou", "TENTATIVE", "tentative"), ("asha", "DECLINED", "declined")):
        before = post.exim.count()
        uid, sequence, path = post.sequence(name, start)
        post.cyrus.answer(name, path, partstat)
        wait_until(lambda: post.exim.count() > before, f"the answer of {name} has come")
        mails = post.exim.messages(before)
        check(len(mails) == 1 and mails[0].to == ["taskforce@example.org"], f"one answer to the organizer: {[m.to for m in mails]}")
        (post.folder / "answer.eml").write_bytes(mails[0].raw)
        facts = json.loads(post.run("inbox", "--store", "convene.db", "--json", "answer.eml"))
        got = [(r["state"], r["person"], r["answer"], r["uid"], r["sequence"]) for r in facts["replies"]]
        check(got == [("kept", name, answer, uid, sequence)], f"{name} said {answer}, and the inbox says {facts['replies']}")
    print("answers: four replies that Cyrus wrote are kept, each with its person and event")
    return [m.raw for m in post.exim.messages(first)]


def mailbox(post, store, replies):
    """The same replies from the organizer's mailbox at Cyrus, which is read by IMAP, with a kill in the middle."""
    words = ["inbox", "--store", store, "--imap", f"imaps://localhost:{post.cyrus.imaps}"]
    env = {"CONVENE_IMAP_USER": "taskforce", "CONVENE_IMAP_PASSWORD": post.cyrus.password, "CONVENE_CA_FILE": str(post.cyrus.authority)}
    post.cyrus.put("taskforce", *replies)
    want = sorted(post.cyrus.mailbox("taskforce", "INBOX"))
    check(len(want) == len(replies) + 1, f"{len(want)} messages are in the organizer's mailbox")  # the welcome too
    said = post.run(*words, code=69, env={**env, "CONVENE_IMAP_PASSWORD": "wr0ng-horse-battery"})
    check("does not let us in" in said and "wr0ng" not in said, said)
    facts = json.loads(post.run(*words, "--json", env=env))
    got = [(r["state"], r["person"], r["answer"]) for r in facts["replies"] if r["kind"] == "reply"]
    check(got == [("kept", "asha", "accepted"), ("kept", "nour", "declined"), ("kept", "lou", "tentative"), ("kept", "asha", "declined")], f"{facts}")
    check((facts["filed"], facts["quarantined"]) == (5, 1), f"{facts}")
    check(post.cyrus.mailbox("taskforce", "INBOX") == [] and sorted(post.cyrus.mailbox("taskforce", "done")) == want, "what was read is not in done, as it came")
    again = json.loads(post.run(*words, "--json", env=env))
    check(again["replies"] == [] and again["filed"] == 0, f"read again: {again}")

    letters = [f"From: asha@{DOMAIN}\r\nTo: taskforce@example.org\r\nMessage-ID: <{n}@{DOMAIN}>\r\nSubject: Sorry\r\n\r\nNot on day {n}.\r\n".encode() for n in range(30)]
    post.cyrus.put("taskforce", *letters)
    hit = killed(post, words, env, len(want))
    facts = json.loads(post.run(*words, "--json", env=env))
    done = post.cyrus.mailbox("taskforce", "done")
    check(post.cyrus.mailbox("taskforce", "INBOX") == [] and len(done) == len(want) + len(letters), f"after a kill {len(done)} are in done")
    check(all(sum(f"Not on day {n}.\r\n".encode() in mail for mail in done) == 1 for n in range(30)), "a letter is lost, or there twice")
    counts = json.loads(post.run("inbox", "list", "--store", store, "--json"))["counts"]
    check((counts["kept"], counts["quarantined"]) == (len(replies), 1 + len(letters)), f"{counts}")
    post.holds_no(post.cyrus.password)
    print(f"mailbox: {len(want)} messages read by IMAP and filed, none deleted; {len(letters)} more over {'a kill' if hit else 'no kill, it was too quick'}: each once")


def killed(post, words, env, before):
    """kill -9 as soon as something more is filed. Was it still running?"""
    arguments, options = post.command(*words, env=env)
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end and len(post.cyrus.mailbox("taskforce", "done")) <= before:
        time.sleep(0.01)
    process.kill()
    return process.wait() == -9


def jmap(post):
    """Cyrus as the one that takes our mail: it arrives as the store has it."""
    via = ["--via", f"jmap://cyrus.example?endpoint=http://127.0.0.1:{post.cyrus.http}"]
    login = {"CONVENE_JMAP_USER": "taskforce", "CONVENE_JMAP_PASSWORD": post.cyrus.password}
    before = post.cyrus.jmap("taskforce", ("Email/query", {}))[0]["total"]
    said = post.send(*via, code=69, env={**login, "CONVENE_JMAP_PASSWORD": "wr0ng-horse-battery"})
    check("401" in said, said)
    check(post.cyrus.jmap("taskforce", ("Email/query", {}))[0]["total"] == before, "something was left behind after a refused login")
    due = post.mail(*via, env=login)
    for number, name in ((1, "lea"), (due.count(), None)):
        want = post.outbox(number)
        name = name or next(line.split(b"@")[0].split(b"<")[-1] for line in want.split(b"\r\n") if line.startswith(b"To:")).decode()
        check(any(mail.endswith(want) for mail in post.cyrus.inbox(name)), f"message {number} is not in the inbox of {name} as it left")
    boxes, = post.cyrus.jmap("taskforce", ("Mailbox/get", {"ids": None, "properties": ["role", "totalEmails"]}))
    count = {b["role"]: b["totalEmails"] for b in boxes["list"]}
    check(count["sent"] == due.count() and count["drafts"] == 0, f"after {due.count()} messages the mailboxes hold {count}")
    post.holds_no(post.cyrus.password, "wr0ng-horse-battery")
    print(f"jmap: {due.count()} messages submitted, and in the inboxes as the store has them")


def main():
    lmtp, = free_ports(1)
    with tempfile.TemporaryDirectory(prefix="convene-calendars-") as name, Exim(USER, PASSWORD, lmtp=(DOMAIN, lmtp)) as exim, \
            Cyrus(DOMAIN, exim.inner, lmtp) as cyrus:
        for person in [p[0] for p in world.PEOPLE] + ["taskforce"]:
            cyrus.add(person)
        post = World(pathlib.Path(name) / "smtp", exim, cyrus)
        told(post)
        shutil.copy(post.folder / "convene.db", post.folder / "imap.db")
        mailbox(post, "imap.db", answers(post))
        jmap(World(pathlib.Path(name) / "jmap", exim, cyrus, organizer=f"taskforce@{DOMAIN}"))


try:
    main()
except Missing as what:
    print(what)
    sys.exit(1)
