"""The upstreams that faults.py breaks, what the world got by them, and clients that hurry."""

import collections
import http.client
import http.server
import json
import pathlib
import subprocess
import sys
import threading
import time

from checks import CONTROL, Client, Server, wait_until
from faults_proxy import Proxy

OWNER, ANA, BIA = "5511999999999", "5511988888888", "5521977776666"
LIMITS = {"connect_ms": 500, "first_byte_ms": 1000, "total_ms": 4000}
# Short enough for a test, and so many that nothing is given up.
SCHEDULE = ",".join(str(min(1000, 20 * 2 ** step)) for step in range(24))
BEARER = {"Authorization": "Bearer zpk_test_demo"}

# What a client was told: "success", "unknown", "no", "busy" (it is being sent), or "none".
Told = collections.namedtuple("Told", "word id status began seconds body")


class FakeWorld:
    """The fake of an Evolution API, and what WhatsApp got by it."""

    dialect, settings = "evolution", {"api_key": "faults-key", "instance": "demo"}

    def __init__(self, folder):
        program = pathlib.Path(__file__).with_name("evolution.py")
        self.log = open(folder / "evolution.log", "ab")
        self.process = subprocess.Popen(
            [sys.executable, program, "--key", "faults-key", "--instance", "demo"],
            stdout=subprocess.PIPE, stderr=self.log)
        self.url = self.process.stdout.readline().decode().split()[-1]

    def ask(self, name, body=None):
        """Looks or acts behind the scenes."""
        return Client(self.url).call("POST" if body is not None else "GET", "/_fake/" + name,
                                     None, body).json

    def made(self, text):
        """The ids of the messages with that text that the world got."""
        return [one["id"] for one in self.ask("messages")
                if one["body"].get("text") == text] if text else []

    def receive(self, text, sender=ANA, **more):
        """Somebody writes to the account."""
        return self.ask("receive", {"from": sender, "text": text, **more})["id"]

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


class SandboxWorld:
    """A second gateway that serves a vendor's dialect, and what its sandbox got."""

    SETTINGS = {"uazapi": {"token": "demo-instance-token"},
                "whatisup": {"api_key": "zpk_test_demo", "instance_id": "inst_demo"}}

    def __init__(self, folder, binary, dialect):
        self.dialect, self.settings = dialect, self.SETTINGS[dialect]
        (folder / dialect).mkdir()
        self.server = Server(binary, folder / dialect,
                             ("--demo", "--retry_schedule_ms", SCHEDULE))
        self.url = self.server.url
        self.texts, self.last, self.lock = collections.defaultdict(list), 0, threading.Lock()

    def made(self, text):
        """The ids of the messages with that text that the world got."""
        with self.lock:
            self.read()
            return list(self.texts[text])

    def read(self):
        client, base = Client(self.url), "/_sotaque/instances/demo"
        while True:
            page = client.call("GET", f"{base}/events?after={self.last}&limit=500", CONTROL).json
            for event in page["data"]:
                self.last = event["seq"]
                if event["kind"] == "message.sent":
                    id = event["payload"]["message_id"]
                    message = client.call("GET", f"{base}/messages/{id}", CONTROL).json
                    self.texts[message["content"].get("text")].append(id)
            if page["next"] is None:
                return

    def receive(self, text, sender=ANA):
        """Somebody writes to the account."""
        return Client(self.url).call(
            "POST", f"/_sotaque/sandbox/phones/{sender}/messages", CONTROL,
            {"to": OWNER, "content": {"kind": "text", "text": text}}).json["message_id"]

    def kill(self):
        self.server.kill()


