# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random moments of a send, then send again: every message arrives; what comes twice was in flight (never more than may be at a time), and
is the same message to the byte.

Then the same with an allocation that has changed in between: everybody's calendar ends as it must.
"""
import pathlib
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

import small  # noqa: E402
from common import Conference, check, load, read_mail  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

MOMENTS, CHANGED, AT_A_TIME = 50, 15, 4


def killed(post, via, after, *words):
    """Starts a send and ends it hard after some seconds; True where it was still running."""
    arguments, options = post.command("send", "conference.json", "allocation.json", "--store", "convene.db", "--via", via, *words)
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
    process.wait()
    return process.returncode == -9


def whole(folder, server, via):
    """How long a send takes that nobody disturbs."""
    post = Post(folder / "whole", groups=1)
    begun = time.monotonic()
    post.send("--via", via)
    took = time.monotonic() - begun
    post.arrived(post.due(), server.messages())
    return took, len(server.messages())


def same_again(folder, server, via, dice, took):
    hit = twice = 0
    post = None
    for moment in range(MOMENTS):
        before = server.count()
        post = Post(folder / f"same-{moment}", groups=1)
        kills = 0
        for _ in range(dice.choice((1, 1, 1, 2, 3))):
            kills += killed(post, via, dice.uniform(0, took * 1.05))
        post.send("--via", via)
        came, kept = server.messages(before), {}
        counts = Counter(k.raw for k in came)
        for message in came:
            kept.setdefault(read_mail(message.raw).uid or "letter", []).append(message)
        check(all(len({m.raw for m in same}) == 1 for same in kept.values()), "a message came in two versions")
        repeats = sum(counts.values()) - len(counts)
        check(repeats <= kills * AT_A_TIME, f"{repeats} messages came twice after {kills} kills")
        post.arrived(post.due(), [same[0] for same in kept.values()])
        check("sent: 0" in post.send("--via", via), "there was still something to send")
        hit, twice = hit + kills, twice + repeats
    check(hit >= MOMENTS // 2, f"only {hit} of the kills hit a running send")
    print(f"{MOMENTS} sends, {hit} kills: {twice} messages came twice, none in another version, none was lost")


def then_changed(folder, server, via, dice, took):
    for moment in range(CHANGED):
        before = server.count()
        post = Post(folder / f"changed-{moment}", groups=1)
        ids = [p["id"] for p in post.conf["participants"]]
        killed(post, via, dice.uniform(took * 0.3, took))
        baseline = "--baseline", small.write(post.folder, "allocation-1.json", post.alloc)  # the store may not have come as far as to know it
        post.drop(post.alloc["groups"][0]["members"][dice.randrange(6)], post.alloc["groups"][0]["leaders"][0], ids[-1])
        if dice.random() < 0.5:
            killed(post, via, dice.uniform(0, took), *baseline)
        post.send("--via", via, *baseline)
        newest = {}
        for message in server.messages(before):
            mail = read_mail(message.raw)
            if mail.method:
                last = newest.get(mail.uid)
                check(last is None or mail.sequence >= last.sequence, "an older message came after a newer one")
                newest[mail.uid] = mail
        post.due()
        book, people = post.told.calendar(), Conference(post.folder / "conference.json").people
        for person in people.values():
            spans = sorted((s for m in newest.values() if m.to == person["email"] and m.method != "CANCEL" for s in m.spans), key=str)
            check(spans == book.get(person["id"], []), f"{person['id']}'s calendar holds {spans}, not {book.get(person['id'], [])}")
        never = [m for m in newest.values() if m.method == "CANCEL" and m.sequence == 0]
        check(not never, "somebody gets a cancellation of what they never heard of")
        check(load(post.folder / "allocation.json") == post.alloc, "the allocation was touched")
    print(f"{CHANGED} sends broken off and followed by another allocation: every calendar is as it must be")


def main():
    seed = random.SystemRandom().randrange(10**6) if len(sys.argv) < 2 else int(sys.argv[1])
    print(f"seed {seed} (give it as the argument to see the same again)")
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="convene-crash-") as name:
        folder = pathlib.Path(name)
        with Server("smtp", folder / "mail") as server:
            via = f"smtp://127.0.0.1:{server.port}?inflight={AT_A_TIME}"
            took, messages = whole(folder, server, via)
            print(f"an undisturbed send: {messages} messages in {took:.2f} s")
            same_again(folder, server, via, dice, took)
            then_changed(folder, server, via, dice, took)


main()
