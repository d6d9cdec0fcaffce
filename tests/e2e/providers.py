# SPDX-License-Identifier: Apache-2.0
"""The providers with a JSON API, each against a stand-in that takes only what its published format takes: everybody of leadership-2020 hears what
concerns them and nothing else, no secret lies anywhere, and whatever goes wrong on the way, nothing is lost."""
import email
import email.policy
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import ROOT, Conference, Told, check, load, read_mail, run  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

ORGANIZER = load(ROOT / "fixtures/leadership-2020/conference.json")["organizer"]["email"]
SMALL = "taskforce@example.org"  # of the small conference
FIRST = 40  # of the fixture's messages are read; the small conference's all
KEY = "k3y-of-the-organizer/7+9"


class Provider(NamedTuple):
    name: str
    via: str           # "{sender}": the organizer's address
    secret: str        # the variable that holds it
    test_mode: bool
    words: tuple = ()  # for the stand-in
    once: bool = False # a repetition after a lost answer is known and not sent again
    batch: int = 1     # messages that one answer is about, in the tests of faults

    oauth = property(lambda self: self.secret == "CONVENE_OAUTH_TOKEN")
    few = property(lambda self: f"&inflight={self.batch}" if self.batch > 1 else "")  # behind the endpoint, where requests are to be small
    raw = property(lambda self: self.oauth)  # takes the message as it is


PROVIDERS = [
    Provider("graph", "graph://{sender}", "CONVENE_OAUTH_TOKEN", False),
    Provider("gmail", "gmail://me", "CONVENE_OAUTH_TOKEN", False),
    Provider("jmap", "jmap://mail.example.org", "CONVENE_OAUTH_TOKEN", False, (), True),
    Provider("sendgrid", "sendgrid://eu", "SENDGRID_API_KEY", True),
    Provider("postmark", "postmark://broadcast", "POSTMARK_SERVER_TOKEN", True, ("--stream", "broadcast"), batch=4),
    Provider("resend", "resend://api", "RESEND_API_KEY", True, (), True),
    Provider("brevo", "brevo://api", "BREVO_API_KEY", True, (), True),
]


class Stand(Server):
    """A provider's stand-in, and what convene needs to reach it. Secrets lie beside the folder of the post."""

    def __init__(self, provider, folder, sender, *faults):
        folder.mkdir(parents=True, exist_ok=True)
        self.provider, self.sender, self.token = provider, sender, folder / "token"
        self.token.write_text(KEY)
        words = ("--token", self.token, "--user", sender) if provider.oauth else ()
        super().__init__(provider.name, folder / "mail", *provider.words, *words, *faults, env={"TEST_KEY": KEY})

    def via(self, more=""):
        return self.provider.via.format(sender=self.sender) + f"?endpoint=http://127.0.0.1:{self.port}{more}"

    def login(self, secret=KEY):
        return {self.provider.secret: secret}

    def secrets(self):
        return {KEY, *(line for line in self.token.read_text().split())}


class Fixture(Post):
    """leadership-2020 and an allocation of it."""

    def __init__(self, folder, allocation):
        self.folder = folder
        shutil.copytree(ROOT / "fixtures/leadership-2020", folder)
        shutil.copy(allocation, folder / "allocation.json")
        self.told, self.seen, self.output = Told(), 0, ""

    def hears(self, due):
        """How many messages each address is to get."""
        people = Conference(self.folder / "conference.json").people
        told = [p for p, _ in [*due.requests, *due.updates, *due.cancels]] + list(due.letters)
        return Counter(people[p]["email"] for p in told)


def method_put_back(raw):
    """Brevo writes a type of its own to a file: its calendar has to say the method itself. What is lost is checked, then put back for the rest."""
    parts = [p for p in email.message_from_bytes(raw, policy=email.policy.default).walk() if p.get_content_type() == "text/calendar"]
    if not parts:
        return raw
    check(len(parts) == 1 and parts[0].get_param("method") is None and parts[0].get_filename() == "invite.ics", "Brevo's attachment")
    method = re.search(r"^METHOD:([A-Z]+)\r$", parts[0].get_payload(decode=True).decode(), re.M)[1]
    return raw.replace(b"Content-Type: text/calendar", b"Content-Type: text/calendar; method=" + method.encode())


