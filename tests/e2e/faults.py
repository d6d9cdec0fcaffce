# SPDX-License-Identifier: Apache-2.0
"""The table of faults: each way that a send can go wrong, for each kind of provider. Nothing is lost, ever; nothing comes twice but where an answer
was lost, and then it is the same message. How it is done: a send meets the fault, and then it is sent again until nothing is left to send."""
import email
import email.policy
import itertools
import os
import math
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check  # noqa: E402
from cutter import Cut, Cutter  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

SENDER, KEY, AT_A_TIME = "taskforce@example.org", "k3y-of-the-organizer", 4
NAMESPACE = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
numbers = itertools.count(1)


class Kind(NamedTuple):
    name: str
    via: str
    env: dict
    words: tuple = ()    # for the stand-in
    test: dict = {}      # the stand-in's environment
    once: bool = False   # a repetition after a lost answer is found out, and does not arrive
    batch: int = 1       # messages that one lost answer may be about
    busy: tuple = ("--throttle-at", 9, "--throttle-at", 10)
    broken: tuple = ("--fail-at", 9)


def api(name, host, secret, *words, **more):
    return Kind(name, f"{name}://{host}?endpoint=http://127.0.0.1:{{port}}&", {secret: KEY}, words, {"TEST_KEY": KEY}, **more)


AWS = {"AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": KEY}
KINDS = [
    Kind("smtp", "smtp://127.0.0.1:{port}?", {}, busy=("--busy-at", 9), broken=("--defer-first", 2)),
    Kind("ses", "ses://eu-north-1?endpoint=http://127.0.0.1:{port}&", AWS, ("--region", "eu-north-1"), {"TEST_ACCESS_KEY": "AKIATEST", "TEST_SECRET_KEY": KEY}),
    Kind("mailgun", "mailgun://mg.example.org?endpoint=http://127.0.0.1:{port}&", {"MAILGUN_API_KEY": KEY}, ("--domain", "mg.example.org"), {"TEST_MAILGUN_KEY": KEY}),
    api("graph", SENDER, "CONVENE_OAUTH_TOKEN", "--token", "{token}", "--user", SENDER),
    api("gmail", "me", "CONVENE_OAUTH_TOKEN", "--token", "{token}", "--user", SENDER),
    api("jmap", "mail.example.org", "CONVENE_OAUTH_TOKEN", "--token", "{token}", "--user", SENDER, once=True),
    api("sendgrid", "eu", "SENDGRID_API_KEY"),
    api("postmark", "outbound", "POSTMARK_SERVER_TOKEN", "--stream", "outbound", batch=AT_A_TIME),
    api("resend", "api", "RESEND_API_KEY", once=True),
    api("brevo", "api", "BREVO_API_KEY", once=True),
]


