#!/usr/bin/env python3
"""A receiver of webhooks that behaves as badly as it is told to, and keeps what came.

Serves POST on every path. Before it answers it throws a die: most are taken with 200, the others
get a status of failure, a closed connection, half an answer, or nothing for a while. What it took is
written to a file, one JSON line each: path, fields, body, and what each signature is worth.

GET /_/report gives the counts so far, GET /_/check?key=chat&order=n looks whether the members of
the bodies keep their order: within each value of `key`, `order` must grow."""

import argparse
import base64
import collections
import hashlib
import hmac
import http.server
import json
import random
import socketserver
import sys
import threading
import time
import urllib.parse


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--port", type=int, default=0, help="where to listen; 0: any free port")
    parser.add_argument("--record", help="file to which each request is appended as a JSON line")
    parser.add_argument("--fail", type=float, default=0.3, metavar="SHARE",
                        help="share of requests that go wrong (default 0.3)")
    parser.add_argument("--ways", default="500,503,429,close,half,stall", metavar="LIST",
                        help="how they go wrong: statuses, close, half, stall, redirect, gone")
    parser.add_argument("--stall", type=float, default=2.0, metavar="SECONDS",
                        help="how long `stall` takes before it closes (default 2)")
    parser.add_argument("--slow", type=float, default=0.0, metavar="SECONDS",
                        help="how long every good answer takes (default 0)")
    parser.add_argument("--retry-after", default="1", metavar="SECONDS",
                        help="what 429 and 503 ask for (default 1)")
    parser.add_argument("--seed", type=int, help="makes the die fall the same way each time")
    parser.add_argument("--zapy-secret", help="verifies X-Webhook-Signature: sha256=<hex>")
    parser.add_argument("--dated-secret",
                        help="verifies X-WhatIsUp-Signature: t=<seconds>,v1=<hex>")
    parser.add_argument("--standard-secret", action="append", default=[], metavar="whsec_...",
                        help="verifies Standard Webhooks; may be given twice")
    parser.add_argument("--tolerance", type=int, default=300, metavar="SECONDS",
                        help="how old a dated signature may be (default 300)")
    return parser.parse_args()


def sha256(key, message):
    return hmac.new(key, message, hashlib.sha256)


def verify_body(secret, value, body):
    """The scheme `sha256=<hex>` over the body."""
    if value is None:
        return "missing"
    return grade(hmac.compare_digest(value, "sha256=" + sha256(secret.encode(), body).hexdigest()))


def verify_dated(secret, value, body, tolerance):
    """The scheme `t=<seconds>,v1=<hex>` over `<seconds>.<body>`."""
    if value is None:
        return "missing"
    try:
        parts = dict(part.split("=", 1) for part in value.split(","))
        moment, signature = int(parts["t"]), parts["v1"]
    except (KeyError, ValueError):
        return "malformed"
    expected = sha256(secret.encode(), b"%d." % moment + body).hexdigest()
    if not hmac.compare_digest(signature, expected):
        return "bad"
    return "good" if abs(time.time() - moment) <= tolerance else "old"


def verify_standard(secrets, fields, body, tolerance):
    """Standard Webhooks: one of the signatures has to be by one of the secrets."""
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    identity, moment, signatures = (fields.get(name) for name in names)
    if None in (identity, moment, signatures):
        return "missing"
    signed = f"{identity}.{moment}.".encode() + body
    expected = ["v1," + base64.b64encode(
        sha256(base64.b64decode(secret.removeprefix("whsec_")), signed).digest()).decode()
        for secret in secrets]
    given = signatures.split(" ")
    if not any(hmac.compare_digest(one, other) for one in given for other in expected):
        return "bad"
    return "good" if abs(time.time() - int(moment)) <= tolerance else "old"


def grade(is_good):
    return "good" if is_good else "bad"


