# SPDX-License-Identifier: Apache-2.0
"""How fast messages leave, on demand: CONVENE=<release build>/convene /usr/bin/python3 tests/bench/mail_bench.py [messages]

A queue of messages through SMTP and through the API of SES into a sink on this machine that takes everything (mail_sink.c), beside what people do
without us: msmtp in a loop (a process and a connection a message), and Python's smtplib (one connection). All in one run; compare the ratios, not
the numbers. Ours writes each step to the disk before the next; the others keep no record, so they are let off lightly.
"""
import os
import pathlib
import shutil
import smtplib
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e" / "servers"))

import small  # noqa: E402

CONVENE = os.path.abspath(os.environ["CONVENE"])
GOAL = 1000  # messages a second
LOOP = 300   # messages of the slow ones: their rate does not change with the number


class Sink:
    def __init__(self, program, kind):
        self.process = subprocess.Popen([program, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def end(self):
        """How many messages it took."""
        self.process.stdin.close()
        count = int(self.process.stdout.readline().split()[1])
        self.process.wait()
        self.process.stdout.close()
        return count


def queue(folder, messages):
    """A store whose outbox is full: nobody is at port 9. Each group is 35 messages."""
    conf = small.conference((messages + 34) // 35)
    small.write(folder, "conference.json", conf)
    small.write(folder, "allocation.json", small.allocation(conf))
    begun = time.monotonic()
    subprocess.run([CONVENE, "send", "conference.json", "allocation.json", "--store", "full.db", "--via", "smtp://127.0.0.1:9"], cwd=folder,
                   capture_output=True)
    took = time.monotonic() - begun
    with sqlite3.connect(folder / "full.db") as db:
        rows = db.execute("SELECT sender, address, mime FROM message WHERE state = 'queued'").fetchall()
    db.close()
    size = sum(len(mime) for *_, mime in rows) / len(rows)
    print(f"{len(rows)} messages of {size / 1024:.1f} KiB; composing and queueing them took {took:.1f} s ({len(rows) / took:.0f} a second)")
    return rows


def peak_kib(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def ours(folder, rows, sink, via):
    for old in folder.glob("run.db*"):
        old.unlink()
    shutil.copy(folder / "full.db", folder / "run.db")
    words = [CONVENE, "outbox", "retry", "--store", "run.db", "--via", via]
    env = {**os.environ, "AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "test"}
    process = subprocess.Popen(words, cwd=folder, env=env, stdout=subprocess.PIPE)
    begun = time.monotonic()
    ended, memory = 0, 0
    while not ended:  # the kernel's own ru_maxrss is that of the process that forked, where that was larger
        memory = peak_kib(process.pid) or memory
        time.sleep(0.02)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    took = time.monotonic() - begun
    assert status == 0 and sink.end() == len(rows), f"{via}: not everything came"
    return len(rows) / took, used.ru_utime + used.ru_stime, memory


def msmtp(rows, sink):
    if not shutil.which("msmtp"):
        sink.end()
        return None
    begun = time.monotonic()
    for sender, to, mime in rows[:LOOP]:
        subprocess.run(["msmtp", "--file=/dev/null", "--host=127.0.0.1", f"--port={sink.port}", f"--from={sender}", "--", to], input=mime, check=True)
    took = time.monotonic() - begun
    return sink.end() / took


def smtp_library(rows, sink):
    begun = time.monotonic()
    with smtplib.SMTP("127.0.0.1", sink.port) as server:
        for sender, to, mime in rows:
            server.sendmail(sender, [to], mime)
    took = time.monotonic() - begun
    return sink.end() / took


def main():
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    with tempfile.TemporaryDirectory(prefix="convene-mail-bench-") as name:
        folder = pathlib.Path(name)
        program = folder / "mail_sink"
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program, HERE / "mail_sink.c"], check=True)
        rows = queue(folder, messages)
        loop, library = msmtp(rows, Sink(program, "smtp")), smtp_library(rows, Sink(program, "smtp"))
        print(f"{'':34}{'a second':>10}{'CPU s':>8}{'MiB':>6}{'× msmtp':>9}{'× smtplib':>11}")

        def line(what, rate, cpu=None, memory=None):
            print(f"{what:34}{rate:10.0f}{'' if cpu is None else f'{cpu:.1f}':>8}{'' if memory is None else f'{memory / 1024:.0f}':>6}"
                  f"{f'{rate / loop:.1f}' if loop else '-':>9}{rate / library:11.2f}")

        rates = []
        for what, kind, via in (("convene, SMTP", "smtp", "smtp://127.0.0.1:{}"), ("convene, SMTP, one at a time", "smtp", "smtp://127.0.0.1:{}?inflight=1"),
                                ("convene, SES", "ses", "ses://eu-central-1?endpoint=http://127.0.0.1:{}")):
            sink = Sink(program, kind)
            rate, cpu, memory = ours(folder, rows, sink, via.format(sink.port))
            line(what, rate, cpu, memory)
            rates += [] if "one at" in what else [rate]
        line("smtplib, one connection", library)
        if loop:
            line("msmtp, one process a message", loop)
        else:
            print("SKIPPED: msmtp is not installed")
        print(f"goal: {GOAL} a second: {'reached' if min(rates) >= GOAL else 'MISSED'}")


main()
