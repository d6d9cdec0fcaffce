# SPDX-License-Identifier: Apache-2.0
"""An IMAP server (RFC 3501, MOVE) with one mailbox that takes OAuth tokens and no passwords, as Microsoft 365 and Gmail are: OAUTHBEARER (RFC 7628)
and XOAUTH2 to the letter. The token is what stands in a file; --expire N puts another one there at the Nth login that would be taken, and --hang-up N
does that behind the Nth command and ends the connection. --copies takes MOVE away; --mute-copy N makes the Nth copy, and ends the connection instead
of saying so. OUT holds the messages of INBOX as *.eml, and gets the folders and "log", a line a login
or a copy."""
import argparse
import base64
import json
import pathlib
import re
import shutil
import socketserver
import ssl
import threading

parser = argparse.ArgumentParser()
parser.add_argument("--out", required=True, type=pathlib.Path)
parser.add_argument("--certificate", required=True)
parser.add_argument("--user", required=True)
parser.add_argument("--token", required=True, type=pathlib.Path)
parser.add_argument("--mechanism", action="append", required=True, choices=["OAUTHBEARER", "XOAUTH2"])
parser.add_argument("--expire", type=int, default=0)
parser.add_argument("--hang-up", type=int, default=0)
parser.add_argument("--copies", action="store_true")
parser.add_argument("--mute-copy", type=int, default=0)
options = parser.parse_args()
lock = threading.Lock()
counts = {"logins": 0, "commands": 0, "copies": 0}
REFUSAL = base64.b64encode(json.dumps({"status": "invalid_token", "schemes": "bearer"}).encode()).decode()


def expire():
    options.token.write_text("renewed-" + options.token.read_text())


def token_of(mechanism, response):
    """The token of a client's response that is as its standard says, for our user; None: it is not."""
    user = re.escape(options.user)
    shape = rf"n,a={user},\x01(?:host=[^\x01]+\x01)?(?:port=\d+\x01)?auth=Bearer ([^\x01 ]+)\x01\x01" if mechanism == "OAUTHBEARER" else rf"user={user}\x01auth=Bearer ([^\x01 ]+)\x01\x01"
    found = re.fullmatch(shape, response)
    return found and found[1]


class Session(socketserver.StreamRequestHandler):
    def say(self, *lines):
        self.wfile.write("".join(line + "\r\n" for line in lines).encode("latin-1"))
        self.wfile.flush()

    def line(self):
        return self.rfile.readline().decode("latin-1").rstrip("\r\n")

    def log(self, words):
        with lock, (options.out / "log").open("a") as log:
            log.write(words + "\n")

    def log_in(self, tag, words):
        mechanism, initial = words[0].upper(), words[1] if len(words) > 1 else None
        if mechanism not in options.mechanism:
            return self.say(f"{tag} NO [CANNOT] no such mechanism")
        if initial is None:
            self.say("+ ")
            initial = self.line()
        given = token_of(mechanism, base64.b64decode(initial, validate=True).decode())
        with lock:
            good = given == options.token.read_text()
            counts["logins"] += good
            if good and counts["logins"] == options.expire:
                expire()
                good = False
        self.log(f"{mechanism} {'in' if good else 'out' if given else 'malformed'}")
        if not good:
            self.say("+ " + REFUSAL)
            answer = self.line()
            if mechanism == "OAUTHBEARER" and answer not in ("AQ==", "*"):  # RFC 7628, 3.2.3: one 0x01
                return self.say(f"{tag} BAD what is {answer}")
            return self.say(f"{tag} NO [AUTHENTICATIONFAILED] the token is not one")
        self.authenticated = True
        self.say(f"{tag} OK in")

    def uids(self):
        return {int(p.stem): p for p in sorted(options.out.glob("*.eml"))}

    def command(self, tag, verb, rest):
        """Those that need a login."""
        if verb == "SELECT":
            return self.say(f"* {len(self.uids())} EXISTS", "* OK [UIDVALIDITY 7] ok", f"{tag} OK [READ-WRITE] selected")
        if verb == "CREATE":
            (options.out / rest.strip('"')).mkdir(exist_ok=True)
            return self.say(f"{tag} OK made")
        if verb == "UID SEARCH":
            return self.say("* SEARCH " + " ".join(map(str, self.uids())), f"{tag} OK found")
        if verb == "UID STORE":
            return self.say(f"{tag} OK stored")
        if verb == "UID FETCH":
            raw = self.uids()[int(rest.split()[0])].read_bytes()
            self.say(f"* 1 FETCH (UID {rest.split()[0]} BODY[] {{{len(raw)}}}")
            self.wfile.write(raw + b")\r\n")
            return self.say(f"{tag} OK fetched")
        if verb == "UID COPY":
            number, folder = rest.split(" ", 1)
            shutil.copy(self.uids()[int(number)], options.out / folder.strip('"'))
            self.log(f"COPY {number}")
            with lock:
                counts["copies"] += 1
                if counts["copies"] == options.mute_copy:
                    raise ConnectionAbortedError
            return self.say(f"{tag} OK copied")
        if verb == "UID EXPUNGE":
            self.uids()[int(rest)].unlink()
            return self.say(f"{tag} OK gone")
        if verb == "UID MOVE" and not options.copies:
            number, folder = rest.split(" ", 1)
            path = self.uids()[int(number)]
            path.rename(options.out / folder.strip('"') / path.name)
            return self.say(f"{tag} OK moved")
        return self.say(f"{tag} BAD {verb}")

    def handle(self):
        self.authenticated = False
        self.say("* OK ready")
        while line := self.line():
            tag, _, rest = line.partition(" ")
            verb, _, rest = rest.partition(" ")
            verb = verb.upper()
            if verb == "UID":
                more, _, rest = rest.partition(" ")
                verb = f"UID {more.upper()}"
            if verb == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1 LOGINDISABLED" + ("" if options.copies else " MOVE") + " UIDPLUS SASL-IR " + " ".join(f"AUTH={m}" for m in options.mechanism), f"{tag} OK done")
            elif verb == "AUTHENTICATE":
                self.log_in(tag, rest.split())
            elif verb == "LOGOUT":
                return self.say("* BYE", f"{tag} OK bye")
            elif verb == "NOOP":
                self.say(f"{tag} OK nothing")
            elif not self.authenticated:
                self.say(f"{tag} NO log in first")
            else:
                self.command(tag, verb, rest)
                with lock:
                    counts["commands"] += 1
                    if counts["commands"] == options.hang_up:
                        expire()
                        return


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def get_request(self):
        connection, address = super().get_request()
        return context.wrap_socket(connection, server_side=True), address

    def handle_error(self, *_):
        pass  # connections that the client ends


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(options.certificate)
options.out.mkdir(parents=True, exist_ok=True)
with Server(("127.0.0.1", 0), Session) as server:
    print("port", server.server_address[1], flush=True)
    server.serve_forever()
