# SPDX-License-Identifier: Apache-2.0
"""Cyrus IMAP 3.6 (Debian: cyrus-common, cyrus-caldav, cyrus-imapd) on loopback: mail comes in by LMTP, Sieve files invitations into calendars, CalDAV, JMAP and
IMAP (TLS, an authority of its own) show them.

Runs under a configuration, a folder and ports of its own, as the user "cyrus" where we are root and as ourselves elsewhere; the system's Cyrus, if there
is one, is not touched. Passwords are asked of a socket that this program answers, as saslauthd would.
"""
import base64
import http.client
import imaplib
import json
import os
import pathlib
import shutil
import smtplib
import socket
import ssl
import struct
import threading
import urllib.parse
import xml.etree.ElementTree as xml

import icalendar

from daemons import Daemon, free_ports, program
from serving import certificates

IMAPD = """
configdirectory: {folder}/conf
defaultpartition: default
partition-default: {folder}/data
sievedir: {folder}/sieve
proc_path: {folder}/proc
mboxname_lockpath: {folder}/lock
cyrus_user: {user}
admins: {admin}
servername: {domain}
calendar_user_address_set: {domain}
defaultdomain: {domain}
virtdomains: userid
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
autocreate_post: yes
autocreate_inbox_folders: Drafts | Sent
autocreate_sieve_script: {folder}/processimip.sieve
xlist-drafts: Drafts
xlist-sent: Sent
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {folder}/mux
sasl_mech_list: PLAIN
allowplaintext: yes
httpmodules: caldav jmap
httpprettytelemetry: no
conversations: 1
caldav_historical_age: -1
smtp_backend: host
smtp_host: 127.0.0.1:{smtp}
duplicatesuppression: 0
tls_server_cert: {certificate}
tls_server_key: {certificate}
"""
CYRUS = """
START {{
  recover cmd="ctl_cyrusdb -C {folder}/imapd.conf -r"
}}
SERVICES {{
  http cmd="httpd -C {folder}/imapd.conf" listen="127.0.0.1:{http}" prefork=0
  imaps cmd="{imapd} -s -C {folder}/imapd.conf" listen="127.0.0.1:{imaps}" prefork=0
  lmtp cmd="lmtpd -a -C {folder}/imapd.conf" listen="127.0.0.1:{lmtp}" prefork=0
}}
EVENTS {{
}}
"""
SIEVE = """require ["vnd.cyrus.imip"];
processimip;
keep;
"""
NAMES = {"d": "DAV:", "c": "urn:ietf:params:xml:ns:caldav"}


