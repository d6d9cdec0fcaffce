# SPDX-License-Identifier: Apache-2.0
"""fixtures/continuity: three seasons in a row; each starts from the groups of the last, and as few as can be have to move."""
from datetime import timedelta
from zoneinfo import ZoneInfo

from common import Calendars, Conference, Story, Told, check, instant, load, placed, save, stamp, wall

WEEKS = 52


def carry(story, allocation, conference, output, new_leaders=None):
    """Last season's groups, a year on: the same weekday and wall-clock time 52 weeks later, under the new season's id."""
    conf, data = load(story.path(conference)), load(story.path(allocation))
    zone = ZoneInfo(conf["timezone"])
    data["conference"] = conf["id"]
    for group in data["groups"]:
        local = [instant(t).astimezone(zone).replace(tzinfo=None) + timedelta(weeks=WEEKS) for t in group["sessions"]]
        group["sessions"] = [stamp(wall(t.isoformat(timespec="minutes"), conf["timezone"])) for t in local]
        group.pop("guests", None)
        group["leaders"] += [new for old, new in (new_leaders or {}).items() if old in group["leaders"]]
    save(story.path(output), data)


def home(allocation):
    return {p: places[0][0]["id"] for p, places in placed(allocation).items()}


def season(story, conference, allocation, baseline=None):
    verdict = story.solve(allocation, baseline, conference, seconds=3)
    conf, data = Conference(story.path(conference)), load(story.path(allocation))
    check(data["unplaced"] == [], f"unplaced {data['unplaced']}")
    years = {p: int(conf.raw["id"][-4:]) - conf.people[p]["attributes"]["since"] for p in placed(data)}
    for group in data["groups"]:
        print(f"    {group['id']}: {len(group['members'])} members, {sum(years[p] for p in group['members'])} years of membership together")
    return verdict["score"], data


def first(story):
    story.chapter("autumn 2023: four groups, one afternoon each, every other week")
    _, data = season(story, "conference.json", "season-2023.json")
    check(len(data["groups"]) == 4, f"{len(data['groups'])} groups")
    due, mails, _ = story.send("season-2023.json")
    check({item[0] for _, item in due.requests} == {"series"} and len(mails) == 32, "one invitation each holds all six meetings")
    check(all(len(m.spans) == 6 for m in mails), "six meetings")
    # The series crosses the change of clocks: the wall clock stays, the instants do not (Told compares each of them).
    offsets = {s[0].astimezone(ZoneInfo("Europe/Copenhagen")).utcoffset() for m in mails for s in m.spans}
    check(len(offsets) == 2, "the series crosses a change of clocks")


def new_season(story):
    old = {u for book in story.calendars.events.values() for u in book}
    story.told, story.calendars = Told(), Calendars()
    return old


def second(story):
    story.chapter("autumn 2024: three leave, four come, two change their afternoon; a new leader joins the one who will leave")
    carry(story, "season-2023.json", "conference-2024.json", "carried-2024.json", {"d02": "d37"})
    score, data = season(story, "conference-2024.json", "season-2024.json", "carried-2024.json")
    before, after = home(load(story.path("carried-2024.json"))), home(data)
    moved = {p for p in before if p in after and before[p] != after[p]}
    check(moved == {"d21", "d30"}, f"only the two whose afternoon changed move, not {moved}")
    # Each of the two loses six meetings and a group; nobody else loses anything: no solution can have less.
    check((score["lost"], score["unplaced"], score["disruption"]) == (0, 0, 2 * (6 + 4)), f"{score}")
    tuesday = next(g for g in data["groups"] if "d02" in g["leaders"])
    check(set(tuesday["leaders"]) == {"d02", "d37"}, "the leaders overlap for a season")
    print(f"    disruption {score['disruption']}, the least that two moves can have")
    old = new_season(story)
    _, mails, _ = story.send("season-2024.json", "carried-2024.json", "conference-2024.json")
    check(not old & {m.uid for m in mails}, "a new season has invitations of its own")


def third(story):
    story.chapter("autumn 2025: the overlap ends; the Thursday group has lost its leader and four members, and is merged")
    carry(story, "season-2024.json", "conference-2025.json", "carried-2025.json")
    baseline = load(story.path("carried-2025.json"))
    conf = Conference(story.path("conference-2025.json"))
    thursday = next(g for g in baseline["groups"] if "d04" in g["leaders"])
    homeless = {p for p in thursday["members"] if conf.active(p)}
    check(0 < len(homeless) < 4, f"{len(homeless)} are left of the Thursday group: no merge to be seen")
    score, data = season(story, "conference-2025.json", "season-2025.json", "carried-2025.json")
    check(len(data["groups"]) == 3 and thursday["id"] not in {g["id"] for g in data["groups"]}, "the Thursday group goes on")
    before, after = home(baseline), home(data)
    moved = {p for p in before if p in after and before[p] != after[p]}
    check(homeless <= moved and len(moved) <= len(homeless) + 2, f"{moved} move, {homeless} have to")
    check((score["lost"], score["unplaced"]) == (0, 0) and score["disruption"] == 10 * len(moved), f"{score}")
    print(f"    disruption {score['disruption']}: {len(homeless)} had to move, {len(moved)} did")
    leader = next(g["leaders"] for g in data["groups"] if "d37" in g["leaders"])
    check(leader == ["d37"], "the new leader goes on alone")
    story.convene("diff", "conference-2025.json", "carried-2025.json", "season-2025.json", show=20)
    new_season(story)
    story.send("season-2025.json", "carried-2025.json", "conference-2025.json")


def main():
    story = Story("continuity")
    first(story)
    second(story)
    third(story)
    story.end()


if __name__ == "__main__":
    main()
