# SPDX-License-Identifier: Apache-2.0
"""What an organiser does between the allocation and the mail: a look, samples, some people first, later, so many an hour, second thoughts; and what
happens where the disk is full or read-only. Against a real server on loopback.
"""
import csv
import email
import email.policy
import io
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import CONVENE, check, read_mail  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

NOBODY = 65534


def outbox(post, *words, code=0):
    return post.run("outbox", *words, "--store", "convene.db", code=code)


def listed(post, *words):
    return json.loads(outbox(post, "list", "--json", *words))["messages"]


def a_look(folder, server, via):
    """A dry run shows, and writes where it is told to; the samples come to the organiser alone and change no calendar."""
    post = Post(folder / "look", groups=1)
    post.new(server)
    before = sorted(p.name for p in post.folder.iterdir())
    said = post.send("--dry-run", "--out", "preview")
    due = post.due()
    check(sorted(p.name for p in post.folder.iterdir()) == sorted([*before, "preview"]), "a look leaves more than its folder")
    files = sorted((post.folder / "preview").iterdir())
    check(len(files) == due.count() == len({f.name for f in files}), f"{len(files)} files for {due.count()} messages")
    check((post.folder / "preview").stat().st_mode & 0o777 == 0o700 and all(f.stat().st_mode & 0o777 == 0o600 for f in files), "others can read a preview")
    mails = [read_mail(f.read_bytes()) for f in files]
    for kind, first in (("invitation", mails[0]), ("letter", next(m for m in mails if not m.method))):
        shown = re.search(rf"---- the first {kind}: to (\S+) ----\n\n(.*?)\n----", said, re.S).group(2)
        check(first.to in shown and first.subject in shown, f"the first {kind} is not the one that is shown")
        check(first.plain.strip().splitlines()[0] in shown and ("BEGIN:VEVENT" in shown) == bool(first.method), f"the first {kind} is not shown whole")
        check(not first.uid or f"UID:{first.uid}" in shown, "the calendar part is not readable")
    post.send("--to-me", "chair@example.org", "--via", via)
    kept = post.new(server)
    check([k.to for k in kept] == [["chair@example.org"]] * 2, f"the samples went to {[k.to for k in kept]}")
    for number, sample in enumerate(kept, 1):
        message = email.message_from_bytes(sample.raw, policy=email.policy.default)
        check(message["Subject"].startswith(f"[Sample {number} of 2: ") and [a.addr_spec for a in message["To"].addresses] == ["chair@example.org"], message["Subject"])
        kinds = {part.get_content_type() for part in message.walk()}
        names = {part.get_filename() for part in message.walk()} - {None}
        check(kinds <= {"multipart/mixed", "multipart/alternative", "text/plain", "text/html"} and names <= {"calendar.txt"}, f"a sample has {kinds} {names}")
        check("Nothing was sent to anybody else" in message.get_body(("plain",)).get_content(), "a sample does not say what it is")
    check(sorted(p.name for p in post.folder.iterdir()) == sorted([*before, "preview"]), "samples leave a store behind")
    check("no address" in post.send("--to-me", "chair@", "--via", via, code=64), "--to-me takes no address")
    check("one of --via" in post.send("--to-me", "chair@example.org", code=64), "--to-me goes nowhere")


def some_first(folder, server, via):
    """A failed first send leaves no store; two people first; then what is left, so many an hour; nobody hears anything twice."""
    post = Post(folder / "first", groups=1)
    post.send("--via", "pigeon://loft", code=64)
    check(not (post.folder / "convene.db").exists(), "a send that failed leaves a store behind")
    check("p999" in post.send("--via", via, "--only", "p999", code=64), "nobody is told, and nobody is missed")
    post.send("--via", via, "--only", "p001", "--only", "p002")
    kept = post.new(server)
    check({k.to[0] for k in kept} == {"person001@mail1.example", "person002@mail2.example"} and len(kept) == 10, f"{len(kept)} messages to two people")
    said = post.send("--via", via, "--limit", "14", code=75)
    kept += post.new(server)
    check(len(kept) == 14 and "22 of them wait for the limit of 14 an hour" in said, said)
    said = post.send("--via", via, "--limit", "14", code=75)
    check(post.new(server) == [] and re.search(r"send again after \d{4}-\d\d-\d\dT\d\d:\d\d:00Z", said), said)
    post.send("--via", via)
    post.arrived(post.due(), kept + post.new(server))
    check("sent: 0" in post.send("--via", via), "there was still something to send")


