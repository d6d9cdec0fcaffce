# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Mailgun's messages.mime. Takes only what the published format takes."""
import base64
import email
import email.policy
import os

from http_server import Refused, arguments, serve

options = arguments("--domain")
KEY = os.environ["TEST_MAILGUN_KEY"]


def judge(method, path, headers, body, number):
    if (method, path) != ("POST", f"/v3/{options.domain}/messages.mime"):
        raise Refused(404, {"message": f"{method} {path}"})
    if headers.get("Authorization") != "Basic " + base64.b64encode(f"api:{KEY}".encode()).decode():
        raise Refused(401, {"message": "Invalid private key"})
    if number <= options.throttle_first:
        raise Refused(429, {"message": "rate limit exceeded"}, Retry_After=1)
    if not headers.get("Content-Type", "").startswith("multipart/form-data; boundary="):
        raise Refused(400, {"message": f"Content-Type {headers.get('Content-Type')}"})
    boundary = headers["Content-Type"].split("boundary=")[1].encode()
    parts = {}
    pieces = body.split(b"--" + boundary)
    if pieces[0] or pieces[-1] != b"--\r\n":
        raise Refused(400, {"message": "not multipart"})
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        disposition = email.message_from_bytes(head, policy=email.policy.default)["Content-Disposition"]
        parts.setdefault(disposition.params["name"], []).append((disposition.params.get("filename"), content.removesuffix(b"\r\n")))
    if parts.keys() - {"o:testmode"} != {"to", "message"} or any(len(values) != 1 for values in parts.values()):
        raise Refused(400, {"message": f"parts {sorted(parts)}"})
    (name, message), (_, to) = parts["message"][0], parts["to"][0]
    if not name:
        raise Refused(400, {"message": "message is not a file"})
    to = to.decode()
    if "," in to or ";" in to or to in options.refuse:
        raise Refused(400, {"message": "'to' parameter is not a valid address. please check documentation"})
    return None, [to], message, {"id": f"<{number}@{options.domain}>", "message": "Queued. Thank you."}


serve(options, judge)
