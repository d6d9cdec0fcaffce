# SPDX-License-Identifier: Apache-2.0
"""A stand-in for a JMAP server (RFC 8620, RFC 8621): session, upload, and the methods that sending mail needs."""
import functools
import itertools
import re
from email.parser import BytesHeaderParser

from api_server import Answer, Refused, Sends, arguments, keys, parse, serve

options = arguments("--user")
ACCOUNT, DRAFTS, SENT, IDENTITY = "u1a2", "Mdrafts", "Msent", "Iorg"
CORE, MAIL, SUBMISSION = (f"urn:ietf:params:jmap:{name}" for name in ("core", "mail", "submission"))
ID = re.compile(r"[A-Za-z0-9_-]{1,255}")
blobs, emails, submissions, ids = {}, {}, {}, itertools.count(1)


def problem(status, kind, detail, **headers):
    return Answer(status, {"type": kind, "status": status, "detail": detail}, headers)


EXPIRED = problem(401, "about:blank", "the token has run out", **{"WWW-Authenticate": "Bearer"})


class MethodError(Exception):
    def __init__(self, kind, description):
        super().__init__(kind, description)
        self.error = {"type": kind, "description": description}


def invalid(why):
    raise MethodError("invalidArguments", why)


def session():
    return {"capabilities": {CORE: {"maxSizeUpload": 50000000, "maxConcurrentUpload": 4, "maxSizeRequest": 10000000, "maxConcurrentRequests": 4,
                                    "maxCallsInRequest": 16, "maxObjectsInGet": 500, "maxObjectsInSet": 500, "collationAlgorithms": []},
                             MAIL: {}, SUBMISSION: {}},
            "accounts": {ACCOUNT: {"name": options.user, "isPersonal": True, "isReadOnly": False,
                                   "accountCapabilities": {MAIL: {}, SUBMISSION: {"maxDelayedSend": 0, "submissionExtensions": {}}}}},
            "primaryAccounts": {MAIL: ACCOUNT, SUBMISSION: ACCOUNT}, "username": options.user, "apiUrl": "/jmap/",
            "downloadUrl": "/download/{accountId}/{blobId}/{name}?type={type}", "uploadUrl": "/upload/{accountId}/",
            "eventSourceUrl": "/event/?types={types}&closeafter={closeafter}&ping={ping}", "state": "1"}


def mailbox_query(given):
    keys(given, {"accountId"}, {"filter", "sort", "position", "limit"}, invalid, "Mailbox/query")
    role = keys(given.get("filter", {}), set(), {"role", "name", "parentId"}, invalid, "filter").get("role")
    return {"accountId": ACCOUNT, "queryState": "1", "canCalculateChanges": False, "position": 0,
            "ids": [i for i, r in ((DRAFTS, "drafts"), (SENT, "sent")) if role in (None, r)]}


def identity_get(given):
    keys(given, {"accountId", "ids"}, {"properties"}, invalid, "Identity/get")
    whole = {"id": IDENTITY, "name": "", "email": f"*@{options.user.split('@')[1]}", "replyTo": None, "bcc": None, "mayDelete": False}
    wanted = given.get("properties") or list(whole)
    if set(wanted) - whole.keys():
        invalid(f"properties {wanted}")
    return {"accountId": ACCOUNT, "state": "1", "notFound": [], "list": [{k: v for k, v in whole.items() if k in wanted or k == "id"}]}


def email_import(given):
    keys(given, {"accountId", "emails"}, {"ifInState"}, invalid, "Email/import")
    created, refused = {}, {}
    for key, wanted in given["emails"].items():
        keys(wanted, {"blobId", "mailboxIds"}, {"keywords", "receivedAt"}, invalid, "EmailImport")
        if wanted["blobId"] not in blobs:
            refused[key] = {"type": "invalidProperties", "properties": ["blobId"]}
        elif not wanted["mailboxIds"] or any(i not in (DRAFTS, SENT) or v is not True for i, v in wanted["mailboxIds"].items()):
            refused[key] = {"type": "invalidProperties", "properties": ["mailboxIds"]}
        elif any(v is not True for v in wanted.get("keywords", {}).values()):
            refused[key] = {"type": "invalidProperties", "properties": ["keywords"]}
        elif existing := next((i for i, e in emails.items() if e["blob"] == wanted["blobId"]), None):
            refused[key] = {"type": "alreadyExists", "existingId": existing}
        else:
            number = f"E{next(ids)}"
            emails[number] = {"blob": wanted["blobId"], "mailboxes": dict(wanted["mailboxIds"]), "keywords": dict(wanted.get("keywords", {}))}
            created[key] = {"id": number, "blobId": wanted["blobId"], "threadId": f"T{number}", "size": len(blobs[wanted["blobId"]])}
    return {"accountId": ACCOUNT, "oldState": "1", "newState": "2", "created": created or None, "notCreated": refused or None}


