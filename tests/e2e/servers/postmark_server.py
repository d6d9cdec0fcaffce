# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Postmark's /email/batch. Takes only what the published format takes, answers for each message by itself, and makes of each the
message that Postmark makes. --busy-part N: the Nth message that would be taken is one too many; --short-at N: the answer to the Nth request lacks
its last part, although all was taken."""
import itertools
import os

from api_server import Answer, Batch, Refused, Sends, arguments, build, check_headers, content_type, decoded, keys, mailbox, parse, serve, text

MOST, MOST_BYTES = 500, 50_000_000  # of a request
options = arguments("--stream", numbers=("--busy-part", "--short-at"))
KEY = os.environ["TEST_KEY"]
ids, parts, requests = itertools.count(1), itertools.count(1), itertools.count(1)


def answer(status, code, message, **headers):
    return Answer(status, {"ErrorCode": code, "Message": message}, headers)


def refuse(why, code=300, status=422):
    raise Refused(answer(status, code, why))


def judge_one(asked, token):
    keys(asked, {"From", "To", "Subject"}, {"TextBody", "HtmlBody", "ReplyTo", "Headers", "Attachments", "MessageStream", "TrackOpens", "TrackLinks"}, refuse, "Email")
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
    if next(parts) in options.busy_part:
        refuse("Rate limit exceeded.", 429)
    done = Answer(200, {"To": asked["To"], "SubmittedAt": "2027-01-01T00:00:00Z", "MessageID": f"b7bc2f4a-{next(ids):04d}", "ErrorCode": 0, "Message": "OK"})
    return Sends(done, sender[1], [to[1]], raw, lambda: token == KEY)


def part(asked, token):
    try:
        return judge_one(asked, token)
    except Refused as refused:
        return refused.answer


def judge(method, path, headers, body):
    if (method, path) != ("POST", "/email/batch"):
        refuse(f"{method} {path}", 404, 404)
    token = headers.get("X-Postmark-Server-Token")
    if token not in (KEY, "POSTMARK_API_TEST"):
        refuse("Bad or missing server API token.", 10, 401)
    if headers.get("Content-Type") != "application/json" or headers.get("Accept") != "application/json":
        refuse("JSON required", 409, 415)
    if len(body) > MOST_BYTES:
        refuse("The request is too large.", 0, 413)
    asked = parse(body, lambda why: refuse(why, 402))
    if not isinstance(asked, list) or not 0 < len(asked) <= MOST:
        refuse(f"a list of 1 to {MOST} messages is wanted", 402)
    return Batch([part(one, token) for one in asked], next(requests) in options.short_at)


serve(options, judge, answer(429, 429, "Rate limit exceeded.", **{"Retry-After": "1"}), answer(500, 0, "Internal Server Error"))