def whole(raw):
    """Plain text, HTML and calendar of a message, however they were put together; lines end in LF."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    found = {p.get_content_type(): p for p in message.walk() if p.get_content_type() in ("text/plain", "text/html", "text/calendar")}
    contents = {kind: part.get_payload(decode=True).decode().replace("\r\n", "\n").rstrip("\n") for kind, part in found.items()}
    return contents | {name: str(message[name]).strip() for name in ("From", "To", "Subject", "Auto-Submitted", "Content-Language")}


def subject(raw):
    return str(email.message_from_bytes(raw, policy=email.policy.default)["Subject"]).strip()


def same(provider, ours, theirs):
    """What arrived is what the store has: byte for byte where the provider takes it whole."""
    if provider.raw:
        check(theirs == ours, f"not the bytes of the store:\n{ours}\n{theirs}")
        return
    ours, theirs = whole(ours), whole(theirs)
    for name in ours | theirs:
        check(ours.get(name) == theirs.get(name), f"{name} is not what the store has:\n{ours.get(name)}\n{theirs.get(name)}")


def season(provider, folder, allocation):
    """Everybody of the fixture, through one provider: each message to whom it concerns; the first ones are read."""
    post = Fixture(folder / provider.name, allocation)
    with Stand(provider, folder / f"{provider.name}-stand", ORGANIZER, "--throttle-first", 2) as server:
        said = post.send("--via", server.via(), code=69, env=server.login("not-the-key-at-all"))
        check(re.search(r"\b40[13]\b", said) and post.new(server) == [], said)
        post.send("--via", server.via(), env=server.login())
        kept = post.new(server)
        check(all(len(k.to) == 1 and k.sender == ORGANIZER for k in kept), "a message has another sender, or more than one recipient")
        check(Counter(k.to[0] for k in kept) == post.hears(post.due()), "not everybody got as many messages as are due")
        by_subject = {(k.to[0], subject(k.raw)): k for k in kept}
        check(len(by_subject) == len(kept), "two messages to one person have one subject")
        for number in range(1, FIRST + 1):
            ours = post.outbox(number)
            key = email.message_from_bytes(ours, policy=email.policy.default)["To"].addresses[0].addr_spec, subject(ours)
            check(key in by_subject, f"{provider.name}: {key} is not among {[k for k in by_subject if k[0] == key[0]]}")
            message = by_subject[key]
            same(provider, ours, message.raw)
            mail = read_mail(method_put_back(message.raw) if provider.name == "brevo" else message.raw)
            check(mail.to == message.to[0] and mail.method == "REQUEST", f"{mail.method} to {mail.to}, envelope {message.to}")
            check(provider.name == "brevo" or b"\r\nMessage-I" in message.raw, "the Message-ID is lost")
        post.send("--via", server.via(), env=server.login())
        check(post.new(server) == [], "a second send tells somebody something")
        post.holds_no(*server.secrets(), "not-the-key-at-all")
    return len(kept)


def changes(provider, folder):
    """The small conference, read whole: invitations, then updates and cancellations after two dropouts. The calendars are as they must be."""
    post = Post(folder / provider.name)

    def arrived():
        kept, due = post.new(server), post.due()
        post.arrived(due, [k._replace(raw=method_put_back(k.raw)) for k in kept] if provider.name == "brevo" else kept)
        return due

    with Stand(provider, folder / f"{provider.name}-stand", SMALL) as server:
        post.send("--via", server.via(), env=server.login())
        arrived()
        post.drop(post.alloc["groups"][1]["members"][2], post.alloc["groups"][0]["leaders"][0], post.conf["participants"][-1]["id"])
        post.send("--via", server.via(), env=server.login())
        due = arrived()
        check(due.cancels and due.updates and due.requests, f"{due}")
        post.holds_no(*server.secrets())


def token_commands(provider, folder):
    """A token from a command, asked again when it has run out; from the file of secrets too; and a command that fails."""
    post = Post(folder / provider.name, groups=1, unplaced=0)
    with Stand(provider, folder / f"{provider.name}-stand", SMALL, "--expire-at", 10, "--expire-at", 30) as server:
        said = post.send("--via", server.via(), code=64)
        check("CONVENE_OAUTH_TOKEN" in said and "--token-command" in said, said)
        said = post.send("--via", server.via(), "--token-command", "exit 9", code=69)
        check("exit code 9" in said and post.new(server) == [], said)
        said = post.send("--via", server.via(), "--token-command", "echo never-a-token", code=69)
        check("401" in said and post.new(server) == [], said)
        secrets = post.folder / "secrets.env"
        secrets.write_text(f"CONVENE_TOKEN_COMMAND=cat {server.token}\n")
        secrets.chmod(0o600)
        post.send("--via", server.via(), "--secrets", secrets)
        post.arrived(post.due(), post.new(server))
        check(server.token.read_text().startswith("renewed-30-renewed-10-"), "no token ran out")
        post.holds_no(*server.secrets(), "never-a-token")


def sandbox(provider, folder):
    """Test mode: all is taken, nobody hears."""
    post = Post(folder / provider.name, groups=1, unplaced=0)
    with Stand(provider, folder / f"{provider.name}-stand", SMALL) as server:
        said = post.send("--test-mode", "--via", server.via(), env=server.login())
        check(server.messages() == [] and "sent: 35" in said, said)


# ---- faults ----------------------------------------------------------------------------------------------------------------------------------


def until_done(post, server, env):
    """send, then outbox retry as long as something waits. The last exit code."""
    words = ["send", "conference.json", "allocation.json"]
    for _ in range(8):
        arguments, options = post.command(*words, "--store", "convene.db", "--via", server.via(server.provider.few), env=env)
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, **options)
        post.output += done.stdout + done.stderr
        if done.returncode != 75:
            return done.returncode
        words = ["outbox", "retry"]
    raise AssertionError(f"it never ends:\n{post.output[-3000:]}")


def fault(provider, folder, name, words, twice=0, refused=0):
    post = Post(folder / f"{provider.name}-{name}", groups=1, unplaced=0)
    promised = len(post.due().requests)
    with Stand(provider, folder / f"{provider.name}-{name}-stand", SMALL, *words) as server:
        code = until_done(post, server, server.login())
        kept = server.messages()
        post.holds_no(*server.secrets())
    arrived = Counter((k.to[0], email.message_from_bytes(k.raw, policy=email.policy.default)["Subject"], whole(k.raw)["text/calendar"]) for k in kept)
    lost, again = promised - refused - len(arrived), sum(n - 1 for n in arrived.values())
    row = f"{provider.name:10}{name:18}{promised:9}{len(arrived):9}{again:7}{refused:9}{lost:6}"
    check(code == (69 if refused else 0), f"{row}\nexit code {code}\n{post.output[-3000:]}")
    fewest, most = (0, 0) if provider.once else (twice, twice * provider.batch)
    check(lost == 0 and fewest <= again <= most, f"{row}\n{post.output[-3000:]}")
    return row


def parts(provider, folder):
    """Answers that say of one message in a request something else than of the others, or that cannot be matched with them."""
    return [fault(provider, folder, "one is too many", ("--busy-part", 5, "--busy-part", 11, "--refuse", "person003@mail0.example"), refused=5),
            fault(provider, folder, "a part is missing", ("--short-at", 3, "--short-at", 6), twice=2)]


def faults(provider, folder):
    more = parts(provider, folder) if provider.batch > 1 else []
    return more + [fault(provider, folder, "too many", ("--throttle-first", 3)),
            fault(provider, folder, "server error", ("--fail-at", 1, "--fail-at", 7)),
            fault(provider, folder, "closed, not taken", ("--drop-at", 1, "--drop-at", 9)),
            fault(provider, folder, "answer lost", ("--break-at", 1, "--break-at", 9), twice=2),
            fault(provider, folder, "address refused", ("--refuse", "person003@mail0.example"), refused=5)]


def people(provider, folder):
    count = season(provider, folder / "season", folder / "allocation.json")
    changes(provider, folder / "changes")
    if provider.oauth:
        token_commands(provider, folder / "tokens")
    if provider.test_mode:
        sandbox(provider, folder / "sandbox")
    return f"{provider.name}: {count} messages, each to one person"


def main():
    with tempfile.TemporaryDirectory(prefix="convene-providers-") as name:
        folder = pathlib.Path(name)
        fixture = ROOT / "fixtures/leadership-2020/conference.json"
        run("solve", fixture, "-o", folder / "allocation.json", "--time", 5, "--seed", 1)
        with ThreadPoolExecutor(4) as pool:  # most of the time is waiting that was asked for
            for line in pool.map(lambda p: people(p, folder), PROVIDERS):
                print(line, flush=True)
            print(f"\n{'provider':10}{'fault':18}{'promised':>9}{'arrived':>9}{'twice':>7}{'refused':>9}{'lost':>6}")
            for rows in pool.map(lambda p: faults(p, folder / "faults"), PROVIDERS):
                print("\n".join(rows), flush=True)
    print("\nnothing is lost, and nobody hears twice but where an answer was lost")


main()