def email_set(given):
    keys(given, {"accountId"}, {"destroy", "update", "create", "ifInState"}, invalid, "Email/set")
    gone = [i for i in given.get("destroy", []) if emails.pop(i, None)]
    return {"accountId": ACCOUNT, "oldState": "1", "newState": "2", "destroyed": gone,
            "notDestroyed": {i: {"type": "notFound"} for i in given.get("destroy", []) if i not in gone} or None}


@functools.cache
def headers_of(blob):
    return BytesHeaderParser().parsebytes(blobs[blob])


def email_query(given):
    keys(given, {"accountId", "filter"}, {"sort", "position", "limit"}, invalid, "Email/query")
    name, text = keys(given["filter"], {"header"}, set(), invalid, "filter")["header"]
    found = [i for i, e in emails.items() if text in headers_of(e["blob"]).get(name, "")]
    return {"accountId": ACCOUNT, "queryState": "1", "canCalculateChanges": False, "position": 0, "ids": found}


def email_get(given):
    keys(given, {"accountId", "ids"}, {"properties"}, invalid, "Email/get")
    if set(given.get("properties", [])) - {"id", "mailboxIds", "keywords"}:
        invalid(f"properties {given['properties']}")
    return {"accountId": ACCOUNT, "state": "1", "notFound": [i for i in given["ids"] if i not in emails],
            "list": [{"id": i, "mailboxIds": emails[i]["mailboxes"], "keywords": emails[i]["keywords"]} for i in given["ids"] if i in emails]}


def submission_query(given):
    keys(given, {"accountId"}, {"filter", "sort", "position", "limit"}, invalid, "EmailSubmission/query")
    wanted = keys(given.get("filter", {}), {"emailIds"}, set(), invalid, "filter")["emailIds"]
    return {"accountId": ACCOUNT, "queryState": "1", "canCalculateChanges": False, "position": 0,
            "ids": [s for s, e in submissions.items() if e in wanted]}


def referred(given, responses):
    """Arguments with "#name" are taken from an earlier response (RFC 8620, 3.7)."""
    out = {}
    for name, value in given.items():
        if name.startswith("#"):
            keys(value, {"resultOf", "name", "path"}, set(), invalid, name)
            before = [r for method, r, number in responses if number == value["resultOf"] and method == value["name"]]
            if not before or value["path"].removeprefix("/") not in before[0]:
                raise MethodError("invalidResultReference", str(value))
            name, value = name[1:], before[0][value["path"].removeprefix("/")]
        out[name] = value
    return out


def patched(email, changes):
    """An email as a PatchObject leaves it (RFC 8620, 5.3)."""
    out = {"blob": email["blob"], "mailboxes": dict(email["mailboxes"]), "keywords": dict(email["keywords"])}
    for pointer, value in changes.items():
        what, key = pointer.split("/")
        target = out[{"mailboxIds": "mailboxes", "keywords": "keywords"}[what]]
        if value is None:
            target.pop(key, None)
        elif value is True:
            target[key] = True
        else:
            invalid(f"{pointer}: {value}")
    return out