def one_alone(folder, server, via):
    """The exit code speaks of those who are meant: what waits for others is no matter of theirs. A rehearsal of a retry leaves all as it was."""
    post = Post(folder / "alone", groups=1)
    post.send("--via", via, "--not-before", "2031-01-01T09:00", code=75)
    mine = [m["id"] for m in listed(post, "--person", "p001")]
    before = listed(post)
    said = outbox(post, "retry", *mine, "--test-mode", "--out", "rehearsed")
    check(f"{len(mine)} sent" in said and "nobody has heard anything" in said and listed(post) == before, said)
    check(len(list((post.folder / "rehearsed").iterdir())) == len(mine), "not what the rehearsal says that it wrote")
    check("--test-mode" in outbox(post, "retry", "--test-mode", "--via", via, code=64), "a server without a test mode rehearses")
    outbox(post, "retry", *mine, "--via", via)
    check("still queued: 0" in post.send("--via", via, "--only", "p001"), "what waits for others is a matter of p001's")
    said = post.send("--via", via, "--only", "p002", code=75)
    check("still queued: 5" in said and len(post.new(server)) == len(mine), said)
    check("convene.db" in outbox(Post(folder / "nothing"), "retry", "--test-mode", "--out", "rehearsed", code=74) and not (folder / "nothing/convene.db").exists(),
          "a rehearsal makes a store")


def later(folder, server, via):
    """Held until a time; what changes in between replaces what is queued; retry leaves it held, unless it is named."""
    post = Post(folder / "later", groups=1)
    said = post.send("--via", via, "--not-before", "2031-01-01T09:00", code=75)
    check("send again after 2031-01-01T08:00:00Z" in said and post.new(server) == [], said)
    check({m["not_before"] for m in listed(post)} == {"2031-01-01T08:00:00Z"}, "they are not held as long as they must")
    outbox(post, "retry", "--via", via, code=75)
    check(post.new(server) == [], "retry sends what is held")
    outbox(post, "retry", "3", "--via", via)
    third = post.new(server)
    check(len(third) == 1 and third[0].raw == post.outbox(3), "the one that is named did not go alone")
    told = read_mail(third[0].raw)
    post.drop("p001", post.alloc["groups"][0]["leaders"][0], [p["id"] for p in post.conf["participants"]][-1])
    post.send("--via", via, code=75)  # news are not held: the cancellation of what was told, and what the new leader hears; a change of what is held is
    now = [read_mail(k.raw) for k in post.new(server)]
    check([m.uid for m in now if m.method == "CANCEL"] == [told.uid], "who was told of one thing hears that it is off, and of nothing else")
    spare = {m.to for m in now if m.method != "CANCEL"}
    check(len(spare) == 1 and len(now) == 6, f"{spare} hear something before the time")
    post.send("--via", via, "--not-before", "2020-01-01T09:00Z")
    mails = [m for m in now if m.method != "CANCEL"] + [read_mail(k.raw) for k in post.new(server)]
    due = post.due()
    check(len(mails) == due.count() == len(due.requests) + len(due.letters), f"{len(mails)} messages, {due.count()} are due")
    check(told.to not in {m.to for m in mails} and {m.method for m in mails} == {"REQUEST", None}, "who never heard of anything is not to hear that it is off")
    check("sent: 0" in post.send("--via", via), "there was still something to send")


