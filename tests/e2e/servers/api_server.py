# SPDX-License-Identifier: Apache-2.0
"""What the stand-ins for the providers with a JSON API share: a request is judged against the published format, then a fault is put in where the
test asks for one, then the message is kept. Port and files are as in smtp_server.py."""
import argparse
import base64
import binascii
import email.policy
import itertools
import json
import pathlib
import re
import threading
from email.headerregistry import Address
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Callable, NamedTuple

ADDRESS = re.compile(r"[^@\s<>\",;]+@[A-Za-z0-9.-]+")


class Answer(NamedTuple):
    status: int
    body: object = None  # to be JSON; bytes go out as they are; None: nothing
    headers: dict = {}


class Sends(NamedTuple):
    """A request that sends a message: nothing of it counts until commit is called, which says whether there is a message to keep."""
    answer: Answer
    sender: str
    to: list
    raw: bytes
    commit: Callable = lambda: True


class Batch(NamedTuple):
    """A request with several messages: of each an Answer or a Sends, whose bodies become one list. Faults count requests, not messages."""
    parts: list
    short: bool = False  # the answer lacks its last part

    def answer(self):
        bodies = [(p.answer if isinstance(p, Sends) else p).body for p in self.parts]
        return Answer(200, bodies[:-1] if self.short else bodies)


class Refused(Exception):
    def __init__(self, answer):
        super().__init__(answer)
        self.answer = answer


def arguments(*more, numbers=()):
    """more: options with a text; numbers: with whole numbers, as often as wanted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--throttle-first", type=int, default=0, help="too many, to the first N messages")
    parser.add_argument("--throttle-at", type=int, action="append", default=[], help="too many, to the Nth message")
    parser.add_argument("--fail-at", type=int, action="append", default=[], help="a server error at the Nth message, which is not taken")
    parser.add_argument("--drop-at", type=int, action="append", default=[], help="closes the connection at the Nth message, which is not taken")
    parser.add_argument("--break-at", type=int, action="append", default=[], help="takes the Nth message and closes without an answer")
    parser.add_argument("--refuse", action="append", default=[], help="refuses this recipient for good")
    parser.add_argument("--token", type=pathlib.Path, help="the file with the OAuth token that is taken")
    parser.add_argument("--expire-at", type=int, action="append", default=[], help="that token runs out at the Nth message: the file gets another")
    for name in more:
        parser.add_argument(name)
    for name in numbers:
        parser.add_argument(name, type=int, action="append", default=[])
    return parser.parse_args()


def serve(options, judge, throttled, failed, expired=None):
    """judge(method, path, headers, body) → Answer, Sends or Batch, or raises Refused. throttled, failed, expired: the provider's answers to that."""
    lock, attempts, kept = threading.Lock(), itertools.count(1), itertools.count(1)
    options.out.mkdir(parents=True, exist_ok=True)

    def keep(sends):
        if not sends.commit():
            return
        base = options.out / f"{next(kept):05d}"
        base.with_suffix(".json").write_text(json.dumps({"from": sends.sender, "to": sends.to}))
        partial = base.with_suffix(".part")
        partial.write_bytes(sends.raw)
        partial.rename(base.with_suffix(".eml"))

    def settle(result):
        """The answer; None: the connection ends without one."""
        if isinstance(result, Answer):
            return result
        number = next(attempts)
        if number in options.expire_at:
            options.token.write_text(f"renewed-{number}-{options.token.read_text()}")
            return expired
        if number <= options.throttle_first or number in options.throttle_at:
            return throttled
        if number in options.fail_at:
            return failed
        if number in options.drop_at:
            return None
        for sends in result.parts if isinstance(result, Batch) else [result]:
            if isinstance(sends, Sends):
                keep(sends)
        return None if number in options.break_at else result.answer() if isinstance(result, Batch) else result.answer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one packet an answer: else each waits for the delayed acknowledgement of its first half

        def do_POST(self):
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if len(body) < length:  # the connection broke: half a request is none
                self.close_connection = True
                return
            with lock:
                try:
                    answer = settle(judge(self.command, self.path, self.headers, body))
                except Refused as refused:
                    answer = refused.answer
            if answer is None:
                self.close_connection = True
                return
            data = answer.body if isinstance(answer.body, bytes) else b"" if answer.body is None else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **answer.headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_POST

        def log_message(self, *words):
            pass

    ThreadingHTTPServer.request_queue_size = 128
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # connections that a test cuts
    print("port", server.server_address[1], flush=True)
    server.serve_forever()