def submission_set(given):
    """A Sends with what is to happen, or the arguments of a response that refuses."""
    keys(given, {"accountId", "create"}, {"onSuccessUpdateEmail", "onSuccessDestroyEmail"}, invalid, "EmailSubmission/set")
    (key, wanted), = given["create"].items()

    def refused(kind, **more):
        return {"accountId": ACCOUNT, "oldState": "1", "newState": "1", "created": None, "notCreated": {key: {"type": kind, **more}}}

    keys(wanted, {"identityId", "emailId"}, {"envelope"}, invalid, "EmailSubmission")
    envelope = keys(wanted["envelope"], {"mailFrom", "rcptTo"}, set(), invalid, "envelope")
    sender, to = (keys(a, {"email"}, {"parameters"}, invalid, "Address")["email"] for a in (envelope["mailFrom"], *envelope["rcptTo"]))
    if wanted["emailId"] not in emails or wanted["identityId"] != IDENTITY:
        return refused("invalidProperties", properties=["emailId", "identityId"])
    if sender.split("@")[1] != options.user.split("@")[1]:
        return refused("forbiddenMailFrom")
    if to in options.refuse:
        return refused("invalidRecipients", invalidRecipients=[to], description="no such person")
    email = emails[wanted["emailId"]]
    changes = given.get("onSuccessUpdateEmail", {})
    if changes.keys() - {f"#{key}"}:
        invalid("onSuccessUpdateEmail")
    after = patched(email, changes.get(f"#{key}", {}))
    if set(after["mailboxes"]) != {SENT} or "$draft" in after["keywords"]:
        raise MethodError("invalidArguments", "what was sent is to lie in the sent mail, and be no draft")

    def commit():
        emails[wanted["emailId"]] = after
        submissions[number] = wanted["emailId"]
        return True

    number = f"S{next(ids)}"
    done = {"accountId": ACCOUNT, "oldState": "1", "newState": "2", "created": {key: {"id": number, "undoStatus": "final", "sendAt": "2027-01-01T00:00:00Z"}},
            "notCreated": None}
    return Sends(done, sender, [to], blobs[email["blob"]], commit)


METHODS = {"Email/query": email_query, "Email/get": email_get, "EmailSubmission/query": submission_query, "Mailbox/query": mailbox_query, "Identity/get": identity_get, "Email/import": email_import, "Email/set": email_set,
           "EmailSubmission/set": submission_set}


def call(body):
    def refuse(why):
        raise Refused(problem(400, "urn:ietf:params:jmap:error:notRequest", why))
    asked = keys(parse(body, refuse), {"using", "methodCalls"}, {"createdIds"}, refuse, "Request")
    if set(asked["using"]) - {CORE, MAIL, SUBMISSION}:
        raise Refused(problem(400, "urn:ietf:params:jmap:error:unknownCapability", str(asked["using"])))
    responses, sends = [], None
    for name, given, number in asked["methodCalls"]:
        try:
            if name not in METHODS or (name.startswith("EmailSubmission") and SUBMISSION not in asked["using"]):
                raise MethodError("unknownMethod", name)
            if given.get("accountId") != ACCOUNT:
                raise MethodError("accountNotFound", str(given.get("accountId")))
            result = METHODS[name](referred(given, responses))
            if isinstance(result, Sends):
                result, sends = result.answer, result
            responses.append([name, result, number])
        except MethodError as error:
            responses.append(["error", error.error, number])
    answer = Answer(200, {"methodResponses": responses, "sessionState": "1"})
    return sends._replace(answer=answer) if sends else answer


def judge(method, path, headers, body):
    if headers.get("Authorization") != f"Bearer {options.token.read_text()}":
        raise Refused(EXPIRED)
    if (method, path) == ("GET", "/.well-known/jmap"):
        return Answer(301, None, {"Location": "/jmap/session"})
    if (method, path) == ("GET", "/jmap/session"):
        return Answer(200, session())
    if (method, path) == ("POST", f"/upload/{ACCOUNT}/"):
        if headers.get("Content-Type") != "message/rfc822" or len(body) > 50000000:
            raise Refused(problem(400, "about:blank", f"Content-Type {headers.get('Content-Type')}"))
        number = next((i for i, b in blobs.items() if b == body), f"B{len(blobs) + 1}")
        blobs[number] = body
        return Answer(201, {"accountId": ACCOUNT, "blobId": number, "type": "message/rfc822", "size": len(body)})
    if (method, path) != ("POST", "/jmap/") or headers.get("Content-Type") != "application/json":
        raise Refused(problem(404, "about:blank", f"{method} {path} {headers.get('Content-Type')}"))
    return call(body)


serve(options, judge, problem(429, "urn:ietf:params:jmap:error:limit", "maxConcurrentRequests", **{"Retry-After": "1"}),
      problem(503, "about:blank", "the server is being restarted"), EXPIRED)