def second_thoughts(folder, server, via):
    """Cancelled by hand: not told, so the next send says it. Filters, export, and what is not there."""
    post = Post(folder / "thoughts", groups=1)
    post.send("--via", via, "--not-before", "2031-01-01T09:00", code=75)
    everything = listed(post)
    mine = listed(post, "--person", "p001", "--state", "queued")
    check({m["person"] for m in mine} == {"p001"} and len(mine) == 5, "the filter does not filter")
    said = outbox(post, "cancel", mine[0]["id"], mine[1]["id"], "--reason", "wrong room")
    check("2 messages cancelled" in said, said)
    gone = listed(post, "--state", "superseded")
    check([m["words"] for m in gone] == ["wrong room"] * 2 and {m["id"] for m in gone} == {mine[0]["id"], mine[1]["id"]}, f"{gone}")
    check("superseded already" in outbox(post, "cancel", mine[2]["id"], mine[0]["id"], code=64), "cancelled twice")
    check(len(listed(post, "--state", "queued")) == len(everything) - 2, "half of a cancel was done")
    rows = list(csv.DictReader(io.StringIO(outbox(post, "export", "--person", "p001"))))
    check([int(r["id"]) for r in rows] == [m["id"] for m in mine] and rows[0]["words"] == "wrong room" and rows[0]["subject"] == mine[0]["subject"], "the CSV")
    outbox(post, "export", "--person", "p001", "--state", "queued", "--out", "taken")
    check(len(list((post.folder / "taken").glob("*.eml"))) == 3, "the folder")
    for words, expected in ((("--state", "sant"), "no state"), (("--person", "p999"), "p999"), (("999",), "no message 999")):
        check(expected in outbox(post, "list", *words, code=64), f"{words} are taken")
    post.send("--via", via, "--not-before", "2020-01-01T00:00Z")
    post.arrived(post.due(), post.new(server))
    check("has left" in outbox(post, "cancel", mine[2]["id"], code=64), "what has left is cancelled")


def other_names(folder, server, via):
    """Another id of the conference, an id of a group twice, people deleted instead of dropped: asked about before anybody hears anything."""
    post = Post(folder / "names", groups=2)
    post.send("--via", via)
    post.new(server)
    post.conf["id"] = post.alloc["conference"] = "small-2032"
    post.write()
    said = post.send("--via", via, code=65)
    check('under the conference id "small-2031"' in said and post.new(server) == [], said)
    post.send("--dry-run", code=65)
    post.send("--dry-run", "--force")
    post.conf["id"] = post.alloc["conference"] = "small-2031"
    post.alloc["groups"][1]["id"] = "g1"
    post.write()
    said = post.send("--via", via, "--force", code=65)
    check('"g1" stands twice' in said and "UNIQUE" not in said and post.new(server) == [], said)
    post.alloc["groups"][1]["id"] = "g2"
    gone = post.alloc["groups"][0]["members"].pop()
    post.conf["participants"] = [p for p in post.conf["participants"] if p["id"] != gone]
    post.write()
    said = post.send("--via", via, code=65)
    check(f"in no file any more: {gone}" in said and "baseline" not in said, said)
    post.send("--via", via, "--force")
    kept = {(read_mail(k.raw).method, k.to[0]) for k in post.new(server)}
    check(kept == {("CANCEL", f"person{gone[1:]}@mail{int(gone[1:]) % 3}.example")}, f"the one who has gone: {kept}")


def new_address(folder, server, via):
    """Somebody's address changes: the old mailbox is told that it no longer holds what lies ahead, the new one gets it, with a higher SEQUENCE; also
    where the connection breaks between the two. Nobody else hears anything, and a second send says nothing."""
    post = Post(folder / "address", groups=1)
    post.send("--via", via)
    first = {m.uid: m for m in (read_mail(k.raw) for k in post.new(server)) if m.to == post.conf["participants"][0]["email"] and m.method}
    person = post.conf["participants"][0]
    old, person["email"] = person["email"], "moved@new.example"
    post.write()
    said = post.send("--dry-run")
    check(f"{len(first)} updates, {len(first)} cancellations" in said, said)
    post.send("--via", via, "--not-before", "2031-01-01T09:00", code=75)  # neither has left: the next run replaces nothing and adds nothing
    post.send("--via", via, "--not-before", "2031-01-01T09:00", code=75)
    waiting = listed(post, "--state", "queued")
    check(len(waiting) == 2 * len(first) and post.new(server) == [], f"{len(waiting)} wait")
    mine = [m for m in waiting if m["address"] == "moved@new.example"]
    outbox(post, "retry", *[m["id"] for m in mine], "--via", via)  # those to the new address leave first
    now = [read_mail(k.raw) for k in post.new(server)]
    check({m.to for m in now} == {"moved@new.example"} and {m.method for m in now} == {"REQUEST"}, f"{[(m.to, m.method) for m in now]}")
    post.send("--via", via, "--not-before", "2020-01-01T09:00Z")
    then = [read_mail(k.raw) for k in post.new(server)]
    check({m.to for m in then} == {old} and {m.method for m in then} == {"CANCEL"}, f"{[(m.to, m.method) for m in then]}")
    for which, sequence in ((now, 2), (then, 1)):
        check(sorted(m.uid for m in which) == sorted(first) and {m.sequence for m in which} == {sequence}, "not what the old address was told of")
    check(all(b"moved@new" not in m.raw and "kommer nu til din nye adresse" in m.plain for m in then), "what the old address is told")
    check("sent: 0" in post.send("--via", via) and post.new(server) == [], "the second send says something")
    feeds = post.folder / "feeds"
    post.run("show", "conference.json", "allocation.json", "--store", "convene.db", "--feeds", feeds)
    check(all("CANCELLED" not in f.read_text() for f in feeds.glob("*.ics")), "a feed takes back what the person still has")


