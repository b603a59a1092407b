"""The part of faults.py about upstreams that are down, their stand-ins, and hooks that are wrong."""

import copy
import http.client
import json
import socket
import threading
import time
import urllib.parse

from checks import CONTROL, Client, check, wait_until
from faults_world import ANA, BIA

SANDBOX = {"token": "demo-instance-token"}


class Routes:
    """Upstreams down and up again, fail-over, and the gateway's own hooks."""

    def __init__(self, stage):
        self.stage, self.control = stage, Client(stage.gateway.url)
        self.random = stage.random

    def play(self):
        down = []
        for route in self.stage.routes:
            down.append((route, self.down(route, [other for other in self.stage.routes
                                                  if other not in [*dict(down), route]])))
        for route, _ in down:
            route.proxy.clear()
        for route, text in down:
            self.back(route, text)
        self.stalled(self.stage.evolution)
        self.fail_over(self.stage.evolution, self.stage.routes[1])
        self.wrong_hooks(self.stage.evolution)
        self.fuzzed_hooks(self.stage.evolution)
        self.removed_hook()

    # Down

    def down(self, route, others):
        """Nobody listens: honest answers at once, and others unharmed; gives words that were not sent."""
        route.renew()
        route.proxy.refuse()
        texts = [self.stage.text("down") for _ in range(10)]
        told = [route.send(("uazapi", "whatisup")[number % 2], text, ANA)
                for number, text in enumerate(texts)]
        check(all(one.word == "no" and one.seconds < 3 for one in told)
              and not [text for text in texts if route.world.made(text)],
              f"{route.name} down: nothing is sent, and that is said soon", told)
        check(all(one.seconds < 0.5 and one.status == 503 for one in told[-4:]),
              f"{route.name} down: it is left alone, and that is said at once", told[-4:])
        check(self.is_sandbox_well() and all(other.send("uazapi", self.stage.text("other"), BIA).word
                                             == "success" for other in others),
              f"{route.name} down: other instances are unharmed")
        return texts[0]

    def back(self, route, text):
        """It is called again by itself, and what is repeated then is sent once."""
        came = wait_until(lambda: route.send("uazapi", text, ANA).word == "success", 20)
        check(came and len(route.world.made(text)) == 1,
              f"{route.name} is called again once it is back, and a repeat is sent once")
        route.calm(self.stage)

    def stalled(self, route):
        """It takes everything and answers nothing."""
        route.renew()
        route.proxy.plan("stall_before", 100)
        texts = [self.stage.text("stalled") for _ in range(16)]
        told = []
        threads = [threading.Thread(target=lambda text=text: told.append(
            route.send("uazapi", text, text_number(text)))) for text in texts]
        for thread in threads:
            thread.start()
        time.sleep(0.3)
        began = time.monotonic()
        well = self.is_sandbox_well() and all(
            other.send("uazapi", self.stage.text("other"), BIA).word == "success"
            for other in self.others(route))
        seconds = time.monotonic() - began
        for thread in threads:
            thread.join()
        check(well and seconds < 1, "one that stalls holds up nobody else", seconds)
        check({one.word for one in told} <= {"unknown", "no"} and max(one.seconds for one in told) < 8,
              "one that stalls is given up in time", told)
        route.proxy.clear()
        route.renew()
        route.calm(self.stage)

    def others(self, route):
        return [other for other in self.stage.routes if other is not route]

    def is_sandbox_well(self):
        answer = Client(self.stage.gateway.url).call(
            "POST", "/send/text", SANDBOX, {"number": BIA, "text": self.stage.text("sandbox")})
        return answer.status == 200

    # Fail-over

    def fail_over(self, route, other):
        """The stand-in sends what the first certainly did not, and nothing else."""
        answer = route.put(failover={"upstream": other.name, "settings": other.world.settings})[1]
        check(answer.status == 200, "a stand-in is set", answer)
        for fault, here, there, words in (
                ("refuse", 0, 1, {"success"}), ("none", 1, 0, {"success"}),
                ("reset_before", 0, 0, {"unknown"}), ("page_502", 0, 0, {"unknown"}),
                ("stall_before", 0, 0, {"unknown"}), ("half_json", 1, 0, {"unknown", "success"}),
                ("reset_after", 1, 0, {"unknown", "success"}), ("text_401", 0, 0, {"no"})):
            route.renew()
            text = self.stage.text("stand-in " + fault)
            route.proxy.refuse() if fault == "refuse" else route.proxy.plan(fault)
            told = route.send("uazapi", text, ANA)
            again = route.send("uazapi", text, ANA) if told.word != "no" else told
            route.proxy.clear()
            made = (len(route.world.made(text)), len(other.world.made(text)))
            check(told.word in words and made == (here, there)
                  and (told.word, told.id) in ((again.word, again.id), ("unknown", None)),
                  f"with a stand-in, {fault}: told {told.word}, made {here} here and {there} there",
                  f"{made} {told} {again}")
        self.after_restart(route, other)
        answer = route.put(failover=None)[1]
        check(answer.status == 200 and "failover" not in answer.json, "the stand-in is taken away",
              answer)

    def after_restart(self, route, other):
        text = self.stage.text("stand-in kept")
        route.proxy.refuse()
        told = route.send("uazapi", text, ANA)
        self.stage.restart()
        again = route.send("uazapi", text, ANA)
        route.proxy.clear()
        check(told.word == again.word == "success" and told.id == again.id
              and len(other.world.made(text)) == 1 and not route.world.made(text),
              "what a stand-in sent is known after a restart", f"{told} {again}")

    # Hooks

    def hook(self, route):
        return urllib.parse.urlsplit(route.get("/route")["primary"]["hook_url"]).path

    def wrong_hooks(self, route):
        path = self.hook(route)
        wrong = path[:-4] + "AAAA"
        status = head_only(self.stage.gateway.url, wrong, 10_000_000)
        check(status == 404, "a hook with a wrong key is 404 before its body comes", status)
        check(self.post("/_sotaque/hooks/", b"{}").status in (404, 405), "a hook without a key is none")
        bodies = {"words": b"hello", "a page": b"<html><body>502</body></html>", "nothing": b"",
                  "half a body": b'{"event":"messages.upsert","data":{"key":', "bytes": bytes(range(256)),
                  "a list": b"[1,2,3]", "a number": b"7", "null": b"null",
                  "deep": b"[" * 100_000, "deep object": b'{"event":' * 50_000}
        statuses = {name: self.post(path, body).status for name, body in bodies.items()}
        check(set(statuses.values()) == {400}, "a hook's body that is none is 400", statuses)
        huge = b'{"event":"messages.upsert","data":"' + b"x" * (17 * 1024 * 1024) + b'"}'
        answer = self.post(path, huge)
        check(answer.status == 413, "a hook's body that is too long is 413", answer)
        check(self.is_sandbox_well() and route.state == "connected", "no such hook does harm")

    def post(self, path, body):
        try:
            return Client(self.stage.gateway.url).call(
                "POST", path, {"Content-Type": "application/json"}, body)
        except (OSError, http.client.HTTPException):
            # Refused before all of it was sent.
            return Early(head_only(self.stage.gateway.url, path, len(body)))

    def fuzzed_hooks(self, route):
        """What an upstream really told, with parts of it replaced."""
        path, world = self.hook(route), route.world
        real = [one["body"] for one in world.ask("hooks")
                if one["event"].startswith(("messages", "send"))][-40:]
        seen = {}
        for _ in range(150):
            body = mutated(copy.deepcopy(self.random.choice(real)), self.random)
            status = self.post(path, json.dumps(body).encode()).status
            seen.setdefault(status, body)
        check(real and set(seen) <= {200, 400}, "a hook's body with odd parts is 200 or 400",
              {status: body for status, body in seen.items() if status not in (200, 400)})
        trial = route.send("uazapi", self.stage.text("after odd hooks"), BIA)
        check(trial.word == "success" and route.hears(self.stage.receiver),
              "odd hooks do no harm", trial)

    def removed_hook(self):
        world = self.stage.evolution.world
        made = self.control.call("POST", "/_sotaque/instances", CONTROL,
                                 {"tenant": "demo", "name": "soon gone"}).json
        base = f"/_sotaque/instances/{made['id']}"
        put = self.control.call("PUT", base + "/route", CONTROL,
                                {"upstream": "evolution", "settings": world.settings})
        path = urllib.parse.urlsplit(put.json["primary"]["hook_url"]).path
        body = json.dumps({"event": "odd.event", "instance": "demo", "data": {}}).encode()
        before = self.post(path, body).status
        self.control.call("DELETE", base + "/route", CONTROL)
        after = self.post(path, body).status
        self.control.call("DELETE", base, CONTROL)
        check((before, after) == (200, 404), "the hook of a route that is gone is 404", (before, after))
        # It has registered its own hook at the fake: give it back.
        self.stage.restart()
        check(wait_until(lambda: self.stage.evolution.hears(self.stage.receiver), 40),
              "the route that is left is heard again")


class Early:
    """An answer of which only the status was seen."""

    def __init__(self, status):
        self.status = status


def head_only(url, path, length):
    """The status of the answer to a request whose body never comes; None when there is none."""
    parts = urllib.parse.urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=3) as connection:
        connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                           f"Content-Length: {length}\r\n\r\n".encode())
        try:
            line = connection.recv(200).split()
        except TimeoutError:
            return None
    return int(line[1]) if len(line) > 1 else None


def mutated(value, random):
    """A value with one of its parts replaced by something odd."""
    odd = [None, True, -1, 2 ** 70, 1e308, "", "\u0000", "x" * 5000, [], {}, [[]], "5511@lid",
           "@s.whatsapp.net", "status@broadcast", {"a": {"b": 1}}, [None], "9" * 40 + "@s.whatsapp.net"]
    if not isinstance(value, (dict, list)) or not value or random.random() < 0.15:
        return random.choice(odd)
    key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if isinstance(value, dict) and random.random() < 0.1:
        del value[key]
    else:
        value[key] = mutated(value[key], random)
    return value


def text_number(text):
    """A number of a chat of its own."""
    return f"55119{sum(text.encode()) + int(text.rpartition('-')[2]) * 7919 % 89999999:08}"
