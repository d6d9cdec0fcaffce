# SPDX-License-Identifier: Apache-2.0
"""fixtures/cluster-2025: a year's meetings into forty-one calendars, without groups; and who is on duty on Fridays."""
from datetime import date

from common import Conference, Story, check, edit, instant, load, save

MONTH = "september 2025"


def change_people(story, change, name="people.csv"):
    """The list is kept in a spreadsheet: here it is edited as text."""
    lines = story.path(name).read_text("utf-8").splitlines()
    story.path(name).write_text("\n".join(change(lines)) + "\n", "utf-8")


def plenaries(due_part):
    return {item[1] for _, item in due_part}


def year(story):
    story.chapter("January: the dates that are known go into everybody's calendar; September is announced, and in no calendar yet")
    story.convene("check", "conference.json", show=30)
    story.convene("solve", "conference.json", "-o", "allocation.json", "--time", 1)
    story.verify("allocation.json")
    check(load(story.path("allocation.json"))["groups"] == [] and load(story.path("allocation.json"))["unplaced"] == [], "there is nothing to assign")
    due, mails, _ = story.send("allocation.json")
    check(plenaries(due.requests) == {"assembly", "may", "retreat"} and len(mails) == 3 * 41, f"{len(mails)} messages")
    for mail in mails:
        check(MONTH in mail.plain.lower(), f"the open date of September is not in\n{mail.plain}")
        check("uge" in mail.plain, f"not in Danish:\n{mail.plain}")
    retreat = [m for m in mails if m.spans[0] == (date(2025, 11, 7), date(2025, 11, 9))]
    check(len(retreat) == 41 and {m.status for m in retreat} == {"TENTATIVE"}, "the retreat is two whole days, and tentative")
    check(b"VALUE=DATE" in calendar_bytes(retreat[0]), "whole days are dates, not midnights")


def calendar_bytes(mail):
    import email
    return next(p for p in email.message_from_bytes(mail.raw).walk() if p.get_content_type() == "text/calendar").get_payload(decode=True)


def september(story):
    story.chapter("May: September gets its date: one invitation each, and nothing else")

    def fix(conf):
        plenary = next(p for p in conf["plenaries"] if p["id"] == "september")
        del plenary["month"]
        plenary.update(start="2025-09-22T17:00", minutes=150)
    edit(story.path(), fix)
    due, mails, _ = story.send("allocation.json")
    check(plenaries(due.requests) == {"september"} and due.count() == len(mails) == 41, f"{len(mails)} messages")


def people_come_and_go(story):
    story.chapter("10 June: two new members, one practice closes, two merge, one member changes practice")
    edit(story.path(), lambda conf: conf.update(as_of="2025-06-10T00:00:00Z"))
    story.convene("drop", "conference.json", "k09")

    def change(lines):
        lines = [line.replace("Lægerne Skovvej", "Lægerne Kirkegade") for line in lines]
        lines = [line.replace("Lægehuset Mosevej", "Lægehuset Dammen") if line.startswith("k31,") else line for line in lines]
        return lines + ["k42,Vibe Østergård Lind,vibe.lind@example.org,Europe/Copenhagen,active,Lægehuset Torvet", "k43,Åse Kjær,aase.kjaer@example.org,Europe/Copenhagen,active,Lægerne Fjordvej"]
    change_people(story, change)
    story.convene("solve", "conference.json", "-o", "allocation.json", "--time", 1)
    due, mails, _ = story.send("allocation.json")
    check({p for p, _ in due.requests} == {"k42", "k43"} and plenaries(due.requests) == {"september", "retreat"}, "who is new hears of what is ahead")
    check({p for p, _ in due.cancels} == {"k09"} and plenaries(due.cancels) == {"september", "retreat"} and not due.updates, "who leaves is released from what is ahead")
    check(len(mails) == 6, "and nobody else hears anything")


def retreat_confirmed(story):
    story.chapter("August: the retreat is confirmed: one update each, and nothing else")

    def confirm(conf):
        next(p for p in conf["plenaries"] if p["id"] == "retreat").pop("status")
    edit(story.path(), confirm)
    due, mails, _ = story.send("allocation.json")
    check(plenaries(due.updates) == {"retreat"} and due.count() == len(mails) == 42, f"{len(mails)} messages")
    check({m.status for m in mails} == {"CONFIRMED"} and all(m.spans[0] == (date(2025, 11, 7), date(2025, 11, 9)) for m in mails), "confirmed, the same days")


def fridays(story):
    story.chapter("the Friday ring: ten practices, a year, holidays left out; and a swap")
    story.solve("ring.json", conference="fridays.json", seconds=4)
    allocation, conf = load(story.path("ring.json")), load(story.path("fridays.json"))
    group, = allocation["groups"]
    days = [instant(t).date() for t in group["sessions"]]
    check(len(days) == 49 and all(d.weekday() == 4 for d in days) and not {date(2025, 4, 18), date(2025, 12, 26)} & set(days), "49 Fridays, no holiday")
    duty = [who[0] for who in group["rota"] if len(who) == 1]
    check(len(duty) == 49, "one practice on duty each Friday")
    turns = {p: duty.count(p) for p in group["members"]}
    check(len(turns) == 10 and max(turns.values()) - min(turns.values()) <= 1, f"turns {turns}")
    check(conf["sessions"]["offered"][0]["starts"][0][:10] == days[0].isoformat(), "the first Friday of the year")
    # Two practices swap: any two Fridays on which each can stand in for the other.
    a, b = next((i, j) for i in range(49) for j in range(i + 1, 49) if duty[i] != duty[j] and free(story, duty[i], days[j]) and free(story, duty[j], days[i]))
    group["rota"][a], group["rota"][b] = group["rota"][b], group["rota"][a]
    save(story.path("ring-swapped.json"), allocation)
    story.verify("ring-swapped.json", conference="fridays.json")
    story.convene("diff", "fridays.json", "ring.json", "ring-swapped.json", show=15)


def free(story, person, day):
    line = next(li for li in story.path("fridays.csv").read_text("utf-8").splitlines() if li.startswith(person + ","))
    spans = [s.split("..") for s in line.split(",")[6].split("; ") if s]
    return not any(date.fromisoformat(a) <= day <= date.fromisoformat(b) for a, b in spans)


def main():
    story = Story("cluster-2025")
    check(len(Conference(story.path()).people) == 41, "the list has forty-one members")
    year(story)
    september(story)
    people_come_and_go(story)
    retreat_confirmed(story)
    fridays(story)
    story.end()


if __name__ == "__main__":
    main()
