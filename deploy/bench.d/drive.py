#!/usr/bin/env python3
"""Drives a server over keep-alive connections, where neither wrk nor Node is installed:
drive.py URL SECONDS CONNECTIONS, with the request in BENCH_* like drive.lua."""

import asyncio
import json
import os
import re
import ssl
import sys
import time
import urllib.parse

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Drive(asyncio.Protocol):
    """One connection: writes the request again whenever an answer is complete."""

    def __init__(self, request, tally):
        self.request = request
        self.tally = tally

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.received = b""
        self.expected = 0
        self.sent = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data):
        self.received += data
        if not self.expected:
            self.expected = self.tally.length_of_answer(self.received)
        if not self.expected or len(self.received) < self.expected:
            return
        if self.tally.count(time.perf_counter() - self.sent):
            self.send()

    def connection_lost(self, _):
        self.tally.lost()


class Tally:
    """What all connections saw."""

    def __init__(self, limit, end):
        self.times, self.errors, self.limit, self.end = [], 0, limit, end

    def length_of_answer(self, received):
        """The length of the whole answer, or 0 while its head is not complete."""
        end = received.find(b"\r\n\r\n")
        if end < 0:
            return 0
        if not received.startswith(b"HTTP/1.1 2"):
            self.errors += 1
        found = LENGTH.search(received, 0, end)
        return end + 4 + (int(found.group(1)) if found else 0)

    def count(self, seconds):
        """Notes one answer; whether there is more to ask."""
        self.times.append(seconds)
        if len(self.times) < self.limit:
            return True
        self.finish()
        return False

    def lost(self):
        if not self.end.done():
            self.errors += 1
            self.finish()

    def finish(self):
        if not self.end.done():
            self.end.set_result(None)


async def drive(url, seconds, connections):
    parts = urllib.parse.urlsplit(url)
    context = None
    if parts.scheme == "https":
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    loop = asyncio.get_running_loop()
    tally = Tally(float(os.environ.get("BENCH_REQUESTS", "inf")), loop.create_future())
    request, start = make_request(parts), time.perf_counter()
    for _ in range(connections):
        await loop.create_connection(
            lambda: Drive(request, tally), parts.hostname, parts.port, ssl=context)
    loop.call_later(max(0, seconds - (time.perf_counter() - start)), tally.finish)
    await tally.end
    return tally, time.perf_counter() - start


def make_request(parts):
    body = os.environ.get("BENCH_BODY", "").encode()
    headers = json.loads(os.environ.get("BENCH_HEADERS", "{}"))
    if body:
        headers["Content-Length"] = len(body)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"{os.environ['BENCH_METHOD']} {target} HTTP/1.1", f"Host: {parts.netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def main():
    tally, took = asyncio.run(drive(sys.argv[1], float(sys.argv[2]), int(sys.argv[3])))
    times = sorted(tally.times) or [0]
    result = {"requests": len(tally.times), "seconds": took, "errors": tally.errors}
    for share in (50, 99):
        result[f"p{share}_us"] = round(times[(len(times) - 1) * share // 100] * 1e6)
    print("result " + json.dumps(result))


if __name__ == "__main__":
    main()
