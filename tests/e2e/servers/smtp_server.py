# SPDX-License-Identifier: Apache-2.0
"""An SMTP submission server on loopback that keeps each message's exact bytes and envelope as files, and fails where it is told to.

Prints "port N" and serves until it is ended. Messages are OUT/00001.eml (bytes) and OUT/00001.json (envelope), in the order that they came.
"""
import argparse
import asyncio
import json
import logging
import pathlib
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("--out", required=True, type=pathlib.Path)
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--mode", choices=["plain", "starttls", "tls"], default="plain")
parser.add_argument("--certificate", help="file of certificate and key; for starttls and tls")
parser.add_argument("--login", help="USER:PASSWORD, asked for")
parser.add_argument("--defer-first", type=int, default=0, help="451 to the first N recipients")
parser.add_argument("--refuse", action="append", default=[], help="550 to this recipient")
parser.add_argument("--relay", help="what every recipient is refused with unless there was a login")
parser.add_argument("--busy-at", type=int, action="append", default=[], help="421 and goodbye at the Nth MAIL")
parser.add_argument("--break-at", type=int, action="append", default=[], help="keeps the Nth message and closes without an answer")
parser.add_argument("--hang-at", type=int, action="append", default=[], help="keeps the Nth message and never answers")
parser.add_argument("--slow", type=float, default=0, help="seconds before a message is taken")
options = parser.parse_args()
warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")  # with implicit TLS there is nothing to require
logging.disable(logging.CRITICAL)  # broken handshakes are what some tests are about


class Keeper:
    def __init__(self):
        self.mails = self.recipients = self.messages = 0

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        self.mails += 1
        if self.mails in options.busy_at:
            await server.push("421 4.3.2 too many at once")
            server.transport.close()
            return "421 4.3.2 too many at once"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        self.recipients += 1
        if self.recipients <= options.defer_first:
            return "451 4.7.1 greylisted, come back"
        if options.relay and not session.authenticated:
            return options.relay
        if address in options.refuse:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages += 1
        number = self.messages
        if options.slow:
            await asyncio.sleep(options.slow)
        keep(number, envelope, session, server.transport.get_extra_info("ssl_object") is not None)
        if number in options.break_at:
            server.transport.abort()
            await asyncio.sleep(3600)
        if number in options.hang_at:
            await asyncio.sleep(3600)
        return f"250 2.0.0 queued as {number:05d}"


def keep(number, envelope, session, tls):
    base = options.out / f"{number:05d}"
    facts = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": tls, "login": bool(session.authenticated)}
    base.with_suffix(".json").write_text(json.dumps(facts))
    partial = base.with_suffix(".part")
    partial.write_bytes(envelope.original_content)
    partial.rename(base.with_suffix(".eml"))  # a message is there whole or not at all


def authenticator(server, session, envelope, mechanism, auth_data):
    user, password = options.login.split(":")
    good = auth_data.login == user.encode() and auth_data.password == password.encode()
    return AuthResult(success=good, handled=good)


async def main():
    keeper, words = Keeper(), {"hostname": "localhost", "ident": "test", "enable_SMTPUTF8": True, "data_size_limit": 30 * 1024 * 1024}
    context = None
    if options.mode != "plain":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate)
    if options.login:
        words |= {"authenticator": authenticator, "auth_required": not options.relay, "auth_require_tls": options.mode == "starttls"}
    if options.mode == "starttls":
        words |= {"tls_context": context, "require_starttls": True}
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keeper, **words), options.host, 0,
                                                            ssl=context if options.mode == "tls" else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


options.out.mkdir(parents=True, exist_ok=True)
try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(0)
