# SPDX-License-Identifier: Apache-2.0
"""A stand-in for Amazon SES v2, SendEmail with raw content. Takes only what the published format takes; each signature is made anew by botocore,
which shares no code with libcurl, and must be the same."""
import base64
import binascii
import hashlib
import itertools
import json
import os
import re
from datetime import datetime, timedelta, timezone

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from api_server import Answer, Refused, Sends, arguments, serve

options = arguments("--region")
ACCESS_KEY, SECRET, TOKEN = os.environ["TEST_ACCESS_KEY"], os.environ["TEST_SECRET_KEY"], os.environ.get("TEST_TOKEN")
AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request, *"
                           r"SignedHeaders=(?P<signed>[a-z0-9;-]+), *Signature=(?P<signature>[0-9a-f]{64})")


SIMULATOR = "success@simulator.amazonses.com"  # takes everything and delivers it to nobody
ids = itertools.count(1)


def answer(status, kind, message):
    return Answer(status, {"message": message}, {"x-amzn-ErrorType": kind})


def refuse(status, kind, message):
    raise Refused(answer(status, kind, message))


def check_signature(method, path, headers, body):
    found = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if not found:
        refuse(403, "MissingAuthenticationTokenException", f"no signature: {headers.get('Authorization')}")
    signed, stamp = found["signed"].split(";"), headers.get("X-Amz-Date", "")
    if found["key"] != ACCESS_KEY or headers.get("X-Amz-Security-Token") != TOKEN:
        refuse(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
    if found["service"] != "ses" or found["region"] != options.region or not stamp.startswith(found["day"]):
        refuse(403, "SignatureDoesNotMatch", "Credential should be scoped to correct service, region and date.")
    missing = {"host", "x-amz-date"} | ({"x-amz-security-token"} if TOKEN else set())
    if missing - set(signed) or signed != sorted(signed) or any(name not in headers for name in signed):
        refuse(403, "SignatureDoesNotMatch", f"signed headers: {signed}")
    if abs(datetime.now(timezone.utc) - datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)) > timedelta(minutes=5):
        refuse(403, "RequestExpired", stamp)
    told = headers.get("X-Amz-Content-Sha256")
    if told is not None and told != hashlib.sha256(body).hexdigest():
        refuse(403, "SignatureDoesNotMatch", "X-Amz-Content-Sha256 is not of this body")
    request = AWSRequest(method, f"http://{headers['Host']}{path}", {name: headers[name] for name in signed}, body)
    request.context["timestamp"] = stamp
    signer = SigV4Auth(Credentials(ACCESS_KEY, SECRET, TOKEN), "ses", options.region)
    signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    if signature != found["signature"]:
        refuse(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.")


def judge(method, path, headers, body):
    if (method, path) != ("POST", "/v2/email/outbound-emails"):
        refuse(404, "UnknownOperationException", f"{method} {path}")
    check_signature(method, path, headers, body)
    if headers.get("Content-Type") != "application/json" or not headers.get("User-Agent", "").startswith("convene/"):
        refuse(400, "BadRequestException", "Content-Type or User-Agent")
    try:
        asked = json.loads(body)
        if asked.keys() != {"FromEmailAddress", "Destination", "Content"} or asked["Content"].keys() != {"Raw"} or asked["Content"]["Raw"].keys() != {"Data"}:
            raise ValueError(sorted(asked))
        to, message = asked["Destination"]["ToAddresses"], base64.b64decode(asked["Content"]["Raw"]["Data"], validate=True)
        if asked["Destination"].keys() != {"ToAddresses"} or len(to) != 1 or not isinstance(to[0], str):
            raise ValueError(asked["Destination"])
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        refuse(400, "BadRequestException", str(error))
    if to[0] in options.refuse:
        refuse(400, "MessageRejected", "Email address is not verified.")
    sent = Answer(200, {"MessageId": f"0102018-{next(ids):06d}-000000"})
    return Sends(sent, asked["FromEmailAddress"], to, message, lambda: to[0] != SIMULATOR)


serve(options, judge, answer(429, "TooManyRequestsException", "Maximum sending rate exceeded."),
      answer(503, "InternalServiceErrorException", "The service is unavailable."))
