# SPDX-License-Identifier: Apache-2.0
"""fixtures/leadership-2020: from the answers to invitations, and again after dropouts, a late joiner, a guest, a late answer, a moved plenary."""
import re
from zoneinfo import ZoneInfo

from common import Conference, Story, check, edit, instant, load, placed, read_people, save, write_people

WEEKDAYS = {"en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday", "da": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
            "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag", "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "es": "lunes martes miércoles jueves viernes sábado domingo",
            "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
            "sv": "måndag tisdag onsdag torsdag fredag lördag söndag", "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"}
NOWHERE = {"p059", "p062"}  # nights on every group's clock; one hour a week


def on_own_clock(conf, mails):
    """Each invitation says weekday and time in the reader's language and on the reader's clock, Chatham and Kathmandu included."""
    people, seen = {p["email"]: p for p in conf.people.values()}, set()
    for mail in mails:
        if mail.method is None:
            continue
        person = people[mail.to]
        language = person.get("locale", "en").split("-")[0]
        local = mail.spans[0][0].astimezone(ZoneInfo(person["timezone"]))
        clock = rf"\b0?(?:{local.hour}|{local.hour % 12 or 12})\s?[.:h]\s?{local.minute:02d}"
        check(re.search(clock, mail.plain), f"{person['id']} does not read {local:%H:%M} in\n{mail.plain}")
        weekday = WEEKDAYS.get(language, WEEKDAYS["en"]).split()[local.weekday()]
        check(weekday.lower() in mail.plain.lower(), f"{person['id']} ({language}) does not read {weekday} in\n{mail.plain}")
        seen |= {language, person["timezone"]}
    check(seen >= {*WEEKDAYS, "Pacific/Chatham", "Asia/Kathmandu"}, f"languages and zones seen: {sorted(seen)}")


def everybody_has_a_turn(conf, allocation):
    """Changing leadership: two turns a session, so that with up to eight members everybody presents or leads; nobody has two more than another."""
    rotas = 0
    for group in allocation["groups"]:
        if "rota" not in group:
            continue
        rotas += 1
        turns = {p: sum(p in who for who in group["rota"]) for p in group["members"]}
        check(all(len(who) == 2 for who in group["rota"]), f"{group['id']}: {group['rota']}")
        check(max(turns.values()) - min(turns.values()) <= 1, f"{group['id']}: turns {turns}")
        check(min(turns.values()) >= 1 or len(turns) > 8, f"{group['id']}: somebody never has a turn: {turns}")
    check(rotas >= 2, "hardly any group with changing leadership")


def turns_stay(before, after, moment):
    """Whoever is still in their group keeps their turn on the rota: nobody prepares a case in vain."""
    for group in after["groups"]:
        old = next((g for g in before["groups"] if g["id"] == group["id"]), None)
        for number, start in enumerate(group["sessions"]):
            if old and "rota" in group and instant(start) >= instant(moment):
                lost = set(old["rota"][number]) & set(group["members"]) - set(group["rota"][number])
                check(not lost, f"{group['id']}: {sorted(lost)} lose their turn at session {number + 1}")


def plan(story):
    story.chapter("the answers are in: check, solve, verify, show")
    text, _ = story.convene("check", "conference.json", show=40)
    check("p062" in text or "Wojciech" in text, "check does not name the person whose one hour fits no session")
    verdict = story.solve("allocation.json", seconds=10)
    allocation = load(story.path("allocation.json"))
    check(set(allocation["unplaced"]) == NOWHERE, f"unplaced {allocation['unplaced']}, not {sorted(NOWHERE)}: {verdict['score']}")
    everybody_has_a_turn(Conference(story.path()), allocation)
    story.convene("show", "conference.json", "allocation.json", show=30)
    chatham, _ = story.convene("show", "conference.json", "allocation.json", "--person", "p058", show=30)
    check("Chatham" in chatham, "the reader in Chatham does not see their zone")
    why, _ = story.convene("explain", "conference.json", "allocation.json", *sorted(NOWHERE), show=30)
    check("Stuart" in why and "Wojciech" in why, "explain names whom it was asked about")

    story.chapter("schedule and groups come by mail")
    due, mails, _ = story.send("allocation.json")
    check(due.letters == NOWHERE and not due.updates and not due.cancels, "first invitations are new ones, and two letters")
    check({m.to for m in mails if m.method is None} == {"stuart.ballantyne@example.org", "wojciech.zielinski@example.org"}, "letters go to the two left over")
    on_own_clock(Conference(story.path()), mails)
    names = {p["id"]: p["name"] for p in read_people(story.path())}
    for group in allocation["groups"]:
        reader = next(p for p in read_people(story.path()) if p["id"] == group["members"][0])
        mail = next(m for m in mails if m.to == reader["email"])
        check(all(names[p] in mail.plain for p in group["members"][1:] + group["leaders"]), f"{reader['id']} does not read the names of the group")


