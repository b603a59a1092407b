#!/usr/bin/env python3
"""ZapyAPI's signatures as the vendor's own example checks them, by a receiver in Node: stringify.py URL

The example does not look at the bytes that came: it parses the body, writes it again with
JSON.stringify and compares the HMAC of that. Whatever a message says, both must agree."""

import hashlib
import hmac
import http.client
import json
import shutil
import subprocess
import sys
import threading
import time

from checks import CONTROL, Client, check, end, skip, wait_until

SECRET = "segredo-ç-🔑"
FRIEND = "5511988888888"
# What escapes, orders and normal forms could make differ.
WORDS = [
    "Olá", "a/b", '"aspas" e \\barra\\', "linha\nnova\ttab\r", "\u0001\u001f\u007f", "👍🏽 𝒳 e\u0301 é",
    "\u2028\u2029\ufeff", "</script><b>&'", "__proto__", "1", "x" * 4000,
]
RECEIVER = r"""
const crypto = require("crypto"), http = require("http");
const secret = process.argv[1];
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const raw = Buffer.concat(chunks).toString("utf8");
    const again = JSON.stringify(JSON.parse(raw));
    const sign = (text) => "sha256=" + crypto.createHmac("sha256", secret).update(text).digest("hex");
    const signature = request.headers["x-webhook-signature"];
    console.log(JSON.stringify({
      body: JSON.parse(raw), isSame: raw === again, isSigned: signature === sign(again),
    }));
    response.end("ok");
  });
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
"""


def main(url):
    title = "ZapyAPI's signatures hold where the vendor's example checks them"
    node = shutil.which("node")
    if not node:
        return skip(title, "node is not installed")
    receiver = Receiver(node)
    try:
        try_receiver(receiver)
        world = World(url, receiver)
        try:
            told = world.tell(WORDS)
        finally:
            world.remove()
        judge(title, told)
    finally:
        receiver.stop()


class Receiver:
    """A server in Node, and what it says of each request."""

    def __init__(self, node):
        self.process = subprocess.Popen([node, "-e", RECEIVER, SECRET], stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]
        self.seen = []
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.seen.append(json.loads(line))

    def stop(self):
        self.process.kill()
        self.process.wait()


def try_receiver(receiver):
    """The receiver itself tells right from wrong, or its verdicts are worth nothing."""
    for body, secret in [(b'{"a":1}', SECRET), (b'{"a":1}', "other"), (b'{"a": 1}', SECRET)]:
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=10)
        connection.request("POST", "/", body, {"X-Webhook-Signature": "sha256=" + signature})
        connection.getresponse().read()
    wait_until(lambda: len(receiver.seen) == 3, 10)
    verdicts = [(one["isSame"], one["isSigned"]) for one in receiver.seen]
    check(verdicts == [(True, True), (True, False), (False, False)],
          "the receiver refuses another secret and other bytes", verdicts)
    receiver.seen.clear()


class World:
    """A tenant of our own with a connected instance whose webhook is the receiver."""

    def __init__(self, url, receiver):
        self.client, self.receiver = Client(url), receiver
        name = f"stringify-{time.monotonic_ns()}"
        self.tenant = self.control("POST", "/tenants", {"name": name})
        made = {"tenant": self.tenant["id"], "name": name}
        self.instance = self.control("POST", "/instances", made)
        path = f"/api/instances/{self.instance['names']['zapyapi']}/webhook-config"
        target = {"webhookUrl": f"http://127.0.0.1:{receiver.port}/hook?a=1", "secret": SECRET}
        key = {"x-api-key": self.tenant["credentials"]["api_key"]}
        kept = self.client.call("POST", path, key, target)
        check(kept.status == 200, "the webhook is kept", kept)
        self.control("POST", f"/instances/{self.instance['id']}/connect", {})
        self.control("POST", f"/sandbox/instances/{self.instance['id']}/scan", {})

    def control(self, method, path, body=None):
        answer = self.client.call(method, "/_sotaque" + path, CONTROL, body)
        if not check(answer.status < 300, f"the stage is set: {method} {path.split('/')[1]}", answer):
            end()
        return answer.json if answer.body else {}

    def tell(self, words):
        """What the receiver said of the messages that a phone wrote to the instance."""
        shown = self.client.call("GET", f"/_sotaque/instances/{self.instance['id']}", CONTROL).json
        for text in words:
            content = {"to": shown.get("phone", ""), "content": {"kind": "text", "text": text}}
            self.control("POST", f"/sandbox/phones/{FRIEND}/messages", content)
        wait_until(lambda: len(self.messages()) >= len(words), 30)
        return self.messages(), list(self.receiver.seen)

    def messages(self):
        return [one for one in list(self.receiver.seen) if one["body"]["event"] == "message"]

    def remove(self):
        self.client.call("DELETE", f"/_sotaque/tenants/{self.tenant['id']}", CONTROL)


def judge(title, told):
    messages, seen = told
    texts = [one["body"]["data"]["message"] for one in messages]
    check(texts == WORDS, "every message is told once, in its order, as it was written", texts)
    wrong = [one["body"] for one in seen if not (one["isSame"] and one["isSigned"])]
    check(bool(seen) and not wrong, f"{title} ({len(seen)} events)", wrong)


if __name__ == "__main__":
    main(sys.argv[1])
    end()
