#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Holds every zone of tzdata.zi, as the library reads it, against Python's zoneinfo: each change from 1970 to 2199, and readings of its clock,
skipped and repeated ones among them. Then the same with the data compiled as slim and as fat files. (The three need not agree with each other:
zic 2.36 writes Gaza's 2070s otherwise into slim files. Files are what both sides read.)

    zoneinfo_oracle.py PATH-OF-zone_readings

Exits 77 (skipped), loudly, where zic is not there to compile them; the first comparison has been made by then.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, reset_tzpath

EPOCH = datetime(1970, 1, 1)
EPOCH_UTC = EPOCH.replace(tzinfo=timezone.utc)
SECOND = timedelta(seconds=1)
# The slim file that zic 2.36 makes of it is none: its footer says CDT where its last change says CST, which RFC 9636 3.3 forbids. zoneinfo
# believes the one at that second and the other after it; the C library and we believe the footer from that second on.
CONTRADICTORY = {"slim": {"America/Ojinaga"}}


def readings(program, folder):
    done = subprocess.run([program], env={**os.environ, "TZDIR": folder}, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout.splitlines()


def facts(zone, at):
    local = (EPOCH_UTC + at * SECOND).astimezone(zone)
    return local.utcoffset() // SECOND, local.tzname()


def compare(folder, lines, leave_out=frozenset()):
    reset_tzpath([folder])
    ZoneInfo.clear_cache()
    zones = changes = read = wrong = 0
    zone = None
    for line in lines:
        kind, *words = line.split()
        if kind == "Z":
            name, zone = words[0], ZoneInfo(words[0])
            zones += 1
            continue
        if name in leave_out:
            continue
        if kind == "C":
            at, before, after = (int(word) for word in words[:3])
            dst = facts(zone, at)
            fine = facts(zone, at - 1)[0] == before and dst == (after, words[4])
            changes += 1
        else:
            day, minute, instant = (int(word) for word in words)
            local = (EPOCH + timedelta(days=day, minutes=minute)).replace(tzinfo=zone)
            fine = (local - EPOCH_UTC) // timedelta(minutes=1) == instant
            read += 1
        if not fine:
            wrong += 1
            if wrong <= 10:
                print(f"{name}: {line}: zoneinfo says otherwise")
    print(f"{folder}: {zones} zones, {changes} changes, {read} readings of clocks, {wrong} mismatches", flush=True)
    if wrong or zones < 400 or changes < 50000:
        sys.exit(1)


def compiled(kind, source, parent):
    folder = os.path.join(parent, kind)
    zic = shutil.which("zic", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not zic:
        print("SKIPPED: slim and fat files are not compared, because zic (Debian: package libc-bin) is not here", flush=True)
        sys.exit(77)
    subprocess.run([zic, "-b", kind, "-d", folder, source], check=True)
    shutil.copy(source, os.path.join(folder, "tzdata.zi"))
    return folder


def main():
    program = sys.argv[1]
    folder = os.environ.get("TZDIR") or "/usr/share/zoneinfo"
    installed = readings(program, folder)
    compare(folder, installed)
    with tempfile.TemporaryDirectory() as parent:
        sizes = {}
        for kind in ("slim", "fat"):
            other = compiled(kind, os.path.join(folder, "tzdata.zi"), parent)
            sizes[kind] = os.path.getsize(os.path.join(other, "Europe", "Dublin"))
            lines = readings(program, other)
            if lines == installed:
                print(f"{kind} files: the same {len(lines)} lines as {folder}", flush=True)
            else:
                compare(other, lines, CONTRADICTORY.get(kind, frozenset()))
        if sizes["slim"] >= sizes["fat"]:
            sys.exit("the slim files are no smaller than the fat ones: nothing new was compared")


main()
