#!/usr/bin/env python3
"""Bodies that no client should send, to every route that reads one: bodies.py URL BINARY

Valid bodies come from the fixtures and are spoiled: as bytes (no JSON any more), and member by member
(another type, another size). Whatever comes is answered at once, in the vendor's error body, and a
refused request leaves no trace. SEED sets what is drawn by lot (1), CASES how many of those per route
(40)."""

import copy
import http.server
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import threading
import time

from checks import CONTROL, Client, check, end

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED, CASES = int(os.environ.get("SEED", "1")), int(os.environ.get("CASES", "40"))
# Far above what any of it takes; an attack that costs more is one that pays.
SLOWEST_SECONDS = 2.0
FRIEND = "5511988888888"
PICTURE = bytes.fromhex("89504e470d0a1a0a") + bytes(64)

# In place of a whole body; none is JSON as RFC 8259 has it, or an object.
NO_JSON = {
    "a brace": b"{", "a bracket": b"[", "a cut text": b'{"a":"', "a cut escape": b'{"a":"\\u12',
    "NaN": b'{"a":NaN}', "Infinity": b'{"a":-Infinity}', "a plus": b'{"a":+1}', "a zero": b'{"a":01}',
    "a point": b'{"a":1.}', "hex": b'{"a":0x10}', "single quotes": b"{'a':1}", "no quotes": b"{a:1}",
    "a comment": b'{"a":1}//', "text after the end": b'{} {}', "a NUL after the end": b"{}\0",
    "a trailing comma": b'{"a":1,}', "two commas": b'{"a":1,,"b":2}', "no colon": b'{"a" 1}',
    "a lone surrogate": b'{"a":"\\ud800"}', "surrogates the wrong way": b'{"a":"\\udc00\\ud800"}',
    "a raw line feed": b'{"a":"\n"}', "a raw NUL": b'{"a":"\0"}', "an unknown escape": b'{"a":"\\x41"}',
    "invalid UTF-8": b'{"a":"\xff"}', "overlong UTF-8": b'{"a":"\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"a":"\xed\xa0\x80"}', "a byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a":1}'.encode("utf-16"), "UTF-32": '{"a":1}'.encode("utf-32-le"),
    "arrays in arrays": b'{"a":' + b"[" * 50_000, "objects in objects": b'{"a":' * 50_000,
    "whole but too deep": b'{"a":' + b"[" * 100 + b"]" * 100 + b"}",
    "5,000 digits": b'{"a":' + b"9" * 5000 + b"}", "20,000 keys":
    json.dumps({str(key): 0 for key in range(20_000)}).encode(), "an array": b"[{}]",
    "a number": b"7", "a text": b'"a"', "null": b"null", "a form": b"a=1&b=2", "white space": b" \r\n\t",
}
# In place of a member, as JSON text.
VALUES = [
    "null", "true", "false", "0", "-0", "-1", "1.5", "1e2", "1e999", "-1e-999", "1" * 400,
    "9223372036854775807", "9223372036854775808", "18446744073709551616", '""', '" "', '"0"', '"-1"',
    '"true"', '"\\u0000"', '"\\u202e\\ufeff"', '"\\r\\nX-A: b"', '"../../etc/passwd"', "\"' OR 1=1 --\"",
    '"%00%s%n"', '"' + "\U0001f600" * 500 + '"', '"' + "9" * 5000 + '"', '"' + "a" * 900_000 + '"',
    "[]", "{}", "[[]]", "[null]", '[""]', "[{}]", "[0]", '{"":""}', '{"a":{"a":{"a":[]}}}',
    "[" + ",".join(["0"] * 100_000) + "]", "[" + ",".join(['"5511988888888"'] * 2000) + "]",
    "[" * 50 + "]" * 50, '"5511988888888@s.whatsapp.net"', '"@"', '"@g.us"', '"1@g.us"',
    '"http://"', '"http://127.0.0.1:1/"', '"file:///etc/passwd"', '"data:;base64,AAAA"',
]


def main(url, binary):
    lot = random.Random(SEED)
    world = World(url)
    try:
        listed = subprocess.run([binary, "routes", "--json"], capture_output=True, check=True)
        targets = list(readers(json.loads(listed.stdout), world))
        # First those that leave no trace: what is sent later has receipts that come when they like.
        for route, _ in targets:
            attack_whole(world, route)
        for route, body in targets:
            attack_members(world, route, body, lot)
    finally:
        world.remove()
    check(Client(url).call("GET", "/_sotaque/live").status == 200, "the server lives after all of it")


