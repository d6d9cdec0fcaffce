# SPDX-License-Identifier: Apache-2.0
"""send through an SMTP server that is none of ours: Exim, with STARTTLS and AUTH. What arrives is what the store has, and nobody hears twice."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check  # noqa: E402
from daemons import Missing, wait_until  # noqa: E402
from exim import Exim  # noqa: E402
from post import Post  # noqa: E402

USER, PASSWORD, WRONG = "submitter", "c0rrect-horse-battery", "wr0ng-horse-battery"


def refused(post, exim, via, trust, login):
    """Nothing leaves for a server that is not trusted, or without a login that it takes."""
    said = post.send("--via", via, code=69, env=login)
    check("certificate" in said, said)
    said = post.send("--via", via, code=69, env={**trust, **login, "CONVENE_SMTP_PASSWORD": WRONG})
    check("535" in said, said)
    said = post.send("--via", via, code=69, env=trust)
    check("530" in said and "CONVENE_SMTP_USER" in said, said)
    post.send("--via", f"smtps://localhost:{exim.port}", code=69, env={**trust, **login})
    check(exim.count() == 0, f"something came past a wrong certificate or login:\n{exim.log_text()}")


def told(post, exim, via, env):
    """Sends, and holds what arrived against what was due and what the store has."""
    before = exim.count()
    post.send("--via", via, env=env)
    due = post.due()
    wait_until(lambda: exim.count() - before >= due.count() and not exim.waiting(), f"{due.count()} messages have come")
    kept = post.new(exim)
    post.arrived(due, kept)
    check(all(k.facts["login"] for k in kept), "a message came without TLS or login")
    stored = {post.outbox(number) for number in range(before + 1, before + len(kept) + 1)}
    check({k.raw for k in kept} == stored, "what arrived is not what the store has, byte for byte")
    return due


def main():
    with tempfile.TemporaryDirectory(prefix="convene-submission-") as name, Exim(USER, PASSWORD) as exim:
        post = Post(pathlib.Path(name) / "post")
        via, trust = f"smtp://localhost:{exim.port}", {"CONVENE_CA_FILE": str(exim.authority)}
        login = {"CONVENE_SMTP_USER": USER, "CONVENE_SMTP_PASSWORD": PASSWORD}
        refused(post, exim, via, trust, login)
        due = told(post, exim, via, {**trust, **login})
        check(len(due.requests) == 14 * 5 and len(due.letters) == 1, f"{due}")
        post.drop(post.alloc["groups"][1]["members"][2], post.alloc["groups"][0]["leaders"][0], post.conf["participants"][-1]["id"])
        due = told(post, exim, via, {**trust, **login})
        check(due.cancels and due.updates and due.requests, f"{due}")
        check(told(post, exim, via, {**trust, **login}).count() == 0, "a second send tells somebody something")
        post.holds_no(PASSWORD, WRONG)
        print(f"exim: {post.seen} messages by STARTTLS and AUTH, each as the store has it")


try:
    main()
except Missing as what:
    print(what)
    sys.exit(1)
