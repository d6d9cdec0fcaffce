#!/usr/bin/env python3
"""How the time to the same quality grows with the number of people, beside n log n, as a table and a picture.

    growth_bench.py --judge DIR [--anytime PROGRAM] [--clock LIBRARY] [--sizes 1000,2000,…,40000] [--seconds 2] [--shape global-weekly-narrow]
                    [--seed 1] [--threads 1] [--svg FILE]

The smallest conference of gen.py is searched for --seconds; what it costs a person then, with nobody more left over than there, is the level. Each
of the others is given that many seconds × (n log n) of its size over that of the smallest, which says what it costs a person by then; then half or
twice as many, until the level lies between two runs, and the seconds to the level are taken from the logarithms between them. Each run is a
search of its own, since a search divides its time. Search alone: reading and writing are left out. PROGRAM is built by `ninja bench_anytime`.
"""
import argparse
import math
import pathlib
import subprocess
import sys
import tempfile

import kit

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 440, 70, 150, 30, 60


def cost_a_person(args, conference, people, seconds, folder):
    """Cost for each person; a person left over counts as much as a whole group at its worst."""
    ran = subprocess.run([args.anytime, conference, folder / "a.json", str(seconds), "0", str(args.seed), str(args.threads)], capture_output=True, text=True,
                         check=True, env=kit.clocked(args.clock))
    _, tried, unplaced, _, cost = ran.stdout.splitlines()[-1].split()
    return int(cost) / people, int(unplaced), int(tried)


def seconds_to(args, level, conference, people, start, first, folder):
    """Seconds until it costs no more than level a person and nobody is left over, from runs that hold it between them."""
    known = {start: first}
    seconds = start

    def reached(run):
        return run[1] == 0 and run[0] <= level

    step = 0.5 if reached(first) else 2
    while reached(known[seconds]) == reached(first) and len(known) < 7:
        seconds *= step
        known[seconds] = cost_a_person(args, conference, people, seconds, folder)
    below, above = (max((s for s, run in known.items() if not reached(run)), default=None), min((s for s, run in known.items() if reached(run)), default=None))
    if below is None or above is None:
        return above
    slow, fast = known[below][0], known[above][0]
    if known[below][1] or slow <= level:
        return above
    return below * (above / below) ** (math.log(slow / level) / math.log(slow / fast)) if slow > fast else above


def text(x, y, what, anchor="middle", size=13, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{more}>{what}</text>'


def picture(rows, level, per_person):
    """Both axes by logarithm: measured points, and n log n through the first."""
    least_x, most_x = math.log10(rows[0][0]) - 0.08, math.log10(rows[-1][0]) + 0.08
    base, unit = rows[0][1], rows[0][0] * math.log(rows[0][0])
    line = [(n, base * n * math.log(n) / unit) for n, _ in rows]
    least_y = math.floor(math.log10(min(s for _, s in rows + line)))
    most_y = math.ceil(math.log10(max(s for _, s in rows + line)))

    def at(n, seconds):
        return (LEFT + (math.log10(n) - least_x) / (most_x - least_x) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (math.log10(seconds) - least_y) / (most_y - least_y) * (HEIGHT - TOP - BOTTOM))

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" role="img" aria-label="{per_person}">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for power in range(least_y, most_y + 1):
        for times in range(1, 10) if power < most_y else (1,):
            y = at(rows[0][0], times * 10 ** power)[1]
            out.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{"#bbb" if times == 1 else "#eee"}"/>')
        out.append(text(LEFT - 8, at(rows[0][0], 10 ** power)[1] + 4, f"{10 ** power:g} s", "end"))
    for n, _ in rows:
        x = at(n, 10 ** least_y)[0]
        out.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#eee"/>')
        out.append(text(x, HEIGHT - BOTTOM + 18, f"{n:,}"))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, f"people; seconds of one core until nobody is left over and a person costs {level:.2f}"))
    for points, colour, more in ((line, "#888", ' stroke-dasharray="6 4"'), (rows, "#1f5fa8", "")):
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2"{more} points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*p) for p in points)) + '"/>')
    out += [f'<circle cx="{at(*p)[0]:.1f}" cy="{at(*p)[1]:.1f}" r="4.5" fill="#1f5fa8"/>' for p in rows]
    ends = sorted(((at(*line[-1])[1], "n log n", "#666"), (at(*rows[-1])[1], "convene", "#1f5fa8")))
    for k, (y, what, colour) in enumerate(ends):
        out.append(text(WIDTH - RIGHT + 10, max(y, ends[0][0] + 18 * k) + 4, what, "start", 14, f' fill="{colour}"'))
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kit.options(ask)
    ask.add_argument("--anytime", default="build/release/tests/bench_anytime")
    ask.add_argument("--sizes", default="1000,2000,5000,10000,20000,40000")
    ask.add_argument("--seconds", type=float, default=2)
    ask.add_argument("--shape", default="global-weekly-narrow")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--svg", type=pathlib.Path)
    args = ask.parse_args()
    print("| people | seconds by n log n | unplaced / cost then | cost a person | moves a second | seconds to the level | of n log n |")
    print("| --- " * 7 + "|", flush=True)
    rows, level, unit = [], None, None
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for people in map(int, args.sizes.split(",")):
            conference = kit.conference_of(args.judge, f"{people}-{args.shape}-{args.seed}", folder)
            unit = unit or people * math.log(people)
            share = args.seconds * people * math.log(people) / unit
            first = cost_a_person(args, conference, people, share, folder)
            level = level or first[0]
            took = share if not rows else seconds_to(args, level, conference, people, share, first, folder)
            conference.unlink()
            shown = f"{took:.1f} | {took / share:.2f}" if took else "not reached | "
            print(f"| {people:,} | {share:.1f} | {first[1]} / {first[0] * people:,.0f} | {first[0]:.2f} | {first[2] / share:,.0f} | {shown} |", flush=True)
            if took:
                rows.append((people, took))
            if args.svg and len(rows) > 1:
                args.svg.write_text(picture(rows, level, "seconds to the same quality by number of people, beside n log n"), "utf-8")


if __name__ == "__main__":
    main()