class Book:
    """What came, counted; for all threads."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.lock = threading.Lock()
        self.random = random.Random(arguments.seed)
        self.counts = collections.Counter()
        self.signatures = collections.Counter()
        self.taken = []
        self.open = self.most_open = 0
        self.file = open(arguments.record, "a", encoding="utf-8") if arguments.record else None

    def throw(self):
        """What becomes of the next request."""
        with self.lock:
            if self.random.random() >= self.arguments.fail:
                return "take"
            return self.random.choice(self.arguments.ways.split(","))

    def note(self, way, path, fields, body, signatures):
        text = body.decode("utf-8", "replace")
        with self.lock:
            self.counts[way] += 1
            for name, worth in signatures.items():
                self.signatures[f"{name} {worth}"] += 1
            if way == "take":
                self.taken.append((path, text))
            if self.file:
                self.file.write(json.dumps(
                    {"at": time.time(), "way": way, "path": path, "fields": fields, "body": text,
                     "signatures": signatures}, ensure_ascii=False) + "\n")
                self.file.flush()

    def enter(self, step):
        with self.lock:
            self.open += step
            self.most_open = max(self.most_open, self.open)

    def report(self):
        with self.lock:
            bodies = collections.Counter(self.taken)
            return {"requests": sum(self.counts.values()), "ways": dict(self.counts),
                    "taken": len(self.taken), "distinct": len(bodies),
                    "repeated": sum(count - 1 for count in bodies.values()),
                    "signatures": dict(self.signatures), "most_open": self.most_open}

    def check(self, key, order):
        """Whether what was taken first keeps its order within each value of the key member."""
        with self.lock:
            taken = list(self.taken)
        last, seen, misplaced = {}, set(), []
        for _, text in taken:
            try:
                document = json.loads(text)
            except ValueError:
                continue
            group, number = member(document, key), member(document, order)
            if number is None or (group, number) in seen:
                continue
            seen.add((group, number))
            if group in last and number < last[group]:
                misplaced.append([group, last[group], number])
            last[group] = number
        return {"groups": len(last), "members": len(seen), "misplaced": misplaced[:20]}


def member(document, path):
    """The member at a dotted path, None when there is none; lists and objects as JSON text."""
    for name in path.split("."):
        document = document.get(name) if isinstance(document, dict) else None
    return json.dumps(document) if isinstance(document, (dict, list)) else document


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one piece: otherwise each answer waits 40 ms for a delayed ACK.
    wbufsize = -1
    disable_nagle_algorithm = True
    book = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path == "/_/report":
            self.answer(200, json.dumps(self.book.report()).encode())
        elif url.path == "/_/check" and {"key", "order"} <= query.keys():
            self.answer(200, json.dumps(self.book.check(query["key"], query["order"])).encode())
        elif "hub.challenge" in query:
            self.answer(200, query["hub.challenge"].encode())
        else:
            self.answer(404)

    def do_POST(self):
        self.book.enter(1)
        try:
            self.take()
        except OSError:
            pass  # The sender had enough.
        finally:
            self.book.enter(-1)

    def take(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fields = {name.lower(): value for name, value in self.headers.items()}
        way = self.book.throw()
        self.book.note(way, self.path, fields, body, self.verify(fields, body))
        getattr(self, "way_" + way, lambda: self.way_status(int(way)))()

    def verify(self, fields, body):
        given, worth = self.book.arguments, {}
        if given.zapy_secret is not None:
            worth["body"] = verify_body(given.zapy_secret, fields.get("x-webhook-signature"), body)
        if given.dated_secret is not None:
            worth["dated"] = verify_dated(
                given.dated_secret, fields.get("x-whatisup-signature"), body, given.tolerance)
        if given.standard_secret:
            worth["standard"] = verify_standard(
                given.standard_secret, fields, body, given.tolerance)
        return worth

    def way_take(self):
        if self.book.arguments.slow:
            time.sleep(self.book.arguments.slow)
        self.answer(200, b'{"ok":true}')

    def way_status(self, status):
        fields = {}
        if status in (429, 503):
            fields["Retry-After"] = self.book.arguments.retry_after
        self.answer(status, b"a text that nobody may repeat", fields)

    def way_redirect(self):
        self.answer(307, b"", {"Location": "/elsewhere"})

    def way_gone(self):
        self.answer(410)

    def way_close(self):
        self.close_connection = True

    def way_half(self):
        self.wfile.write(b"HTTP/1.1 200")
        self.close_connection = True

    def way_stall(self):
        time.sleep(self.book.arguments.stall)
        self.close_connection = True

    def answer(self, status, body=b"", fields=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (fields or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        pass  # A sender that went away, as one that is killed does.


def main():
    arguments = options()
    Receiver.book = Book(arguments)
    server = Server(("127.0.0.1", arguments.port), Receiver)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    print(json.dumps(Receiver.book.report()), file=sys.stderr)


if __name__ == "__main__":
    main()