def full_disk(folder, server, via):
    """No byte more fits: what was there stays, nothing is sent, and the next send goes on."""
    post = Post(folder / "full", groups=1)
    post.send("--via", via, "--only", "p001")
    post.new(server)
    before = listed(post)
    size = max(p.stat().st_size for p in post.folder.glob("convene.db*"))

    def no_more():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    arguments, options = post.command("send", "conference.json", "allocation.json", "--store", "convene.db", "--via", via)
    done = subprocess.run(arguments, capture_output=True, text=True, preexec_fn=no_more, **options)
    check(done.returncode == 74 and "the disk is full" in done.stderr, f"{done.returncode} {done.stderr}")
    check(listed(post) == before and post.new(server) == [], "a full disk leaves half of something")
    post.send("--via", via)
    check(len(post.new(server)) == post.due().count() - 5, "not everything came once there was room")


def read_only(folder, server, via):
    """Looking works where nothing can be written; sending says why not."""
    post = Post(folder / "read-only", groups=1)
    post.send("--via", via, "--only", "p001")
    post.new(server)
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    program = folder / "convene"
    shutil.copy(CONVENE, program)
    for place in (folder, folder.parent, program):
        os.chmod(place, 0o755)
    for path in [post.folder, *post.folder.rglob("*")]:
        if as_nobody:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(0o500 if path.is_dir() else 0o400)

    def look(*words):
        arguments, options = post.command(*words)
        return subprocess.run([str(program), *arguments[1:]], capture_output=True, text=True, **options, **as_nobody)

    probe = look("--version")
    if probe.returncode:
        print("SKIPPED: the program cannot be run by somebody else here; a read-only store was not tried")
    else:
        looks = {("outbox", "list"): "p001", ("outbox", "show", "1"): "person001@", ("outbox", "export"): "p001",
                 ("send", "conference.json", "allocation.json", "--dry-run"): "p002"}
        for words, shown in looks.items():
            done = look(*words, "--store", "convene.db")
            check(done.returncode == 0 and shown in done.stdout, f"{words}: {done.returncode} {done.stderr}")
        done = look("send", "conference.json", "allocation.json", "--store", "convene.db", "--via", via)
        check(done.returncode == 74 and "convene.db" in done.stderr and post.new(server) == [], f"{done.returncode} {done.stderr}")
    for path in [post.folder, *post.folder.rglob("*")]:
        path.chmod(0o700)


def main():
    with tempfile.TemporaryDirectory(prefix="convene-outbox-") as name:
        folder = pathlib.Path(name)
        with Server("smtp", folder / "mail") as server:
            via = f"smtp://127.0.0.1:{server.port}"
            for story in (a_look, some_first, one_alone, later, second_thoughts, other_names, new_address, full_disk, read_only):
                story(folder, Sight(server), via)
                print(f"{story.__name__}: as it must be")


class Sight:
    """A server as one story sees it: from when the story began."""

    def __init__(self, server):
        self.server, self.start = server, server.count()

    def messages(self, after=0):
        return self.server.messages(self.start + after)


main()
