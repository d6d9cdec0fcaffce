# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Resend's /emails. Takes only what the published format takes; knows a repetition by its Idempotency-Key."""
import itertools
import os

from api_server import Answer, Refused, Sends, arguments, build, check_headers, content_type, decoded, keys, mailbox, parse, serve, text

options = arguments()
KEY = os.environ["TEST_KEY"]
ids, known = itertools.count(1), {}


def answer(status, name, message, **headers):
    return Answer(status, {"statusCode": status, "name": name, "message": message}, headers)


def judge(method, path, headers, body):
    def refuse(why, name="validation_error"):
        raise Refused(answer(422, name, why))
    if (method, path) != ("POST", "/emails"):
        raise Refused(answer(404, "not_found", f"{method} {path}"))
    if not headers.get("User-Agent"):
        raise Refused(answer(403, "validation_error", "User-Agent is missing"))
    if headers.get("Authorization") != f"Bearer {KEY}":
        raise Refused(answer(403, "invalid_api_key", "API key is invalid"))
    if headers.get("Content-Type") != "application/json":
        refuse("Content-Type")
    key = headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= 256:
        raise Refused(answer(400, "invalid_idempotency_key", "The key must be between 1-256 chars."))
    asked = keys(parse(body, refuse), {"from", "to", "subject"}, {"text", "html", "reply_to", "headers", "attachments", "tags"}, refuse, "email")
    if key in known:
        if known[key][0] != body:
            raise Refused(answer(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload."))
        return Answer(200, {"id": known[key][1]})
    sender = mailbox(asked["from"], lambda why: refuse(why, "invalid_from_address"), "from")
    to, = (mailbox(a, refuse, "to") for a in asked["to"])
    if to[1] in options.refuse:
        refuse("Invalid `to` field.")
    more = asked.get("headers", {})
    check_headers(more, {"from", "to", "cc", "bcc", "subject", "reply-to", "content-type", "content-transfer-encoding"}, refuse)
    files = []
    for file in asked.get("attachments", []):
        keys(file, {"filename", "content"}, {"content_type", "path", "content_id"}, lambda why: refuse(why, "invalid_attachment"), "attachments")
        files.append((file["filename"], *content_type(file["content_type"]), decoded(file["content"], refuse, "attachments")))
    raw = build(sender, to, text(asked["subject"], refuse, "subject"), text(asked["text"], refuse, "text"), asked.get("html"), more, (), files)
    number = f"49a3999c-{next(ids):04d}"

    def commit():
        known[key] = body, number
        return to[1] != "delivered@resend.dev"

    return Sends(Answer(200, {"id": number}, {"ratelimit-limit": 10, "ratelimit-remaining": 9, "ratelimit-reset": 1}), sender[1], [to[1]], raw, commit)


serve(options, judge, answer(429, "rate_limit_exceeded", "Too many requests. You can only make 5 requests per second.", **{"ratelimit-limit": 5, "ratelimit-remaining": 0, "ratelimit-reset": 1, "retry-after": 1}),
      answer(500, "application_error", "An unexpected error occurred."))
