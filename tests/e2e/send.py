# SPDX-License-Identifier: Apache-2.0
"""send against real servers on loopback: who hears what, exactly once; what happens when servers defer, refuse, break, or are not to be trusted."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check  # noqa: E402
from post import Post  # noqa: E402
from serving import Server, certificates  # noqa: E402

USER, PASSWORD = "submitter", "c0rrect-horse-battery"
LOGIN = {"CONVENE_SMTP_USER": USER, "CONVENE_SMTP_PASSWORD": PASSWORD}
AWS = {"AWS_ACCESS_KEY_ID": "AKIATESTTESTTEST0001", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
MAILGUN = {"MAILGUN_API_KEY": "key-3ax6xnjp29jd6fds4gc373sgvjxteol0"}


def life(post, server, via, env, *secrets):
    """From first invitations to two dropouts, with nothing sent twice."""
    post.send("--via", via, env=env)
    due = post.due()
    kept = post.new(server)
    people = {p for p, _ in due.requests}
    check(len(due.requests) == len(people) * 5 and len(due.letters) == 1 and not due.updates and not due.cancels, f"{len(due.requests)} requests are due")
    post.arrived(due, kept)
    check(len(kept) == len(people) * 5 + 1, f"{len(kept)} messages")
    for number in (1, len(kept)):
        check(sum(k.raw == post.outbox(number) for k in kept) == 1, f"message {number} did not arrive as the store has it, byte for byte")
    post.send("--via", via, env=env)
    check(post.new(server) == [], "a second send tells somebody something")

    leader, spare = post.alloc["groups"][0]["leaders"][0], [p["id"] for p in post.conf["participants"]][-1]
    member = post.alloc["groups"][1]["members"][2]
    group = post.alloc["groups"][0]["members"]
    post.drop(member, leader, spare)
    dry = post.send("--dry-run")
    check(post.new(server) == [], "a dry run sends")
    post.send("--via", via, env=env)
    due = post.due()
    check({p for p, _ in due.cancels} == {member, leader} and {p for p, _ in due.requests} == {spare} and {p for p, _ in due.updates} == set(group), f"{due}")
    check(all(p in dry for p in (member, leader, spare, *group)), "the dry run does not name whom it concerns")
    kept = post.new(server)
    check(len(kept) == due.count() == 10 + 5 + 6 * 3, f"{len(kept)} messages after two dropouts")
    post.arrived(due, kept)
    post.send("--via", via, env=env)
    check(post.new(server) == [], "a second send tells somebody something")
    post.holds_no(*secrets)


def smtp(folder, certificate):
    authority, both = certificate
    for mode, scheme in (("starttls", "smtp"), ("tls", "smtps")):
        post = Post(folder / mode)
        with Server("smtp", folder / f"{mode}-mail", "--mode", mode, "--certificate", both, "--login", f"{USER}:{PASSWORD}") as server:
            via, trust = f"{scheme}://localhost:{server.port}", {"CONVENE_CA_FILE": str(authority)}
            said = post.send("--via", via, code=69, env=LOGIN)
            check("certificate" in said and "CONVENE_CA_FILE" in said, said)
            said = post.send("--via", via, code=69, env={**trust, **LOGIN, "CONVENE_SMTP_PASSWORD": "wr0ng-horse-battery"})
            check("535" in said, said)
            said = post.send("--via", via, code=69, env=trust)
            check("530" in said, said)
            check(post.new(server) == [], "something came past a wrong certificate or login")
            secrets = post.folder / "secrets.env"
            secrets.write_text("".join(f"{k}={v}\n" for k, v in {**LOGIN, **trust}.items()))
            secrets.chmod(0o644)
            check("chmod 600" in post.send("--via", via, "--secrets", secrets, code=65), "the mode of the secrets file")
            secrets.chmod(0o600)
            life(post, server, via, {**LOGIN, **trust}, PASSWORD, "wr0ng-horse-battery")
            check(all(k.facts["tls"] and k.facts["login"] for k in server.messages()), "a message came without TLS or login")
        print(f"{scheme}: {post.seen} messages")


def apis(folder):
    post = Post(folder / "ses")
    with Server("ses", folder / "ses-mail", "--region", "eu-north-1", "--throttle-first", 2,
                env={"TEST_ACCESS_KEY": AWS["AWS_ACCESS_KEY_ID"], "TEST_SECRET_KEY": AWS["AWS_SECRET_ACCESS_KEY"]}) as server:
        via = f"ses://eu-north-1?endpoint=http://127.0.0.1:{server.port}"
        said = post.send("--via", via, code=69, env={**AWS, "AWS_SECRET_ACCESS_KEY": "not-the-key"})
        check("SignatureDoesNotMatch" in said and post.new(server) == [], said)
        life(post, server, via, AWS, *AWS.values(), "not-the-key")
        print(f"ses: {post.seen} messages")
    post = Post(folder / "mailgun")
    with Server("mailgun", folder / "mailgun-mail", "--domain", "mg.example.org", "--throttle-first", 2,
                env={"TEST_MAILGUN_KEY": MAILGUN["MAILGUN_API_KEY"]}) as server:
        via = f"mailgun://mg.example.org?endpoint=http://127.0.0.1:{server.port}"
        said = post.send("--via", via, code=69, env={"MAILGUN_API_KEY": "key-wrong"})
        check("401" in said and post.new(server) == [], said)
        life(post, server, via, MAILGUN, *MAILGUN.values())
        print(f"mailgun: {post.seen} messages")


def trouble(folder):
    """Deferred, refused, busy, broken off."""
    post = Post(folder / "trouble")
    refused = post.conf["participants"][3]["email"]
    with Server("smtp", folder / "trouble-mail", "--defer-first", 3, "--refuse", refused, "--busy-at", 9, "--break-at", 20) as server:
        via = f"smtp://127.0.0.1:{server.port}?inflight=1"  # one after the other: which one meets which trouble is known
        said = post.send("--via", via, code=75)
        check("greylisted" in said and "still queued" in said and "refused for good" in said, said)
        first = server.messages()
        said = post.send("--via", via, code=75)
        check(server.count() == len(first), "what is to wait was tried before its time")
        post.run("outbox", "retry", "--store", "convene.db", "--via", via, code=69)
        second = server.messages()
        twice = [m for m, n in Counter(k.raw for k in second).items() if n > 1]
        check(twice == [first[19].raw], "what came twice is not the one whose answer was lost")
        check(not any(refused in k.to for k in second), "the refused address got something")
        post.conf["participants"][3]["email"] = "mended@mail.example"
        post.write()
        post.send("--via", via)
        due = post.due()
        kept = [k for i, k in enumerate(server.messages()) if k.raw != first[19].raw or i == 19]
        post.arrived(due, sorted(kept, key=lambda k: k.to))
        print(f"trouble: {len(server.messages())} messages, one of them twice")


def at_once(folder):
    """Two sends on one store: one works, the other one says so; nobody hears twice."""
    post = Post(folder / "at-once")
    with Server("smtp", folder / "at-once-mail", "--slow", 0.03) as server:
        via = f"smtp://127.0.0.1:{server.port}"
        arguments, options = post.command("send", "conference.json", "allocation.json", "--store", "convene.db", "--via", via)
        running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options) for _ in range(3)]
        ends = [(p.communicate(timeout=300), p.returncode) for p in running]
        check(sorted(code for _, code in ends)[0] == 0, f"nobody sent: {ends}")
        busy = [said for (_, said), code in ends if code == 75]
        check(all("another send is at work" in said for said in busy), f"{busy}")
        first = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        first.communicate(timeout=300)
        post.arrived(post.due(), post.new(server))
        post.drop(post.alloc["groups"][1]["members"][2], post.alloc["groups"][0]["leaders"][0], post.conf["participants"][-1]["id"])
        first = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        while server.count() == post.seen:
            time.sleep(0.005)
        first.send_signal(signal.SIGSTOP)  # on a busy machine it would be done before the other one begins
        try:
            said = post.send("--via", via, code=75)
        finally:
            first.send_signal(signal.SIGCONT)
        check(f"process {first.pid}" in said, said)
        first.communicate(timeout=300)
        check(first.returncode == 0, "the first one did not end well")
        post.arrived(post.due(), post.new(server))
        print(f"at once: {post.seen} messages, {len(busy)} turned away")


def hang(folder):
    """A server that takes a message and never answers: the send ends by itself, and nothing is lost."""
    post = Post(folder / "hang", groups=1, unplaced=0)
    with Server("smtp", folder / "hang-mail", "--hang-at", 2) as server:
        begun = time.monotonic()
        post.send("--via", f"smtp://127.0.0.1:{server.port}", code=75)
        check(55 < time.monotonic() - begun < 500, f"it gave up after {time.monotonic() - begun:.0f} s")
        post.run("outbox", "retry", "--store", "convene.db", "--via", f"smtp://127.0.0.1:{server.port}")
        kept = Counter(k.raw for k in server.messages())
        check(len(kept) == 35 and sorted(kept.values())[-2:] == [1, 2], f"{len(kept)} messages, {sorted(kept.values())[-3:]}")


def own_address():
    """An address of this machine that is not loopback; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing
        except OSError:
            return None
        address = probe.getsockname()[0]
    return None if address.startswith("127.") else address


