#!/usr/bin/env python3
"""Live events through a client that is not ours: streams.py URL BINARY

The URL is not used; the server is our own. The client is httpx-sse from the package index, installed
into a folder that goes with the test; without it everything here is skipped."""

import contextlib
import json
import pathlib
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from checks import CONTROL, Client, Server, check, end, skip, wait_until

PACKAGES = ["httpx==0.28.1", "httpx-sse==0.4.0"]
FRIEND = "5511988888888"
DEMO = "5511999999999"
KEY = {"Authorization": "Bearer zpk_test_demo"}
# Each vendor's stream: its path, its fields, and the name under which it tells of a message.
STREAMS = {
    "WhatIsUp": ("/v1/events", KEY, "message.received"),
    "WhatIsUp, key in the query": ("/v1/events?token=zpk_test_demo&events=message.received", {},
                                   "message.received"),
    "uazapi": ("/sse?token=demo-instance-token&events=messages", {}, "messages"),
}


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        if not install(folder):
            return
        server = Server(binary, folder)
        try:
            for title, (path, headers, name) in STREAMS.items():
                listen(server, title, path, headers, name)
            refuse(server)
            leave(server)
            drain(server)
        finally:
            if server.process.poll() is None:
                server.kill()


def install(folder):
    """Whether the client is there now."""
    target = str(pathlib.Path(folder) / "packages")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
               "--target", target, *PACKAGES]
    try:
        done = subprocess.run(command, capture_output=True, timeout=180, check=False)
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["pip failed"]
    except (OSError, subprocess.TimeoutExpired) as error:
        done, reason = None, [str(error)]
    if done is None or done.returncode != 0:
        skip("live streams through httpx-sse", "httpx-sse cannot be installed: " + reason[0])
        return False
    sys.path.insert(0, target)
    return True


class Listener:
    """A stream that is read by httpx-sse on a thread of its own."""

    def __init__(self, url, headers):
        import httpx
        import httpx_sse
        self.events = queue.Queue()
        self.failure = None
        self.response = None
        self.isOver = threading.Event()
        opened = threading.Event()

        def read():
            try:
                with httpx.Client(timeout=httpx.Timeout(5, read=60)) as client:
                    with httpx_sse.connect_sse(client, "GET", url, headers=headers) as source:
                        self.response = source.response
                        opened.set()
                        for event in source.iter_sse():
                            self.events.put(event)
            except Exception as failure:
                self.failure = failure
            opened.set()
            self.isOver.set()

        threading.Thread(target=read, daemon=True).start()
        opened.wait(20)

    def leave(self):
        """Ends the connection, which a close does not while the other thread reads from it."""
        stream = self.response.extensions["network_stream"]
        stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def until(self, is_wanted, seconds=10):
        """The first event that is wanted, None when it does not come."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(queue.Empty):
                event = self.events.get(timeout=0.2)
                if is_wanted(event):
                    return event
            if self.isOver.is_set() and self.events.empty():
                return None
        return None


def write(server, text):
    """Has somebody write to the demo's phone."""
    answer = Client(server.url).call(
        "POST", f"/_sotaque/sandbox/phones/{FRIEND}/messages", CONTROL,
        {"to": DEMO, "content": {"kind": "text", "text": text}})
    return answer.status in (200, 201)


def listen(server, title, path, headers, name):
    listener = Listener(server.url + path, headers)
    fields = listener.response.headers if listener.response is not None else {}
    if not check(fields.get("content-type", "").startswith("text/event-stream"),
                 f"{title}: the stream is one", listener.failure or fields):
        return
    check(fields.get("cache-control") == "no-cache" and fields.get("x-accel-buffering") == "no",
          f"{title}: proxies are to keep nothing back", fields)
    text = f"streamed to {title}"
    check(write(server, text), f"{title}: somebody writes")
    event = listener.until(lambda event: text in event.data)
    if not check(event is not None, f"{title}: the message arrives", listener.failure):
        return
    told = json.loads(event.data)
    check(event.event == "message" and name in (told.get("event"), told.get("EventType")),
          f"{title}: the message has the vendor's name", event.data)
    listener.leave()


def refuse(server):
    for title, path in [("WhatIsUp", "/v1/events?token=zpk_test_wrong"),
                        ("uazapi", "/sse?token=wrong&events=messages")]:
        answer = Client(server.url).call("GET", path)
        check(answer.status == 401 and "json" in answer.headers.get("content-type", ""),
              f"{title}: a wrong token gets words and no stream", answer)


def open_streams(server):
    """How many streams the server says are open."""
    text = Client(server.url).call("GET", "/_sotaque/metrics", CONTROL).body.decode()
    return [int(line.split()[1]) for line in text.splitlines()
            if line.startswith("sotaque_streams ")][0]


def leave(server):
    check(wait_until(lambda: open_streams(server) == 0, 10), "streams that were left are over")
    listeners = [Listener(server.url + "/v1/events", KEY) for _ in range(8)]
    check(open_streams(server) == 8, "eight clients listen", open_streams(server))
    for listener in listeners:
        listener.leave()
    check(wait_until(lambda: open_streams(server) == 0, 10),
          "a client that leaves ends its stream at once, without another event")


def drain(server):
    listener = Listener(server.url + "/v1/events", KEY)
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    check(listener.isOver.wait(10) and listener.failure is None,
          "a server that ends ends the stream whole", listener.failure)
    status = server.process.wait(timeout=60)
    check(status == 0 and time.monotonic() - began < 10,
          "a server that ends does not wait for who listens", time.monotonic() - began)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: streams.py URL BINARY")
    main(sys.argv[2])
    end()