# ---- what several formats have in common -----------------------------------------------------------------------------------------------------


def parse(body, refuse):
    try:
        return json.loads(body)
    except ValueError as error:
        refuse(f"not JSON: {error}")


def keys(value, required, optional, refuse, where):
    """An object with all of the required keys, and no others than the optional ones."""
    if not isinstance(value, dict) or set(required) - value.keys() or value.keys() - set(required) - set(optional):
        refuse(f"{where}: {sorted(value) if isinstance(value, dict) else value}, not {sorted(required)} and perhaps {sorted(optional)}")
    return value


def text(value, refuse, where, most=1 << 22):
    if not isinstance(value, str) or not 0 < len(value) <= most:
        refuse(f"{where}: a text is wanted, of 1 to {most} letters")
    return value


def decoded(value, refuse, where, alphabet=None):
    try:
        return base64.b64decode(text(value, refuse, where), altchars=alphabet, validate=True)
    except (binascii.Error, ValueError) as error:
        refuse(f"{where}: not base64: {error}")


def mailbox(value, refuse, where):
    """`"Name" <address>` or an address: (name, address)."""
    found = re.fullmatch(r'(?:"((?:[^"\\]|\\.)*)" <([^<>]+)>|([^<>"]+))', text(value, refuse, where))
    address = found and (found[2] or found[3])
    if not found or not ADDRESS.fullmatch(address):
        refuse(f"{where}: not a mailbox: {value}")
    return re.sub(r"\\(.)", r"\1", found[1] or ""), address


def named(value, refuse, where, most=1 << 10):
    """{"email": …, "name": …}: (name, address)."""
    keys(value, {"email"}, {"name"}, refuse, where)
    if not ADDRESS.fullmatch(text(value["email"], refuse, where)):
        refuse(f"{where}: not an address: {value['email']}")
    return text(value["name"], refuse, where, most) if "name" in value else "", value["email"]


def check_headers(headers, forbidden, refuse):
    for name, value in headers.items():
        if not re.fullmatch(r"[A-Za-z0-9-]+", name) or name.lower() in forbidden:
            refuse(f"the header {name} may not be set")
        if not isinstance(value, str) or not value.isascii() or re.search(r"[\r\n]", value):
            refuse(f"the header {name} is not one line of ASCII")


def build(sender, to, subject, plain, html, headers, alternatives=(), files=()):
    """The message as a provider makes it of such parts. alternatives: (text, subtype, parameters); files: (name, type, parameters, bytes)."""
    message = EmailMessage(policy=email.policy.SMTP.clone(cte_type="7bit"))
    for field, (name, address) in (("From", sender), ("To", to)):
        local, domain = address.rsplit("@", 1)
        message[field] = Address(name, local, domain)
    message["Subject"] = subject
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    for content, subtype, parameters in alternatives:
        message.add_alternative(content, subtype=subtype, params=parameters)
    for name, kind, parameters, content in files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name, params=parameters)
    for name, value in headers.items():  # last: what is called Content-… would else become its first part's
        message[name] = value
    return message.as_bytes()


def content_type(value):
    """"text/calendar; method=REQUEST": ("text/calendar", {"method": "REQUEST"})"""
    kind, *parameters = [part.strip() for part in value.split(";")]
    return kind, dict(part.split("=", 1) for part in parameters)