class Case:
    """One conference of its own, sent through one fault."""

    def __init__(self, kind, folder, server, name):
        self.kind, self.server, self.name = kind, server, name
        self.post = Post(folder / name.replace(" ", "-").replace("/", "-"), groups=1, unplaced=0)
        self.post.conf["id"] = self.post.alloc["conference"] = f"faults-{next(numbers)}"
        self.post.write()
        self.promised, self.before = len(self.post.due().requests), server.count()

    def via(self, port=None, more=""):
        return self.kind.via.format(port=port or self.server.port) + f"inflight={AT_A_TIME}{more}"

    def words(self, verb, via):
        start = ["send", "conference.json", "allocation.json"] if verb == "send" else ["outbox", "retry"]
        return [*start, "--store", "convene.db", "--via", via]

    def run(self, verb, via):
        arguments, options = self.post.command(*self.words(verb, via), env=self.kind.env)
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=200, **options)
        self.post.output += done.stdout + done.stderr
        return done.returncode

    def finish(self, via=None, verb="send"):
        """Until nothing is left to send."""
        for _ in range(12):
            code = self.run(verb, via or self.via())
            verb = "retry"
            if code == 0:
                return
            check(code == 75, f"{self.kind.name}, {self.name}: exit code {code}\n{self.post.output[-3000:]}")
        raise AssertionError(f"{self.kind.name}, {self.name}: it never ends\n{self.post.output[-3000:]}")

    def row(self, lost_answers):
        """Holds what arrived against what was promised. lost_answers: how many messages may have been taken without our hearing of it."""
        arrived = Counter()
        for message in self.server.messages(self.before):
            mail = email.message_from_bytes(message.raw, policy=email.policy.default)
            calendar = next((p.get_payload(decode=True) for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
            arrived[message.to[0], mail["Subject"], mail["Message-ID"], calendar] += 1
        lost, twice = self.promised - len(arrived), sum(arrived.values()) - len(arrived)
        row = f"{self.kind.name:10}{self.name:30}{self.promised:9}{len(arrived):9}{twice:7}{lost:6}"
        allowed = 0 if self.kind.once else lost_answers
        check(lost == 0, f"{row}\n{self.post.output[-3000:]}")  # less than 0: a message came in two versions
        check(twice <= allowed, f"{row}\n{allowed} may come twice\n{self.post.output[-3000:]}")
        return row


# ---- the faults: each takes a case, and returns how many answers were lost at most ------------------------------------------------------------


def undisturbed(case, dice, sizes):
    begun = time.monotonic()
    with Cutter(case.server.port) as cutter:
        case.finish(case.via(cutter.port))
        sizes.update(up=cutter.up // case.promised, down=cutter.down // case.promised, took=time.monotonic() - begun)
    return 0


def killed(case, dice, sizes):
    kills = 0
    for verb in ("send", "retry", "retry"):
        arguments, options = case.post.command(*case.words(verb, case.via()), env=case.kind.env)
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        try:
            process.wait(dice.uniform(0, sizes["took"]))
        except subprocess.TimeoutExpired:
            process.kill()
        kills += process.wait() == -9
    case.finish()
    return kills * AT_A_TIME


def cut_at_bytes(direction):
    def cut(case, dice, sizes):
        cuts = {n: Cut(direction, dice.randrange(3 * sizes[direction] + 1)) for n in (0, 1, 2, 4, 5)}
        with Cutter(case.server.port, cuts) as cutter:
            case.finish(case.via(cutter.port))
            check(cutter.cut, "no connection was cut")
            return cutter.cut * case.kind.batch
    return cut


def hushed(case, dice, sizes):
    cuts = {n: Cut("hush", dice.randrange(sizes["down"] + 1)) for n in (1, 3)}
    with Cutter(case.server.port, cuts) as cutter:
        # So long that no answer comes late by itself where the machine is slow: that would be one more that is lost.
        case.finish(case.via(cutter.port, f"&timeout={4 + 3 * math.ceil(sizes['took'])}"))
        return cutter.cut * case.kind.batch


def refused(case, dice, sizes):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    check(case.run("send", case.via(port)) == 75, f"nobody is there\n{case.post.output[-2000:]}")
    case.finish()
    return 0


def gone(case, dice, sizes):
    with Cutter(case.server.port, dies_after=dice.randrange(1, sizes["up"] * case.promised)) as cutter:
        code = case.run("send", case.via(cutter.port))
        if code:
            check(code == 75 and cutter.dead, f"exit code {code}\n{case.post.output[-2000:]}")
            cutter.revive()
            case.finish(case.via(cutter.port), "retry")
    return AT_A_TIME


def in_namespace(script, *words, **options):
    return subprocess.run([*NAMESPACE, "sh", "-c", script, "sh", *map(str, words)], capture_output=True, text=True, timeout=200, **options)


def queue(case):
    """All of it in the outbox, and nothing out of it."""
    check(case.run("send", case.via(9)) == 75, f"nobody is there\n{case.post.output[-2000:]}")


def full_disk(slack_kib):
    """The store lies where there is so much room more than the send sets aside; after it, on a disk with room."""
    script = 'mount -t tmpfs -o size="$1"k none small && cp convene.db* small/ && cd small && shift && { "$@"; code=$?; cp -f convene.db* ../back/; exit $code; }'

    def full(case, dice, sizes):
        queue(case)
        folder = case.post.folder
        for name in ("small", "back"):
            (folder / name).mkdir()
        size = sum(f.stat().st_size for f in folder.glob("convene.db*")) // 1024 + 4096 + 64 + slack_kib
        arguments, options = case.post.command(*case.words("retry", case.via()), env=case.kind.env)
        done = in_namespace(script, size, *arguments, **options)
        case.post.output += done.stdout + done.stderr
        check(done.returncode in (0, 74), f"{size} KiB: exit code {done.returncode}\n{case.post.output[-3000:]}")
        sizes["full"] = sizes.get("full", 0) + (done.returncode == 74)
        for file in (folder / "back").iterdir():
            shutil.copy(file, folder)
        case.finish(verb="retry")
        return 0
    return full


def read_only(case, dice, sizes):
    queue(case)
    arguments, options = case.post.command(*case.words("retry", case.via()), env=case.kind.env)
    done = in_namespace('mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@"', *arguments, **options)
    case.post.output += done.stdout + done.stderr
    check(done.returncode == 74, f"exit code {done.returncode}\n{case.post.output[-3000:]}")
    check(case.server.count() == case.before, "something was sent that could not be written down")
    case.finish(verb="retry")
    return 0


FAULTS = [("undisturbed", undisturbed), ("kill -9", killed), ("cut on the way there", cut_at_bytes("up")), ("cut on the way back", cut_at_bytes("down")),
          ("hangs after the request", hushed), ("connection refused", refused), ("network lost", gone)]
DISKS = [("full disk, 40 KiB left", full_disk(40)), ("full disk, 200 KiB left", full_disk(200)), ("read-only store", read_only)]


def server_of(kind, folder, name, *faults):
    token = folder / "token"
    token.write_text(KEY)
    words = [str(word).format(token=token) for word in (*kind.words, *faults)]
    return Server(kind.name, folder / f"{name}-mail", *words, env=kind.test)


def table(kind, folder, seed, disks):
    dice, sizes, rows = random.Random(f"{seed} {kind.name}"), {}, []
    folder.mkdir(parents=True)
    with server_of(kind, folder, "faults") as server:
        for name, fault in FAULTS + (DISKS if disks else []):
            case = Case(kind, folder, server, name)
            rows.append(case.row(fault(case, dice, sizes)))
    check(not disks or sizes["full"], f"{kind.name}: no disk was full")
    for name, words in (("421" if kind.name == "smtp" else "429", kind.busy), ("451" if kind.name == "smtp" else "5xx", kind.broken)):
        with server_of(kind, folder, name, *words) as server:
            case = Case(kind, folder, server, f"{name} in the middle")
            case.finish()
            rows.append(case.row(0))
    return rows


def main():
    kinds = [k for k in KINDS if k.name in sys.argv[2:]] or KINDS
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    print(f"seed {seed} (another as the argument cuts elsewhere; names of providers behind it choose among them)")
    disks = in_namespace("mount -t tmpfs none /mnt").returncode == 0
    if not disks:
        print("SKIPPED: no file system can be mounted here; a full disk and a read-only store were not tried")
    print(f"{'provider':10}{'fault':30}{'promised':>9}{'arrived':>9}{'twice':>7}{'lost':>6}")
    with tempfile.TemporaryDirectory(prefix="convene-faults-") as name, ThreadPoolExecutor(5) as pool:
        for rows in pool.map(lambda kind: table(kind, pathlib.Path(name) / kind.name, seed, disks), kinds):
            print("\n".join(rows), flush=True)
    print("nothing was lost, and nothing came twice but where an answer was lost")


main()
