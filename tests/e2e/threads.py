# SPDX-License-Identifier: Apache-2.0
"""How many searches `solve` runs side by side where nobody said: one for each core, at most eight, where the clock ends it; one where steps
do, or nothing does. Held against --threads by counting what the system says runs: no number of the program's is believed."""
import os
import pathlib
import subprocess
import tempfile
import time

from common import CONVENE, ROOT, check

FIXTURE = ROOT / "fixtures/leadership-2020/conference.json"


def most_at_once(folder, *words, seconds=0.6):
    """The most threads that a solve was seen with."""
    process = subprocess.Popen([CONVENE, "solve", FIXTURE, "-o", folder / "a.json", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most, end = 0, time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            most = max(most, len(os.listdir(f"/proc/{process.pid}/task")))
        except FileNotFoundError:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    return most


def main():
    wanted = min(os.cpu_count(), 8)
    with tempfile.TemporaryDirectory(prefix="convene-threads-") as name:
        folder = pathlib.Path(name)
        said = {n: most_at_once(folder, "--time", "20", "--threads", str(n)) for n in {1, 2, wanted}}
        check(said[2] > said[1] > 0, f"more threads are not seen: {said}")
        clock, default = most_at_once(folder, "--time", "20"), most_at_once(folder)
        steps = most_at_once(folder, "--time", "20", "--steps", "100000000")
        check(clock == said[wanted], f"by the clock: {clock} threads at once, and {said} with --threads")
        check(default == said[wanted], f"by default: {default}, and {said}")
        alone = most_at_once(folder, "--time", "20", "--steps", "100000000", "--threads", "1")
        check(steps == alone <= said[1], f"by steps: {steps} threads at once, {alone} with --threads 1, and {said} without steps")
        check(most_at_once(folder, "--time", "0") == alone, "without an end more than one search runs")
    print(f"{os.cpu_count()} cores: {clock} threads at once by the clock, {steps} by steps")


main()
