#!/usr/bin/env python3
"""Breaks upstreams, and kills the gateway before them, in every way there is; then counts messages.

A gateway routes an instance each to a fake of Evolution API (evolution.py) and to two gateways that
serve uazapi and WhatIsUp, each behind a proxy that breaks calls (faults_proxy.py). Impatient clients
repeat what they sent. After every fault the world may have got a message once at most, exactly once
where a client was told of a success, and not at all where it was told that it was not sent.

faults.py URL BINARY; the URL is not used, the servers are our own. RUNS sets how many rounds of
random faults are played (4), each at all upstreams; SEED repeats a run. PARTS chooses among events,
routes, rounds, faults and kills; KEEP is a folder that does not exist, for the data afterwards."""

import itertools
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

from checks import CONTROL, Client, Server, check, end, free_port, wait_until
from faults_events import Events
from faults_proxy import FAULTS, Gate
from faults_routes import Routes
from faults_world import ANA, BIA, SCHEDULE, FakeWorld, Receiver, Route, SandboxWorld

RUNS = int(os.environ.get("RUNS", "4"))
SEED = int(os.environ.get("SEED", str(random.SystemRandom().randrange(10 ** 9))))
PARTS = os.environ.get("PARTS", "events routes rounds faults kills").split()
STAGES = ("request", "answer", "after")


def main(binary):
    print(f"# SEED={SEED} RUNS={RUNS}", flush=True)
    threading.excepthook = lambda it: check(False, "every thread ends well", repr(it.exc_value))
    with tempfile.TemporaryDirectory() as folder:
        began, stage = time.monotonic(), Stage(binary, pathlib.Path(folder))
        try:
            stage.prepare()
            for part in PARTS:
                print(f"# {part}, {time.monotonic() - began:.0f} s", flush=True)
                {"faults": faults_alone, "kills": kills_alone, "events": lambda it: Events(it).play(),
                 "routes": lambda it: Routes(it).play(), "rounds": rounds}[part](stage)
            stage.judge_all()
            print(f"# {len(stage.trials)} sends in trials, {stage.kills} kills,"
                  f" {time.monotonic() - began:.0f} s", flush=True)
        finally:
            if os.environ.get("KEEP"):
                subprocess.run(["cp", "-r", folder, os.environ["KEEP"]])
            stage.kill()


class Stage:
    """The gateway, what is before and behind it, and all that was sent."""

    def __init__(self, binary, folder):
        self.random = random.Random(SEED)
        self.binary, self.trials, self.kills = binary, [], 0
        self.worlds = [FakeWorld(folder), SandboxWorld(folder, binary, "uazapi"),
                       SandboxWorld(folder, binary, "whatisup")]
        (folder / "gateway").mkdir()
        self.gateway = Server(binary, folder / "gateway",
                              ("--demo", "--retry_schedule_ms", SCHEDULE), free_port())
        self.receiver = Receiver()
        self.numbers, self.is_flaky = itertools.count(1), False

    def prepare(self):
        control = Client(self.gateway.url)
        self.routes = []
        for world in self.worlds:
            made = control.call("POST", "/_sotaque/instances", CONTROL,
                                {"tenant": "demo", "name": "over-" + world.dialect})
            route = Route(self.gateway, world, made.json)
            answers = [*route.put(), *route.listen(self.receiver)]
            check(all(answer.status < 300 for answer in answers)
                  and wait_until(lambda: route.state == "connected", 20)
                  and wait_until(lambda: route.hears(self.receiver), 20),
                  f"an instance is routed to {route.name} and hears of it", list(map(str, answers)))
            self.routes.append(route)

    @property
    def evolution(self):
        return self.routes[0]

    def text(self, what):
        """Words that were never sent before."""
        return f"{what} {SEED}-{next(self.numbers)}"

    def restart(self, pause=0.0):
        """Ends the gateway at once, and starts it again at the same port."""
        self.kills += 1
        self.gateway.kill()
        time.sleep(pause)
        self.gateway.start()

    def judge_all(self):
        """What holds of everything that was sent, at the very end."""
        for route in self.routes:
            mine = [trial for trial in self.trials if trial.route is route]
            late = [trial.text for trial in mine if len(route.world.made(trial.text)) > 1]
            check(not late, f"{route.name}: of {len(mine)} sends none is made twice, at the end", late)
            rows = [row for row in route.rows(0) if row["outcome"] == "pending"]
            check(not rows, f"{route.name}: no row is left pending", rows[:2])
        status = self.gateway.kill(signal.SIGTERM)
        check(status == 0, "the gateway ends with status 0 when asked", self.gateway.tail())
        check_data(self.gateway)
        self.gateway.start()

    def kill(self):
        for server in (self.gateway, *self.worlds):
            server.kill()


