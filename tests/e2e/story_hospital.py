# SPDX-License-Identifier: Apache-2.0
"""fixtures/hospital-2025: a Monday and a Tuesday team on offered dates; leaders hand over, colleagues come and go, a date moves, a year is added."""
import re

from common import Conference, Story, check, edit, instant, load, read_people, write_people

OLD, NEW = "leder-vibeke", {"leder-henrik", "leder-marianne"}


def add_people(story, name):
    write_people(story.path(), read_people(story.path()) + load(story.path(name)))


def as_of(story, moment):
    edit(story.path(), lambda conf: conf.update(as_of=moment))


def team(allocation, weekday):
    return next(g for g in allocation["groups"] if instant(g["sessions"][0]).weekday() == weekday)


def starts_of(item_set):
    return {(person, item[2]) for person, item in item_set}


def begin(story):
    story.chapter("May: two teams for the rest of the year, both led by Vibeke")
    story.convene("check", "conference.json", show=30)
    story.solve("allocation.json", seconds=2)
    allocation = load(story.path("allocation.json"))
    check(len(allocation["groups"]) == 2 and allocation["unplaced"] == ["l14"], f"{len(allocation['groups'])} teams, unplaced {allocation['unplaced']}")
    check(all(g["leaders"] == [OLD] for g in allocation["groups"]), "Vibeke leads both")
    check([t[:10] for t in team(allocation, 0)["sessions"]] == ["2025-06-16", "2025-08-18", "2025-09-15", "2025-10-20", "2025-11-10", "2025-12-15"], "Mondays")
    due, mails, _ = story.send("allocation.json")
    check(due.letters == {"l14"}, f"letters: {due.letters}")
    for mail in mails:
        if mail.method is None:
            continue
        week = mail.spans[0][0].isocalendar()[1]
        check(re.search(rf"\buge {week}\b", mail.plain), f"no week number {week} in\n{mail.plain}")
        check(re.search(r"\b(man|tirs)dag\b", mail.plain) and "13.30" in mail.plain, f"not in Danish, or not at 13.30:\n{mail.plain}")
    invited = {m.spans[0][0].date().isoformat() for m in mails if m.to == "freja.hedegaard@example.org"}
    check("2025-08-18" not in invited and len(invited) == 5, "who is on holiday in week 34 is not invited to it")


def hand_over(story):
    story.chapter("2 June: Vibeke leaves at the end of the month, Henrik and Marianne take over")
    people = read_people(story.path())
    next(p for p in people if p["id"] == OLD)["unavailable"] = [{"from_date": "2025-07-01", "to_date": "2026-12-31"}]
    write_people(story.path(), people + load(story.path("leaders-from-july.json")))
    before = load(story.path("allocation.json"))
    story.solve("allocation-2.json", "allocation.json", seconds=2)
    after = load(story.path("allocation-2.json"))
    check({p for g in after["groups"] for p in g["leaders"]} == {OLD} | NEW, f"leaders {[g['leaders'] for g in after['groups']]}")
    check([g["members"] for g in after["groups"]] == [g["members"] for g in before["groups"]], "the teams stay as they are")
    story.convene("diff", "conference.json", "allocation.json", "allocation-2.json", show=20)
    due, mails, _ = story.send("allocation-2.json", "allocation.json")
    members = {p for g in after["groups"] for p in g["members"]}
    conf = Conference(story.path())
    attended = {(p, n) for g in after["groups"] for p in g["members"] for n, t in enumerate(g["sessions"], 1) if conf.can(p, instant(t))}
    check(starts_of(due.updates) == {(p, n) for p, n in attended if n > 1}, "each member hears of each session from August on, and not of June")
    check({p for p, _ in due.cancels} == {OLD} and {p for p, _ in due.requests} == NEW, "Vibeke is released, the others are invited")
    check(all("Henrik Agerskov" in m.plain or "Marianne Lunde" in m.plain for m in mails if m.method == "REQUEST"), "the mails name the new leader")
    check(len({p for p, _ in due.updates}) == len(members), "every member hears")


