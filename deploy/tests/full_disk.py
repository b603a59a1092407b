#!/usr/bin/env python3
"""Fills the disk under a server, gives it room again, and looks for what was acknowledged.

full_disk.py URL BINARY; the URL is not used, the server is our own. The disk is a small one in
memory, in a mount namespace of the script's own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import Client, Server, check, end, skip, wait_until

UAZAPI = {"token": "demo-instance-token"}
INSIDE = "SOTAQUE_FULL_DISK_INSIDE"
TITLE = "a disk that was full"


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], check=True)
        try:
            try_disk(binary, folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)


def try_disk(binary, folder):
    server = Server(binary, folder)
    client = Client(server.url)
    sent, answer = fill(client)
    check(sent and answer.status == 503, "a send that finds no room is refused with 503",
          f"{len(sent)} sends, then {answer}")
    check(ready(client).status == 503, "the server says that it is not ready", ready(client))
    # Long enough to be tried again, in vain, some times.
    time.sleep(2)
    subprocess.run(["mount", "-o", "remount,size=256m", folder], check=True)
    check(wait_until(lambda: ready(client).status == 200, 10), "it is ready again once there is room",
          server.tail())
    more, answer = send(client, "there is room"), ready(client)
    check(more.status == 200, "and sends again", more)
    sent.append(more.json.get("messageid"))
    server.kill(signal.SIGKILL)
    result = subprocess.run([binary, "check-data", "--data", f"{folder}/data"],
                            capture_output=True, text=True, check=False)
    check(result.returncode == 0, "check-data finds nothing wrong", result.stdout + result.stderr)
    server.start()
    lost = missing(Client(server.url), sent)
    check(not lost, f"all {len(sent)} acknowledged sends are there", lost[:3])
    server.kill(signal.SIGTERM)


def fill(client):
    """Sends until it is refused: the ids of what was acknowledged, and the refusal."""
    sent = []
    while len(sent) < 50_000:
        answer = send(client, "x" * 2000)
        if answer.status != 200:
            return sent, answer
        sent.append(answer.json.get("messageid"))
    return sent, answer


def send(client, text):
    return client.call("POST", "/send/text", UAZAPI, {"number": "5511988888888", "text": text})


def ready(client):
    return client.call("GET", "/_sotaque/ready")


def missing(client, ids):
    """Those that the chat does not have."""
    lost = []
    for name in ids:
        found = client.call("POST", "/message/find", UAZAPI, {"id": name})
        if [one.get("messageid") for one in found.json.get("messages", [])] != [name]:
            lost.append(f"{name}: {found}")
    return lost


def go_inside():
    """Runs the script again where it may mount; nothing where that is not allowed."""
    inside = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*inside, "true"], check=False).returncode:
        return skip(TITLE, "no mount namespace can be made here")
    done = subprocess.run([*inside, sys.executable, *sys.argv], check=False,
                          env={**os.environ, INSIDE: "1"})
    sys.exit(done.returncode)


if __name__ == "__main__":
    if INSIDE in os.environ:
        main(sys.argv[2])
    else:
        go_inside()
    end()
