"""Tries the fake Evolution server: its shapes against the fixtures, its world, and every switch."""

import http.client
import http.server
import json
import pathlib
import threading
import time

from checks import Client, check, end, wait_until
from evolution import Server, parsed

ANSWERS = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "evolution" / "answers"
KEY = {"apikey": "fake-global-key"}
ANA, NOBODY = "5511988888888@s.whatsapp.net", "5511911111111@s.whatsapp.net"
SECRET = {"X-Webhook-Secret": "s3cret"}


class Receiver(http.server.ThreadingHTTPServer):
    """Takes webhooks; the first ones may be refused."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Receiving)
        self.got, self.refusals = [], 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook"

    def events(self):
        return [body["event"] for body, _ in self.got]


class Receiving(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        refuses = self.server.refusals > 0
        if refuses:
            self.server.refusals -= 1
        else:
            self.server.got.append((body, dict(self.headers)))
        self.send_response(503 if refuses else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    server = Server(parsed([]))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    receiver = Receiver()
    for part in (guards, lifecycle, sends, people, groups, breaks, hooks):
        fake = Fake(server.url, receiver)
        fake.behind("reset")
        part(fake)
    server.shutdown()
    end()


class Fake:
    """The fake as a client sees it."""

    def __init__(self, url, receiver):
        self.url, self.receiver = url, receiver
        self.client = Client(url, timeout=5)

    def call(self, method, path, body=None, headers=None):
        return self.client.call(method, path, KEY if headers is None else headers, body)

    def behind(self, name, body=None):
        return self.client.call("POST", "/_fake/" + name, {}, body or {})

    def seen(self, name):
        return self.client.call("GET", "/_fake/" + name).json

    def text(self, number=ANA, text="oi", **more):
        return self.call("POST", "/message/sendText/loja", {"number": number, "text": text, **more})

    def listen(self):
        """Has webhooks sent to the receiver."""
        self.receiver.got.clear()
        return self.call("POST", "/webhook/set/loja", {"webhook": {
            "enabled": True, "url": self.receiver.url, "events": [], "headers": SECRET,
            "byEvents": False, "base64": True}})


def like(answer, fixture):
    """Whether an answer has a fixture's status and its members, nested ones included."""
    wanted = json.loads((ANSWERS / f"{fixture}.json").read_text(encoding="utf-8"))
    return answer.status == wanted["status"] and has_members(answer.json, wanted["body"])


def has_members(value, wanted):
    if isinstance(wanted, dict):
        optional = {"desc", "descId", "clientName", "disconnectionObject", "createdAt",
                    "updatedAt", "instanceId", "content", "documentMessage", "subjectOwner",
                    "name"}
        return isinstance(value, dict) and all(
            key in value and has_members(value[key], wanted[key])
            for key in set(wanted) - optional)
    if isinstance(wanted, list) and wanted:
        return isinstance(value, list) and bool(value) and has_members(value[0], wanted[0])
    return True


def guards(fake):
    check(like(fake.call("GET", "/instance/connectionState/x", headers={}), "error.2"),
          "an unknown instance is told before the key is looked at")
    check(like(fake.call("GET", "/instance/connectionState/loja", headers={}), "error.1"),
          "a wrong key is 401 with a text")
    check(like(fake.call("POST", "/message/sendNothing/loja", {}), "error.6"),
          "an unknown route is 404 with the route")
    check(fake.call("GET", "/instance/connectionState/loja",
                    headers={"apikey": "fake-instance-key"}).status == 200,
          "the instance's own key opens it")


def lifecycle(fake):
    check(like(fake.call("GET", "/instance/connect/loja"), "connect.4"), "an open one says so")
    check(like(fake.call("GET", "/instance/fetchInstances?instanceName=loja"), "fetchInstances.1"),
          "rows have the database's members")
    check(like(fake.call("DELETE", "/instance/logout/loja"), "logout.1"), "a session ends")
    check(like(fake.call("DELETE", "/instance/logout/loja"), "logout.2"), "and does so once")
    check(like(fake.call("POST", "/instance/restart/loja"), "restart.2"),
          "restarting a closed one fails inside a success")
    check(like(fake.call("GET", "/instance/connect/loja"), "connect.1"), "at first there is no code")
    check(like(fake.call("GET", "/instance/connect/loja"), "connect.2"), "then there is one")
    fake.behind("scan", {"number": "5521999999999"})
    state = fake.call("GET", "/instance/connectionState/loja")
    check(like(state, "connectionState.1") and state.json["instance"]["state"] == "open",
          "a phone uses it")


