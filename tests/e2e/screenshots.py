# SPDX-License-Identifier: Apache-2.0
"""Invitations as a reader sees them: renders messages of `send` in headless Chromium, at 320 and 1,280 px, light and dark, and leaves PNG files to look at.

    CONVENE=build/dev/convene /usr/bin/python3 tests/e2e/screenshots.py FOLDER [CHROMIUM]

Not a part of the tests: it needs Chromium, and an eye. Prints what it made.
"""
import email
import email.policy
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONVENE = os.environ.get("CONVENE") or str(ROOT / "build/dev/convene")
HEIGHT = 2800  # all of a message with twelve sessions at 320 px
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
LONG = "Professor Dr. Maximiliane Alexandra Freifrau von Hohenstein-Schwarzenberg zu Löwenfels-Wertheimstein"
PEOPLE = [("lea", "Lea Lund", "Europe/Copenhagen", "da", "DK", "leader"), ("ann", "Ann O’Neil", "America/New_York", "en-GB", "US", "member"),
          ("max", LONG, "Asia/Kathmandu", "de", "DE", "member"), ("dana", "דנה לוי", "Asia/Jerusalem", "he", "IL", "member"),
          ("lay", "ليلى حداد", "Africa/Cairo", "ar", "EG", "member"), ("mis", "渡辺 美咲", "Asia/Tokyo", "ja", "JP", "member"),
          ("luk", "Łukasz Żółkiewski", "Europe/Warsaw", "pl", "PL", "member"), ("joa", "João Conceição", "Europe/Lisbon", "pt-PT", "PT", "member")]
TEXT = """## The fee

It is **€ 50** for all sessions, and *nothing* where that is too much: [write to us](mailto:taskforce@example.org).

1. Pay at <https://pay.example.org/conference/2027/a-rather-long-path-that-does-not-break/by-itself>
2. Tell us your name.

> Cases are told without names.
"""
LINK = "https://meet.example.org/j/98765432101?pwd=QWxsIHRoZSBxdWljayBicm93biBmb3hlcyBqdW1wIG92ZXIgdGhlIGRvZw.1"


def conference(count):
    people = [{"id": i, "name": n, "email": f"{i}@example.org", "timezone": z, "locale": l, "roles": [r], "attributes": {"country": c},
               "availability": [{"weekly": WEEK, "from": "00:00", "to": "24:00"}]} for i, n, z, l, c, r in PEOPLE]
    return {"format": "conference/1", "id": "look", "title": "1st international group leadership conference on the internet", "timezone": "Europe/Copenhagen",
            "locale": "en", "organizer": {"name": "Task force", "email": "taskforce@example.org"},
            "sessions": {"count": count, "minutes": 105, "from": "2027-09-01", "to": "2028-02-28", "grid_minutes": 30, "pattern": "free"},
            "group_types": [{"id": "exp", "title": "Experiential group", "size": {"min": 2, "ideal": 6, "max": 8}, "leaders": {"min": 1, "max": 1}}],
            "messages": {"text": {"en": "fee.md"}},
            "plenaries": [{"id": "open", "title": "Opening assembly", "start": "2027-12-27T14:00", "minutes": 90},
                          {"id": "retreat", "title": "Retreat", "date": "2028-01-07", "days": 2, "status": "tentative"}], "participants": people}


def allocation(count, moved=False):
    first = datetime(2027, 10, 4, 17)
    starts = [(first + timedelta(days=7 * i, hours=1 if moved and i == 1 else 0)).strftime("%Y-%m-%dT%H:%M:%SZ") for i in range(count)]
    return {"format": "allocation/1", "conference": "look", "unplaced": [], "groups": [
        {"id": "g1", "type": "exp", "sessions": starts, "leaders": ["lea"], "members": [p[0] for p in PEOPLE[1:]], "link": LINK}]}


def send(folder, name, alloc):
    (folder / "allocation.json").write_text(json.dumps(alloc), "utf-8")
    subprocess.run([CONVENE, "send", "conference.json", "allocation.json", "--store", "s.db", "--out", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    out = {}
    for path in sorted((folder / name).glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        person = mail["To"].addresses[0].addr_spec.split("@")[0]
        out.setdefault(person, []).append(mail)
    return out


def render(chromium, home, page, png, width, dark):
    """Chromium's own window is never narrower than 500 px: a frame of the wanted width stands in it, as in a mail program."""
    frame = home / "frame.html"
    frame.write_text(f'<!DOCTYPE html><meta name="color-scheme" content="{"dark" if dark else "light"}"><body style="margin:0;background:{"#000" if dark else "#888"}">'
                     f'<iframe src="{page.name}" style="border:0;width:{width}px;height:{HEIGHT}px;background:#fff"></iframe>', "utf-8")
    words = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home}/chromium", f"--window-size={max(width, 500)},{HEIGHT}",
             f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--screenshot={png}", frame.as_uri()]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    chromium = sys.argv[2] if len(sys.argv) > 2 else shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("screenshots: there is no chromium")
    out = pathlib.Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="convene-screenshots-") as home:
        folder = pathlib.Path(home)
        (folder / "conference.json").write_text(json.dumps(conference(12)), "utf-8")
        (folder / "fee.md").write_text(TEXT, "utf-8")
        first, second = send(folder, "first", allocation(12)), send(folder, "second", allocation(12, moved=True))
        shots = [(person, "request", first[person][4]) for person in ("ann", "max", "dana", "lay", "mis", "lea")] + [("luk", "update", second["luk"][0])]
        for person, kind, mail in shots:
            page = folder / f"{person}.html"
            page.write_text(mail.get_body(("html",)).get_content(), "utf-8")
            (out / f"{person}-{kind}.txt").write_text(mail.get_body(("plain",)).get_content(), "utf-8")
            for width in (320, 1280):
                for dark in (False, True):
                    png = out / f"{person}-{kind}-{width}-{'dark' if dark else 'light'}.png"
                    render(chromium, folder, page, png, width, dark)
                    print(png)


main()
