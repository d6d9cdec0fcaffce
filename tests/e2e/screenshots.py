# SPDX-License-Identifier: Apache-2.0
"""Messages as a reader sees them: renders what `send` writes in headless Chromium, at 320 and 1,280 px, light and dark, and leaves sheets (PNG) to look at.

    CONVENE=build/dev/convene /usr/bin/python3 tests/e2e/screenshots.py FOLDER [CHROMIUM]

Every kind of message is there (invitation, change, cancellation, series, plenary, letter), in each language that the catalogue has; beside the sheets lie
the texts of the same messages. Not a part of the tests: it needs Chromium, and an eye. Prints what it made.
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
HEIGHTS = {320: 1900, 1280: 1500}  # of a sheet; what is longer is cut
IN_A_ROW = {320: 5, 1280: 1}
WIDE = ("max-request", "lay-request", "max-update", "noa-letter", "lay-cancel", "lea-series", "bia-plenary")
WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
LONG = "Professor Dr. Maximiliane Alexandra Freifrau von Hohenstein-Schwarzenberg zu Löwenfels-Wertheimstein"
PEOPLE = [("lea", "Lea Lund", "Europe/Copenhagen", "da", "DK", "leader"), ("leo", "Leo Rossi", "Europe/Rome", "it", "IT", "leader"),
          ("ann", "Ann O’Neil", "America/New_York", "en-GB", "US", "member"), ("max", LONG, "Asia/Kathmandu", "de", "DE", "member"),
          ("dana", "דנה לוי", "Asia/Jerusalem", "he", "IL", "member"), ("lay", "ليلى حداد", "Africa/Cairo", "ar", "EG", "member"),
          ("mis", "渡辺 美咲", "Asia/Tokyo", "ja", "JP", "member"), ("luk", "Łukasz Żółkiewski", "Europe/Warsaw", "pl", "PL", "member"),
          ("joa", "João Conceição", "Europe/Lisbon", "pt-PT", "PT", "member"), ("eva", "Eva Svensson", "Europe/Stockholm", "sv", "SE", "member"),
          ("mar", "Marie Lefèvre", "America/Montreal", "fr", "CA", "member"), ("ine", "Inés Gómez", "America/Mexico_City", "es", "MX", "member"),
          ("bia", "Beatriz Souza", "America/Sao_Paulo", "pt", "BR", "member"), ("pim", "Pim de Vries", "Europe/Amsterdam", "nl", "NL", "member"),
          ("uma", "Uma Klein", "Europe/Berlin", "de", "DE", "member"), ("noa", "נועה כהן", "Asia/Jerusalem", "he", "IL", "member")]
LEFT_OVER = {"uma": [{"date": "2027-10-04", "from": "18:00", "to": "22:00"}], "noa": [{"weekly": ["FR"], "from": "03:00", "to": "05:00"}]}
TEXT = """## The fee

It is **€ 50** for all sessions, and *nothing* where that is too much: [write to us](mailto:taskforce@example.org).

1. Pay at <https://pay.example.org/conference/2027/a-rather-long-path-that-does-not-break/by-itself>
2. Tell us your name.

> Cases are told without names.
"""
LINK = "https://meet.example.org/j/98765432101?pwd=QWxsIHRoZSBxdWljayBicm93biBmb3hlcyBqdW1wIG92ZXIgdGhlIGRvZw.1"


def conference(count, pattern, status=None, **more):
    people = [{"id": i, "name": n, "email": f"{i}@example.org", "timezone": z, "locale": l, "roles": [r], "attributes": {"country": c},
               "status": (status or {}).get(i, "active"), "availability": LEFT_OVER.get(i, [{"weekly": WEEK, "from": "00:00", "to": "24:00"}])}
              for i, n, z, l, c, r in PEOPLE]
    return {"format": "conference/1", "id": "look", "title": "1st international group leadership conference on the internet", "timezone": "Europe/Copenhagen",
            "locale": "en", "organizer": {"name": "Task force", "email": "taskforce@example.org"},
            "sessions": {"count": count, "minutes": 105, "from": "2027-09-01", "to": "2028-02-28", "grid_minutes": 30, "pattern": pattern},
            "group_types": [{"id": "exp", "title": "Experiential group", "size": {"min": 2, "ideal": 6, "max": 12}, "leaders": {"min": 1, "max": 1}, "rota": {"per_session": 1}}],
            "messages": {"text": {"en": "fee.md"}},
            "plenaries": [{"id": "open", "title": "Opening assembly", "start": "2027-12-27T14:00", "minutes": 90},
                          {"id": "retreat", "title": "Retreat", "date": "2028-01-07", "days": 2, "status": "tentative"}], "participants": people, **more}


def group(name, leader, members, starts, link=LINK):
    turns = [[members[i % len(members)]] for i in range(len(starts))]
    return {"id": name, "type": "exp", "sessions": [s.strftime("%Y-%m-%dT%H:%M:%SZ") for s in starts], "leaders": [leader], "members": members, "rota": turns,
            **({"link": link} if link else {})}


def weeks(first, count):
    """The same time on Copenhagen's clock each week, summer time until the last Sunday of October."""
    def start(i):
        day = first + timedelta(days=7 * i)
        return day + timedelta(hours=1 if day >= datetime(2027, 10, 31) else 0)
    return [start(i) for i in range(count)]


