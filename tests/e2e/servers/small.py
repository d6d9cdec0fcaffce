# SPDX-License-Identifier: Apache-2.0
"""A small conference where everybody has all the time in the world, so that allocations can be written down by hand."""
import copy
import json
import pathlib

ZONES = ["Europe/Copenhagen", "Asia/Kathmandu", "America/Sao_Paulo", "Pacific/Chatham", "America/New_York", "Australia/Lord_Howe"]
LOCALES = ["en", "da", "de", "fr", "es", "pt"]
ALWAYS = [{"weekly": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "from": "00:00", "to": "24:00"}]
SIZE, SESSIONS = 6, 3


def person(number, role):
    return {"id": f"p{number:03d}", "name": f"Name{number:03d} Ærø", "email": f"person{number:03d}@mail{number % 3}.example", "roles": [role],
            "timezone": ZONES[number % len(ZONES)], "locale": LOCALES[number % len(LOCALES)], "availability": ALWAYS}


def conference(groups, unplaced=0, spare_leaders=1):
    """groups × (SIZE members, one leader); spare leaders are in no group."""
    members = [person(n, "member") for n in range(1, groups * SIZE + unplaced + 1)]
    leaders = [person(n, "leader") for n in range(len(members) + 1, len(members) + groups + spare_leaders + 1)]
    return {
        "format": "conference/1", "id": "small-2031", "title": "A small conference", "timezone": "Europe/Copenhagen", "locale": "en",
        "organizer": {"name": "Task force", "email": "taskforce@example.org"},
        "sessions": {"count": SESSIONS, "minutes": 90, "from": "2031-03-03", "to": "2031-06-30", "grid_minutes": 30, "pattern": "free",
                     "gap_days": {"min": 5, "max": 40}},
        "group_types": [{"id": "circle", "title": "Circle", "size": {"min": SIZE, "ideal": SIZE, "max": SIZE + 2, "keep": 3},
                         "leaders": {"min": 1, "max": 1}}],
        "plenaries": [{"id": "opening", "title": "Opening", "start": "2031-07-01T14:00", "minutes": 60},
                      {"id": "retreat", "title": "Retreat", "date": "2031-07-05", "days": 2, "status": "tentative"}],
        "participants": members + leaders,
    }


def allocation(conf):
    ids = {role: [p["id"] for p in conf["participants"] if p["roles"] == [role]] for role in ("member", "leader")}
    count = len(ids["member"]) // SIZE
    groups = []
    for g in range(count):
        days = [f"2031-03-{10 + g % 15:02d}", f"2031-04-{2 + g % 15:02d}", f"2031-04-{20 + g % 10:02d}"]
        groups.append({"id": f"g{g + 1}", "type": "circle", "sessions": [f"{day}T{9 + g % 8:02d}:30:00Z" for day in days],
                       "leaders": [ids["leader"][g]], "members": ids["member"][g * SIZE:(g + 1) * SIZE], "link": f"https://meet.example/{g + 1}"})
    return {"format": "allocation/1", "conference": conf["id"], "groups": groups, "unplaced": ids["member"][count * SIZE:]}


def drop(conf, alloc, member, leader, spare):
    """A member and a leader drop out, a leader who was in no group takes over: (conference, allocation) as they are then."""
    conf, alloc = copy.deepcopy(conf), copy.deepcopy(alloc)
    for p in conf["participants"]:
        if p["id"] in (member, leader):
            p["status"] = "dropped"
    for group in alloc["groups"]:
        group["members"] = [p for p in group["members"] if p != member]
        group["leaders"] = [spare if p == leader else p for p in group["leaders"]]
    return conf, alloc


def write(folder, name, data):
    path = pathlib.Path(folder) / name
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1))
    return path
