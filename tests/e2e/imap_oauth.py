# SPDX-License-Identifier: Apache-2.0
"""inbox --imap at a server that takes OAuth tokens alone, by either of the two mechanisms: a token that has run out is asked for anew, once, whenever
that happens; one that is no good ends the run; nothing is lost, and no token is seen anywhere."""
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check, read_mail  # noqa: E402
from post import Post  # noqa: E402
from serving import Server, certificates  # noqa: E402

USER, TOKEN, MAILS = "taskforce@example.org", "ya29.t0ken-of-the-hour/+==", 4


def answer(mail):
    calendar = (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{mail.uid}\r\nSEQUENCE:{mail.sequence}\r\n"
                f"DTSTAMP:20300901T100000Z\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{mail.to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    return (f"From: {mail.to}\r\nTo: {USER}\r\nSubject: yes\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{calendar}").encode()


class Inbox(Post):
    """A conference that everybody was told of, and four answers at a server."""

    def __init__(self, folder, trust, *words):
        super().__init__(folder / "post", groups=1, unplaced=0)
        self.send("--out", "out")
        mails = [read_mail(p.read_bytes()) for p in sorted((self.folder / "out").glob("*.eml"))]
        self.at, self.token, self.authority = folder / "mail", folder / "token", trust[0]
        self.at.mkdir()
        self.token.write_text(TOKEN)
        for number, mail in enumerate(mails[:MAILS], 1):
            (self.at / f"{number}.eml").write_bytes(answer(mail))
        self.server = Server("imap", self.at, "--certificate", trust[1], "--user", USER, "--token", self.token, *words)

    def read(self, *words, code=0, **env):
        env = {"CONVENE_IMAP_USER": USER, "CONVENE_CA_FILE": str(self.authority), **env}
        return self.run("inbox", "--store", "convene.db", "--imap", f"imaps://localhost:{self.server.port}", *words, code=code, env=env)

    def reads_all(self, *words, logins, **env):
        """All four come to count and are filed; logins is what the server saw, in order."""
        report = json.loads(self.read("--json", *words, **env))
        check((report["kept"], report["filed"]) == (MAILS, MAILS), f"{report}")
        check(len(list((self.at / "done").iterdir())) == MAILS and not list(self.at.glob("*.eml")), "not all are filed")
        said = (self.at / "log").read_text().split("\n")[:-1]
        check([line.split()[1] for line in said] == logins, f"{said}")
        self.holds_no(TOKEN, *self.token.read_text().split())
        return said[0].split()[0]


def copies_once(folder, trust):
    """The server copies, and the connection breaks before it says so: nobody knows, so the run ends; the copy is not asked for a second time in it."""
    inbox = Inbox(folder, trust, "--mechanism", "XOAUTH2", "--copies", "--mute-copy", 2)
    with inbox.server:
        copied = lambda: [line for line in (inbox.at / "log").read_text().splitlines() if line.startswith("COPY")]
        inbox.read(code=75, CONVENE_OAUTH_TOKEN=TOKEN)
        check(len(copied()) == 2 and len(set(copied())) == 2, f"{copied()}")
        check(len(list(inbox.at.glob("*.eml"))) == MAILS - 1, "a message that may not have been copied is gone")
        inbox.read(CONVENE_OAUTH_TOKEN=TOKEN)
        check(not list(inbox.at.glob("*.eml")) and len(list((inbox.at / "done").iterdir())) == MAILS, "not all are filed")
    print("a copy whose answer is lost is not made again before somebody has seen it")


def main():
    with tempfile.TemporaryDirectory(prefix="convene-oauth-") as name:
        folder = pathlib.Path(name)
        (folder / "tls").mkdir()
        trust = certificates(folder / "tls")
        for mechanism in ("OAUTHBEARER", "XOAUTH2"):
            ways = {"token": ([], ["in"]), "runs out at the login": (["--expire", 1], ["out", "in"]),
                    "runs out while reading": (["--hang-up", 7], ["in", "out", "in"])}
            for way, (words, logins) in ways.items():
                inbox = Inbox(folder / f"{mechanism} {way}".replace(" ", "-"), trust, "--mechanism", mechanism, *words)
                with inbox.server:
                    check(inbox.reads_all("--token-command", f"cat {inbox.token}", logins=logins) == mechanism, mechanism)
                print(f"{mechanism}: {way}: {MAILS} answers read and filed")
        both = Inbox(folder / "both", trust, "--mechanism", "OAUTHBEARER", "--mechanism", "XOAUTH2")
        with both.server:
            said = both.read(code=69, CONVENE_IMAP_PASSWORD="a-password")
            check("--token-command" in said and "a-password" not in said, said)
            said = both.read(code=69, CONVENE_OAUTH_TOKEN="stale-token")
            check("does not let us in" in said and "stale-token" not in said, said)
            said = both.read("--token-command", "echo never-a-token", code=69)
            check("does not let us in" in said and "never-a-token" not in said, said)
            said = both.read("--token-command", "exit 9", code=69, CONVENE_OAUTH_TOKEN="stale-token")
            check("exit code 9" in said, said)
            check((both.at / "log").read_text().count("in\n") == 0 and len(list(both.at.glob("*.eml"))) == MAILS, "something was read without a token")
            (both.at / "log").unlink()
            # Of a token that is there and has run out and a command the command's is taken; a password beside --token-command is let lie.
            both.reads_all("--token-command", f"cat {both.token}", logins=["out", "in"], CONVENE_OAUTH_TOKEN="stale-token", CONVENE_IMAP_PASSWORD="a-password")
        copies_once(folder / "copies", trust)
        print("passwords and tokens that are no good: nothing is read, and the message says what is wanted")


main()