def check_data(server):
    result = subprocess.run([server.binary, "check-data", "--data", str(server.folder / "data")],
                            capture_output=True, text=True)
    check(result.returncode == 0, "check-data finds nothing wrong", result.stdout + result.stderr)


class Trial:
    """One send of a client that repeats itself, and what it was told each time."""

    def __init__(self, stage, route, fault="none", times=1, front="uazapi", to=ANA, by_key=True):
        self.stage, self.route, self.fault, self.times = stage, route, fault, times
        # Nothing but the key makes a repeat known to uazapi's front.
        self.front, self.to, self.by_key = front, to, by_key or front == "uazapi"
        self.text, self.told = stage.text(fault), []
        self.first_row, self.kills = route.last_row(), stage.kills
        stage.trials.append(self)

    @property
    def title(self):
        return f"{self.front} over {self.route.name}, {self.fault} x{self.times}"

    def send(self, timeout=10):
        answer = self.route.send(self.front, self.text, self.to, self.by_key, timeout)
        self.told.append(answer)
        return answer

    def play(self, attempts, timeout=10, pause=0.0, at_once=False):
        """Sends and repeats, one after the other, or without waiting for the answer before."""
        proxy = self.route.proxy
        if self.fault == "refuse":
            proxy.refuse()
        else:
            proxy.plan(self.fault, self.times)
        if self.fault == "drop_idle":
            proxy.drop()
        threads = []
        for _ in range(attempts):
            if at_once:
                threads.append(threading.Thread(target=self.send, args=(timeout,)))
                threads[-1].start()
            elif self.send(timeout).word == "success":
                break
            time.sleep(pause)
        for thread in threads:
            thread.join()

    def settle(self):
        """Ends the fault, and repeats until the answer is the last one that there can be."""
        proxy = self.route.proxy
        proxy.clear()
        wait_until(lambda: proxy.is_idle, 10)
        made = self.route.world.made(self.text)
        patience = 25 if made and self.is_resolved_by_events else 0
        wait_until(lambda: self.send().word in ("success", "wrong"), patience) if patience \
            else self.send_after_breaker()
        return self.judge()

    @property
    def is_resolved_by_events(self):
        """Whether the upstream tells of messages that were sent by it: WhatIsUp does not."""
        return self.route.name != "whatisup"

    def send_after_breaker(self):
        """Repeats once the upstream may be called again."""
        if self.told and self.told[-1].status == 503:
            self.route.renew()
        wait_until(lambda: self.send().word != "busy", 10)

    def judge(self):
        """Whether what was told is so."""
        made, words = self.route.world.made(self.text), [one.word for one in self.told]
        wrong = []
        ids = {one.id for one in self.told if one.word == "success"}
        if len(made) > 1:
            wrong.append(f"made {len(made)} times")
        if ids and (len(made) != 1 or len(ids) != 1):
            wrong.append(f"told of {ids}, made {made}")
        if "wrong" in words:
            wrong.append("an answer that is none")
        final = [word for word in words if word not in ("none", "busy")]
        if final and final[-1] == "no" and made:
            wrong.append("told that it was not sent, and it was")
        if "unknown" in final and "no" in final[final.index("unknown"):]:
            wrong.append("told that nobody knows, then that it was not sent")
        if ids and set(final[final.index("success"):]) - {"success", "unknown"} \
                or self.is_unknown_after_success:
            wrong.append("told of a success, then of something else")
        if made and self.is_resolved_by_events and (not final or final[-1] != "success"):
            wrong.append("made, told by the upstream, and still not known")
        if "unknown" in final and not made and final[-1] != "unknown":
            wrong.append("nobody knew, and it was sent again")
        wrong += self.judge_journal(made, final) + self.judge_events(made, ids)
        return check(not wrong, f"{self.title}: told {short(words)}, made {len(made)}",
                     f"{self.text}: {wrong} {self.told[:4]}")

    @property
    def is_unknown_after_success(self):
        """Whether a request that began after one had been told of a success was told that nobody
        knows; of two that wait at once for one commit, either may be answered first."""
        ends = [one.began + one.seconds for one in self.told if one.word == "success"]
        return any(one.word == "unknown" and one.began >= min(ends) for one in self.told if ends)

    def judge_journal(self, made, final):
        """The rows of this send: one success where one was made."""
        rows = [row for row in self.route.rows(self.first_row)
                if row["client_reference"] == self.text]
        outcomes = [row["outcome"] for row in rows]
        if "pending" in outcomes:
            return [f"a row is pending: {rows}"]
        if not rows:
            # A key alone is not shown in rows.
            return [] if self.front == "whatisup" and self.by_key or not made else ["no row"]
        if final and final[-1] == "success":
            ids = [row["message_id"] for row in rows if row["outcome"] == "succeeded"]
            return [] if ids == [self.told[-1].id] and "unknown" not in outcomes else [f"rows {rows}"]
        return ["a row says succeeded"] if "succeeded" in outcomes and final else []

    def judge_events(self, made, ids):
        """What the client's webhook was told of its own message."""
        receiver, path = self.stage.receiver, f"/{self.route.name}/uazapi"
        if made and ids:
            wait_until(lambda: receiver.told(path, self.text), 15)
        told = receiver.told(path, self.text)
        is_even = self.stage.kills == self.kills and not self.stage.is_flaky
        if ids and set(told) != ids or not made and told:
            return [f"events tell of {told}, answers of {ids}"]
        return [f"told {len(told)} times"] if is_even and len(told) > 1 else []


