# SPDX-License-Identifier: Apache-2.0
"""Answers in a mailbox of a real IMAP server: read over TLS, kept, filed into "done"; nothing lost, nothing twice, whatever the server can do.

Then kill -9 at random moments: what was broken off goes on where it was.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check, read_mail  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from post import Post  # noqa: E402

NO_MOVE = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ENABLE NAMESPACE UIDPLUS"
PLAIN = "imap_capability = IMAP4rev1"


def answer(mail, partstat, stamp, sender=None):
    event = ["BEGIN:VEVENT", f"UID:{mail.uid}", f"SEQUENCE:{mail.sequence}", f"DTSTAMP:{stamp}",
             f"ATTENDEE;PARTSTAT={partstat}:mailto:{mail.to}", "END:VEVENT"]
    lines = [f"From: {sender or mail.to}", "To: taskforce@example.org", f"Subject: {partstat}", "MIME-Version: 1.0",
             "Content-Type: text/calendar; method=REPLY; charset=utf-8", "", "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", "METHOD:REPLY", *event,
             "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def letter(mail):
    return f"From: {mail.to}\r\nTo: taskforce@example.org\r\nSubject: Sorry\r\n\r\nI cannot come.\r\n* 1 FETCH (UID 1)\r\nA003 OK done\r\n".encode()


def away(mail):
    return f"From: {mail.to}\r\nTo: taskforce@example.org\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nUntil Monday.\r\n".encode()


def bounce(mail):
    return ("From: MAILER-DAEMON@mx.example\r\nTo: taskforce@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nSorry.\r\n--b\r\n"
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
            f"Final-Recipient: rfc822; {mail.to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--b\r\n"
            "Content-Type: message/rfc822\r\n\r\n").encode() + mail.raw + b"\r\n--b--\r\n"


class Inbox(Post):
    """A conference that everybody was told of, by files; its messages by person and item."""

    def tell(self):
        self.send("--out", "out")
        self.mails = [read_mail(p.read_bytes()) for p in sorted((self.folder / "out").glob("*.eml"))]
        self.sessions = [m for m in self.mails if m.method == "REQUEST"]

    def read(self, server, *words, scheme="imaps", code=0, password=None, ca="ca.pem"):
        port = server.imaps if scheme == "imaps" else server.imap
        env = {"CONVENE_IMAP_USER": "taskforce", "CONVENE_IMAP_PASSWORD": password or server.password, "CONVENE_CA_FILE": str(server.folder / ca)}
        return self.run("inbox", "--store", "convene.db", "--imap", f"{scheme}://localhost:{port}", *words, code=code, env=env)

    def counts(self):
        return json.loads(self.run("inbox", "list", "--store", "convene.db", "--json"))["counts"]


def fill(server, mails):
    """Two answers, one of them forged, a bounce, a machine and a letter."""
    first, second, third, fourth, fifth = mails[:5]
    raws = [answer(first, "ACCEPTED", "20300901T100000Z"), answer(second, "DECLINED", "20300901T100000Z"),
            answer(second, "DECLINED", "20300902T100000Z", "mallory@evil.example"), bounce(third), away(fourth), letter(fifth)]
    for number, raw in enumerate(raws):
        server.put(f"{number}.test", raw)
    return {raw.replace(b"\r\n", b"\n") for raw in raws}


def test_servers(folder):
    """With MOVE; with COPY, \\Deleted and UID EXPUNGE; with COPY and \\Deleted alone; where every folder lies below INBOX."""
    for name, options, done, left in [("move", {}, "done", 0), ("copy", {"more": NO_MOVE}, "done", 0), ("plain", {"more": PLAIN}, "done", 6),
                                      ("below", {"separator": ".", "prefix": "INBOX."}, "done", 0)]:
        with Dovecot(**options) as server:
            inbox = Inbox(folder / name)
            inbox.tell()
            all_of_it = fill(server, inbox.sessions)
            report = json.loads(inbox.read(server, "--json"))
            check((report["kept"], report["quarantined"], report["noted"], report["filed"]) == (3, 2, 1, 6), f"{name}: {report}")
            filed, there = server.messages(done), server.messages()
            check(set(filed) == all_of_it, f"{name}: {len(filed)} of {len(all_of_it)} messages are in {done}")
            check(not any("S" in flags for flags in filed.values()), f"{name}: messages that nobody saw are marked as seen: {list(filed.values())}")
            check(len(there) == left and all("T" in flags for flags in there.values()), f"{name}: in INBOX: {list(there.values())}")
            again = json.loads(inbox.read(server, "--json"))
            check(again["replies"] == [] and again["again"] == 0, f"{name}: read again: {again}")
            inbox.holds_no(server.password)
        print(f"{name}: 6 messages read and filed")


def test_doors(folder):
    """STARTTLS; a certificate that nobody vouches for, a wrong password, a user in the URL, another folder; --leave."""
    with Dovecot() as server:
        inbox = Inbox(folder / "doors")
        inbox.tell()
        all_of_it = fill(server, inbox.sessions)
        check("not trusted" in inbox.read(server, code=69, ca="/etc/ssl/certs/ca-certificates.crt"), "a strange certificate")
        wrong = inbox.read(server, code=69, password="not-the-password")
        check("does not let us in" in wrong and "not-the-password" not in wrong, wrong)
        check("CONVENE_IMAP_USER" in inbox.run("inbox", "--store", "convene.db", "--imap", f"imaps://ann:secret@localhost:{server.imaps}", code=64), "")
        check("not a URL" in inbox.run("inbox", "--store", "convene.db", "--imap", "pop3://localhost", code=64), "another scheme")
        check("CONVENE_IMAP_USER" in inbox.run("inbox", "--store", "convene.db", "--imap", "imaps://localhost:1", code=64), "no user")
        check(server.messages().keys() == all_of_it and inbox.counts()["kept"] == 0, "a door that stayed shut let something through")
        report = json.loads(inbox.read(server, "--json", "--leave", scheme="imap"))
        check(report["kept"] == 3 and report["filed"] == 0 and server.messages().keys() == all_of_it, f"--leave moved something: {report}")
        check(not any("S" in flags for flags in server.messages().values()), "--leave marks messages as seen")
        report = json.loads(inbox.read(server, "--json", "--done", "read/2031", scheme="imap"))
        check(report["again"] == 6 and report["filed"] == 6 and report["kept"] == 0, f"{report}")
        check(server.messages("read.2031").keys() == all_of_it and not server.messages(), "--done names another folder")
        check("imap://localhost" in inbox.read(server, scheme="imap", password="x", code=69), "the message names no server")
        secured = [line for line in server.said().splitlines() if "Login:" in line and "taskforce" in line]
        check(secured and all("TLS" in line for line in secured), f"a login without TLS: {secured}")
    print("doors: STARTTLS, certificates, passwords")


def test_large(folder):
    """A mail larger than is ever read, in front of an answer: listed by its beginning, filed whole, and the answer counts."""
    with Dovecot() as server:
        inbox = Inbox(folder / "large")
        inbox.tell()
        large = letter(inbox.sessions[0]) + b"".join(b"%072d\r\n" % n for n in range(360000))
        server.put("1.test", large)
        server.put("2.test", answer(inbox.sessions[1], "ACCEPTED", "20300901T100000Z"))
        report = json.loads(inbox.read(server, "--json"))
        check((report["kept"], report["quarantined"], report["filed"]) == (1, 1, 2), f"{report}")
        check(large.replace(b"\r\n", b"\n") in server.messages("done") and not server.messages(), "the large one is not filed whole")
    print(f"large: {len(large) >> 20} MiB in front of an answer")


def test_killed(folder, dice):
    """Ended hard at random moments, and run again to the end: each message is filed once and kept once."""
    with Dovecot() as server:
        inbox = Inbox(folder / "killed", groups=4)
        inbox.tell()
        hits, took = 0, None
        for moment in range(7):
            server.empty()
            raws = [answer(m, dice.choice(["ACCEPTED", "DECLINED"]), f"203009{moment + 1:02d}T100000Z") for m in inbox.sessions[:40]]
            for number, raw in enumerate(raws):
                server.put(f"{moment}-{number}.test", raw)
            for _ in range(2 if took else 0):
                env = {"CONVENE_IMAP_USER": "taskforce", "CONVENE_IMAP_PASSWORD": server.password, "CONVENE_CA_FILE": str(server.folder / "ca.pem")}
                arguments, options = inbox.command("inbox", "--store", "convene.db", "--imap", f"imaps://localhost:{server.imaps}", env=env)
                process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
                time.sleep(dice.uniform(0, took * 0.8))
                process.kill()
                hits += process.wait() == -9
            begun = time.monotonic()
            inbox.read(server)
            took = took or time.monotonic() - begun  # of the first, which nobody disturbs
            check(set(server.messages("done")) == {raw.replace(b"\r\n", b"\n") for raw in raws} and not server.messages(), "a message is lost, or was left")
            kept = inbox.counts()["kept"]
            check(kept == 40 * (moment + 1), f"{kept} answers count, not {40 * (moment + 1)}")
        check(hits >= 4, f"only {hits} of 12 kills hit a running inbox")
        print(f"killed: 6 × 40 messages, {hits} kills: each filed once and kept once")


def main():
    seed = random.SystemRandom().randrange(10**6) if len(sys.argv) < 2 else int(sys.argv[1])
    print(f"seed {seed} (give it as the argument to see the same again)")
    with tempfile.TemporaryDirectory(prefix="convene-imap-") as name:
        folder = pathlib.Path(name)
        test_servers(folder)
        test_doors(folder)
        test_large(folder)
        test_killed(folder, random.Random(seed))


main()