def sends(fake):
    sent = fake.text()
    check(like(sent, "send.1"), "a text is sent", sent)
    check(like(fake.text(NOBODY), "error.3"), "nobody there is the number check's result")
    check(fake.text(text=" ").status == 400, "a blank text is refused")
    check(fake.call("POST", "/message/sendList/loja", {
        "number": ANA, "title": "", "buttonText": "b", "sections": []}).status == 400,
          "a menu needs its footer")
    mixed = [{"type": "reply", "id": "1"}, {"type": "url", "url": "https://example.com"}]
    check(fake.call("POST", "/message/sendButtons/loja", {
        "number": ANA, "title": "t", "buttons": mixed}).status == 400, "replies stay alone")
    got = fake.seen("messages")
    check(len(got) == 1 and got[0]["id"] == sent.json["key"]["id"],
          "WhatsApp got what was accepted and nothing else", got)
    begin = time.monotonic()
    fake.text(delay=200)
    check(time.monotonic() - begin >= 0.2, "a call blocks for its delay")
    deleted = fake.call("DELETE", "/chat/deleteMessageForEveryone/loja", {
        "id": sent.json["key"]["id"], "fromMe": True, "remoteJid": ANA})
    check(like(deleted, "deleteMessageForEveryone.1"), "a message is deleted by a body", deleted)
    fake.behind("state", {"state": "close"})
    check(like(fake.text(), "error.12"), "a closed one sends nothing")


def people(fake):
    numbers = ["5531988887777", "5511911111111"]
    found = fake.call("POST", "/chat/whatsappNumbers/loja", {"numbers": numbers})
    check(like(found, "whatsappNumbers.1") and found.json[0]["jid"].startswith("553188887777@"),
          "the check corrects the ninth digit of bare numbers", found)
    check(fake.text("5531988887777@s.whatsapp.net").status == 400, "a full id is not corrected")
    check(like(fake.call("POST", "/chat/fetchProfilePictureUrl/loja", {"number": ANA}),
               "fetchProfilePictureUrl.1"), "a picture")
    block = {"number": ANA, "status": "block"}
    check(like(fake.call("POST", "/chat/updateBlockStatus/loja", block), "updateBlockStatus.1"),
          "a block")
    check(like(fake.call("POST", "/chat/updateBlockStatus/loja", {**block, "number": NOBODY}),
               "error.8"), "a block of nobody is blurred")
    typing = {"number": ANA, "presence": "composing", "delay": 1}
    fake.behind("traps", {"blurred_presence": 1})
    check(like(fake.call("POST", "/chat/sendPresence/loja", typing), "error.7"),
          "blurred_presence blurs a call")
    check(like(fake.call("POST", "/chat/sendPresence/loja", typing), "sendPresence.1"),
          "and then no more")
    read = {"readMessages": [{"id": "1", "fromMe": False, "remoteJid": "123@lid"}]}
    check(like(fake.call("POST", "/chat/markMessageAsRead/loja", read), "markMessageAsRead.1")
          and fake.seen("messages") == [], "a mark by LID is dropped and told as a success")
    privacy = fake.call("GET", "/chat/fetchPrivacySettings/loja")
    check(like(privacy, "fetchPrivacySettings.1"), "six settings")
    part = {"last": "none"}
    check(fake.call("POST", "/chat/updatePrivacySettings/loja", part).status == 400
          and like(fake.call("POST", "/chat/updatePrivacySettings/loja", {**privacy.json, **part}),
                   "updatePrivacySettings.1"), "all six are needed to write one")


def groups(fake):
    made = fake.call("POST", "/group/create/loja", {
        "subject": "Vendas", "participants": [ANA, NOBODY]})
    check(like(made, "createGroup.1") and len(made.json["participants"]) == 2,
          "a group is made, without those who are nobody", made)
    query = "?groupJid=" + made.json.get("id", "").replace("@", "%40")
    check(like(fake.call("GET", "/group/findGroupInfos/loja" + query), "findGroupInfos.1"),
          "it can be found")
    both = {"action": "promote", "participants": [ANA, NOBODY]}
    check(like(fake.call("POST", "/group/updateParticipant/loja" + query, both),
               "updateParticipant.1"), "each participant has a result")
    fake.call("POST", "/group/updateSetting/loja" + query, {"action": "announcement"})
    listed = fake.call("GET", "/group/fetchAllGroups/loja?getParticipants=true")
    check(like(listed, "fetchAllGroups.1") and listed.json[0]["announce"], "its settings change")
    check(like(fake.call("DELETE", "/group/leaveGroup/loja" + query), "leaveGroup.1")
          and like(fake.call("GET", "/group/findGroupInfos/loja" + query), "error.21"),
          "who left knows it no more")


