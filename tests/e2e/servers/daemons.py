# SPDX-License-Identifier: Apache-2.0
"""What real servers of Debian packages need to run beside the system's own: a folder and ports of their own, an unprivileged user, an end."""
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped


class Missing(Exception):
    """A program that the test needs is not installed."""


def program(path, package):
    found = shutil.which(path, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/lib/cyrus/bin")
    if not found:
        raise Missing(f"{path} is missing: install the package {package} (bash cli/packages.sh test)")
    return found


def free_ports(count):
    """Ports of loopback that nobody has at this moment; asked for together, so that no two are the same."""
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def user(name):
    """Who a server runs as: the user of its package where we are root, who then owns its files; else ourselves."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise Missing(f"we are root, and there is no user {name} for the server to run as: install its package (bash cli/packages.sh test)") from None


class Daemon:
    """A folder in /tmp that belongs to the server's user, and one process in the foreground."""

    def __init__(self, name, who):
        self.name, self.who = name, user(who)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"convene-{name}-"))
        self.process = None

    def own(self):
        """Hands everything in the folder to the server's user."""
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, self.who.pw_uid, self.who.pw_gid)

    def start(self, words, env=None):
        other = {} if os.geteuid() != 0 else {"user": self.who.pw_uid, "group": self.who.pw_gid, "extra_groups": []}
        self.log = open(self.folder.with_suffix(".log"), "wb")
        # A session of its own: Cyrus's master ends its whole process group with itself.
        self.process = subprocess.Popen(list(map(str, words)), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=env,
                                        start_new_session=True, **other)

    def wait_for(self, port, seconds=30):
        """Until something listens there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended at once with {self.process.returncode}:\n{self.said()}")
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not listen after {seconds} s:\n{self.said()}")

    def said(self):
        return self.folder.with_suffix(".log").read_text("utf-8", "replace")[-4000:]

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process:
            self.log.close()
        self.folder.with_suffix(".log").unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def wait_until(truth, what, seconds=60):
    """Asks until it is true; the value of it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = truth()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s in vain until {what}")
