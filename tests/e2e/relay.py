# SPDX-License-Identifier: Apache-2.0
"""A server that sends nothing on without a login, and says so at each recipient in its own way: no message is marked as failed, the organiser hears
what to do, and with the login everything goes out. A server that means the recipient is believed."""
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

USER, PASSWORD = "submitter", "c0rrect-horse-battery"
LOGIN = {"CONVENE_SMTP_USER": USER, "CONVENE_SMTP_PASSWORD": PASSWORD}
WANTS_LOGIN = {
    "Postfix": "554 5.7.1 Relay access denied",
    "Exim": "550 relay not permitted",
    "Exchange": "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
    "policy, no word of a login": "550 5.7.1 rejected by policy",
    "no code, no word of a login": "550 Administrative prohibition",
}


def states(post, *words):
    return [m["state"] for m in json.loads(post.run("outbox", "list", "--store", "convene.db", "--json", *words))["messages"]]


def wants_login(folder, name, refusal):
    post = Post(folder / "post", groups=1, unplaced=0)
    with Server("smtp", folder / "mail", "--relay", refusal, "--login", f"{USER}:{PASSWORD}") as server:
        via = f"smtp://127.0.0.1:{server.port}"
        said = post.send("--via", via, code=69)
        check("CONVENE_SMTP_USER" in said and "CONVENE_SMTP_PASSWORD" in said and refusal in said, f"{name}: {said}")
        check(set(states(post)) == {"queued"} and post.new(server) == [], f"{name}: something was sent, or marked as failed: {said}")
        post.run("outbox", "retry", "--store", "convene.db", "--via", via, env=LOGIN)
        post.arrived(post.due(), post.new(server))


def one_is_unknown(folder, first):
    """A mailbox that is not there fails at once, with a code or with words; the others get theirs, and no login is asked for."""
    post = Post(folder / "post", groups=1, unplaced=0)
    promised = post.due().count()
    with Server("smtp", folder / "mail", "--refuse", first) as server:
        said = post.send("--via", f"smtp://127.0.0.1:{server.port}", code=69)
        failed = states(post, "--state", "failed")
        check("CONVENE_SMTP" not in said and failed and len(post.new(server)) == promised - len(failed), said)


def main():
    with tempfile.TemporaryDirectory(prefix="convene-relay-") as name:
        folder = pathlib.Path(name)
        for number, (server, refusal) in enumerate(WANTS_LOGIN.items()):
            wants_login(folder / str(number), server, refusal)
            print(f"{server}: all stay queued, and leave with a login")
        first = json.loads((folder / "0/post/conference.json").read_text())["participants"][0]["email"]
        one_is_unknown(folder / "unknown", first)
        print("a mailbox that is not there is the one that fails")


main()
