# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Postmark's /email. Takes only what the published format takes, and makes the message that Postmark makes of it."""
import itertools
import os

from api_server import Answer, Refused, Sends, arguments, build, check_headers, content_type, decoded, keys, mailbox, parse, serve, text

options = arguments("--stream")
KEY = os.environ["TEST_KEY"]
ids = itertools.count(1)


def answer(status, code, message, **headers):
    return Answer(status, {"ErrorCode": code, "Message": message}, headers)


def judge(method, path, headers, body):
    def refuse(why, code=300):
        raise Refused(answer(422, code, why))
    if (method, path) != ("POST", "/email"):
        raise Refused(answer(404, 404, f"{method} {path}"))
    token = headers.get("X-Postmark-Server-Token")
    if token not in (KEY, "POSTMARK_API_TEST"):
        raise Refused(answer(401, 10, "Bad or missing server API token."))
    if headers.get("Content-Type") != "application/json" or headers.get("Accept") != "application/json":
        raise Refused(answer(415, 409, "JSON required"))
    asked = keys(parse(body, lambda why: refuse(why, 402)), {"From", "To", "Subject"},
                 {"TextBody", "HtmlBody", "ReplyTo", "Headers", "Attachments", "MessageStream", "TrackOpens", "TrackLinks"}, refuse, "Email")
    sender, to = mailbox(asked["From"], refuse, "Invalid 'From' address"), mailbox(asked["To"], refuse, "Invalid 'To' address")
    if to[1] in options.refuse:
        refuse(f"You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: {to[1]}.", 406)
    if asked.get("MessageStream", "outbound") != options.stream:
        refuse("The 'MessageStream' provided does not exist on this server.", 1235)
    if asked.get("TrackOpens") is not False or asked.get("TrackLinks") != "None":
        refuse("this stand-in takes no message that people would be tracked by")
    more = {}
    for header in asked.get("Headers", []):
        keys(header, {"Name", "Value"}, set(), refuse, "Headers")
        more[header["Name"]] = header["Value"]
    check_headers(more, {"from", "to", "cc", "bcc", "subject", "reply-to", "content-type", "content-transfer-encoding", "date", "mime-version"}, refuse)
    if more.pop("X-PM-KeepID", "") != "true":  # else the Message-ID is Postmark's
        more = {name: value for name, value in more.items() if name.lower() != "message-id"}
    files = []
    for file in asked.get("Attachments", []):
        keys(file, {"Name", "Content", "ContentType"}, {"ContentID"}, refuse, "Attachments")
        files.append((file["Name"], *content_type(file["ContentType"]), decoded(file["Content"], refuse, "Attachments")))
    raw = build(sender, to, text(asked["Subject"], refuse, "Subject", 2000), text(asked["TextBody"], refuse, "TextBody"), asked.get("HtmlBody"), more, (), files)
    done = Answer(200, {"To": asked["To"], "SubmittedAt": "2027-01-01T00:00:00Z", "MessageID": f"b7bc2f4a-{next(ids):04d}", "ErrorCode": 0, "Message": "OK"})
    return Sends(done, sender[1], [to[1]], raw, lambda: token == KEY)


serve(options, judge, answer(429, 429, "Rate limit exceeded.", **{"Retry-After": "1"}), answer(500, 0, "Internal Server Error"))