def short(words):
    """The words, each run of one word as one."""
    kept = [word for before, word in zip(["", *words], words) if word != before]
    return " ".join(kept) or "nothing"


def faults_alone(stage):
    """Each fault by itself at each upstream: what the first answer may be, then what repeats find."""
    def at(route):
        fronts = ["uazapi", "whatisup"]
        for number, (fault, allowed) in enumerate(FAULTS.items()):
            trial = Trial(stage, route, fault, front=fronts[number % 2])
            trial.play(1)
            check(trial.told[0].word in allowed, f"{trial.title}: the answer is honest", trial.told)
            trial.settle()
            route.calm(stage)
    in_parallel(at, stage.routes)


def kills_alone(stage):
    """The gateway is killed at each point of a send's way, at all upstreams at once."""
    for point in STAGES:
        for lets_on in (True, False) if point == "request" else (True,):
            trials = [Trial(stage, route, "none" if lets_on else "reset_before",
                            to=BIA) for route in stage.routes]
            gates = [Gate(point) for _ in trials]
            threads = [threading.Thread(target=trial.play, args=(1,)) for trial in trials]
            for trial, gate, thread in zip(trials, gates, threads):
                trial.route.proxy.gate = gate
                thread.start()
            reached = all(gate.reached.wait(10) for gate in gates)
            check(reached, f"every send comes to the point '{point}'")
            stage.gateway.kill()
            stage.kills += 1
            for gate in gates:
                gate.opened.set()
            stage.gateway.start()
            for trial, thread in zip(trials, threads):
                thread.join()
                trial.fault = f"killed at '{point}'" + ("" if lets_on else ", then dropped")
                trial.route.proxy.gate = None
                trial.settle()


def rounds(stage):
    """Random faults, repeats and kills, and messages that come in meanwhile."""
    for number in range(RUNS):
        Round(stage, number).play()


class Round:
    """One trial at each upstream at the same time, and perhaps a kill in the midst."""

    def __init__(self, stage, number):
        self.stage, self.number, self.random = stage, number, random.Random(f"{SEED} {number}")
        pick = self.random.choice
        self.is_killed = self.random.random() < 0.3
        self.trials = []
        for route in stage.routes:
            trial = Trial(stage, route, pick(list(FAULTS)), pick([1, 1, 2, 3]),
                          pick(["uazapi", "whatisup"]), pick(route.people), pick([True, False]))
            attempts = dict(attempts=pick([1, 2, 3]), timeout=pick([0.4, 2, 10]),
                            pause=pick([0, 0.05, 0.3]), at_once=pick([True, False]))
            self.trials.append((trial, attempts))

    def play(self):
        stage = self.stage
        stage.receiver.failures = self.random.choice([0, 0, 0, 3])
        stage.is_flaky = stage.receiver.failures > 0
        stage.evolution.world.ask("traps", {
            "duplicate_hooks": self.random.random() < 0.4,
            "reorder_hooks": self.random.random() < 0.4})
        came = [(route, text, route.world.receive(text))
                for route in stage.routes for text in [stage.text("came")]]
        threads = [threading.Thread(target=trial.play, kwargs=attempts)
                   for trial, attempts in self.trials]
        for thread in threads:
            thread.start()
        if self.is_killed:
            time.sleep(self.random.uniform(0, 0.5))
            stage.restart(self.random.choice([0, 0, 0.5]))
        for thread in threads:
            thread.join()
        in_parallel(lambda one: one[0].settle(), self.trials)
        in_parallel(lambda one: self.judge_came(*one), came)
        for route in stage.routes:
            route.calm(stage)

    def judge_came(self, route, text, id):
        """A message that came is told in both dialects: once, under one id."""
        wrong = []
        for front in ("uazapi", "whatisup"):
            path, receiver = f"/{route.name}/{front}", self.stage.receiver
            wait_until(lambda: receiver.told(path, text), 25)
            told = receiver.told(path, text)
            if len(set(told)) != 1 or not told[0].startswith(id):
                wrong.append((front, told))
            elif len(told) > 1 and not self.is_killed and not self.stage.is_flaky:
                wrong.append((front, told))
        check(not wrong, f"round {self.number}: what comes over {route.name} is told once", wrong)


def in_parallel(action, things):
    threads = [threading.Thread(target=action, args=(thing,)) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[2])
    end()