def dropouts(story):
    story.chapter("3 August: every first session is held; a facilitator and a member drop out")
    edit(story.path(), lambda c: c.update(as_of="2020-08-03T00:00:00Z"))
    before = load(story.path("allocation.json"))
    check(all(instant(g["sessions"][0]) < instant("2020-08-03T00:00:00Z") for g in before["groups"]), "a group has not met yet")
    lonely = [g for g in before["groups"] if len(g["leaders"]) == 1]
    leader = lonely[0]["leaders"][0]
    member = next(p for g in before["groups"] if leader not in g["leaders"] for p in g["members"])
    story.convene("drop", "conference.json", leader, member)
    verdict = story.solve("allocation-2.json", "allocation.json")
    check(verdict["score"]["lost"] == 0, f"somebody is put out: {verdict['score']}")
    after = load(story.path("allocation-2.json"))
    for group in after["groups"]:
        old = next((g for g in before["groups"] if g["id"] == group["id"]), None)
        held = [t for t in group["sessions"] if t < "2020-08-03"]
        check(old is None or group["sessions"][:len(held)] == [t for t in old["sessions"] if t < "2020-08-03"], f"{group['id']}: history has changed")
    turns_stay(before, after, "2020-08-03T00:00:00Z")
    story.convene("diff", "conference.json", "allocation.json", "allocation-2.json", show=30)
    due, mails, _ = story.send("allocation-2.json", "allocation.json")
    told = {p for part in due[:3] for p, _ in part}
    check({leader, member} <= told, "those who dropped out get no cancellations")
    check({item for p, item in due.cancels if p == member} >= {("plenary", "opening"), ("plenary", "social")}, "the plenaries of the dropout stay")
    check(len(told) <= len(placed(before)) // 2, f"{len(told)} people hear of two dropouts")


def late_joiner(story):
    story.chapter("12 August: a late joiner from Tahiti, with nobody near; and a fee that is paid late")
    edit(story.path(), lambda c: c.update(as_of="2020-08-12T00:00:00Z"))
    people = read_people(story.path())
    next(p for p in people if p["id"] == "p063").pop("status")
    write_people(story.path(), people + [load(story.path("late-joiner.json"))])
    verdict = story.solve("allocation-3.json", "allocation-2.json")
    check(verdict["score"]["lost"] == 0, f"somebody is put out: {verdict['score']}")
    after = load(story.path("allocation-3.json"))
    check(not {"p063", "p064"} & set(after["unplaced"]), f"the late joiners stay out: {after['unplaced']}")
    turns_stay(load(story.path("allocation-2.json")), after, "2020-08-12T00:00:00Z")
    due, mails, _ = story.send("allocation-3.json", "allocation-2.json")
    mine = [m for m in mails if m.to == "hinano.teriitahi@example.org"]
    check(len(mine) >= 5 and all(m.method == "REQUEST" for m in mine), "the late joiner gets sessions and plenaries")
    check("lundi" in mine[0].plain or "mardi" in mine[0].plain or re.search("mercredi|jeudi|vendredi|samedi|dimanche", mine[0].plain), "not in French")


def guest(story):
    story.chapter("a guest: one session with another group instead of their own")
    conf, data = Conference(story.path()), load(story.path("allocation-3.json"))
    for number in (4, 3, 2):
        for host in data["groups"]:
            start = instant(host["sessions"][number - 1])
            visitors = [(g, p) for g in data["groups"] if g is not host and not conf.held(instant(g["sessions"][number - 1])) for p in g["members"]
                        if conf.can(p, start) and conf.can(p, instant(g["sessions"][number - 1])) and not any(p in who for who in g.get("rota", []))]
            visitors = visitors or [(g, p) for g in data["groups"] if g is not host and "rota" not in g and not conf.held(instant(g["sessions"][number - 1]))
                                    for p in g["members"] if conf.can(p, start)]
            if visitors and not conf.held(start):
                home, person = visitors[0]
                host.setdefault("guests", []).append({"who": person, "session": number})
                save(story.path("allocation-4.json"), data)
                story.verify("allocation-4.json", "allocation-2.json")
                due, mails, _ = story.send("allocation-4.json", "allocation-2.json")
                check((due.updates, due.count()) == ({(person, ("session", home["id"], number))}, 1), f"the guest alone hears, once: {due}")
                check(mails[0].spans[0][0] == start, "the guest is told another time")
                return
    raise AssertionError("nobody can be a guest anywhere")


def social_event(story):
    story.chapter("the social event moves by two hours: one update to everybody, and nothing else")

    def later(conf):
        next(p for p in conf["plenaries"] if p["id"] == "social")["start"] = "2020-10-03T19:00"
    edit(story.path(), later)
    due, mails, _ = story.send("allocation-4.json", "allocation-2.json")
    everybody = set(placed(load(story.path("allocation-4.json"))))
    check(due.updates == {(p, ("plenary", "social")) for p in everybody} and due.count() == len(everybody), "one update each, and nothing else")
    check(all(m.sequence == 1 and m.method == "REQUEST" for m in mails), "an update is a REQUEST with the next SEQUENCE")


def late_answer(story):
    story.chapter("a late answer: the one with one hour a week finds more")
    answer = load(story.path("late-answer.json"))
    people = read_people(story.path())
    next(p for p in people if p["id"] == answer["id"])["availability"] = answer["availability"]
    write_people(story.path(), people)
    verdict = story.solve("allocation-5.json", "allocation-4.json")
    check(verdict["score"]["lost"] == 0, f"somebody is put out: {verdict['score']}")
    after = load(story.path("allocation-5.json"))
    check(after["unplaced"] == ["p059"], f"unplaced: {after['unplaced']}")
    due, mails, _ = story.send("allocation-5.json", "allocation-4.json")
    check(not due.letters and any(m.to == "wojciech.zielinski@example.org" and m.method == "REQUEST" for m in mails), "p062 is invited, p059 not written to again")
    plenaries = [item for _, item in [*due.updates, *due.cancels] if item[0] == "plenary"]
    check(not plenaries, f"plenaries of those who stay are left alone: {plenaries}")


def main():
    story = Story("leadership-2020")
    plan(story)
    dropouts(story)
    late_joiner(story)
    guest(story)
    social_event(story)
    late_answer(story)
    story.end()


if __name__ == "__main__":
    main()