class Route:
    """An instance of the gateway under test, the proxy, and the upstream behind it."""

    def __init__(self, gateway, world, instance):
        self.gateway, self.world, self.instance = gateway, world, instance
        self.proxy = Proxy(world.url)
        self.name = world.dialect
        self.token = {"token": instance["tokens"]["uazapi"]}
        self.generation = 0
        self.people = (ANA, BIA)

    def put(self, **more):
        """Configures the upstream and the route; gives both answers."""
        control = Client(self.gateway.url)
        return (self.put_upstream(), control.call(
            "PUT", f"/_sotaque/instances/{self.instance['id']}/route", CONTROL,
            {"upstream": self.name, "settings": self.world.settings, **more}))

    def put_upstream(self):
        return Client(self.gateway.url).call(
            "PUT", f"/_sotaque/upstreams/{self.name}", CONTROL,
            {"dialect": self.name, "base_url": f"{self.proxy.url}/{self.generation}",
             "limits": LIMITS})

    def renew(self):
        """Moves the upstream to another URL, so that nothing is held against it any more."""
        self.generation += 1
        return self.put_upstream()

    def calm(self, stage):
        """Makes sure that the upstream is not left alone for what was done to it."""
        for _ in range(2):
            if self.send("uazapi", stage.text("calm"), BIA).word != "success":
                self.renew()

    def hears(self, receiver):
        """Whether what is written at the upstream comes to the client."""
        text = f"anybody? {time.monotonic_ns()}"
        self.world.receive(text)
        return wait_until(lambda: receiver.told(f"/{self.name}/uazapi", text), 2)

    @property
    def state(self):
        return self.get("")["state"]

    def get(self, path):
        """Something of the instance, as the control API shows it."""
        return Client(self.gateway.url).call(
            "GET", f"/_sotaque/instances/{self.instance['id']}{path}", CONTROL).json

    def rows(self, after):
        """The rows of sends in the journal after a number."""
        rows = []
        while True:
            page = self.get(f"/commands?after={after}&limit=500")["data"]
            rows += page
            if len(page) < 500:
                return [row for row in rows if row["command"] == "message.send"]
            after = page[-1]["seq"]

    def last_row(self):
        rows = self.get("/commands?limit=1000")["data"]
        return rows[-1]["seq"] if rows else 0

    # Clients

    def send(self, front, text, to, by_key=True, timeout=10):
        """Sends a text whose words are its reference; the front is uazapi or whatisup."""
        headers, body = {"Idempotency-Key": text} if by_key else {}, None
        if front == "uazapi":
            path, headers = "/send/text", {**headers, **self.token}
            body = {"number": to, "text": text, "track_id": text}
        else:
            path = f"/v1/instances/{self.instance['names']['whatisup']}/messages"
            headers = {**headers, **BEARER}
            body = {"to": to, "body": {"type": "text", "text": text}}
            if not by_key:
                body["client_ref"] = text
        began = time.monotonic()
        try:
            answer = Client(self.gateway.url, timeout).call("POST", path, headers, body)
        except (OSError, http.client.HTTPException) as error:
            return Told("none", None, 0, began, time.monotonic() - began, repr(error))
        return told(answer, began)

    def listen(self, receiver):
        """Registers the client's webhooks in both dialects."""
        client = Client(self.gateway.url)
        url = f"{receiver.url}/{self.name}"
        return (
            client.call("POST", "/webhook", self.token,
                        {"enabled": True, "url": url + "/uazapi",
                         "events": ["messages", "messages_update"]}),
            client.call("POST", "/v1/webhook-endpoints", BEARER,
                        {"url": url + "/whatisup", "events": ["message.received"],
                         "instance_ids": [self.instance["names"]["whatisup"]]}))


def told(answer, began):
    """What an answer to a send, begun at that moment, says in either dialect."""
    seconds = time.monotonic() - began
    json, text = answer.json, answer.body.decode(errors="replace")
    id = json.get("messageid") or json.get("message_id")
    if answer.status < 300:
        word = "success" if id else "wrong"
    elif answer.status == 409 and ("being sent" in text or "concurrent_modification" in text):
        word = "busy"
    elif "nobody knows" in text.lower() or "send_outcome_unknown" in text:
        word = "unknown"
    else:
        word = "no"
    return Told(word, id, answer.status, began, seconds, text[:300])


class Receiver:
    """The client's webhooks: keeps what came, and fails now and then when it is told to."""

    def __init__(self):
        self.came, self.failures, self.lock = [], 0, threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status = receiver.take(self.path, body)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def take(self, path, body):
        with self.lock:
            if self.failures > 0:
                self.failures -= 1
                return 503
            self.came.append((path, json.loads(body)))
            return 200

    def told(self, path, text):
        """The ids under which a text was told at a path, one for each time."""
        with self.lock:
            return [id for at, body in self.came if at == path
                    for words, id in [said(body)] if words == text]

    def statuses(self, path):
        """Each message and state that was told at a path, as often as it was."""
        with self.lock:
            return collections.Counter(
                (id, body["state"]) for at, body in self.came
                if at == path and body.get("EventType") == "messages_update"
                for id in body["event"]["MessageIDs"])


def said(body):
    """The words and the id of a message that an event tells of, in either dialect."""
    if body.get("EventType") == "messages":
        return body["message"]["text"], body["message"]["messageid"]
    if body.get("event") == "message.received":
        # The event's id as well: a client knows repetitions by it.
        return body["data"]["body"].get("text"), body["data"]["message_id"] + body["event_id"]
    return None, None
