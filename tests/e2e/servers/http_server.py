# SPDX-License-Identifier: Apache-2.0
"""What the stand-ins for mail APIs share: one request at a time is judged and kept; port, files and failures as in smtp_server.py."""
import argparse
import itertools
import json
import pathlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Refused(Exception):
    """A request that the provider would not take: status, a dictionary for the body, headers."""

    def __init__(self, status, body, **headers):
        super().__init__(status, body)
        self.status, self.body, self.headers = status, body, headers


def arguments(*more):
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--throttle-first", type=int, default=0, help="too many, to the first N requests")
    parser.add_argument("--refuse", action="append", default=[], help="refuses this recipient for good")
    for name in more:
        parser.add_argument(name)
    return parser.parse_args()


def serve(options, judge):
    """judge(method, path, headers, body, number) → (sender or None, recipients, message bytes, answer); raises Refused."""
    lock, numbers, kept = threading.Lock(), itertools.count(1), itertools.count(1)
    options.out.mkdir(parents=True, exist_ok=True)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            with lock:
                try:
                    sender, recipients, message, answer = judge(self.command, self.path, self.headers, body, next(numbers))
                    base = options.out / f"{next(kept):05d}"
                    base.with_suffix(".json").write_text(json.dumps({"from": sender, "to": recipients}))
                    partial = base.with_suffix(".part")
                    partial.write_bytes(message)
                    partial.rename(base.with_suffix(".eml"))
                    status, headers = 200, {}
                except Refused as refused:
                    status, answer, headers = refused.status, refused.body, refused.headers
            text = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": len(text), **headers}.items():
                self.send_header(name.replace("_", "-"), str(value))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_PUT = do_POST

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print("port", server.server_address[1], flush=True)
    server.serve_forever()
