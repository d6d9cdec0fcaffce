# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Brevo's smtp/email. Takes only what the published format takes; an attachment's type follows from its name, so a calendar's
method is lost there; knows a repetition by its idempotencyKey, and refuses it."""
import itertools
import mimetypes
import os
import re

from api_server import Answer, Refused, Sends, arguments, build, check_headers, decoded, keys, named, parse, serve, text

options = arguments()
KEY = os.environ["TEST_KEY"]
EXTENSIONS = set("xlsx xls ods docx docm doc csv pdf txt gif jpg jpeg png tif tiff rtf bmp cgm css shtml html htm zip xml ppt pptx tar ez ics mobi msg pub eps odt mp3 m4a m4v wma ogg flac wav aif aifc aiff mp4 mov avi mkv mpeg mpg wmv pkpass xlsm".split())
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
ids, known = itertools.count(1), set()


def answer(status, code, message, **headers):
    return Answer(status, {"code": code, "message": message}, headers)


def judge(method, path, headers, body):
    def refuse(why, code="invalid_parameter"):
        raise Refused(answer(400, code, why))
    if (method, path) != ("POST", "/v3/smtp/email"):
        raise Refused(answer(404, "document_not_found", f"{method} {path}"))
    if headers.get("api-key") != KEY:
        raise Refused(answer(401, "unauthorized", "Key not found"))
    if headers.get("Content-Type") != "application/json":
        refuse("Content-Type", "bad_request")
    asked = keys(parse(body, refuse), {"sender", "to", "subject", "htmlContent"}, {"textContent", "replyTo", "headers", "attachment", "tags"}, refuse, "mail")
    sender = named(asked["sender"], refuse, "sender", 70)
    to, = (named(a, refuse, "to", 70) for a in asked["to"])
    if to[1] in options.refuse:
        refuse("email is not valid in to")
    more = dict(asked.get("headers", {}))
    key, sandbox = more.pop("idempotencyKey", None), more.pop("X-Sib-Sandbox", None)
    if key is not None and not UUID.fullmatch(key):
        refuse("idempotencyKey is not a UUID")
    if key in known:
        refuse("idempotencyKey has been used", "duplicate_parameter")
    check_headers(more, {"from", "to", "cc", "bcc", "subject", "reply-to", "message-id", "date", "content-type", "content-transfer-encoding", "mime-version"}, refuse)
    if any(name != "-".join(word.capitalize() for word in name.split("-")) for name in more):
        refuse("headers are to be in Title-Case")
    files = []
    for file in asked.get("attachment", []):
        keys(file, {"name", "content"}, set(), refuse, "attachment")
        if file["name"].rsplit(".", 1)[-1] not in EXTENSIONS:
            refuse(f"Unsupported file format: {file['name']}")
        files.append((file["name"], mimetypes.guess_type(file["name"])[0] or "application/octet-stream", {}, decoded(file["content"], refuse, "attachment")))
    raw = build(sender, to, text(asked["subject"], refuse, "subject"), text(asked["textContent"], refuse, "textContent"), asked["htmlContent"], more, (), files)

    def commit():
        known.add(key)
        return sandbox != "drop"

    return Sends(Answer(201, {"messageId": f"<{next(ids)}@smtp-relay.mailin.fr>"}, {"x-sib-ratelimit-limit": 1000, "x-sib-ratelimit-remaining": 999, "x-sib-ratelimit-reset": 1}),
                 sender[1], [to[1]], raw, commit)


serve(options, judge, answer(429, "too_many_requests", "Too many requests", **{"x-sib-ratelimit-limit": 1000, "x-sib-ratelimit-remaining": 0, "x-sib-ratelimit-reset": 1}),
      answer(500, "internal_error", "Internal Server Error"))
