# SPDX-License-Identifier: Apache-2.0
"""Exim (Debian: exim4-daemon-light) as a post office on loopback: a submission port with STARTTLS and AUTH, and one where Cyrus hands in mail.

Runs under a configuration, a spool and a user of its own; the system's Exim, if there is one, is not touched. Mail to the domain of `lmtp` goes on
there; any other is kept, one file each, in the order that it came.
"""
import os
import re

from daemons import Daemon, free_ports, program
from serving import Kept, certificates

CONFIGURATION = r"""
exim_path = {exim}
exim_user = {uid}
exim_group = {gid}
never_users =
deliver_drop_privilege
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
log_selector = +tls_cipher +received_recipients
pid_file_path = {folder}/exim.pid
primary_hostname = post.example
qualify_domain = post.example
local_interfaces = <; [127.0.0.1]:{port} ; [127.0.0.1]:{inner}
daemon_smtp_ports = {port}
tls_advertise_hosts = *
tls_certificate = {certificate}
tls_privatekey = {certificate}
host_lookup =
rfc1413_hosts =
keep_environment =
check_spool_space = 0
check_spool_inodes = 0
smtp_accept_max = 200
smtp_accept_queue_per_connection = 0
timeout_frozen_after = 1h
acl_smtp_rcpt = rcpt
acl_smtp_data = data

begin acl
rcpt:
  accept condition = ${{if eq {{$received_port}}{{{inner}}}}}
  deny !encrypted = *
       message = 530 5.7.0 encryption is required here
  deny !authenticated = *
       message = 530 5.7.0 authentication is required here
  accept
data:
  accept condition = ${{if eq {{$received_port}}{{{inner}}}}}
  deny condition = ${{if !def:h_Message-ID:}}
       message = a message without Message-ID
  deny !verify = header_syntax
       message = the headers cannot be read: $acl_verify_message
  accept

begin routers
{lmtp_router}
kept:
  driver = accept
  transport = keep

begin transports
keep:
  driver = appendfile
  directory = {folder}/kept
  maildir_format
  create_directory = false
  quota =
  return_path_add
  envelope_to_add
{lmtp_transport}
begin retry
* * F,1h,5s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and {{{{eq {{$auth2}}{{{user}}}}}{{eq {{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""

ROUTER = """
calendars:
  driver = manualroute
  domains = {domain}
  route_data = 127.0.0.1
  self = send
  transport = lmtp
"""
TRANSPORT = """
lmtp:
  driver = smtp
  protocol = lmtp
  port = {port}
  allow_localhost
  hosts_try_fastopen =
"""


class Exim(Daemon):
    """with Exim("user", "password", lmtp=("mail.example", 2003)) as exim: … exim.port, exim.inner, exim.authority, exim.messages()"""

    def __init__(self, login, password, lmtp=None):
        super().__init__("exim", "Debian-exim")
        self.exim = program("exim4", "exim4-daemon-light")
        self.port, self.inner = free_ports(2)
        for name in ("spool", "log", "tls", "kept", "kept/new", "kept/cur", "kept/tmp"):
            (self.folder / name).mkdir()
        self.authority, both = certificates(self.folder / "tls")
        words = {"domain": lmtp[0], "port": lmtp[1]} if lmtp else {}
        self.configuration = self.folder / "exim.conf"
        self.configuration.write_text(CONFIGURATION.format(
            exim=self.exim, uid=self.who.pw_uid, gid=self.who.pw_gid, folder=self.folder, port=self.port, inner=self.inner, certificate=both, user=login,
            password=password, lmtp_router=ROUTER.format(**words) if lmtp else "", lmtp_transport=TRANSPORT.format(**words) if lmtp else ""))
        self.configuration.chmod(0o644)
        self.own()
        self.start([self.exim, "-C", self.configuration, "-bdf", "-q5s"], env={"PATH": os.environ["PATH"]})
        self.wait_for(self.port)

    def waiting(self):
        """How many messages have not gone on yet."""
        return sum(1 for _ in (self.folder / "spool/input").rglob("*-H")) if (self.folder / "spool/input").exists() else 0

    def count(self):
        return sum(1 for _ in (self.folder / "kept/new").iterdir())

    def messages(self, after=0):
        """What was kept, in the order that it came, as it came: what Exim put before it is taken off and told in the facts."""
        paths = sorted((self.folder / "kept/new").iterdir(), key=lambda p: (p.stat().st_mtime_ns, p.name))
        return [self.read(path) for path in paths[after:]]

    @staticmethod
    def read(path):
        raw = path.read_bytes().replace(b"\r\n", b"\n")
        added = re.match(rb"Return-path: <(.*?)>\nEnvelope-to: (.*?)\n((?:Received: .*\n(?:[ \t].*\n)*)+)", raw)
        if not added:
            raise AssertionError(f"Exim's own headers do not stand first:\n{raw[:500]}")
        received = added[3].decode()
        facts = {"tls": "esmtps" in received, "login": "esmtpsa" in received, "received": received, "path": path}
        return Kept(added[1].decode(), added[2].decode().split(", "), raw[added.end():].replace(b"\n", b"\r\n"), facts)

    def log_text(self):
        return "".join(p.read_text("utf-8", "replace") for p in sorted((self.folder / "log").iterdir()))
