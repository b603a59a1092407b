#!/usr/bin/env python3
"""Runs every command of every front through every upstream, and once directly, and compares.

Three gateways: one serves each vendor's dialect on its sandbox and is the upstream; one has its
instance routed there; one carries everything out itself. What the second answers must be what the
third answers, but for ids and times, for losses that it names and for what the matrix says cannot be
carried. Then people write at both sandboxes, and both must tell the same. Evolution API is a fake of
ours (evolution.py).

chain.py URL BINARY; the URL is not used."""

import pathlib
import subprocess
import sys
import tempfile

from chain_cases import ANA, CASES, NINTH, NINTH_ID, NOBODY, Run
from chain_compare import differences, normal
from chain_link import pair_and_end, start_anew
from checks import CONTROL, Client, Server, check, end, free_port, wait_until
from chain_events import Listener, compare_events, greet

UPSTREAMS = {
    "uazapi": {"token": "demo-instance-token"},
    "megaapi": {"instance_key": "megastart-demo", "token": "demo"},
    "zapyapi": {"api_key": "demo-api-key", "instance_id": "demo"},
    "whatisup": {"api_key": "zpk_test_demo", "instance_id": "inst_demo"},
    "evolution": {"api_key": "demo-evolution-key", "instance": "demo"},
}


def main(binary):
    with tempfile.TemporaryDirectory() as folder, Media() as media:
        for upstream in UPSTREAMS:
            try:
                Chain(binary, pathlib.Path(folder) / upstream, upstream, media).run()
            except Exception as error:  # one broken chain must not hide the others
                check(False, f"the chain over {upstream} runs", repr(error))


class Media:
    """A server of one picture and one sound, which gateways fetch."""

    def __enter__(self):
        program = pathlib.Path(__file__).with_name("chain_media.py")
        self.process = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE)
        self.url = self.process.stdout.readline().decode().strip()
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class Chain:
    """One upstream, the gateway before it, and the one that needs none."""

    def __init__(self, binary, folder, upstream, media):
        self.upstream, self.media = upstream, media
        names = ("behind", "front", "direct")
        for name in names:
            (folder / name).mkdir(parents=True)
        self.behind = self.start_behind(binary, folder / "behind")
        # Where the second instance is: a fake has one instance only.
        self.fresh = self.behind
        if upstream == "evolution":
            (folder / "fresh").mkdir()
            self.fresh = Fake(folder / "fresh", "fresh", "close")
        self.front = Server(binary, folder / "front", port=free_port())
        self.direct = Server(binary, folder / "direct")
        self.matrix = Client(self.front.url).call("GET", "/_sotaque/matrix", CONTROL).json

    def start_behind(self, binary, folder):
        if self.upstream == "evolution":
            return Fake(folder)
        return Server(binary, folder)

    def run(self):
        try:
            if not self.route():
                return
            greet(self)
            for front, cases in CASES.items():
                self.play(front, cases)
            compare_events(self)
            start_anew(self)
            pair_and_end(self)
        finally:
            for server in {self.front, self.direct, self.behind, self.fresh}:
                server.kill()

    def route(self):
        """Routes the demo instance of the front to the upstream, and waits until it is there."""
        control = Client(self.front.url)
        put = control.call("PUT", f"/_sotaque/upstreams/{self.upstream}", CONTROL,
                           {"dialect": self.upstream, "base_url": self.behind.url})
        routed = control.call("PUT", "/_sotaque/instances/demo/route", CONTROL,
                              {"upstream": self.upstream, "settings": UPSTREAMS[self.upstream]})
        good = check(put.status == 201 and routed.status == 200,
                     f"an instance is routed to {self.upstream}", f"{put} {routed}")
        state = lambda: control.call("GET", "/_sotaque/instances/demo", CONTROL).json.get("state")
        return check(good and wait_until(lambda: state() == "connected", 20),
                     f"the instance is seen connected at {self.upstream}", state())

    def play(self, front, cases):
        routed = Run(self.front.url, front, self.media.url)
        direct = Run(self.direct.url, front, self.media.url)
        for case in cases:
            theirs, ours = case.play(routed), case.play(direct)
            self.judge(front, case, theirs, ours)

    def judge(self, front, case, theirs, ours):
        title = f"{front} over {self.upstream}: {case.title}"
        cell = self.cell(case)
        losses = theirs.headers.get("x-sotaque-loss", "")
        if cell == "unsupported":
            check(theirs.status >= 400, f"{title} is refused", theirs)
        elif self.is_not_served(case):
            # The front knows the vendor's route and refuses it, which the chain passes on.
            check(theirs.status >= 400, f"{title} is refused where the upstream refuses it", theirs)
        elif case.asks_nobody and self.upstream in CANNOT_ASK:
            check(theirs.status < 300, f"{title} is taken, for nobody can be asked", theirs)
        else:
            found = differences(normal(ours), normal(theirs), case.spots(losses, self.upstream))
            check(theirs.status == ours.status and not found, f"{title} is answered alike",
                  f"{found[:4]} {losses} {theirs.status} {ours.status} {theirs.body[:200]}")
            check(not losses or cell == "lossy" or losses.startswith("media_pointers"),
                  f"{title} loses what is named", f"{cell}: {losses}")

    def cell(self, case):
        """What the matrix says of a case at this upstream."""
        rows = self.matrix["commands"]
        for row in rows:
            if row["command"] == case.command and row.get("variant") == case.variant:
                return row["upstreams"][self.upstream]["verdict"]
        return "here"

    def is_not_served(self, case):
        """Whether the gateway behind knows the vendor's route and refuses it."""
        refused = NOT_SERVED.get(self.upstream, set())
        return bool({case.command, f"{case.command}/{case.variant}"} & refused)


# Commands that vendors carry by routes which our own front knows and refuses (`sotaque routes`): no
# chain of two gateways reaches them.
NOT_SERVED = {
    "whatisup": {"instance.restart", "presence.self", "presence.chat", "message.mark_read"},
}
# Upstreams that say nothing of numbers before they send.
CANNOT_ASK = {"whatisup"}


class Fake(Server):
    """The fake of an Evolution API, started as servers are, with the demo's people and group."""

    def __init__(self, folder, instance="demo", state="open"):
        self.folder = folder
        program = pathlib.Path(__file__).with_name("evolution.py")
        self.log = open(folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [sys.executable, program, "--key", "demo-evolution-key", "--instance", instance,
             "--state", state],
            stdout=subprocess.PIPE, stderr=self.log)
        self.url = self.process.stdout.readline().decode().split()[-1]
        if state == "open":
            self.prepare(Client(self.url), {"apikey": "demo-evolution-key"})

    @staticmethod
    def prepare(client, key):
        """Makes its world like the demo's."""
        client.call("POST", "/_fake/numbers", key, {"absent": [NOBODY], "ids": {NINTH: NINTH_ID}})
        client.call("POST", "/group/create/demo", key,
                    {"subject": "Demo Group", "participants": [ANA, NINTH_ID]})
        client.call("POST", "/chat/updatePrivacySettings/demo", key,
                    {name: "all" for name in ("readreceipts", "profile", "status", "online", "last",
                                              "groupadd")})


if __name__ == "__main__":
    main(sys.argv[2])
    end()