def september(story):
    story.chapter("25 August: two newcomers; what at least four means for them; a colleague leaves; Vibeke is taken off the list")
    as_of(story, "2025-08-25T00:00:00Z")
    add_people(story, "newcomers-september.json")
    story.convene("drop", "conference.json", OLD, "l06")
    story.solve("allocation-3.json", "allocation-2.json", seconds=2)
    after = load(story.path("allocation-3.json"))
    newcomers = {"l15", "l16"}
    check(after["unplaced"] == ["l14"], f"unplaced {after['unplaced']}")
    due, mails, _ = story.send("allocation-3.json", "allocation-2.json")
    check({p for p, _ in due.requests} == newcomers and not due.updates, f"only the newcomers are invited: {due}")
    check({(p, item[2]) for p, item in due.cancels} == {("l06", n) for n in (3, 4, 5, 6)}, "who leaves the hospital is released from what is ahead, Vibeke hears nothing")
    check(all(sum(p == q for q, _ in due.requests) == 4 for p in newcomers), "four of the four dates ahead")
    short = about_to_miss(story, after)
    print(f"    just the four: {', '.join(short)}")


def about_to_miss(story, allocation):
    """Members who attend exactly as often as they promised: one more missed date is one too many."""
    conf = Conference(story.path())
    return [p for g in allocation["groups"] for p in g["members"] if sum(conf.can(p, instant(t)) for t in g["sessions"]) == conf.raw["sessions"]["attend"]]


def moved_date(story):
    story.chapter("28 October: a newcomer for the last two dates; the Monday team's 10 November moves to the 11th, with the same UID")
    as_of(story, "2025-10-28T00:00:00Z")
    before = load(story.path("allocation-3.json"))
    monday = team(before, 0)
    uids = {a: {u for u, m in book.items() if m.spans[0][0].date().isoformat() == "2025-11-10"} for a, book in story.calendars.events.items()}

    def move(conf):
        series = next(s for s in conf["sessions"]["offered"] if s["id"] == "mandag")
        series["starts"] = [t.replace("2025-11-10", "2025-11-11") for t in series["starts"]]
    edit(story.path(), move)
    add_people(story, "newcomers-november.json")
    story.solve("allocation-4.json", "allocation-3.json", seconds=2)
    after = load(story.path("allocation-4.json"))
    due, mails, _ = story.send("allocation-4.json", "allocation-3.json")
    check({p for p, _ in due.requests} == {"l17"} and len(due.requests) == 2, f"two dates for the newcomer: {due.requests}")
    conf = Conference(story.path())
    moved = {p for p in monday["members"] + monday["leaders"] if conf.active(p) and conf.can(p, instant("2025-11-11T12:30:00Z"))}
    stuck = {"l03"}  # Mondays alone
    check({p for p, _ in due.updates} == moved and {p for p, _ in due.cancels} == stuck, f"{due}")
    address = {p["id"]: p["email"] for p in read_people(story.path())}
    for mail in mails:
        if mail.to in {address[p] for p in moved} and mail.method == "REQUEST":
            check({mail.uid} == uids[mail.to], f"the moved date has another UID: {mail.uid}")
            check("uge 46" in mail.plain and "tirsdag" in mail.plain, "it is still week 46, now a Tuesday")
    check(len(after["groups"]) == 2, "two teams")
    print(f"    just the four: {', '.join(about_to_miss(story, after))}")


def next_year(story):
    story.chapter("1 December: next year's dates extend both series")
    as_of(story, "2025-12-01T00:00:00Z")
    dates = load(story.path("dates-2026.json"))

    def extend(conf):
        for series in conf["sessions"]["offered"]:
            series["starts"] += dates[series["id"]]
    edit(story.path(), extend)
    story.solve("allocation-5.json", "allocation-4.json", seconds=2)
    after = load(story.path("allocation-5.json"))
    check(all(len(g["sessions"]) == 10 for g in after["groups"]), "ten dates for each team")
    due, mails, _ = story.send("allocation-5.json", "allocation-4.json")
    check({item[2] for _, item in due.requests} == {7, 8, 9, 10} and not due.updates and not due.cancels, "the new dates alone, and nobody loses one")
    check(any(re.search(r"\buge 4\b", m.plain) for m in mails), "week 4 of 2026")


def main():
    story = Story("hospital-2025")
    begin(story)
    hand_over(story)
    september(story)
    moved_date(story)
    next_year(story)
    story.end()


if __name__ == "__main__":
    main()
