# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Mailgun's messages.mime. Takes only what the published format takes."""
import base64
import email
import email.policy
import itertools
import os

from api_server import Answer, Refused, Sends, arguments, serve

options = arguments("--domain")
KEY = os.environ["TEST_MAILGUN_KEY"]
ids = itertools.count(1)


def refuse(status, message):
    raise Refused(Answer(status, {"message": message}))


def judge(method, path, headers, body):
    if (method, path) != ("POST", f"/v3/{options.domain}/messages.mime"):
        refuse(404, f"{method} {path}")
    if headers.get("Authorization") != "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode():
        refuse(401, "Invalid private key")
    if not headers.get("Content-Type", "").startswith("multipart/form-data; boundary="):
        refuse(400, f"Content-Type {headers.get('Content-Type')}")
    boundary = headers["Content-Type"].split("boundary=")[1].encode()
    parts = {}
    pieces = body.split(b"--" + boundary)
    if not 0 < len(boundary) <= 70 or pieces[0] or pieces[-1] != b"--\r\n":
        refuse(400, "not multipart")
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        disposition = email.message_from_bytes(head, policy=email.policy.default)["Content-Disposition"]
        parts.setdefault(disposition.params["name"], []).append((disposition.params.get("filename"), content.removesuffix(b"\r\n")))
    if parts.keys() - {"o:testmode"} != {"to", "message"} or any(len(values) != 1 for values in parts.values()):
        refuse(400, f"parts {sorted(parts)}")
    (name, message), (_, to) = parts["message"][0], parts["to"][0]
    if not name:
        refuse(400, "message is not a file")
    to = to.decode()
    if "," in to or ";" in to or to in options.refuse:
        refuse(400, "'to' parameter is not a valid address. please check documentation")
    test = parts.get("o:testmode") == [(None, b"yes")]
    return Sends(Answer(200, {"id": f"<{next(ids)}@{options.domain}>", "message": "Queued. Thank you."}), None, [to], message, lambda: not test)


serve(options, judge, Answer(429, {"message": "rate limit exceeded"}, {"Retry-After": "1"}), Answer(503, {"message": "Service Unavailable"}))
