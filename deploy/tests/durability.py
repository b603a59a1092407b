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
            acknowledged, directory = load_until_killed(server)
            check_data(server, f"round {number}: ")
            server.start()
            judge(server.url, number, acknowledged, seen)
            directory.judge(Client(server.url), number)
        status = server.kill(signal.SIGTERM)
        check(status == 0, "the server ends with status 0 when asked", f"{status} {server.tail()}")
        check_data(server, "")


def check_data(server, when):
    """Looks at the files of a server that is not running."""
    result = subprocess.run([server.binary, "check-data", "--data", str(server.folder / "data")],
                            capture_output=True, text=True)
    check(result.returncode == 0, f"{when}check-data finds nothing wrong",
          result.stdout + result.stderr)


class Directory:
    """What an operator was told: which tenants and instances there are, and which webhooks."""

    def __init__(self):
        # By path: whether it is there, or the URL of its webhook.
        self.tenants, self.instances, self.webhooks = {}, {}, {}

    def change(self, url, name):
        """Makes, changes and removes until the server dies; only what was answered is kept."""
        client = Client(url, timeout=10)
        try:
            while True:
                self.step(client, name)
        except Exception:
            return

    def step(self, client, name):
        call = client.call
        mark = f"{name}-{time.monotonic_ns()}"
        tenant = call("POST", "/_sotaque/tenants", CONTROL, {"name": mark}).json
        self.tenants[tenant["id"]] = True
        instance = call("POST", "/_sotaque/instances", CONTROL, {"tenant": mark, "name": mark}).json
        self.instances[instance["id"]] = True
        key = {"x-api-key": tenant["credentials"]["api_key"]}
        path = f"/api/instances/{instance['names']['zapyapi']}/webhook-config"
        for number in range(3):
            target = f"https://hooks.example.com/{mark}/{number}"
            self.webhooks.pop(path, None)
            if call("POST", path, key, {"webhookUrl": target}).status == 200:
                self.webhooks[path] = (key, target)
        if random.random() < 0.5:
            return
        self.webhooks.pop(path, None)
        self.instances.pop(instance["id"], None)
        if random.random() < 0.5:
            call("DELETE", f"/_sotaque/instances/{instance['id']}", CONTROL)
        else:
            self.tenants.pop(tenant["id"], None)
            call("DELETE", f"/_sotaque/tenants/{tenant['id']}", CONTROL)
            self.tenants[tenant["id"]] = False
        self.instances[instance["id"]] = False

    def judge(self, client, number):
        wrong = []
        for kind, told in (("tenants", self.tenants), ("instances", self.instances)):
            there = {one["id"] for one in client.call("GET", f"/_sotaque/{kind}", CONTROL).json["data"]}
            wrong += [(kind, one) for one, is_there in told.items() if is_there != (one in there)]
        for path, (key, target) in self.webhooks.items():
            answer = client.call("GET", path, key)
            if answer.json.get("webhookUrl") != target:
                wrong.append((path, target, str(answer)))
        count = len(self.tenants) + len(self.instances) + len(self.webhooks)
        check(count and not wrong, f"round {number}: all of {count} things an operator was told are so",
              wrong[:3])


class Journal:
    """The part of the journal that was read already."""

    def __init__(self):
        self.last = 0
        self.acknowledged = set()


def load_until_killed(server):
    """Sends from several threads while an operator works, kills the server, and gives the ids it had
    answered with and what the operator was told."""
    acknowledged, threads, directory = [], [], Directory()
    for name in range(THREADS):
        threads.append(threading.Thread(target=send, args=(server.url, name, acknowledged)))
        threads[-1].start()
    threads.append(threading.Thread(target=directory.change, args=(server.url, "durability")))
    threads[-1].start()
    time.sleep(random.uniform(0.2, 1.2))
    server.kill()
    for thread in threads:
        thread.join()
    return acknowledged, directory


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
