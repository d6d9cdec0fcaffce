"""Compares `convene verify --json` with an independent judge of the same contract, over random conferences and hundreds of broken allocations.

The judge is a program of its own: its path in CONVENE_JUDGE, or judge/judge.py in a folder beside the repository, with gen.py next to it. Where it
is not there, this test is skipped, loudly; what it once said is kept in tests/data/judged and replayed by allocation.check.

    judged.py                 compare (CONVENE: the program)
    judged.py --record DIR    keep what the judge says of small conferences, for the replay
    judged.py --seed N --rounds N
"""
import argparse
import collections
import copy
import importlib.util
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import judged_cases

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP = 77

# people, pattern, answers, profile, further arguments of gen.py, what to add
SHAPES = [
    (24, "free", "wide", "ibf", [], {"hard", "caps"}),
    (30, "weekly", "wide", "regional", [], {"lists", "people"}),
    (30, "offered", "wide", "regional", ["--series", "12"], {"rota", "attend"}),
    (36, "free", "wide", "global", ["--minutes", "90", "--grid", "15"], {"attend", "rota", "status", "night"}),
    (36, "weekly", "narrow", "regional", ["--first", "2026-09-28", "--count", "3"], {"status", "leaders", "lists", "hard"}),
    (40, "offered", "narrow", "ibf", ["--series", "60", "--count", "5"], {"attend", "people", "leaders", "night"}),
    (40, "free", "wide", "regional", ["--minutes", "240", "--first", "2027-03-01", "--count", "3"], {"rota", "lists", "leaders", "caps"}),
    (60, "free", "narrow", "ibf", ["--minutes", "45", "--grid", "60"], {"hard", "people", "lists", "status", "attend", "rota"}),
    (16, "free", "wide", "regional", ["--minutes", "600", "--first", "2026-10-01", "--count", "2"], {"night", "rota", "long"}),
    (1, "free", "wide", "ibf", [], set()),
]
SMALL = [(14, "free", "wide", "regional", ["--count", "2", "--weeks", "5"], {"hard", "lists", "rota", "people", "leaders"}),
         (14, "weekly", "wide", "regional", ["--count", "3", "--weeks", "6"], {"attend", "status", "night", "caps", "rota"}),
         (14, "offered", "wide", "regional", ["--series", "6", "--count", "3", "--weeks", "6"], {"attend", "rota", "leaders", "lists"}),
         (14, "free", "wide", "ibf", ["--count", "3", "--weeks", "10", "--first", "2026-09-28"], {"attend", "status", "people", "leaders", "rota"})]


def find_judge():
    named = os.environ.get("CONVENE_JUDGE")
    beside = sorted(ROOT.parent.glob("*/judge/judge.py"))
    path = pathlib.Path(named) if named else beside[0] if beside else None
    return path if path and path.is_file() else None


