#!/usr/bin/env python3
"""Attacks on the framing of HTTP/1.1, from a raw socket: attacks.py URL

Each case is bytes, the statuses that must come for them, in order, and whether the connection must
end. What follows a refused message must never be read as another. docs/threat-model.md says why."""

import gzip
import json
import socket
import sys
import threading
import time
import urllib.parse

from checks import Client, check, end

LIVE = b"/_sotaque/live"
HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET " + LIVE + b" HTTP/1.1\r\n" + HOST
STATUS = b"GET /instance/status HTTP/1.1\r\n" + HOST + b"token: demo-instance-token\r\n"
SEND = b"POST /send/text HTTP/1.1\r\n" + HOST + b"token: demo-instance-token\r\n"
JSON = b"Content-Type: application/json\r\n"
TEXT = b'{"number":"5511988888888","text":"attack"}'
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
SECOND = GET + b"\r\n"


def framed(head, body):
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


# Refused by their first message; a second one follows each and must not be answered.
REQUEST_LINES = {
    "bare LF ends the request line": (b"GET " + LIVE + b" HTTP/1.1\nHost: a\r\n\r\n", 400),
    "a bare CR in the request line": (b"GET /a\rb HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "two blanks before the target": (b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a tab before the target": (b"GET\t/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a blank at the end": (b"GET / HTTP/1.1 \r\n" + HOST + b"\r\n", 400),
    "a version in small letters": (b"GET / http/1.1\r\n" + HOST + b"\r\n", 400),
    "a version of two digits": (b"GET / HTTP/1.10\r\n" + HOST + b"\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n" + HOST + b"\r\n", 400),
    "HTTP/3.0": (b"GET / HTTP/3.0\r\n" + HOST + b"\r\n", 505),
    "a fragment in the target": (b"GET /a#b HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "bytes beyond ASCII in the target": (b"GET /\xc3\xa1 HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a target of another scheme": (b"GET ftp://a/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "an absolute target with user info": (b"GET http://a@b/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "an absolute target without a host": (b"GET http:///a HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "an absolute target with port 99999": (
        b"GET http://a:99999/ HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "a method of 5,000 letters": (b"A" * 5000 + b" / HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "a target that is a star": (b"GET * HTTP/1.1\r\n" + HOST + b"\r\n", 400),
    "CONNECT": (b"CONNECT a:80 HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "TRACE": (b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n", 405),
    "a method in small letters": (b"get / HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "an unknown method": (b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n", 501),
    "five empty lines": (b"\r\n" * 5 + SECOND, 400),
    "a request line of 17 KiB": (b"GET /" + b"a" * 17408 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
}
FIELDS = {
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", 400),
    "Host twice": (GET + HOST + b"\r\n", 400),
    "a Host with a blank": (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    "a Host with a slash": (b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    "a Host with port 99999": (b"GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", 400),
    "an empty Host": (b"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400),
    "a list of Hosts": (b"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    "a Host beyond ASCII": (b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n", 400),
    "a Host with user info": (b"GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400),
    "a blank before the colon": (GET + b"X-A : 1\r\n\r\n", 400),
    "a folded line": (GET + b"X-A: 1\r\n 2\r\n\r\n", 400),
    "a blank before the first field": (b"GET / HTTP/1.1\r\n " + HOST + b"\r\n", 400),
    "a line without a colon": (GET + b"nothing\r\n\r\n", 400),
    "an empty name": (GET + b": 1\r\n\r\n", 400),
    "a NUL in a value": (GET + b"X-A: a\0b\r\n\r\n", 400),
    "a bare CR in a value": (GET + b"X-A: a\rb\r\n\r\n", 400),
    "a bare LF after a value": (GET + b"X-A: a\nX-B: b\r\n\r\n", 400),
    "a line of 17 KiB": (GET + b"X-A: " + b"a" * 17408 + b"\r\n\r\n", 431),
    "a section of 40 KiB": (GET + b"X-A: " + b"\r\nX-A: ".join([b"a" * 8000] * 5) + b"\r\n\r\n", 431),
    "101 lines": (GET + b"X-A: a\r\n" * 100 + b"\r\n", 431),
    "another expectation": (framed(SEND + JSON + b"Expect: tea\r\n", TEXT), 417),
}
LENGTHS = {
    f"Content-Length {shown!r}": (SEND + JSON + b"Content-Length: " + value + b"\r\n\r\n" + TEXT, status)
    for shown, value, status in [
        ("+42", b"+42", 400), ("-1", b"-1", 400), ("0x2a", b"0x2a", 400), ("4_2", b"4_2", 400),
        ("42, 42", b"42, 42", 400), ("", b"", 400), ("4 2", b"4 2", 400), ("42.0", b"42.0", 400),
        ("a vertical tab", b"\x0b42", 400), ("a blank of Latin-1", b"\xa042", 400),
        ("Arabic digits", "٤٢".encode(), 400),
        ("2^64", b"18446744073709551616", 400), ("2^63-1", b"9223372036854775807", 413),
        ("2 MiB", b"2097152", 413),
    ]
}
LENGTHS["Content-Length twice, the same"] = (
    framed(SEND + JSON + b"Content-Length: 42\r\n", TEXT), 400)
CODINGS = {
    f"Transfer-Encoding {shown!r}": (
        SEND + JSON + b"Transfer-Encoding: " + value + b"\r\n\r\n0\r\n\r\n", status)
    for shown, value, status in [
        ("gzip, chunked", b"gzip, chunked", 501), ("chunked, chunked", b"chunked, chunked", 400),
        ("chunked, identity", b"chunked, identity", 400), ("identity", b"identity", 400),
        ("xchunked", b"xchunked", 400), ("", b"", 400), ("chunked;a=b", b"chunked;a=b", 400),
        ("a vertical tab", b"\x0bchunked", 400), ("quoted", b'"chunked"', 400),
    ]
}
CODINGS |= {
    "Transfer-Encoding twice": (SEND + JSON + b"Transfer-Encoding: chunked\r\n" + CHUNKED
                                + b"0\r\n\r\n", 400),
    "CL.TE": (SEND + JSON + b"Content-Length: 4\r\n" + CHUNKED + b"0\r\n\r\n", 400),
    "TE.CL": (SEND + JSON + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
    "chunked in HTTP/1.0": (SEND.replace(b"1.1", b"1.0", 1) + JSON + CHUNKED + b"0\r\n\r\n", 400),
}
CHUNKS = {
    f"chunks: {title}": (SEND + JSON + CHUNKED + body, status)
    for title, body, status in [
        ("a prefix", b"0x2a\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("a sign", b"+2a\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("a blank before the size", b" 2a\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("a blank after the size", b"2a \r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("an underscore", b"2_a\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("17 digits", b"0000000000000002a\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("no size", b"\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("bare LF after the size", b"2a\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("an extension that breaks its line", b'2a;a="b\r\nc"\r\n' + TEXT + b"\r\n0\r\n\r\n", 400),
        ("extensions of 40 KiB", b"".join(b"1;a=%s\r\n%c\r\n" % (b"b" * 1000, byte) for byte in TEXT)
         + b"0\r\n\r\n", 400),
        ("LF and CR the wrong way", b"2a\r\n" + TEXT + b"\n\r0\r\n\r\n", 400),
        ("a folded trailer", b"2a\r\n" + TEXT + b"\r\n0\r\nX-A: a\r\n b\r\n\r\n", 400),
        ("a size of 64 bits", b"ffffffffffffffff\r\n" + TEXT, 400),
        ("a sum beyond 64 bits", b"1\r\n{\r\nffffffffffffffff\r\n" + TEXT, 400),
        ("data longer than the size", b"29\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("bare LF in the trailers", b"2a\r\n" + TEXT + b"\r\n0\r\nX-A: a\n\r\n", 400),
        ("a trailer without a colon", b"2a\r\n" + TEXT + b"\r\n0\r\nnothing\r\n\r\n", 400),
        ("an extension of 5 KiB", b"2a;a=" + b"a" * 5120 + b"\r\n" + TEXT + b"\r\n0\r\n\r\n", 400),
        ("trailers of 9 KiB", b"2a\r\n" + TEXT + b"\r\n0\r\n" + b"X-A: aaaaaaaa\r\n" * 640 + b"\r\n",
         431),
        ("a size over the limit", b"200000\r\n" + TEXT, 413),
    ]
}
NOISE = {
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a TLS hello": bytes.fromhex("16030100c8010000c40303") + bytes(189),
    "noise": bytes(range(128, 256)) * 4,
}
# Answered, all in order; the statuses, and whether the connection ends.
ANSWERED = {
    "HTTP/1.2 is served as 1.1": (GET.replace(b"1.1", b"1.2") + b"\r\n", [200], False),
    "an absolute target": (b"GET http://other" + LIVE + b" HTTP/1.1\r\n" + HOST + b"\r\n", [200], False),
    "four empty lines before": (b"\r\n" * 4 + SECOND, [200], False),
    "three pipelined requests": (SECOND * 3, [200, 200, 200], False),
    "nothing after Connection: close": (GET + b"Connection: close\r\n\r\n" + SECOND, [200], True),
    "nothing after HTTP/1.0": (SECOND.replace(b"1.1", b"1.0", 1) + SECOND, [200], True),
    "a good request before a bad one": (SECOND + b"GET  / HTTP/1.1\r\n\r\n" + SECOND, [200, 400], True),
    "the body of a GET is not a request": (framed(STATUS, SECOND) + SECOND, [200, 200], False),
    "the body of a 401 is not a request": (
        framed(b"POST /send/text HTTP/1.1\r\n" + HOST + JSON, SECOND) + SECOND, [401, 200], False),
    "HTTP/1.0 that asks to go on": (
        SECOND.replace(b"1.1\r\n", b"1.0\r\nConnection: keep-alive\r\n", 1) + SECOND, [200, 200], False),
    "an upgrade is not wanted": (
        GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + SECOND, [200, 200], False),
    "Connection: keep-alive, close": (
        GET + b"Connection: keep-alive, close\r\n\r\n" + SECOND, [200], True),
    "300 pipelined requests": (SECOND * 300, [200] * 300, False),
    "a length with zeros before it": (
        SEND + JSON + b"Content-Length: 00000042\r\n\r\n" + TEXT + SECOND, [200, 200], False),
    "Content_Length is another field": (
        SEND + JSON + b"Content_Length: 42\r\n\r\n" + SECOND, [400, 200], False),
    "trailers that would frame are dropped": (
        SEND + JSON + CHUNKED + b"2a\r\n" + TEXT + b"\r\n0\r\nContent-Length: 500\r\n"
        b"Transfer-Encoding: gzip\r\ntoken: other\r\n\r\n" + SECOND, [200, 200], False),
    "the body of a question before a POST": (
        framed(b"OPTIONS /send/text HTTP/1.1\r\n" + HOST, SECOND) + SECOND, [405, 200], False),
    "a request line of 8,000 bytes": (
        b"GET " + LIVE + b"?" + b"a" * 7970 + b" HTTP/1.1\r\n" + HOST + b"\r\n", [200], False),
    "a chunk with an extension and a trailer": (
        SEND + JSON + CHUNKED + b"2A;a=b\r\n" + TEXT + b"\r\n0\r\nX-A: a\r\n\r\n", [200], False),
}
# Bodies that are no JSON, or too much of it; each 400, and the connection may go on.
BODIES = {
    "deep nesting": b"[" * 100_000,
    "NaN": b'{"number":NaN}', "a comment": b'{"a":1/**/}', "a trailing comma": b'{"a":1,}',
    "text after the end": TEXT + b"x", "a byte order mark": b"\xef\xbb\xbf" + TEXT,
    "a lone surrogate": b'{"number":"5511988888888","text":"\\ud800"}',
    "a raw control character": b'{"number":"5511988888888","text":"a\nb"}',
    "invalid UTF-8": b'{"number":"5511988888888","text":"\xff"}',
    "a number of 5,000 digits": b'{"a":' + b"1" * 5000 + b"}",
    "20,000 keys": json.dumps({str(key): 0 for key in range(20_000)}).encode(),
    "an array": b"[]", "nothing": b"", "wrong types": b'{"number":[],"text":{}}',
}
PATHS = ["/%zz", "/%", "/%00", "/a%2fb", "/a%5cb", "/../etc/passwd", "/%2e%2e/x", "/./send/text",
         "/%ff", "/rest/..%2f..", "/api/%00/x", "/v1/instances/%c0%af", "/" + "a/" * 65,
         "/rest/instance/%0d%0aX-A:%20b", "//send/text"]


class Wire:
    """One raw connection."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, timeout=25)

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # The server may close while the rest is on its way.

    def answers(self, count, wait=2.0):
        """The statuses and heads that came until there were so many and a quiet moment more, or the
        end; and whether the connection ended."""
        data, ended, found = b"", False, []
        deadline = time.monotonic() + wait
        while not ended and time.monotonic() < deadline:
            self.socket.settimeout(0.3 if len(found) >= count else max(0.01, deadline - time.monotonic()))
            try:
                part = self.socket.recv(65536)
            except TimeoutError:
                if len(found) >= count:
                    break
                continue
            except ConnectionError:
                part = b""
            ended = not part
            data += part
            found = parse(data)
        return found, ended

    def close(self):
        self.socket.close()


def parse(data):
    """The whole answers in some bytes, as (status, head); bodies have a length, as ours all do."""
    found = []
    while b"\r\n\r\n" in data:
        head, rest = data.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        fields = {}
        for name, _, value in (line.partition(b":") for line in lines[1:]):
            name, before = name.strip().lower(), fields.get(name.strip().lower())
            fields[name] = value.strip() if before is None else before + b" and " + value.strip()
        length = int(fields.get(b"content-length", 0))
        if len(rest) < length or not lines[0].startswith(b"HTTP/1.1 "):
            break
        found.append((int(lines[0].split()[1]), fields))
        data = rest[length:]
    return found


def exchange(address, data, count=1, half_close=False, wait=5.0):
    wire = Wire(address)
    wire.send(data)
    if half_close:
        wire.socket.shutdown(socket.SHUT_WR)
    result = wire.answers(count, wait)
    wire.close()
    return result


def read(address, data, wait=2.0):
    """All bytes that came until the end or a quiet moment; and whether the connection ended."""
    wire = Wire(address)
    wire.send(data)
    answer = b""
    wire.socket.settimeout(wait)
    try:
        while part := wire.socket.recv(65536):
            answer += part
            wire.socket.settimeout(0.3)
        return answer, True
    except TimeoutError:
        return answer, False
    except ConnectionError:
        return answer, True
    finally:
        wire.close()


def refused(address, title, data, status):
    found, ended = exchange(address, data + SECOND)
    statuses = [one for one, _ in found]
    check(statuses == [status] and ended and found[0][1].get(b"connection", b"").lower() == b"close",
          f"refused with {status}: {title}", f"{statuses}, ended: {ended}")


def answered(address, title, data, statuses, ends):
    found, ended = exchange(address, data, len(statuses))
    seen = [one for one, _ in found]
    check(seen == statuses and ended == ends, f"answered: {title}", f"{seen}, ended: {ended}")


def attack_framing(address):
    for table in (REQUEST_LINES, FIELDS, LENGTHS, CODINGS, CHUNKS):
        for title, (data, status) in table.items():
            refused(address, title, data, status)
    for title, data in NOISE.items():
        found, ended = exchange(address, data)
        check(ended and [one for one, _ in found] in ([], [400]), f"refused: {title}", found)
    for title, (data, statuses, ends) in ANSWERED.items():
        answered(address, title, data, statuses, ends)
    found, _ = exchange(address, b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n")
    check(found and b"allow" in found[0][1], "405 comes with Allow", found)
    found, _ = exchange(address, b"PUT /send/text HTTP/1.1\r\n" + HOST + b"\r\n")
    check(found and found[0][1].get(b"allow") == b"POST", "405 of a route names its method once", found)
    answer, _ = read(address, b"BREW / HTTP/1.1\r\n" + HOST + b"\r\n")
    check(b"Internal" not in answer, "an unknown method is no internal error", answer)


def attack_endings(address):
    cut = framed(SEND + JSON, TEXT)[:-1]
    found, ended = exchange(address, cut, half_close=True)
    check(ended and not [one for one, _ in found if one < 400], "a message cut short does nothing",
          found)
    found, ended = exchange(address, framed(SEND + JSON, TEXT), half_close=True)
    check([one for one, _ in found] == [200], "a client that half-closes gets its answer", found)
    waiting = Wire(address)
    waiting.send(SEND + JSON + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(TEXT))
    found, _ = waiting.answers(1)
    check([one for one, _ in found] == [100], "100 comes before the body", found)
    waiting.send(TEXT)
    found, _ = waiting.answers(1)
    check([one for one, _ in found] == [200], "and the answer after it", found)
    waiting.close()
    unknown = SEND.replace(b"demo-instance", b"unknown-unknown") + JSON
    found, _ = exchange(address, unknown + b"Expect: 100-continue\r\nContent-Length: 42\r\n\r\n")
    check(len(found) == 1 and 400 <= found[0][0] < 500, "no 100 without a credential", found)


# Every kind of route; a HEAD has the head of the GET and no body, so that what follows is read.
HEADS = [
    (LIVE, b""), (b"/_sotaque/metrics", b""), (b"/_sotaque/nowhere", b""), (b"/nowhere", b""),
    (b"/instance/status", b"token: demo-instance-token\r\n"), (b"/instance/status", b""),
    (b"/send/text", b""), (b"/rest/nowhere", b""), (b"/api/instances", b"x-api-key: demo-api-key\r\n"),
    (b"/v1/instances", b"Authorization: Bearer zpk_test_demo\r\n"), (b"/%00", b""),
    (b"/rest/instance/megastart-demo", b"Authorization: Bearer demo\r\n"),
]


def attack_heads(address):
    for path, shown in HEADS:
        head = b"HEAD " + path + b" HTTP/1.1\r\n" + HOST + shown + b"\r\n"
        answer, _ = read(address, head + SECOND)
        first, _, rest = answer.partition(b"\r\n\r\n")
        found = parse(rest)
        check(first.startswith(b"HTTP/1.1 ") and [one for one, _ in found] == [200]
              and rest.startswith(b"HTTP/1.1 200"),
              f"HEAD {path.decode()}{' with a credential' if shown else ''} has no body", answer)


def attack_queries(address):
    keys = [
        (b"/instance/status", b"token: demo-instance-token\r\n"),
        (b"/rest/instance/megastart-demo", b"Authorization: Bearer demo\r\n"),
        (b"/api/instances", b"x-api-key: demo-api-key\r\n"),
        (b"/v1/instances", b"Authorization: Bearer zpk_test_demo\r\n"),
        (b"/_sotaque/instances", b"Authorization: Bearer demo-control-token\r\n"),
    ]
    queries = {"300 pairs": b"&".join(b"a%d=1" % number for number in range(300)),
               "half an escape": b"a=%4", "an escape that is none": b"a=%zz",
               "invalid UTF-8": b"%ff=1"}
    for path, shown in keys:
        for title, query in queries.items():
            found, ended = exchange(
                address, b"GET " + path + b"?" + query + b" HTTP/1.1\r\n" + HOST + shown + b"\r\n")
            check([one for one, _ in found] == [400] and not ended,
                  f"400 for a query with {title}: {path.decode()}", found)


def attack_expectations(address):
    """What may follow `Expect: 100-continue` besides the two good endings."""
    expecting = SEND + JSON + b"Expect: 100-continue\r\n"
    for title, data, statuses in [
        ("no 100 for a length over the limit", expecting + b"Content-Length: 2000000\r\n\r\n", [413]),
        ("no 100 in HTTP/1.0", framed(expecting.replace(b"1.1", b"1.0", 1), TEXT), [200]),
        ("no 100 when the body is there", framed(expecting, TEXT), [200]),
        ("no 100 without a body", STATUS + b"Expect: 100-continue\r\n\r\n", [200]),
        ("no 100 without a route",
         b"POST /rest/nowhere HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\n"
         b"Content-Length: 42\r\n\r\n", [404]),
        ("a body behind a 401 is no request",
         framed(b"POST /send/text HTTP/1.1\r\n" + HOST + JSON + b"Expect: 100-continue\r\n",
                SECOND) + SECOND, [401]),
    ]:
        found, _ = exchange(address, data)
        check([one for one, _ in found] == statuses, title, found)


def attack_bodies(url):
    token = {"token": "demo-instance-token", "Content-Type": "application/json"}
    for title, body in BODIES.items():
        answer = Client(url).call("POST", "/send/text", token, body)
        check(answer.status == 400, f"400 for a body with {title}", answer)
    bomb = dict(token, **{"Content-Encoding": "gzip"})
    for title, body, status in [
        ("a bomb", gzip.compress(bytes(32 << 20)), 413),
        ("a small bomb", gzip.compress(b" " * (900 << 10) + TEXT), 413),
        ("a stream cut short", gzip.compress(TEXT)[:-5], 400),
        ("bytes behind the stream", gzip.compress(TEXT) + b"more", 400),
        ("two streams", gzip.compress(TEXT) * 2, 400),
        ("another length at the end", gzip.compress(TEXT)[:-4] + bytes(4), 400),
        ("a stream of a stream", gzip.compress(gzip.compress(TEXT)), 400),
        ("no gzip at all", TEXT, 400),
        ("an honest stream", gzip.compress(TEXT), 200),
    ]:
        answer = Client(url).call("POST", "/send/text", bomb, body)
        check(answer.status == status, f"{status} for gzip: {title}", answer)
    for coding in ("br", "deflate", "gzip, gzip", "identity, gzip", "gzip;q=1", ""):
        other = dict(token, **{"Content-Encoding": coding})
        answer = Client(url).call("POST", "/send/text", other, gzip.compress(TEXT))
        check(answer.status == 415, f"415 for the coding {coding!r}", answer)
    twice = b"token: demo-instance-token\r\n"
    address = address_of(url)
    found, _ = exchange(address, framed(SEND + twice + JSON, TEXT))
    check(len(found) == 1 and 400 <= found[0][0] < 500, "a credential that comes twice is refused",
          found)


def attack_paths(address):
    for path in PATHS:
        found, _ = exchange(address, b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n")
        good = found and 400 <= found[0][0] < 500 and b"x-a" not in found[0][1]
        check(good, f"no such path: {path[:40]}", found)


def drip(address, head, seconds):
    """Sends a byte each half second; gives the answers and after how long the end came."""
    wire = Wire(address)
    start = time.monotonic()
    wire.send(head)
    while time.monotonic() - start < seconds:
        wire.send(b"a")
        found, ended = wire.answers(1, 0.5)
        if found or ended:
            break
    else:
        found, ended = wire.answers(1, 1)
    wire.close()
    return [one for one, _ in found], time.monotonic() - start


def stall(address, data, seconds):
    """Sends some bytes and no more; gives the answers and after how long they came."""
    start = time.monotonic()
    found, _ = exchange(address, data, wait=seconds)
    return [one for one, _ in found], time.monotonic() - start


def attack_slowly(address):
    """The slow attacks take their time-outs, so they run beside each other."""
    body = SEND + JSON + b"Content-Length: 100000\r\n\r\n"
    cases = [
        ("a head that drips ends after 10 s", drip, (address, GET + b"X-A: ", 14), 9, 13),
        ("a head that stalls ends after 10 s", stall, (address, GET, 14), 9, 13),
        ("a body that drips ends after 10 s", drip, (address, body, 17), 9, 16),
        ("a body that stalls ends within 15 s", stall, (address, body, 20), 9, 18),
    ]
    results = [None] * len(cases)

    def run(index, attack, arguments):
        results[index] = attack(*arguments)

    threads = [threading.Thread(target=run, args=(index, attack, arguments))
               for index, (_, attack, arguments, _, _) in enumerate(cases)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for (title, _, _, least, most), (statuses, seconds) in zip(cases, results):
        check(statuses == [408] and least <= seconds <= most, title, f"{statuses} after {seconds:.1f} s")


def address_of(url):
    parts = urllib.parse.urlsplit(url)
    return parts.hostname, parts.port


def main(url):
    address = address_of(url)
    attack_framing(address)
    attack_endings(address)
    attack_paths(address)
    attack_heads(address)
    attack_queries(address)
    attack_expectations(address)
    attack_bodies(url)
    attack_slowly(address)
    check(Client(url).call("GET", LIVE.decode()).status == 200, "the server lives after all of it")


if __name__ == "__main__":
    main(sys.argv[1])
    end()