def insecure(folder):
    """Plain text beyond loopback only where that is meant."""
    address = own_address()
    if not address:
        print("SKIPPED: this machine has no address but loopback; plain text beyond it was not tried")
        return
    post = Post(folder / "insecure", groups=1, unplaced=0)
    with Server("smtp", folder / "insecure-mail", "--host", address) as server:
        said = post.send("--via", f"smtp://{address}:{server.port}", code=69)
        check("no encryption" in said and post.new(server) == [], said)
        post.send("--via", f"smtp://{address}:{server.port}", "--insecure")
        check(len(post.new(server)) == 35, "not everything came")
    said = post.send("--via", "ses://eu-north-1?endpoint=http://192.0.2.1:9", code=64, env=AWS)
    check("without encryption" in said, said)


def folders(folder):
    """Into a folder; a dry run leaves no trace."""
    post = Post(folder / "folders")
    before = sorted(p.name for p in post.folder.iterdir())
    post.send("--dry-run")
    check(sorted(p.name for p in post.folder.iterdir()) == before, "a dry run leaves something behind")
    post.send("--out", "mail")
    files = sorted((post.folder / "mail").iterdir())
    due = post.due()
    check(len(files) == due.count() and files[0].name.startswith("00001-p"), f"{len(files)} files, {files[0].name}")
    check((post.folder / "convene.db").stat().st_mode & 0o777 == 0o600, "others can read the store")
    os.unlink(post.folder / "mail" / files[0].name)
    check("sent: 0" in post.send("--out", "mail"), "a second send writes files")
    check("give" not in post.send("--via", "smtp://user:s3cret-word@host", code=64), "a URL with a password is taken")
    check("s3cret-word" not in post.output, "a password in a URL is repeated")


def main():
    with tempfile.TemporaryDirectory(prefix="convene-send-") as name:
        folder = pathlib.Path(name)
        wrong = []

        def hanging():
            try:
                hang(folder)
            except BaseException as error:  # said below, after the others
                wrong.append(error)

        thread = threading.Thread(target=hanging)
        thread.start()
        try:
            folders(folder)
            smtp(folder, certificates(folder))
            apis(folder)
            trouble(folder)
            at_once(folder)
            insecure(folder)
        finally:
            thread.join()
        if wrong:
            raise wrong[0]
    print("everybody heard exactly what concerns them")


main()