def load(path):
    spec = importlib.util.spec_from_file_location("judge", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Case:
    """One conference on disk, with the judge's view of it."""

    def __init__(self, judge, raw, folder, name):
        self.judge, self.raw = judge, raw
        self.path = pathlib.Path(folder) / f"{name}.json"
        self.path.write_text(json.dumps(raw), "utf-8")
        self.conf = judge.Conference(self.path)

    def judged(self, allocation, baseline):
        try:
            return self.judge.judge(self.conf, copy.deepcopy(allocation), copy.deepcopy(baseline))
        except (ValueError, KeyError, TypeError, IndexError) as e:
            return f"{type(e).__name__}: {e}"


def generated(generator, seed, shape):
    people, pattern, answers, profile, more, words = shape
    text = subprocess.run([sys.executable, generator, "--people", str(people), "--seed", str(seed), "--pattern", pattern, "--answers", answers,
                           "--profile", profile, *more], check=True, capture_output=True, text=True).stdout
    rng = random.Random(f"{seed} {shape[:4]}")
    return judged_cases.decorate(json.loads(text), rng, words), rng


def seasons(judge, generator, seed, shape, folder):
    """(case, valid allocation, its baseline or None), three of them: a first season, the same with a baseline unheld, and one after as_of."""
    raw, rng = generated(generator, seed, shape)
    case = Case(judge, raw, folder, "first")
    first = judged_cases.Builder(judge, case.conf, rng).build(14)
    yield case, first, None, rng
    again = judged_cases.Builder(judge, case.conf, rng, first).build(6)
    yield case, again, first, rng
    later = Case(judge, judged_cases.go_on(raw, first, judge, rng), folder, "later")
    try:
        second = judged_cases.Builder(judge, later.conf, rng, first).build(6)
    except (KeyError, TypeError, ValueError, IndexError):
        return
    yield later, second, first, rng


def broken(case, allocation, rng, times):
    """(name of the edit, allocation) – each edit some times, each on its own."""
    for name, edit in judged_cases.edits(case.judge, case.raw).items():
        for _ in range(times):
            a = copy.deepcopy(allocation)
            if edit(a, rng) is not False and a != allocation:
                yield name, a


def all_cases(case, allocation, baseline, rng, times, rules, folder):
    """(name, case, allocation): the allocation as it is, each edit of it, and the allocation under each edit of the conference."""
    yield "valid", case, allocation
    for name, a in broken(case, allocation, rng, times):
        yield name, case, a
    for number, (name, raw) in enumerate(judged_cases.conference_edits(case.raw, allocation, baseline, rng, rules)):
        try:
            yield name, Case(case.judge, raw, folder, f"edited-{number}"), allocation
        except (ValueError, KeyError, TypeError):
            continue


def verify(program, case, allocation, baseline, folder):
    files = []
    for name, what in (("allocation", allocation), ("baseline", baseline)):
        path = pathlib.Path(folder) / f"{name}.json"
        if what is not None:
            path.write_text(json.dumps(what), "utf-8")
            files.append(path)
    command = [program, "verify", case.path, files[0]] + (["--baseline", files[1]] if baseline is not None else []) + ["--json"]
    return subprocess.run(command, capture_output=True, text=True)


def keep(folder, number, conference, allocation, baseline):
    if folder:
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for what, value in (("conference", conference), ("allocation", allocation), ("baseline", baseline)):
            (folder / f"{number}-{what}.json").write_text(json.dumps(value, indent=1), "utf-8")


def compare(program, case, theirs, allocation, baseline, folder):
    """None where both agree, else what differs. theirs: what the judge said."""
    run = verify(program, case, allocation, baseline, folder)
    if isinstance(theirs, str):                         # the judge cannot use it: neither may we call it good
        return None if run.returncode in (1, 65) else f"the judge: {theirs}; convene: exit code {run.returncode}"
    bad, score, parts = theirs
    if run.returncode not in (0, 1):
        return f"exit code {run.returncode}: {run.stderr.strip()}; the judge: {bad}"
    ours = json.loads(run.stdout)
    if bool(bad) != bool(ours["violations"]) or run.returncode != bool(bad):
        return f"the judge: {bad}; convene: {ours['violations']}, exit code {run.returncode}"
    if score != ours["score"] or parts != ours["parts"]:
        return f"the judge: {score} {parts}; convene: {ours['score']} {ours['parts']}"
    return None


def run(args, judge, generator):
    program = os.environ.get("CONVENE", "convene")
    counts, kinds, wrong = collections.Counter(), set(), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(args.seed, args.seed + args.rounds):
            for shape in SHAPES:
                for case, allocation, baseline, rng in seasons(judge, generator, seed, shape, folder):
                    counts["groups"] += len(allocation["groups"])
                    for name, here, a in all_cases(case, allocation, baseline, rng, args.times, 12, folder):
                        said = here.judged(a, baseline)
                        counts["unusable" if isinstance(said, str) else "broken" if said[0] else "valid"] += 1
                        if not isinstance(said, str) and said[0]:
                            kinds.add(name)
                        difference = compare(program, here, said, a, baseline, folder)
                        if difference:
                            wrong += 1
                            print(f"seed {seed} {shape} {'with' if baseline else 'without'} baseline, {name}: {difference}", file=sys.stderr)
                            keep(args.keep, wrong, here.raw, a, baseline)
                        if wrong > 20:
                            return 1
    print(f"judged: {counts['valid']} valid, {counts['broken']} broken by {len(kinds)} kinds of edit, {counts['unusable']} unusable, "
          f"{counts['groups']} groups; {wrong} disagreements")
    return 1 if wrong or not counts["valid"] or len(kinds) < 40 else 0


def difference(raw, other):
    """What a replay must change in the conference: whole keys, and one participant."""
    out = {}
    keys = {k: other.get(k) for k in {**raw, **other} if k != "participants" and raw.get(k) != other.get(k)}
    if keys:
        out["with"] = keys
    for p in other["participants"]:
        if p not in raw["participants"]:
            out["person"] = p
    return out


def record(args, judge, generator):
    """Small conferences, with what the judge says of each edit; one file a conference."""
    out = pathlib.Path(args.record)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, shape in enumerate(SMALL, 1):
            files = {}
            for season, (case, allocation, baseline, rng) in enumerate(seasons(judge, generator, args.seed, shape, folder), 1):
                cases = []
                for name, here, a in all_cases(case, allocation, baseline, rng, 1, 15, folder):
                    said = here.judged(a, baseline)
                    if not isinstance(said, str):
                        cases.append({"name": name, **difference(case.raw, here.raw), "violations": said[0], "score": said[1], "parts": said[2],
                                      **({} if cases and a == allocation else {"allocation": a})})
                files[f"{number}-{shape[1]}-{season}.json"] = {"conference": case.raw, "baseline": baseline, "cases": cases}
            for name, what in files.items():
                dense = {"ensure_ascii": False, "separators": (",", ":")}
                lines = ",\n".join(json.dumps(c, **dense) for c in what["cases"])
                text = json.dumps({"conference": what["conference"], "baseline": what["baseline"]}, **dense)
                (out / name).write_text(f'{text[:-1]},"cases":[\n{lines}\n]}}\n', "utf-8")
                print(name, len(what["cases"]), "cases,", sum(bool(c["violations"]) for c in what["cases"]), "broken,", len(what["cases"][0]["allocation"]["groups"]), "groups")
    return 0


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--record")
    ask.add_argument("--keep", help="a folder for the files of each disagreement")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rounds", type=int, default=1)
    ask.add_argument("--times", type=int, default=1)
    args = ask.parse_args()
    path = find_judge()
    if not path:
        print("SKIPPED: judged: no independent judge here (CONVENE_JUDGE names none, and none is beside the repository)", file=sys.stderr)
        return SKIP
    judge = load(path)
    return record(args, judge, path.with_name("gen.py")) if args.record else run(args, judge, path.with_name("gen.py"))


if __name__ == "__main__":
    sys.exit(main())