def readers(routes, world):
    """The routes that read a body, each with a good one."""
    samples = Samples()
    for route in routes:
        body = samples.body(route)
        if route["method"] != "GET" and route["support"] != "refused" and body is not None:
            yield route, adapted(body, world)


class Samples:
    """A valid body for a route, from its fixtures."""

    def __init__(self):
        self.fixtures = []
        for path in sorted((ROOT / "Fixtures").glob("*/*/*.json")):
            if path.parent.name in ("events", "answers", "hooks"):
                continue
            fixture = json.loads(path.read_text())
            if fixture["expect"]["status"] < 300 and isinstance(fixture["request"].get("body"), dict):
                self.fixtures.append(fixture)

    def body(self, route):
        """All members that the fixtures of an operation show, nil when it reads no body."""
        merged = {}
        found = [one["request"]["body"] for one in self.fixtures
                 if (one["dialect"], one["operation"]) == (route["dialect"], route["operation"])]
        for body in found:
            for name, value in body.items():
                merged.setdefault(name, value)
        return merged if found else None


class World:
    """A tenant of our own with a connected instance, and a server that has pictures."""

    def __init__(self, url):
        self.client = Client(url)
        self.pictures = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
        threading.Thread(target=self.pictures.serve_forever, daemon=True).start()
        self.picture = f"http://127.0.0.1:{self.pictures.server_port}/a.png"
        self.tenant = self.control("POST", "/tenants", {"name": f"bodies-{SEED}"})
        made = {"tenant": self.tenant["id"], "name": "bodies"}
        self.instance = self.control("POST", "/instances", made)
        identity = self.instance["id"]
        self.control("POST", f"/instances/{identity}/connect", {})
        self.control("POST", f"/sandbox/instances/{identity}/scan", {})

    def control(self, method, path, body=None):
        answer = self.client.call(method, "/_sotaque" + path, CONTROL, body)
        if not check(answer.status < 300, f"the stage is set: {method} {path.split('?')[0]}", answer):
            end()
        return answer.json

    def remove(self):
        self.pictures.shutdown()
        self.client.call("DELETE", f"/_sotaque/tenants/{self.tenant['id']}", CONTROL)

    def headers(self, dialect):
        tokens, keys = self.instance["tokens"], self.tenant["credentials"]
        shown = {
            "uazapi": {"token": tokens["uazapi"], "admintoken": keys["admin_token"]},
            "megaapi": {"Authorization": "Bearer " + tokens["megaapi"]},
            "zapyapi": {"x-api-key": keys["api_key"]},
            "whatisup": {"Authorization": "Bearer " + keys["bearer_key"]},
        }[dialect]
        return dict(shown, **{"Content-Type": "application/json"})

    def call(self, route, body):
        """Sends a body; gives the answer and how long it took."""
        path = re.sub(r"\{[^}]*\}", self.instance["names"][route["dialect"]], route["path"], count=1)
        path = re.sub(r"\{[^}]*\}", FRIEND, path)
        start = time.monotonic()
        answer = self.client.call(route["method"], path, self.headers(route["dialect"]), body)
        return answer, time.monotonic() - start

    def traces(self):
        """What a request that was refused must not change."""
        root = f"/_sotaque/instances/{self.instance['id']}"
        tenant = f"/_sotaque/instances?tenant={self.tenant['id']}"
        return [self.client.call("GET", path, CONTROL).body for path in
                (root, tenant, f"{root}/events?after={self.last('events')}",
                 f"{root}/commands?after={self.last('commands')}")]

    def last(self, log):
        """The number of the newest row of a log."""
        after = getattr(self, log, 0)
        while True:
            rows = self.client.call(
                "GET", f"/_sotaque/instances/{self.instance['id']}/{log}?after={after}&limit=1000",
                CONTROL).json.get("data")
            if not rows:
                setattr(self, log, after)
                return after
            after = rows[-1]["seq"]