class Passwords(threading.Thread):
    """saslauthd's protocol: four strings (login, password, service, realm), each after its length; one string back."""

    def __init__(self, path, password):
        super().__init__(daemon=True)
        self.password = password
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        os.chmod(path, 0o666)
        self.listener.listen(64)
        self.start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection, connection.makefile("rwb") as stream:
                words = [stream.read(struct.unpack("!H", stream.read(2))[0]).decode() for _ in range(4)]
                answer = b"OK" if words[1] == self.password else b"NO"
                stream.write(struct.pack("!H", len(answer)) + answer)

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Cyrus(Daemon):
    """with Cyrus("mail.example", smtp_port) as cyrus: … cyrus.lmtp, cyrus.http, cyrus.imaps, cyrus.authority; every user has the password cyrus.password."""

    password = "c0rrect-horse-battery"

    def imapd(self):
        """Installed, or unpacked beside Dovecot's package (cli/packages.sh) and copied to where Cyrus's user may read it."""
        unpacked = pathlib.Path(__file__).resolve().parents[3] / "build/servers/usr/lib/cyrus/bin/imapd"
        if not unpacked.exists():
            return program("/usr/lib/cyrus/bin/imapd", "cyrus-imapd")
        return shutil.copy(unpacked, self.folder / "imapd")

    def __init__(self, domain, smtp, lmtp):
        super().__init__("cyrus", "cyrus")
        try:
            self.domain = domain
            self.http, self.imaps = free_ports(2)
            self.lmtp = lmtp
            master = program("/usr/lib/cyrus/bin/master", "cyrus-common")
            program("/usr/lib/cyrus/bin/httpd", "cyrus-caldav")
            for name in ("conf", "conf/db", "conf/socket", "conf/log", "conf/msg", "data", "sieve", "proc", "lock", "tls"):
                (self.folder / name).mkdir()
            self.authority, both = certificates(self.folder / "tls")
            words = {"imapd": self.imapd(), "certificate": both, "imaps": self.imaps, "folder": self.folder, "user": self.who.pw_name, "admin": "admin", "domain": domain, "smtp": smtp, "http": self.http, "lmtp": lmtp}
            (self.folder / "imapd.conf").write_text(IMAPD.format(**words))
            (self.folder / "cyrus.conf").write_text(CYRUS.format(**words))
            (self.folder / "processimip.sieve").write_text(SIEVE)
            self.passwords = Passwords(self.folder / "mux", self.password)
            self.own()
            self.start([master, "-C", self.folder / "imapd.conf", "-M", self.folder / "cyrus.conf", "-p", self.folder / "master.pid", "-D"],
                       env={"PATH": "/usr/lib/cyrus/bin:/usr/sbin:/usr/bin:/bin", "CYRUS_USER": self.who.pw_name})
            for port in (self.http, self.lmtp, self.imaps):
                self.wait_for(port)
        except BaseException:
            self.stop()
            raise

    def stop(self):
        super().stop()
        if hasattr(self, "passwords"):
            self.passwords.stop()

    def request(self, user, method, path, body=None, **headers):
        """(status, headers, body). Keys of headers: If_Match for If-Match."""
        connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=60)
        login = base64.b64encode(f"{user}:{self.password}".encode()).decode()
        heads = {"Authorization": f"Basic {login}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection.request(method, path, body, heads)
        answer = connection.getresponse()
        out = answer.status, answer.headers, answer.read()
        connection.close()
        return out

    def add(self, name):
        """Makes a user: the first mail makes the inbox and its folders, the first look at calendars makes those."""
        self.put(name, b"From: postmaster@post.example\r\nSubject: welcome\r\nMessage-ID: <welcome@post.example>\r\n\r\n")
        status, _, _ = self.request(name, "PROPFIND", self.calendar(name), Depth="1")
        if status != 207:
            raise RuntimeError(f"{name} has no calendar: {status}")

    def put(self, name, *mails):
        """Hands mails to a user's mailbox, as a post office does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=60) as lmtp:
            for mail in mails:
                lmtp.sendmail("postmaster@post.example", [f"{name}@{self.domain}"], mail)

    def mailbox(self, name, folder):
        """The messages of a folder by IMAP, not marked as seen; [] where there is no such folder."""
        with imaplib.IMAP4_SSL("localhost", self.imaps, ssl_context=ssl.create_default_context(cafile=self.authority), timeout=60) as imap:
            imap.login(name, self.password)
            if imap.select(folder, readonly=True)[0] != "OK":
                return []
            numbers = imap.search(None, "ALL")[1][0].decode().split()
            return [part[1] for part in imap.fetch(",".join(numbers), "(BODY.PEEK[])")[1] if isinstance(part, tuple)] if numbers else []

    def calendar(self, name):
        return f"/dav/calendars/user/{name}/Default/"

    def events(self, name):
        """What stands in a calendar, each time of a series by itself, as the server reckons it: [(path, event)]"""
        query = ('<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop><c:calendar-data><c:expand start="20200101T000000Z" '
                 'end="20350101T000000Z"/></c:calendar-data></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter>'
                 '</c:filter></c:calendar-query>')
        status, _, body = self.request(name, "REPORT", self.calendar(name), query, Depth="1", Content_Type="application/xml")
        if status != 207:
            raise RuntimeError(f"the calendar of {name}: {status} {body[:500]}")
        out = []
        for answer in xml.fromstring(body).findall("d:response", NAMES):
            path = urllib.parse.unquote(answer.findtext("d:href", namespaces=NAMES))
            text = answer.findtext(".//c:calendar-data", namespaces=NAMES)
            out += [(path, event) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
        return out

    def answer(self, name, path, partstat):
        """The person says yes or no in their calendar, as a client does: GET, another PARTSTAT, PUT."""
        status, heads, body = self.request(name, "GET", path)
        calendar = icalendar.Calendar.from_ical(body)
        for event in calendar.walk("VEVENT"):
            event["ATTENDEE"].params["PARTSTAT"] = partstat
            event["ATTENDEE"].params.pop("RSVP", None)
        status, heads, said = self.request(name, "PUT", path, calendar.to_ical(), If_Match=heads["ETag"], Content_Type="text/calendar; charset=utf-8")
        if status not in (200, 201, 204):
            raise RuntimeError(f"{name} cannot answer: {status} {said[:500]}")

    def jmap(self, name, *calls):
        """Answers of JMAP methods, by the account of that user."""
        using = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:ietf:params:jmap:submission"]
        body = json.dumps({"using": using, "methodCalls": [[method, {"accountId": name, **arguments}, str(i)] for i, (method, arguments) in enumerate(calls)]})
        status, _, said = self.request(name, "POST", "/jmap/", body, Content_Type="application/json", Accept="application/json")
        if status != 200:
            raise RuntimeError(f"JMAP: {status} {said[:500]}")
        return [answer[1] for answer in json.loads(said)["methodResponses"]]

    def inbox(self, name):
        """The messages in a user's inbox, as bytes, the oldest first."""
        boxes, = self.jmap(name, ("Mailbox/query", {"filter": {"role": "inbox"}}))
        found, = self.jmap(name, ("Email/query", {"filter": {"inMailbox": boxes["ids"][0]}, "sort": [{"property": "receivedAt"}]}))
        mails, = self.jmap(name, ("Email/get", {"ids": found["ids"], "properties": ["blobId"]}))
        return [self.request(name, "GET", f"/jmap/download/{name}/{m['blobId']}/mail.eml?accept=message/rfc822")[2] for m in mails["list"]]
