#!/usr/bin/env python3
"""Breaks off the first start of a new folder, and starts two servers at once on one.

starts.py URL BINARY; the URL is not used, the servers are our own. KILLS sets how often a start is
broken off (60), BOTH how often two start at once (8)."""

import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from checks import Client, Server, check, end

KILLS = int(os.environ.get("KILLS", "60"))
BOTH = int(os.environ.get("BOTH", "8"))
DEMO = {"token": "demo-instance-token"}


def main(binary):
    usual = first_answer(binary)
    for number in range(KILLS):
        break_off(binary, number, random.uniform(0, 1.2 * usual))
    for number in range(BOTH):
        start_both(binary, number)
    keep_own(binary)


def first_answer(binary):
    """Seconds until a server says where it listens."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        server = Server(binary, folder)
        taken = time.monotonic() - begin
        server.kill(signal.SIGTERM)
        return taken


def break_off(binary, number, seconds):
    """Kills a first start after so long; the next one must serve all that the demo promises."""
    with tempfile.TemporaryDirectory() as folder:
        first = launch(binary, folder)
        time.sleep(seconds)
        first.kill()
        first.wait()
        left = sorted(path.name for path in pathlib.Path(folder, "data").glob("*"))
        server = Server(binary, folder)
        judge(server, f"killed after {seconds * 1000:.1f} ms ({number}), which left {left}")


def start_both(binary, number):
    """Starts two at once: one has the folder, and can have it again later."""
    with tempfile.TemporaryDirectory() as folder:
        both = [launch(binary, folder) for _ in range(2)]
        deadline = time.monotonic() + 20
        while all(one.poll() is None for one in both) and time.monotonic() < deadline:
            time.sleep(0.01)
        refused = [one for one in both if one.poll() is not None]
        check(len(refused) == 1, f"one of two starts at once is refused ({number})",
              [one.poll() for one in both])
        # The other one may still be at it.
        time.sleep(0.3)
        for one in both:
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)
            one.wait(timeout=30)
        judge(Server(binary, folder), f"two starts at once ({number})")


def keep_own(binary):
    """A tenant of the demo's name that is not the demo's is left alone."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(binary, folder, arguments=())
        client = Client(server.url)
        made = client.call("POST", "/_sotaque/tenants", server.control, {"name": "demo"})
        client.connection.close()
        server.kill(signal.SIGTERM)
        server.arguments = ("--demo",)
        server.start()
        answer = Client(server.url).call("GET", "/instance/status", DEMO)
        check(made.status in (200, 201) and answer.status == 401,
              "a tenant of the demo's name is left alone", f"{made} {answer}")
        server.kill()


def launch(binary, folder):
    return subprocess.Popen(
        [binary, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", f"{folder}/data"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def judge(server, what):
    """One check: the demo answers and sends, and its data are sound."""
    client = Client(server.url)
    status = client.call("GET", "/instance/status", DEMO)
    sent = client.call("POST", "/send/text", DEMO, {"number": "5511988888888", "text": "Olá"})
    names = sorted(one.get("name") for one in client.call(
        "GET", "/api/instances?page=1&limit=10", {"x-api-key": "demo-api-key"}).json.get("data", []))
    # A server that ends waits some seconds for clients that have a connection open.
    client.connection.close()
    server.kill(signal.SIGTERM)
    data = subprocess.run([server.binary, "check-data", "--data", str(server.folder / "data")],
                          capture_output=True, text=True, check=False)
    check(status.status == 200 and sent.status == 200 and names == ["demo", "fresh"]
          and data.returncode == 0, what,
          f"{status.status} {sent.status} {names} {data.stdout} {server.tail()}")


if __name__ == "__main__":
    main(sys.argv[2])
    end()
