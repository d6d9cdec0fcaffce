# SPDX-License-Identifier: Apache-2.0
"""links: a room of its own for each group, kept through a failing command, a kill, a rerun; and seen by everybody who is written to."""
import email
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import icalendar

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from common import CONVENE, check, load, run  # noqa: E402

# Counts what it is asked; keeps a room open for each group but one that is told to fail or to hang.
ROOMS = """cat > told.json; echo "$CONVENE_GROUP" >> asked
case "$CONVENE_GROUP" in "$FAIL") echo "no room left"; exit 3;; "$HANG") exec sleep 60;; esac
echo "https://meet.example.org/$CONVENE_GROUP-$(wc -l < asked)\""""


def links(folder, name="allocation.json"):
    return {g["id"]: g.get("link") for g in load(folder / name)["groups"]}


def asked(folder):
    path = folder / "asked"
    return path.read_text().split() if path.exists() else []


def killed(folder, group):
    """kill -9 while the command for one group has not answered."""
    before, until = len(asked(folder)), time.monotonic() + 30
    child = subprocess.Popen([CONVENE, "links", "conference.json", "allocation.json", "--link-command", ROOMS], cwd=folder, env={**os.environ, "HANG": group},
                             start_new_session=True)
    while len(asked(folder)) == before and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def told(folder, link):
    """How many of the messages in a folder have the link as their event's place, and in their text."""
    events = [(next(p for p in m.walk() if p.get_content_type() == "text/calendar"), m) for m in (email.message_from_bytes(p.read_bytes()) for p in folder.glob("*.eml"))]
    placed = [m for part, m in events if str(icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0].get("LOCATION")) == link]
    texts = [next(p for p in m.walk() if p.get_content_type() == "text/plain").get_payload(decode=True).decode() for m in placed]
    check(all(link in text for text in texts), "a link in the calendar is not in the text")
    return len(placed)


def main():
    with tempfile.TemporaryDirectory(prefix="convene-links-") as home:
        run("new", "n", cwd=home)
        folder = pathlib.Path(home) / "n"
        run("solve", "conference.json", "-o", "allocation.json", "--steps", 200000, cwd=folder)
        first, second = (g["id"] for g in load(folder / "allocation.json")["groups"])

        _, said = run("links", "conference.json", "allocation.json", "--link-command", ROOMS, cwd=folder, env={"FAIL": second}, code=69)
        check(f"group {second}: the link command failed (exit code 3)" in said and "no room left" in said, said)
        check(links(folder) == {first: f"https://meet.example.org/{first}-1", second: None}, f"{links(folder)}")
        killed(folder, second)
        check(asked(folder) == [first, second, second] and list(links(folder).values())[1] is None, "a kill leaves half a link, or the first group was asked again")
        check(not list(folder.glob("allocation.json?*")), "a kill leaves half a file")
        out, _ = run("links", "conference.json", "allocation.json", "--link-command", ROOMS, cwd=folder)
        check("1 group has a new link; 1 had one before" in out, out)
        heard = load(folder / "told.json")
        check(heard["group"] == second and heard["people"] == 6 and len(heard["starts"]) == 4 and heard["leaders"][0]["email"], f"{heard}")
        kept = links(folder)
        run("verify", "conference.json", "allocation.json", cwd=folder)
        run("send", "conference.json", "allocation.json", "--store", "s.db", "--out", "one", cwd=folder)
        sent = len(list((folder / "one").glob("*.eml"))) - 12 * len(load(folder / "conference.json")["plenaries"])
        check(sent >= 12 and sum(told(folder / "one", link) for link in kept.values()) == sent, "each session's invitation has its group's link")
        each = told(folder / "one", kept[first]) // 6
        check(each in (1, 4), f"{each} invitations each: neither a series nor four sessions")

        run("drop", "conference.json", "p03", cwd=folder)
        run("solve", "conference.json", "--baseline", "allocation.json", "-o", "rerun.json", "--steps", 200000, cwd=folder)
        check(links(folder, "rerun.json") == kept, "a group that goes on keeps its link")
        before = asked(folder)
        run("links", "conference.json", "rerun.json", "--link-command", ROOMS, cwd=folder)
        check(asked(folder) == before, "a group with a link is asked for again")
        run("links", "conference.json", "rerun.json", "--link-command", ROOMS, "--again", first, cwd=folder)
        check(links(folder, "rerun.json") == {first: f"https://meet.example.org/{first}-5", second: kept[second]}, f"{links(folder, 'rerun.json')}")
        out, _ = run("send", "conference.json", "rerun.json", "--store", "s.db", "--out", "two", cwd=folder)
        moved = next(g for g in load(folder / "rerun.json")["groups"] if g["id"] == first)
        people = len(moved["leaders"] + moved["members"])
        check(f"{each * people} updates" in out, out)
        check(told(folder / "two", f"https://meet.example.org/{first}-5") == each * people, "the new link is in the updates")


main()
