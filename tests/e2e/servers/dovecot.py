# SPDX-License-Identifier: Apache-2.0
"""Dovecot of Debian's dovecot-imapd on loopback: a folder and ports of its own, TLS with an authority of its own, and an end."""
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
SKIPPED = 77
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = plain login
disable_plaintext_auth = yes
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = home={folder}/home
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
{more}
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


class Dovecot:
    """more: lines of configuration. The one mailbox is home/Maildir; whoever knows the password is let in, whatever the name."""

    def __init__(self, more="", separator="/", prefix=""):
        binary = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if not binary:
            print("dovecot is missing: install the package dovecot-imapd (bash cli/packages.sh test)")
            sys.exit(SKIPPED)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="convene-dovecot-"))
        self.folder.chmod(0o755)
        self.password = secrets.token_hex(8)
        self.imap, self.imaps = free_ports(2)
        root = os.geteuid() == 0
        me = pwd.getpwuid(os.geteuid())
        self.owner = pwd.getpwnam("mail") if root else me
        self.make_certificates()
        self.maildir = self.folder / "home" / "Maildir"
        for name in ("new", "cur", "tmp"):
            (self.maildir / name).mkdir(parents=True)
        self.own(self.folder / "home")
        config = self.folder / "dovecot.conf"
        config.write_text(CONFIG.format(folder=self.folder, internal="dovecot" if root else me.pw_name, login="dovenull" if root else me.pw_name,
                                        group="dovecot" if root else "", uid=self.owner.pw_uid, gid=self.owner.pw_gid, password=self.password,
                                        imap=self.imap, imaps=self.imaps, separator=separator, prefix=prefix, more=more))
        self.process = subprocess.Popen([binary, "-F", "-c", str(config)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.wait()

    def make_certificates(self):
        f = self.folder
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Test authority", "-days", 2, "-keyout",
                f / "ca.key", "-out", f / "ca.pem", "-addext", "basicConstraints=critical,CA:TRUE")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost", "-keyout", f / "key.pem", "-out",
                f / "request.pem")
        (f / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        openssl("x509", "-req", "-in", f / "request.pem", "-CA", f / "ca.pem", "-CAkey", f / "ca.key", "-CAcreateserial", "-days", 2, "-extfile",
                f / "names", "-out", f / "cert.pem")

    def own(self, top):
        for path in [top, *top.rglob("*")]:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    def wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"dovecot ended: {self.process.stderr.read().decode()}\n{self.said()}")
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.imaps)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"dovecot does not listen\n{self.said()}")

    def said(self):
        log = self.folder / "log"
        return log.read_text("utf-8", "replace")[-3000:] if log.exists() else ""

    def put(self, name, raw):
        """A message comes in."""
        path = self.maildir / "tmp" / name
        path.write_bytes(raw)
        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        path.rename(self.maildir / "new" / name)

    def messages(self, folder=""):
        """{bytes: flags} of INBOX or a folder; a message that stands there twice is an error."""
        top, out = self.maildir / f".{folder}" if folder else self.maildir, {}
        for path in [*top.glob("cur/*"), *top.glob("new/*")]:
            raw = path.read_bytes().replace(b"\r\n", b"\n")
            assert raw not in out, f"{path.name} stands twice in {folder or 'INBOX'}"
            out[raw] = path.name.partition(":2,")[2]
        return out

    def empty(self):
        for path in [*self.maildir.rglob("cur/*"), *self.maildir.rglob("new/*")]:
            path.unlink()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
