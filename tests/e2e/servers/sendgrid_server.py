# SPDX-License-Identifier: Apache-2.0
"""A stand-in for SendGrid's v3 mail/send. Takes only what the published format takes, and makes the message that SendGrid makes of it."""
import itertools
import os
import time

from api_server import Answer, Refused, Sends, arguments, build, check_headers, content_type, decoded, keys, named, parse, serve, text

options = arguments()
KEY = os.environ["TEST_KEY"]
RESERVED = {"x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding", "to", "from", "subject", "reply-to",
            "cc", "bcc"}
ids = itertools.count(1)


def answer(status, message, field=None, **headers):
    return Answer(status, {"errors": [{"message": message, "field": field, "help": None}]}, headers)


def judge(method, path, headers, body):
    def refuse(why, field="request"):
        raise Refused(answer(400, why, field))
    if (method, path) != ("POST", "/v3/mail/send"):
        raise Refused(answer(404, f"{method} {path}"))
    if headers.get("Authorization") != f"Bearer {KEY}":
        raise Refused(answer(401, "The provided authorization grant is invalid, expired, or revoked"))
    if headers.get("Content-Type") != "application/json":
        raise Refused(answer(415, "Content-Type should be application/json."))
    asked = keys(parse(body, refuse), {"personalizations", "from", "subject", "content"},
                 {"attachments", "headers", "reply_to", "mail_settings", "tracking_settings"}, refuse, "mail")
    person, = asked["personalizations"]
    (name, to), = (named(a, refuse, "to") for a in keys(person, {"to"}, set(), refuse, "personalizations")["to"])
    if to in options.refuse:
        refuse("Does not contain a valid address.", "personalizations.0.to.0.email")
    contents = [(keys(c, {"type", "value"}, set(), refuse, "content")["type"], text(c["value"], refuse, "content.value")) for c in asked["content"]]
    kinds = [kind for kind, _ in contents]
    if kinds[0] != "text/plain" or len(kinds) != len(set(kinds)) or ("text/html" in kinds and kinds.index("text/html") != 1):
        refuse("If present, text/plain must be first, followed by text/html, followed by any other content.", "content")
    check_headers(asked.get("headers", {}), RESERVED, refuse)
    files = []
    for file in asked.get("attachments", []):
        keys(file, {"content", "filename"}, {"type", "disposition", "content_id"}, refuse, "attachments")
        if ";" in file["type"] or file.get("disposition") not in (None, "attachment", "inline"):
            refuse("The attachment type cannot contain ';', or CRLF characters.", "attachments.0.type")
        files.append((file["filename"], file["type"], {}, decoded(file["content"], refuse, "attachments.content")))
    tracking = keys(asked.get("tracking_settings", {}), set(), {"click_tracking", "open_tracking", "subscription_tracking"}, refuse, "tracking_settings")
    if any(setting.get("enable") is not False for setting in tracking.values()) or len(tracking) != 3:
        refuse("this stand-in takes no message that people would be tracked by", "tracking_settings")
    others = []
    for kind, value in contents[2:]:
        main, parameters = content_type(kind)
        others.append((value, main.split("/")[1], parameters))
    sender = named(asked["from"], refuse, "from")
    raw = build(sender, (name, to), text(asked["subject"], refuse, "subject"), contents[0][1], dict(contents).get("text/html"),
                asked.get("headers", {}), others, files)
    sandbox = asked.get("mail_settings", {}).get("sandbox_mode", {}).get("enable", False)
    done = Answer(200) if sandbox else Answer(202, None, {"X-Message-Id": f"sg-{next(ids)}"})
    return Sends(done, sender[1], [to], raw, lambda: not sandbox)


class Throttled(Answer):
    """The header says when, in seconds since 1970."""
    headers = property(lambda self: {"X-RateLimit-Limit": 600, "X-RateLimit-Remaining": 0, "X-RateLimit-Reset": int(time.time()) + 1})


serve(options, judge, Throttled(*answer(429, "too many requests")[:2]), answer(500, "Internal Server Error"))
