# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Microsoft Graph's sendMail with MIME. Whom it sends to it takes from the message's headers, as Graph does."""
import email
import email.policy
import itertools
import re

from api_server import Answer, Refused, Sends, arguments, decoded, serve

options = arguments("--user")
ids = itertools.count(1)


def answer(status, code, message, **headers):
    return Answer(status, {"error": {"code": code, "message": message, "innerError": {"request-id": "0"}}}, headers)


EXPIRED = answer(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.", **{"WWW-Authenticate": 'Bearer realm=""'})


def judge(method, path, headers, body):
    def refuse(why):
        raise Refused(answer(400, "ErrorMimeContentInvalidBase64String", why))
    if method != "POST" or path.lower() not in (f"/v1.0/users/{options.user.replace('@', '%40')}/sendmail".lower(), "/v1.0/me/sendmail"):
        raise Refused(answer(404, "ResourceNotFound", f"{method} {path}"))
    if headers.get("Authorization") != f"Bearer {options.token.read_text()}":
        raise Refused(EXPIRED)
    if headers.get("Content-Type") != "text/plain":
        raise Refused(answer(415, "RequestBodyRead", f"Content-Type {headers.get('Content-Type')}"))
    if len(body) > 4 * 1024 * 1024:
        raise Refused(answer(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size."))
    raw = decoded(body.decode("ascii"), refuse, "MIME content")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    to = [a.addr_spec for name in ("To", "Cc", "Bcc") for h in message.get_all(name, []) for a in h.addresses]
    if not to or any(a in options.refuse for a in to):
        raise Refused(answer(400, "ErrorInvalidRecipients", "At least one recipient isn't valid."))
    sender = message["From"].addresses[0].addr_spec
    if sender.lower() != options.user.lower():
        raise Refused(answer(403, "ErrorSendAsDenied", "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account."))
    if not re.search(r"^MIME-Version: 1\.0\r$", raw.decode("latin-1"), re.M | re.I):
        refuse("MIME-Version is missing")
    return Sends(Answer(202, None, {"request-id": f"7b1f4a5e-{next(ids):04d}"}), sender, to, raw)


serve(options, judge, answer(429, "ApplicationThrottled", "Application is over its MailboxConcurrency limit.", **{"Retry-After": "1"}),
      answer(503, "ErrorServerBusy", "The server cannot service this request right now."), EXPIRED)
