# SPDX-License-Identifier: Apache-2.0
"""No include points up: each #include in lib/ and cli/ obeys the table of docs/ARCHITECTURE.md, which is read from the page itself."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `(?P<path>[a-z./]+)` \|.*\| (?P<may>[^|]*) \|$")
INCLUDE = re.compile(r'^\s*#\s*include\s+(?P<open>["<])(?P<what>[^">]+)[">]')
# "Only clock/ knows what a time zone is; only mail/ opens a socket to a mail server; only store/ speaks SQL." Versions are named by base.
LIBRARIES = {"unicode/ucal.h": {"clock"}, "unicode/udat.h": {"clock"}, "sqlite3.h": {"store"}, "curl/": {"mail"}}
NAMES_VERSIONS = "base/version.c"


def table(page):
    """{room: the rooms that it may include, itself too}, after "and at what that room may include"."""
    direct = {}
    for line in page.splitlines():
        row = ROW.match(line)
        if not row:
            continue
        room = row["path"].removeprefix("lib/").rstrip("/")
        words = re.sub(r"\([^)]*\)", "", row["may"]).split(",")  # a remark in brackets says why
        direct[room] = {word.strip() for word in words} - {"", "all"}
    allowed = {}

    def close(room):
        if room not in allowed:
            allowed[room] = {room}
            for below in direct.get(room, ()):
                allowed[room] |= {below} if below == "convene.h" else close(below)
        return allowed[room]

    for room in direct:
        close(room)
    allowed["cli"] = {"cli", "convene.h"}
    return allowed


def wrong(file, line, allowed, headers):
    """What is wrong with one line of a file ("clock/zone.c", "cli/main.c"); None where nothing is. headers: of lib/ and cli/."""
    found = INCLUDE.match(line)
    if not found:
        return None
    room, what = file.split("/")[0] if "/" in file else "convene.h", found["what"]
    if found["open"] == "<":
        for prefix, rooms in LIBRARIES.items():
            if what.startswith(prefix) and room not in rooms and file != NAMES_VERSIONS:
                return f"<{what}> belongs to {', '.join(sorted(rooms))} alone"
        return None
    if what == "convene.h":
        return None if "convene.h" in allowed.get(room, ()) else f"{room} may not include convene.h"
    if f"{room}/{what}" in headers:  # sideways, by its bare name
        return None
    if what not in headers:
        return f'"{what}" is no header of the house'
    target = what.split("/")[0]
    if target not in allowed.get(room, ()):
        return f'{room} may not include "{what}": the table of docs/ARCHITECTURE.md allows {", ".join(sorted(allowed.get(room, ())))}'
    if target != room and what != f"{target}/{target}.h" and what not in reexported(headers, target):
        return f'"{what}" is private to {target}'
    return None


def reexported(headers, room):
    """Headers that the room's own header includes by their path are part of it (base/limits.h)."""
    text = headers.get(f"{room}/{room}.h", "")
    return {m["what"] for m in map(INCLUDE.match, text.splitlines()) if m}


def self_check(allowed):
    """The checker itself can fail: lines that must be refused, and lines that must not."""
    headers = {"base/base.h": '#include "base/limits.h"', "base/limits.h": "", "clock/clock.h": "", "clock/tzif.h": "", "invite/invite.h": "",
               "mail/mail.h": "", "plan/plan.h": "", "cli/cli.h": ""}
    table_of_cases = [
        ("clock/zone.c", '#include "base/base.h"', True), ("clock/zone.c", '#include "base/limits.h"', True),
        ("clock/zone.c", '#include "tzif.h"', True), ("clock/zone.c", '#include "clock/tzif.h"', True),
        ("clock/zone.c", '#include "invite/invite.h"', False), ("base/text.c", '#include "clock/clock.h"', False),
        ("invite/compose.c", '#include "clock/clock.h"', True), ("invite/compose.c", '#include "clock/tzif.h"', False),
        ("invite/compose.c", '#include "plan/plan.h"', False), ("invite/compose.c", "#include <sqlite3.h>", False),
        ("invite/compose.c", "#include <curl/curl.h>", False), ("clock/words.c", "#include <unicode/ucal.h>", True),
        ("outbox/send.c", '#include "mail/mail.h"', True), ("mail/mail.c", '#include "clock/clock.h"', False),
        ("cli/main.c", "#include <convene.h>", True), ("cli/main.c", '#include "convene.h"', True), ("cli/main.c", '#include "cli.h"', True),
        ("cli/main.c", '#include "base/base.h"', False), ("cli/main.c", '#include "nowhere.h"', False)]
    return [f"the checker judges {file}: {line} wrongly" for file, line, fine in table_of_cases if (wrong(file, line, allowed, headers) is None) != fine]


def main():
    allowed = table((ROOT / "docs/ARCHITECTURE.md").read_text("utf-8"))
    rooms = {"base", "clock", "conference", "allocation", "plan", "solve", "report", "invite", "mail", "store", "outbox", "inbox"}
    bad = [f"docs/ARCHITECTURE.md: no row for {room}" for room in sorted(rooms - set(allowed))]
    bad += self_check(allowed)
    files = {}
    for top, cut in (("lib", "lib"), ("cli", ".")):
        for path in sorted((ROOT / top).rglob("*.[ch]")):
            files[str(path.relative_to(ROOT / cut))] = path.read_text("utf-8")
    headers = {name: text for name, text in files.items() if name.endswith(".h")}
    lines = 0
    for name, text in files.items():
        room = name.split("/")[0]
        if "/" in name and room not in allowed:
            bad.append(f"{name}: no room {room} in docs/ARCHITECTURE.md")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            lines += "#include" in line
            problem = wrong(name, line, allowed, headers)
            if problem:
                bad.append(f"{'' if room == 'cli' else 'lib/'}{name}:{number}: {problem}")
    print("\n".join(bad) if bad else f"{lines} includes in {len(files)} files point where the table allows")
    return 1 if bad or not lines else 0


if __name__ == "__main__":
    sys.exit(main())