class Pictures(http.server.BaseHTTPRequestHandler):
    """Answers every GET with the beginning of a picture."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        self.wfile.write(PICTURE)

    def log_message(self, *_):
        pass


def attack_whole(world, route):
    faults = Faults(route)
    before = world.traces()
    for title, spoiled in NO_JSON.items():
        answer, seconds = world.call(route, spoiled)
        faults.judge(title, answer, seconds)
        if answer.status not in (400, 413, 422):
            faults.add(title, f"was not refused: {answer}")
    if world.traces() != before:
        faults.add("traces", "something changed")
    faults.tell("bodies that are no JSON object are refused")


def attack_members(world, route, body, lot):
    faults = Faults(route)
    for title, spoiled in spoilt_members(body, lot):
        answer, seconds = world.call(route, spoiled)
        faults.judge(title, answer, seconds)
    faults.tell(f"members of any other kind are answered in the vendor's words ({faults.count})")


def adapted(value, world):
    """The sample with the people and the files of our world."""
    if isinstance(value, dict):
        return {name: adapted(one, world) for name, one in value.items()}
    if isinstance(value, list):
        return [adapted(one, world) for one in value]
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return world.picture
    if isinstance(value, str) and re.match(r"\d{10,}(@s\.whatsapp\.net)?$|\{\{", value):
        return FRIEND
    return value


def places(value, path=()):
    """The paths of all members and elements."""
    rows = value.items() if isinstance(value, dict) else enumerate(value) \
        if isinstance(value, list) else ()
    for key, one in rows:
        yield path + (key,)
        yield from places(one, path + (key,))


def spoilt_members(body, lot):
    """Titles and bodies: every place with every value, and some by lot with several places at once."""
    everywhere = list(places(body))
    for path in everywhere:
        for value in VALUES:
            yield f"{'.'.join(map(str, path))} = {value[:40]}", spoil(body, [(path, value)])
        yield f"{path[-1]} twice", twice(body, path)
        yield f"without {'.'.join(map(str, path))}", spoil(body, [(path, None)])
    for _ in range(CASES if everywhere else 0):
        some = lot.sample(everywhere, min(len(everywhere), lot.randint(1, 4)))
        chosen = [(path, lot.choice(VALUES + [None])) for path in sorted(some, key=len, reverse=True)]
        yield f"by lot: {[(path, value and value[:40]) for path, value in chosen]}", spoil(body, chosen)


def spoil(body, changes):
    """The body with JSON texts in some places; no text takes the member away."""
    spoiled, texts = copy.deepcopy(body), []
    for path, text in changes:
        place = spoiled
        try:
            for key in path[:-1]:
                place = place[key]
            if text is None:
                del place[path[-1]]
            else:
                place[path[-1]] = f"@raw{len(texts)}@"
                texts.append(text)
        except (KeyError, IndexError, TypeError):
            continue
    written = json.dumps(spoiled)
    for number, text in enumerate(texts):
        written = written.replace(f'"@raw{number}@"', text)
    return written.encode()


def twice(body, path):
    """The body with a member that comes a second time, as a number."""
    if not isinstance(path[-1], str):
        return json.dumps(body).encode()
    name = json.dumps(path[-1])
    return spoil(body, [(path, f'"a",{name}:7')])


class Faults:
    """What went wrong with one route."""

    def __init__(self, route):
        self.dialect = route["dialect"]
        self.name = f"{route['dialect']} {route['method']} {route['path']}"
        self.found, self.count = [], 0

    def add(self, title, fault):
        self.found.append(f"{title}: {fault}")

    def judge(self, title, answer, seconds):
        """Looks at what every answer must have, whatever was sent."""
        self.count += 1
        if seconds > SLOWEST_SECONDS:
            self.add(title, f"took {seconds:.1f} s")
        if answer.status >= 500 and (self.dialect, answer.body) not in VENDORS_500:
            self.add(title, answer)
        elif answer.status >= 400 and not ENVELOPES[self.dialect](answer):
            self.add(title, f"no error body of the vendor: {answer}")
        elif answer.status != 204 and not answer.body:
            self.add(title, f"no body: {answer}")

    def tell(self, title):
        check(not self.found, f"{self.name}: {title}",
              f"{len(self.found)} of {self.count}: " + " | ".join(self.found[:4]))


# What a vendor documents for a file that cannot be had.
VENDORS_500 = {("uazapi", b'{"error":"Failed to upload media"}')}
ENVELOPES = {
    "uazapi": lambda answer: isinstance(answer.json.get("error"), str) and answer.json["error"],
    "megaapi": lambda answer: answer.json.get("error") is True and answer.json.get("message"),
    "zapyapi": lambda answer: answer.json.get("statusCode") == answer.status
    and answer.json.get("message") and answer.json.get("error"),
    "whatisup": lambda answer: answer.json.get("request_id")
    and answer.json.get("error", {}).get("code") and answer.json["error"].get("message"),
}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
    end()
