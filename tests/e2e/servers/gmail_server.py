# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Gmail's messages.send. Whom it sends to it takes from the message's headers, as Gmail does."""
import email
import email.policy
import itertools
import re

from api_server import Answer, Refused, Sends, arguments, decoded, keys, parse, serve

options = arguments("--user")
ids = itertools.count(0x18c2000)


def answer(status, reason, message, **headers):
    return Answer(status, {"error": {"code": status, "message": message, "errors": [{"message": message, "domain": "global", "reason": reason}]}}, headers)


EXPIRED = answer(401, "authError", "Invalid Credentials", **{"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'})


def judge(method, path, headers, body):
    def refuse(why):
        raise Refused(answer(400, "invalidArgument", why))
    if method != "POST" or path not in (f"/gmail/v1/users/{options.user.replace('@', '%40')}/messages/send", "/gmail/v1/users/me/messages/send"):
        raise Refused(answer(404, "notFound", f"{method} {path}"))
    if headers.get("Authorization") != f"Bearer {options.token.read_text()}":
        raise Refused(EXPIRED)
    if headers.get("Content-Type") != "application/json":
        refuse(f"Content-Type {headers.get('Content-Type')}")
    asked = keys(parse(body, refuse), {"raw"}, {"threadId"}, refuse, "Message")
    if not re.fullmatch(r"[A-Za-z0-9_-]+={0,2}", asked["raw"]):
        refuse("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed")
    raw = decoded(asked["raw"], refuse, "raw", b"-_")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    to = [a.addr_spec for name in ("To", "Cc", "Bcc") for h in message.get_all(name, []) for a in h.addresses]
    if not to:
        refuse("Recipient address required")
    if any(a in options.refuse for a in to):
        refuse("Invalid To header")
    sender = message["From"].addresses[0].addr_spec
    number = f"{next(ids):x}"
    return Sends(Answer(200, {"id": number, "threadId": number, "labelIds": ["SENT"]}), sender, to, raw)


serve(options, judge, answer(403, "userRateLimitExceeded", "User Rate Limit Exceeded", **{"Retry-After": "1"}),
      answer(503, "backendError", "Backend Error"), EXPIRED)
