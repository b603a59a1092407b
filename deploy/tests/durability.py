#!/usr/bin/env python3
"""Kills a server under load at random moments and looks for what it had acknowledged.

durability.py URL BINARY; the URL is not used, the server is our own. ROUNDS sets how often (10)."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

from checks import CONTROL, Client, Server, check, end

ROUNDS = int(os.environ.get("ROUNDS", "10"))
THREADS = 4
INSTANCE = "/_sotaque/instances/demo"


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(binary, folder)
        seen = Journal()
        for number in range(1, ROUNDS + 1):
            acknowledged = load_until_killed(server)
            server.start()
            judge(server.url, number, acknowledged, seen)
        status = server.kill(signal.SIGTERM)
        check(status == 0, "the server ends with status 0 when asked", f"{status} {server.tail()}")
        result = subprocess.run([binary, "check-data", "--data", str(server.folder / "data")],
                                capture_output=True, text=True)
        check(result.returncode == 0, "check-data finds nothing wrong",
              result.stdout + result.stderr)


class Journal:
    """The part of the journal that was read already."""

    def __init__(self):
        self.last = 0
        self.acknowledged = set()


def load_until_killed(server):
    """Sends from several threads, kills the server, and gives the ids it had answered with."""
    acknowledged, threads = [], []
    for name in range(THREADS):
        threads.append(threading.Thread(target=send, args=(server.url, name, acknowledged)))
        threads[-1].start()
    time.sleep(random.uniform(0.2, 1.2))
    server.kill()
    for thread in threads:
        thread.join()
    return acknowledged


def send(url, name, acknowledged):
    client = Client(url, timeout=10)
    count = 0
    while True:
        count += 1
        body = {"number": "5511988888888", "text": f"round {name} {count}"}
        try:
            answer = client.call("POST", "/send/text", {"token": "demo-instance-token"}, body)
        except Exception:
            return
        if answer.status != 200:
            return acknowledged.append(f"status {answer.status}")
        acknowledged.append(answer.json["messageid"])


def judge(url, number, acknowledged, seen):
    """Looks every acknowledged message up, and reads the part of the journal that is new."""
    client = Client(url)
    title = f"round {number}: all of {len(acknowledged)} acknowledged messages are there"
    missing = [one for one in acknowledged
               if client.call("GET", f"{INSTANCE}/messages/{one}", CONTROL).status != 200]
    check(acknowledged and not missing, title, f"{len(missing)} missing, such as {missing[:3]}")
    rows = new_rows(client, seen.last)
    numbers = [row["seq"] for row in rows]
    check(numbers == list(range(seen.last + 1, seen.last + 1 + len(rows))),
          f"round {number}: the journal has no gap", numbers[:5])
    check(not [row for row in rows if row["outcome"] == "pending"],
          f"round {number}: no command is left pending")
    sends = [row for row in rows if row["command"] == "message.send"]
    check(len(sends) >= len(acknowledged) and len(sends) <= len(acknowledged) + THREADS,
          f"round {number}: nothing was sent twice", f"{len(sends)} sends, {len(acknowledged)} ids")
    fresh = set(acknowledged)
    check(fresh <= {row["message_id"] for row in sends if row["outcome"] == "succeeded"},
          f"round {number}: every acknowledged send succeeded in the journal")
    check(len(fresh) == len(acknowledged) and not fresh & seen.acknowledged,
          f"round {number}: no id was given twice")
    seen.acknowledged |= fresh
    seen.last += len(rows)


def new_rows(client, after):
    rows = []
    while True:
        page = client.call("GET", f"{INSTANCE}/commands?after={after}&limit=500", CONTROL).json
        if not page.get("data"):
            return rows
        rows += page["data"]
        after = page["data"][-1]["seq"]


if __name__ == "__main__":
    main(sys.argv[2])
    end()
