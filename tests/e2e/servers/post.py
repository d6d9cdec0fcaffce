# SPDX-License-Identifier: Apache-2.0
"""Sends a small conference through a server, and holds what arrived against an independent idea of what was due."""
import base64
import email
import os
import pathlib
import subprocess
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import small  # noqa: E402
from common import CONVENE, Calendars, Conference, Told, check, header, load, read_mail  # noqa: E402


def readable(raw):
    """Everything of a message that a reader could see, decoded."""
    message = email.message_from_bytes(raw)
    words = [raw.decode("ascii")] + [f"{name}: {header(message, name)}" for name in message.keys()]
    for part in message.walk():
        if not part.is_multipart():
            words.append((part.get_payload(decode=True) or b"").decode("utf-8"))
    return "\n".join(words)


class Post:
    """A folder with a conference, an allocation and a store; what everybody was told so far."""

    def __init__(self, folder, groups=2, unplaced=1):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.conf = small.conference(groups, unplaced)
        self.alloc = small.allocation(self.conf)
        self.told, self.calendars, self.seen, self.output = Told(), Calendars(), 0, ""
        self.write()

    def write(self):
        small.write(self.folder, "conference.json", self.conf)
        small.write(self.folder, "allocation.json", self.alloc)

    def drop(self, member, leader, spare):
        self.conf, self.alloc = small.drop(self.conf, self.alloc, member, leader, spare)
        self.write()

    def command(self, *words, env=None):
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("CONVENE_SMTP", "CONVENE_CA", "AWS_", "MAILGUN_"))}
        return [CONVENE, *map(str, words)], {"cwd": self.folder, "env": {**clean, **(env or {})}}

    def run(self, *words, code=0, env=None):
        arguments, options = self.command(*words, env=env)
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, **options)
        self.output += done.stdout + done.stderr
        if done.returncode != code:
            raise AssertionError(f"{' '.join(arguments[1:])} ended with {done.returncode}, not {code}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout + done.stderr

    def send(self, *words, code=0, env=None):
        return self.run("send", "conference.json", "allocation.json", "--store", "convene.db", *words, code=code, env=env)

    def due(self):
        return self.told.due(Conference(self.folder / "conference.json"), load(self.folder / "allocation.json"))

    def outbox(self, number):
        """The bytes of a message as the store has them."""
        arguments, options = self.command("outbox", "show", number, "--store", "convene.db")
        return subprocess.run(arguments, capture_output=True, check=True, **options).stdout

    def new(self, server):
        """What arrived since the last call."""
        fresh = server.messages(self.seen)
        self.seen += len(fresh)
        return fresh

    def arrived(self, due, kept):
        """Exactly what is due, each to one person, with nobody else's address in it; and everybody's calendar is as it must be."""
        conf = Conference(self.folder / "conference.json")
        address = {p["id"]: p["email"] for p in conf.people.values()}
        mails = []
        for message in kept:
            mail = read_mail(message.raw)
            mails.append(mail)
            check(message.to == [mail.to], f"envelope {message.to}, header {mail.to}")
            check(message.sender in (None, "taskforce@example.org"), f"from {message.sender}")
            text = readable(message.raw)
            others = [a for a in address.values() if a != mail.to and a in text]
            check(not others, f"{others} stand in a message to {mail.to}")
        got = Counter((m.to, m.method) for m in mails)
        want = Counter((address[p], "REQUEST") for p, _ in [*due.requests, *due.updates])
        want += Counter((address[p], "CANCEL") for p, _ in due.cancels) + Counter((address[p], None) for p in due.letters)
        check(got == want, f"told more than is due: {dict(got - want)}\ntold less than is due: {dict(want - got)}")
        kinds = self.calendars.take(mails)
        check(kinds["cancel"] == len(due.cancels) and kinds["update"] == len(due.updates) and kinds["request"] == len(due.requests), f"{kinds}")
        book = self.told.calendar()
        for person, a in address.items():
            check(book.get(person, []) == self.calendars.calendar(a), f"{person}'s calendar holds {self.calendars.calendar(a)}, not {book.get(person, [])}")

    def holds_no(self, *secrets):
        """No secret, in the clear or encoded, stands in the store, beside it, or in anything that was printed."""
        files = b"".join(p.read_bytes() for p in self.folder.iterdir() if p.is_file() and p.suffix != ".env")
        for secret in secrets:
            for form in (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"=")):
                check(form not in files and form.decode() not in self.output, "a secret is where it must not be")