class Season:
    def __init__(self, folder):
        self.folder, self.n = folder, 0
        folder.mkdir()
        (folder / "fee.md").write_text(TEXT, "utf-8")

    def send(self, conf, groups):
        """Messages of one send: {(person, kind): the first of them}, with the kind from METHOD and what it is about."""
        placed = {p for g in groups for p in g["leaders"] + g["members"]}
        unplaced = [p["id"] for p in conf["participants"] if p["status"] == "active" and "member" in p["roles"] and p["id"] not in placed]
        (self.folder / "conference.json").write_text(json.dumps(conf), "utf-8")
        (self.folder / "allocation.json").write_text(json.dumps({"format": "allocation/1", "conference": "look", "groups": groups, "unplaced": unplaced}), "utf-8")
        self.n += 1
        said = subprocess.run([CONVENE, "send", "conference.json", "allocation.json", "--store", "s.db", "--out", str(self.n), "--force", "--json"], cwd=self.folder,
                              stdout=subprocess.PIPE, check=True).stdout
        out = {}
        for row in json.loads(said)["messages"]:
            path = next((self.folder / str(self.n)).glob(f"{row['id']:05d}-*.eml"))
            mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            out.setdefault((row["person"], row["kind"], row["item"].split("/")[0]), []).append(mail)
        return out


def season_free(folder):
    season, some, others = Season(folder), ["ann", "max", "dana", "lay", "mis", "luk", "joa"], ["eva", "mar", "ine", "bia", "pim"]
    starts, late = weeks(datetime(2027, 10, 4, 17), 12), weeks(datetime(2027, 10, 6, 15), 12)
    both = [group("g1", "lea", some, starts), group("g2", "leo", others, late, None)]
    first = season.send(conference(12, "free"), both)
    starts[1] += timedelta(hours=1)
    both = [group("g1", "lea", some, starts), group("g2", "leo", others, late, LINK)]
    second = season.send(conference(12, "free"), both)
    some, others = ["ann", "dana", "mis", "joa"], ["mar", "ine", "bia", "pim", "luk"]
    both = [group("g1", "lea", some, starts), group("g2", "leo", others, late)]
    conf = conference(12, "free", {"eva": "dropped", "lay": "waiting"})
    third = season.send({**conf, "plenaries": conf["plenaries"][1:]}, both)
    return [("request", first[p, "request", "session"][4 if p != "joa" else 6]) for p in ("ann", "max", "dana", "lay", "mis", "lea", "joa", "pim")] + \
        [("plenary", first[p, "request", "plenary"][i]) for p, i in (("bia", 0), ("dana", 1))] + \
        [("letter", first[p, "letter", "letter"][0]) for p in ("uma", "noa")] + \
        [("update", second[p, "update", "session"][0]) for p in ("max", "lay", "ine")] + \
        [("cancel", third[p, "cancel", "session"][0]) for p in ("eva", "lay", "max", "luk", "pim") if (p, "cancel", "session") in third] + \
        [("lost", third["max", "letter", "letter"][0]), ("moved", third["luk", "request", "session"][0]), ("no-more", third["ann", "cancel", "plenary"][0])]


def season_weekly(folder):
    season, some = Season(folder), [p[0] for p in PEOPLE[2:14]]
    first = season.send(conference(8, "weekly"), [group("g1", "lea", some, weeks(datetime(2027, 10, 4, 17), 8))])
    for g in (moved := [group("g1", "lea", some, weeks(datetime(2027, 10, 4, 17), 2) + weeks(datetime(2027, 10, 4, 17), 9)[3:])]):
        g["sessions"] = sorted(g["sessions"])
    second = season.send(conference(8, "weekly", as_of="2027-10-12T12:00:00Z"), moved)
    return [("series", first[p, "request", "series"][0]) for p in ("lea", "max", "dana", "eva", "mar", "joa", "lay", "mis") if (p, "request", "series") in first] + \
        [("ended", second[p, "update", "series"][0]) for p in ("mar", "max", "lay") if (p, "update", "series") in second] + \
        [("single", first[p, "request", "session"][0]) for p in ("eva", "max") if (p, "request", "session") in first]


def shoot(chromium, home, pages, png, width, dark):
    """Chromium's own window is never narrower than 500 px: frames of the wanted width stand in it, side by side, as in a mail program."""
    frame, height = home / "frame.html", HEIGHTS[width]
    frames = "".join(f'<iframe src="{p.name}" style="border:0;margin-right:12px;width:{width}px;height:{height}px;background:#fff"></iframe>' for p in pages)
    frame.write_text(f'<!DOCTYPE html><meta name="color-scheme" content="{"dark" if dark else "light"}"><body style="margin:0;white-space:nowrap;background:{"#000" if dark else "#888"}">{frames}',
                     "utf-8")
    words = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={home}/chromium",
             f"--window-size={max((width + 12) * len(pages), 500)},{height}", f"--blink-settings=preferredColorScheme={0 if dark else 1}", f"--screenshot={png}", frame.as_uri()]
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
        folder, pages = pathlib.Path(home), []
        for kind, mail in season_free(folder / "free") + season_weekly(folder / "weekly"):
            name = f"{mail['To'].addresses[0].addr_spec.split('@')[0]}-{kind}"
            pages.append(folder / f"{name}.html")
            pages[-1].write_text(mail.get_body(("html",)).get_content(), "utf-8")
            (out / f"{name}.txt").write_text(f"{mail['Subject']}\n\n{mail.get_body(('plain',)).get_content()}", "utf-8")
        for width in (320, 1280):
            shown = pages if width == 320 else [p for p in pages if p.stem in WIDE]  # there is one column: on a wide screen a few say it all
            for i in range(0, len(shown), IN_A_ROW[width]):
                row = shown[i:i + IN_A_ROW[width]]
                for dark in (False, True):
                    png = out / f"{width}-{'dark' if dark else 'light'}-{i // IN_A_ROW[width]:02d}.png"
                    shoot(chromium, folder, row, png, width, dark)
                    print(png, *(p.stem for p in row), flush=True)


main()