def attempt(fake):
    """What a send becomes: its status, or the name of what went wrong with the connection."""
    try:
        answer = Client(fake.url, timeout=5).call(
            "POST", "/message/sendText/loja", KEY, {"number": ANA, "text": "oi"})
        return answer.status, answer.body
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__, b""


def breaks(fake):
    expected = {
        "html_500": (500, 0), "refuse_503": (503, 0), "close_before": ("closed", 0),
        "truncated": (201, 1), "close_after": ("closed", 1), "cut": ("closed", 1),
        "storage_fails": (400, 1),
    }
    for trap, (wanted, taken) in expected.items():
        before = len(fake.seen("messages"))
        fake.behind("traps", {trap: 1})
        status, body = attempt(fake)
        outcome = status if isinstance(status, int) else "closed"
        after = len(fake.seen("messages")) - before
        check((outcome, after) == (wanted, taken),
              f"{trap}: {wanted}, and WhatsApp got {taken}", (status, body, after))
        check(attempt(fake)[0] == 201, f"{trap} is over after one call")
    fake.behind("traps", {"slow": 0.3})
    begin = time.monotonic()
    attempt(fake)
    check(time.monotonic() - begin >= 0.3, "slow: the answer waits")
    fake.behind("traps", {"slow": 0, "error_in_success": 1})
    check(like(fake.call("GET", "/instance/connect/loja"), "connect.5"),
          "error_in_success: a failure with status 200")
    check(fake.behind("traps", {"nothing": 1}).status == 400, "an unknown switch is refused")


def hooks(fake):
    receiver = fake.receiver
    check(like(fake.listen(), "webhookSet.1"), "a webhook is set")
    wrong = {"webhook": {"enabled": True, "url": receiver.url, "events": ["GROUPS_UPDATE"]}}
    check(fake.call("POST", "/webhook/set/loja", wrong).status == 400,
          "the name that is emitted for changed groups cannot be asked for")
    sent = fake.text()
    check(wait_until(lambda: len(receiver.got) == 3, 5)
          and receiver.events() == ["send.message", "messages.update", "messages.update"],
          "a send has an echo and two receipts", receiver.events())
    body, headers = receiver.got[0]
    check(body["data"]["key"] == sent.json["key"] and body["apikey"] == "fake-instance-key"
          and headers.get("X-Webhook-Secret") == "s3cret", "with the key and our header")
    fake.listen()
    fake.behind("traps", {"duplicate_hooks": True, "reorder_hooks": True})
    fake.text()
    check(wait_until(lambda: len(receiver.got) == 6, 5)
          and receiver.events().count("send.message") == 2, "duplicate_hooks: each comes twice",
          receiver.events())
    fake.listen()
    fake.behind("traps", {"duplicate_hooks": False})
    fake.text()
    check(wait_until(lambda: len(receiver.got) == 3, 5)
          and receiver.events()[0] == "messages.update", "reorder_hooks: a receipt comes first",
          receiver.events())
    fake.behind("traps", {"reorder_hooks": False, "no_echo": True})
    fake.listen()
    fake.text()
    check(wait_until(lambda: len(receiver.got) == 2, 5)
          and "send.message" not in receiver.events(), "no_echo: receipts alone")
    fake.listen()
    receiver.refusals = 2
    fake.behind("receive", {"from": "5511988888888", "text": "bom dia"})
    arrived = wait_until(lambda: len(receiver.got) == 1, 5)
    key = receiver.got[0][0]["data"]["key"] if arrived else {}
    check(key.get("remoteJid") == "123456789012345@lid" and key.get("remoteJidAlt") == ANA,
          "what is received comes by LID, again after 503", key)
    fake.listen()
    fake.behind("traps", {"lid_alone": True})
    fake.behind("receive", {"from": "5511988888888", "text": "bom dia"})
    check(wait_until(lambda: len(receiver.got) == 1, 5)
          and "remoteJidAlt" not in receiver.got[0][0]["data"]["key"],
          "lid_alone: the phone is told nowhere")
    fake.listen()
    fake.behind("state", {"state": "refused"})
    check(wait_until(lambda: len(receiver.got) == 2, 5)
          and receiver.events() == ["qrcode.updated", "connection.update"],
          "codes that nobody used are refused", receiver.events())
