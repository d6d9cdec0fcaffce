# SPDX-License-Identifier: Apache-2.0
"""A conference whose people live where offsets are odd, or where the rules changed after most zone tables were made; written down by hand."""
from common import save

ALWAYS = [{"weekly": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], "from": "00:00", "to": "24:00"}]
PEOPLE = [  # id, name, zone, locale, role
    ("lea", "Lea Lund", "Europe/Copenhagen", "da", "leader"),
    ("asha", "Asha Śreṣṭha", "Asia/Kathmandu", "en-GB", "member"),
    ("sam", "Sam \"the\" Fisher, Jr.", "America/St_Johns", "en-US", "member"),
    ("lou", "Lou O'Neil; RN", "Australia/Lord_Howe", "en-AU", "member"),
    ("mia", "Mía Núñez", "America/Mexico_City", "es", "member"),
    ("nour", "نور حسن", "Africa/Cairo", "fr", "member"),
    ("out", "Otto Außen", "Europe/London", "de", "member"),
]
# Mondays over the end of summer time in Copenhagen (31 October 2027), Cairo (28 October) and St. John's (7 November).
MONDAYS = ["2027-10-18T17:00:00Z", "2027-10-25T17:00:00Z", "2027-11-01T18:00:00Z", "2027-11-08T18:00:00Z"]


def conference(domain="mail.example", organizer="taskforce@example.org", zone="Europe/Copenhagen", **more):
    people = [{"id": i, "name": n, "email": f"{i}@{domain}", "timezone": z, "locale": l, "roles": [r], "availability": ALWAYS} for i, n, z, l, r in PEOPLE]
    next(p for p in people if p["id"] == "mia")["unavailable"] = [{"date": "2027-10-25"}]  # no series for Mía, who cannot come each time
    return {
        "format": "conference/1", "id": "world-2027", "title": "Worlds apart; together, at last", "timezone": zone, "locale": "en",
        "organizer": {"name": "Task force, 2027", "email": organizer},
        "sessions": {"count": 4, "attend": 2, "minutes": 105, "from": "2027-10-01", "to": "2028-06-30", "grid_minutes": 15, "pattern": "weekly"},
        "group_types": [{"id": "circle", "title": "Kreis \\ Circle", "size": {"min": 2, "ideal": 5, "max": 8}, "leaders": {"min": 1, "max": 1}}],
        "plenaries": [{"id": "open", "title": "Opening; all, together", "start": "2027-12-27T14:00", "minutes": 90},
                      {"id": "retreat", "title": "Retreat", "date": "2028-01-07", "days": 2, "status": "tentative"}],
        "participants": people, **more}


def allocation(sessions=tuple(MONDAYS), members=("asha", "sam", "lou", "mia", "nour"), unplaced=("out",)):
    return {"format": "allocation/1", "conference": "world-2027", "unplaced": list(unplaced), "groups": [
        {"id": "g1", "type": "circle", "sessions": list(sessions), "leaders": ["lea"], "members": list(members), "link": "https://meet.example.org/g1?a=1&b=2,3;4"}]}


def write(folder, conf, alloc):
    save(folder / "conference.json", conf)
    save(folder / "allocation.json", alloc)
