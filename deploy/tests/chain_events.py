"""Has people write at both sandboxes, and compares what webhooks in each front's dialect are told."""

import http.server
import json
import threading

from chain_compare import clean, differences
from checks import CONTROL, Client, check, wait_until

HOOKS = {
    "uazapi": ("POST", "/webhook", {"token": "demo-instance-token"},
               lambda url: {"enabled": True, "url": url, "events": ["messages", "messages_update"]}),
    "megaapi": ("POST", "/rest/webhook/megastart-demo/configWebhook", {"Authorization": "Bearer demo"},
                lambda url: {"messageData": {"webhookUrl": url, "webhookEnabled": True}}),
    "zapyapi": ("POST", "/api/instances/demo/webhook-config", {"x-api-key": "demo-api-key"},
                lambda url: {"webhookUrl": url, "isActive": True}),
    "whatisup": ("POST", "/v1/webhook-endpoints", {"Authorization": "Bearer zpk_test_demo"},
                 lambda url: {"url": url, "events": ["message.received", "message.delivered"],
                              "instance_ids": ["inst_demo"]}),
}
ANA = "5511988888888"
WORDS = "Bom dia, tudo bem?"
# What an upstream does not tell: a LID beside the number, the writer's name, the kind of phone.
LID = {"chatlid", "sender", "sender_lid"}
UNTOLD = {
    "uazapi": set(), "megaapi": LID, "zapyapi": LID,
    "whatisup": LID | {"senderName", "pushName"}, "evolution": LID | {"source"},
}
# mega-API posts receipts only where its dashboard was told to.
TELLS_NO_RECEIPTS = {"megaapi"}
# What only the upstream's own world knows: marks of the chat, and the address of the gateway.
OWN = {"chat", "BaseUrl"}


class Listener:
    """A receiver that keeps the bodies by the path they were posted to."""

    def __init__(self):
        self.bodies = {}
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                listener.bodies.setdefault(self.path, []).append(json.loads(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def told(self, path, words):
        """The bodies at a path that hold those words."""
        return [body for body in self.bodies.get(path, []) if words in json.dumps(body, ensure_ascii=False)]


def greet(chain):
    """Has Ana write first, for some upstreams mark a chat by its last message only."""
    write(chain)
    search = {"chatid": f"{ANA}@s.whatsapp.net"}
    found = lambda server: Client(server.url).call(
        "POST", "/message/find", HOOKS["uazapi"][2], search).json.get("returnedMessages")
    both = lambda: all(found(server) for server in (chain.front, chain.direct))
    check(wait_until(both, 15), f"over {chain.upstream}: a message that comes is found")


def compare_events(chain):
    """One message to the account, as told in each front's dialect by both gateways."""
    listener = Listener()
    for side, server in (("front", chain.front), ("direct", chain.direct)):
        for front, (method, path, headers, body) in HOOKS.items():
            Client(server.url).call(method, path, headers, body(f"{listener.url}/{side}/{front}"))
    write(chain)
    for front in HOOKS:
        paths = {side: f"/{side}/{front}" for side in ("front", "direct")}
        title = f"{front} over {chain.upstream}: a message that comes is told alike"
        came = wait_until(lambda: all(listener.told(path, WORDS) for path in paths.values()), 15)
        if not check(came, title + ", in time", {k: len(v) for k, v in listener.bodies.items()}):
            continue
        one, other = (clean(listener.told(paths[side], WORDS)[0], "") for side in ("direct", "front"))
        found = differences(one, other, OWN | UNTOLD[chain.upstream])
        check(not found, title, found[:5])
        check(len(listener.told(paths["front"], WORDS)) == 1, title + ", once")
    follow_a_message(chain, listener)
    listener.server.shutdown()


def follow_a_message(chain, listener):
    """One message from the account, whose delivery must be told under the id of its answer."""
    if chain.upstream in TELLS_NO_RECEIPTS:
        return
    body = {"number": ANA, "text": "Até logo"}
    sent = Client(chain.front.url).call("POST", "/send/text", HOOKS["uazapi"][2], body).json
    told = lambda: [one for one in listener.bodies.get("/front/uazapi", [])
                    if one.get("EventType") == "messages_update" and sent["messageid"] in json.dumps(one)]
    title = f"uazapi over {chain.upstream}: a message that was sent is told to be delivered"
    check(wait_until(told, 15), title, f"{sent} {listener.bodies.get('/front/uazapi', [])[-2:]}")
    states = [one.get("state") for one in told()]
    check(len(states) == len(set(states)), title + ", once", states)


def write(chain):
    """Has Ana write to the account, where its messages come from."""
    for server in (chain.direct, chain.behind):
        client = Client(server.url)
        if server is chain.behind and chain.upstream == "evolution":
            client.call("POST", "/_fake/receive", {"apikey": "demo-evolution-key"},
                        {"from": ANA, "text": WORDS, "pushName": "Maria"})
        else:
            client.call("POST", f"/_sotaque/sandbox/phones/{ANA}/messages", CONTROL,
                        {"to": "5511999999999", "content": {"kind": "text", "text": WORDS}})
