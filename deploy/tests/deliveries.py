#!/usr/bin/env python3
"""Sends under a receiver that fails, closes and stalls, kills the server meanwhile, and looks what
came: everything that was acknowledged, each chat in its order, and no more at once than allowed.

deliveries.py URL BINARY; the URL is not used, the server is our own. EVENTS sets how many are sent
(3000), KILLS how often the server is killed (3)."""

import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

from checks import CONTROL, Client, Server, check, end, wait_until

EVENTS = int(os.environ.get("EVENTS", "3000"))
KILLS = int(os.environ.get("KILLS", "3"))
THREADS, CHATS = 4, 10
TOKEN = {"token": "demo-instance-token"}
# Short enough for a test, and so many that nothing is given up by bad luck.
SCHEDULE = ",".join(str(min(2000, 20 * 2 ** step)) for step in range(24))
PER_HOST = 4


def main(binary):
    with tempfile.TemporaryDirectory() as folder, Receiver(folder) as receiver:
        server = Server(binary, folder, ("--demo", "--retry_schedule_ms", SCHEDULE))
        add_phones(server.url)
        register(server.url, receiver.url)
        senders = [Sender(server, number) for number in range(THREADS)]
        memory = Memory(server)
        for kill in range(KILLS):
            share = (kill + random.uniform(0.3, 0.9)) / (KILLS + 1)
            wait_until(lambda: sum(len(one.acknowledged) for one in senders) >= EVENTS * share, 600)
            server.kill()
            server.start()
        for sender in senders:
            sender.thread.join()
        drained = wait_until(lambda: metric(server.url, "sotaque_deliveries_open") == 0, 900)
        memory.stop()
        check(drained, "every delivery comes to its end", server.tail())
        judge(server, receiver, senders, memory)
        server.kill()


def judge(server, receiver, senders, memory):
    wanted = {identity for sender in senders for identity in sender.acknowledged}
    arrived = receiver.arrived()
    missing = wanted - arrived
    check(len(wanted) >= EVENTS and not missing,
          f"all of {len(wanted)} acknowledged messages arrive, the server killed {KILLS} times",
          sorted(missing)[:5])
    order = receiver.ask("/_/check?key=message.chatid&order=message.text")
    check(order["groups"] == THREADS * CHATS and not order["misplaced"],
          f"each of {order['groups']} chats keeps its order", order["misplaced"][:3])
    report = receiver.ask("/_/report")
    # A killed server leaves connections behind that the receiver closes a moment later.
    allowed = PER_HOST * (2 if KILLS else 1)
    check(report["most_open"] <= allowed, f"at most {PER_HOST} requests at once go to a host",
          report["most_open"])
    check(metric(server.url, "sotaque_deliveries_dead") == 0, "nothing is given up")
    check(report["requests"] > report["taken"] > 0, "the receiver misbehaved", report)
    check(memory.is_flat(), "memory stays flat", memory.peaks)
    print(f"# {report}, resident MB {memory.peaks}", flush=True)


class Receiver:
    """The receiver that misbehaves, as a process of its own."""

    def __init__(self, folder):
        self.record = pathlib.Path(folder) / "record.jsonl"
        program = pathlib.Path(__file__).with_name("receiver.py")
        self.process = subprocess.Popen(
            [sys.executable, program, "--record", self.record, "--fail", "0.3", "--ways",
             "500,503,429,close,half,stall", "--stall", "0.05", "--retry-after", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        line = self.process.stdout.readline().decode()
        self.url = re.search(r"http://[0-9.:]+", line).group(0)

    def ask(self, path):
        return Client(self.url).call("GET", path).json

    def arrived(self):
        """The ids of the messages that were taken."""
        with open(self.record, encoding="utf-8") as file:
            taken = [line["body"] for line in map(json.loads, file) if line["way"] == "take"]
        return {json.loads(body)["message"]["messageid"] for body in taken}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Sender:
    """A thread that writes to chats of its own until it has sent its share."""

    def __init__(self, server, number):
        self.server, self.number, self.acknowledged = server, number, []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        count, client = 0, Client(self.server.url, timeout=10)
        while len(self.acknowledged) < -(-EVENTS // THREADS):
            count += 1
            body = {"number": phone(self.number, count % CHATS), "text": f"{count:08}"}
            try:
                answer = client.call("POST", "/send/text", TOKEN, body)
                self.acknowledged.append(answer.json["messageid"])
            except Exception:
                # Killed: what was not answered may or may not come.
                time.sleep(0.2)
                client = Client(self.server.url, timeout=10)


class Memory:
    """The server's resident memory in MB, the most of each life and of each second."""

    def __init__(self, server):
        self.server, self.peaks, self.is_over = server, [], False
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.is_over:
            try:
                text = pathlib.Path(f"/proc/{self.server.process.pid}/status").read_text()
                self.peaks.append(int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) // 1024)
            except (OSError, AttributeError):
                pass
            time.sleep(1)

    def stop(self):
        self.is_over = True
        self.thread.join()

    def is_flat(self):
        """Whether the last half needs hardly more than the first."""
        half = max(1, len(self.peaks) // 2)
        return max(self.peaks[half:], default=0) <= max(self.peaks[:half], default=0) + 24


def phone(thread, chat):
    return f"5531977{thread:02}{chat:04}"


def add_phones(url):
    client = Client(url)
    for thread in range(THREADS):
        for chat in range(CHATS):
            client.call("POST", "/_sotaque/sandbox/phones", CONTROL,
                        {"number": phone(thread, chat), "name": f"{thread}-{chat}"})


def register(url, receiver):
    answer = Client(url).call("POST", "/webhook", TOKEN, {
        "url": receiver + "/hook", "enabled": True, "events": ["messages"],
        "excludeMessages": ["fromMeNo"]})
    check(answer.status == 200, "the receiver is registered", answer)


def metric(url, name):
    try:
        text = Client(url).call("GET", "/_sotaque/metrics", CONTROL).body.decode()
    except Exception:
        return None
    found = re.search(rf"^{name} (\S+)", text, re.MULTILINE)
    return float(found.group(1)) if found else None


if __name__ == "__main__":
    main(sys.argv[2])
    end()
