#!/usr/bin/env python3
"""A small Evolution API v2 server of our own: its shapes over a real socket, its traps on demand.

    evolution.py [--listen 127.0.0.1:0] [--instance loja] [--state open] [--key fake-global-key]
    evolution.py --check

It prints `listening on http://…` and serves until it is ended. What it is told stays in memory.
Shapes are those of Fixtures/evolution. `/_fake/…` is not Evolution's: it looks behind the scenes.

    GET  /_fake/messages    what WhatsApp got, in order
    GET  /_fake/requests    every call: method, path, body
    GET  /_fake/hooks       every try of a webhook: event, status, body
    GET  /_fake/traps       the switches
    POST /_fake/traps       changes switches: a number is for so many calls, true for all, false for none
    POST /_fake/numbers     {"absent": [digits], "ids": {digits: digits}, "lids": {digits: digits}}
    POST /_fake/receive     {"from", "text" | "message", "group", "id", "fromMe", "pushName", "instance"}
    POST /_fake/status      {"id", "status", "chat", "instance"}
    POST /_fake/event       {"event", "data", "instance"}
    POST /_fake/scan        {"number", "instance"}: a phone uses the code
    POST /_fake/state       {"state", "reason", "instance"}: the link, as if WhatsApp had changed it
    POST /_fake/reset       forgets everything

Switches that break calls concern the paths that begin with the switch `only`, sends at first:
    html_500 truncated cut refuse_503 close_before close_after slow (seconds) error_in_success
Others: no_code_first blurred_presence duplicate_hooks reorder_hooks lid_alone no_echo storage_fails
"""

import argparse
import base64
import http.client
import http.server
import json
import os
import queue
import re
import socket
import sys
import threading
import time
import urllib.parse

TRAPS = {
    # Calls that break, before or after the message was taken.
    "html_500": False, "truncated": False, "cut": False, "refuse_503": False,
    "close_before": False, "close_after": False, "slow": 0, "error_in_success": False,
    "only": "/message/",
    # The rest.
    "no_code_first": 1, "blurred_presence": False, "duplicate_hooks": False,
    "reorder_hooks": False, "lid_alone": False, "no_echo": False, "storage_fails": False,
}
PICTURE = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
PERSON, GROUP = "@s.whatsapp.net", "@g.us"
NEVER_AGAIN = {400, 401, 403, 404, 422}
KINDS = {
    "sendText": "conversation", "sendMedia": None, "sendWhatsAppAudio": "audioMessage",
    "sendPtv": "ptvMessage", "sendSticker": "stickerMessage", "sendList": "listMessage",
    "sendButtons": "interactiveMessage", "sendPoll": "pollCreationMessageV3",
}
NEEDED = {
    "sendText": "number text", "sendMedia": "number mediatype media",
    "sendWhatsAppAudio": "number audio", "sendPtv": "number video",
    "sendSticker": "number sticker",
    "sendList": "number title footerText buttonText sections",
    "sendButtons": "number title buttons", "sendPoll": "number name selectableCount values",
}


class Refusal(Exception):
    """An answer that is no success."""

    WORDS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
             500: "Internal Server Error", 503: "Service Unavailable"}

    def __init__(self, status, *messages):
        message = messages[0] if status == 401 else list(messages)
        self.status = status
        self.body = {"status": status, "error": self.WORDS[status],
                     "response": {"message": message}}


class Broken(Exception):
    """An answer that is not the API's: raw bytes, or none."""

    def __init__(self, data=b""):
        self.data = data


class Instance:
    """One instance, its link and where its events go."""

    def __init__(self, name, state="open", number="5511999999999"):
        self.name, self.state, self.number = name, state, None
        self.token = "fake-instance-key"
        self.reason = None
        self.webhook = None
        self.codes = 0
        self.typed = None
        self.privacy = {"readreceipts": "all", "profile": "contacts", "status": "all",
                        "online": "all", "last": "contacts", "groupadd": "all"}
        self.blocked = set()
        self.presence = None
        if state == "open":
            self.number = number

    @property
    def jid(self):
        return self.number and self.number + PERSON

    @property
    def row(self):
        return {"id": "f2a1c3d4-0000-4000-8000-000000000001", "name": self.name,
                "connectionStatus": self.state, "ownerJid": self.jid,
                "profileName": "Loja Exemplo" if self.number else None, "profilePicUrl": None,
                "integration": "WHATSAPP-BAILEYS", "number": None, "token": self.token,
                "disconnectionReasonCode": self.reason, "disconnectionAt": None,
                "Setting": None, "_count": {"Message": 0, "Contact": 0, "Chat": 0}}

    @property
    def code(self):
        if not self.codes:
            return {"count": 0}
        return {"pairingCode": self.typed, "code": f"2@fake-code-{self.codes},abc=",
                "base64": PICTURE, "count": self.codes}


class World:
    """Everything the server knows, under one lock."""

    def __init__(self, options):
        self.options = options
        self.lock = threading.RLock()
        self.hooks = Hooks()
        self.reset()

    def reset(self):
        with self.lock:
            self.traps = dict(TRAPS)
            self.instances = {self.options.instance: Instance(self.options.instance,
                                                              self.options.state)}
            self.absent = {"5511911111111"}
            # Accounts whose id has no ninth digit, and people who have a LID.
            self.ids = {"5531988887777": "553188887777"}
            self.lids = {"5511988888888": "123456789012345"}
            self.messages, self.requests, self.groups = [], [], {}
            self.count = 0

    def springs(self, name):
        """Whether a switch is on, counting the call."""
        with self.lock:
            value = self.traps[name]
            if value is True or value is False:
                return value
            if value > 0 and name != "slow":
                self.traps[name] = value - 1
            return value > 0

    def new_id(self):
        with self.lock:
            self.count += 1
            return f"3EB0{self.count:016X}"

    def check(self, number):
        """The number check: `jid` is the truth and `number` what was asked."""
        address = number.split("@")[0].split(":")[0]
        if number.endswith("@lid"):
            return {"jid": number, "exists": True, "number": number, "lid": "lid"}
        if number.endswith(GROUP) or (len(address) >= 18 and "@" not in number):
            jid = address + GROUP
            return {"jid": jid, "exists": jid in self.groups, "number": number}
        if "@" not in number:
            address = self.ids.get(address, address)
        exists = address not in self.absent and address not in self.ids
        found = {"jid": address + PERSON, "exists": exists, "number": number}
        if exists and address in self.lids:
            found["lid"] = self.lids[address] + "@lid"
        return found

    def emit(self, instance, event, data):
        """Puts a webhook into the queue, if the instance has one that wants it."""
        webhook = instance.webhook
        name = re.sub(r"[.-]", "_", event).upper()
        if not webhook or not webhook.get("enabled") or name not in webhook["events"]:
            return
        url = webhook["url"]
        if webhook.get("byEvents"):
            url += "/" + name.replace("_", "-").lower()
        body = {"event": event, "instance": instance.name, "data": data,
                "destination": webhook["url"],
                "date_time": time.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "sender": instance.jid,
                "server_url": self.options.url, "apikey": instance.token}
        times = 2 if self.springs("duplicate_hooks") else 1
        for _ in range(times):
            self.hooks.put(url, webhook.get("headers") or {}, body, self.traps["reorder_hooks"])


class Hooks:
    """Posts webhooks one after the other, again where it makes sense."""

    ATTEMPTS, FIRST_PAUSE = 10, 0.05

    def __init__(self):
        self.queue = queue.Queue()
        self.tried = []
        self.held = None
        self.lock = threading.Lock()
        threading.Thread(target=self.run, daemon=True).start()

    def put(self, url, headers, body, reorders):
        item = (url, headers, json.dumps(body, ensure_ascii=False).encode(), body["event"])
        with self.lock:
            held, self.held = self.held, None
            if reorders and held is None:
                self.held = item
                # What is held alone goes out by itself after a while.
                threading.Timer(0.3, self.release, [item]).start()
                return
            self.queue.put(item)
        if held is not None:
            # Late, and not waiting for the one that overtook it: the server posts them side by side.
            threading.Timer(0.02, self.post, held).start()

    def release(self, item):
        with self.lock:
            if self.held is item:
                self.held = None
                self.queue.put(item)

    def run(self):
        while True:
            self.post(*self.queue.get())

    def post(self, url, headers, body, event):
        for attempt in range(self.ATTEMPTS):
            status = self.once(url, headers, body)
            self.tried.append({"event": event, "status": status, "body": json.loads(body)})
            if 200 <= status < 300 or status in NEVER_AGAIN:
                return
            time.sleep(min(self.FIRST_PAUSE * 2 ** attempt, 2))

    @staticmethod
    def once(url, headers, body):
        parts = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        try:
            connection = kind(parts.hostname, parts.port, timeout=5)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target or "/", body,
                               {"Content-Type": "application/json", **headers})
            status = connection.getresponse().status
            connection.close()
            return status
        except (OSError, http.client.HTTPException):
            return 0


class API:
    """The calls: one method each, named like the last segment but one of the path."""

    def __init__(self, world):
        self.world = world

    # Lifecycle

    def connect(self, instance, query, body):
        if self.world.springs("error_in_success"):
            return 200, {"error": True, "message": "[object Object]"}
        if instance.state == "open":
            return 200, {"instance": {"instanceName": instance.name, "state": "open"}}
        if instance.state == "close":
            instance.state, instance.codes = "connecting", 0
            instance.typed = "WZYEH1YY" if query.get("number") else None
            self.world.emit(instance, "connection.update", {
                "instance": instance.name, "state": "connecting", "statusReason": 200})
        if not instance.codes and not self.world.springs("no_code_first"):
            self.renew(instance)
        return 200, instance.code

    def renew(self, instance):
        instance.codes += 1
        self.world.emit(instance, "qrcode.updated", {"qrcode": {
            "instance": instance.name, "pairingCode": instance.typed,
            "code": instance.code["code"], "base64": PICTURE}})

    def restart(self, instance, query, body):
        if instance.state == "close" or self.world.springs("error_in_success"):
            return 200, {"error": True, "message": "[object Object]"}
        return self.connect(instance, query, body)

    def logout(self, instance, query, body):
        if instance.state == "close":
            raise Refusal(400, f'The "{instance.name}" instance is not connected')
        instance.state, instance.codes, instance.typed = "close", 0, None
        return 200, {"status": "SUCCESS", "error": False,
                     "response": {"message": "Instance logged out"}}

    def connectionState(self, instance, query, body):
        return 200, {"instance": {"instanceName": instance.name, "state": instance.state}}

    def setPresence(self, instance, query, body):
        need(body, "presence")
        instance.presence = body["presence"]
        return 201, {"presence": body["presence"]}

    def set(self, instance, query, body):
        webhook = body.get("webhook", {})
        need(webhook, "enabled url events")
        wanted = webhook["events"] or self.EVENTS
        if set(wanted) - set(self.EVENTS):
            raise Refusal(400, "instance.webhook.events is not one of enum values")
        instance.webhook = {**webhook, "events": wanted}
        return 201, {"id": "clx0000000000000000000001", "url": webhook["url"],
                     "headers": webhook.get("headers"), "enabled": webhook["enabled"],
                     "events": wanted, "webhookByEvents": webhook.get("byEvents", False),
                     "webhookBase64": webhook.get("base64", False)}

    # `GROUPS_UPDATE` is not among them, so that event never leaves.
    EVENTS = ("APPLICATION_STARTUP QRCODE_UPDATED CONNECTION_UPDATE STATUS_INSTANCE MESSAGES_SET"
              " MESSAGES_UPSERT MESSAGES_EDITED MESSAGES_UPDATE MESSAGES_DELETE SEND_MESSAGE"
              " SEND_MESSAGE_UPDATE CONTACTS_SET CONTACTS_UPSERT CONTACTS_UPDATE PRESENCE_UPDATE"
              " CHATS_SET CHATS_UPSERT CHATS_UPDATE CHATS_DELETE GROUPS_UPSERT GROUP_UPDATE"
              " GROUP_PARTICIPANTS_UPDATE CALL LABELS_EDIT LABELS_ASSOCIATION").split()

    # Sends

    def send(self, name, instance, body):
        need(body, NEEDED[name])
        if name == "sendText" and not body["text"].strip():
            raise Refusal(400, "Text is required")
        if name == "sendButtons":
            self.check_buttons(body["buttons"])
        found = self.world.check(body["number"])
        if not found["exists"]:
            raise Refusal(400, "[object Object]" if found["jid"].endswith(GROUP) else found)
        if instance.state != "open":
            raise Refusal(400, "Error: Connection Closed")
        time.sleep(min(body.get("delay", 0), 20_000) / 1000)
        message = self.take(name, instance, found["jid"], body)
        if self.world.springs("storage_fails"):
            raise Refusal(400, "PrismaClientKnownRequestError: \nInvalid `prisma.message.create()`")
        return 201, message

    @staticmethod
    def check_buttons(buttons):
        replies = [button for button in buttons if button.get("type") == "reply"]
        if len(replies) > 3:
            raise Refusal(400, "Maximum of 3 reply buttons allowed")
        if replies and len(replies) != len(buttons):
            raise Refusal(400, "Reply buttons cannot be mixed with other types")

    def take(self, name, instance, jid, body):
        """WhatsApp gets the message, and the webhook tells of it afterwards."""
        world = self.world
        kind = KINDS[name] or body["mediatype"] + "Message"
        content = {kind: body["text"]} if name == "sendText" else {kind: {}}
        message = {"key": {"remoteJid": jid, "fromMe": True, "id": world.new_id()},
                   "pushName": "Você", "status": "PENDING", "message": content,
                   "contextInfo": None, "messageType": kind, "messageTimestamp": int(time.time()),
                   "instanceId": instance.row["id"], "source": "web"}
        with world.lock:
            world.messages.append({"instance": instance.name, "call": name, "to": jid,
                                   "id": message["key"]["id"], "body": body})
        if not world.springs("no_echo"):
            world.emit(instance, "send.message", message)
        for status in ("SERVER_ACK", "DELIVERY_ACK"):
            self.tell_status(instance, message["key"]["id"], jid, status)
        return message

    def tell_status(self, instance, id, jid, status):
        self.world.emit(instance, "messages.update", {
            "keyId": id, "remoteJid": jid, "fromMe": True, "status": status,
            "instanceId": instance.row["id"], "messageId": "clx0000000000000000000002"})

    # Chats and people

    def whatsappNumbers(self, instance, query, body):
        need(body, "numbers")
        if len(set(body["numbers"])) != len(body["numbers"]):
            raise Refusal(400, "instance.numbers contains duplicate item")
        return 200, [self.world.check(number) for number in body["numbers"]]

    def fetchProfilePictureUrl(self, instance, query, body):
        found = self.world.check(body.get("number", ""))
        url = f"https://pps.whatsapp.net/v/{found['jid']}.jpg" if found["exists"] else None
        return 201, {"wuid": found["jid"], "profilePictureUrl": url}

    def updateBlockStatus(self, instance, query, body):
        need(body, "number status")
        found = self.world.check(body["number"])
        if not found["exists"]:
            raise Refusal(500, "Error blocking user", "[object Object]")
        change = instance.blocked.add if body["status"] == "block" else instance.blocked.discard
        change(found["jid"])
        return 201, {"block": "success"}

    def sendPresence(self, instance, query, body):
        need(body, "number presence delay")
        if self.world.springs("blurred_presence") or not self.world.check(body["number"])["exists"]:
            raise Refusal(400, "[object Object]")
        time.sleep(min(body["delay"], 20_000) / 1000)
        return 201, {"presence": body["presence"]}

    def markMessageAsRead(self, instance, query, body):
        need(body, "readMessages")
        with self.world.lock:
            for key in body["readMessages"]:
                need(key, "id fromMe remoteJid")
                # Dropped, and told as a success.
                if not key["remoteJid"].endswith("@lid"):
                    self.world.messages.append({"instance": instance.name, "call": "read",
                                                "to": key["remoteJid"], "id": key["id"]})
        return 201, {"message": "Read messages", "read": "success"}

    def markChatUnread(self, instance, query, body):
        need(body, "lastMessage")
        return 201, {"chatId": body["lastMessage"]["key"]["remoteJid"], "markedChatUnread": True}

    def deleteMessageForEveryone(self, instance, query, body):
        need(body, "id fromMe remoteJid")
        with self.world.lock:
            self.world.messages.append({"instance": instance.name, "call": "delete",
                                        "to": body["remoteJid"], "id": body["id"]})
        key = {"remoteJid": body["remoteJid"], "fromMe": body["fromMe"], "id": body["id"]}
        self.world.emit(instance, "messages.delete", {
            "id": "clx0000000000000000000002", "instanceId": instance.row["id"], "key": key,
            "messageType": "conversation", "status": "DELETED"})
        return 201, {"key": {**key, "fromMe": True, "id": self.world.new_id()},
                     "message": {"protocolMessage": {"key": key, "type": "REVOKE"}},
                     "messageTimestamp": str(int(time.time())), "status": "PENDING"}

    def fetchPrivacySettings(self, instance, query, body):
        return 200, dict(instance.privacy)

    def updatePrivacySettings(self, instance, query, body):
        need(body, "readreceipts profile status online last groupadd")
        instance.privacy = {key: body[key] for key in instance.privacy}
        for state in ("connecting", "open"):
            self.tell_link(instance, state)
        return 201, {"update": "success", "data": dict(instance.privacy)}

    def tell_link(self, instance, state, reason=200):
        data = {"instance": instance.name, "state": state, "statusReason": reason}
        if state == "open":
            data = {"instance": instance.name, "wuid": instance.jid,
                    "profileName": "Loja Exemplo", "profilePictureUrl": None, **data}
        self.world.emit(instance, "connection.update", data)

    # Groups

    def create(self, instance, query, body):
        need(body, "subject participants")
        found = [self.world.check(person) for person in body["participants"]]
        people = [{"id": instance.jid, "admin": "superadmin"}]
        people += [{"id": person["jid"], "admin": None} for person in found if person["exists"]]
        with self.world.lock:
            jid = f"1203630000000{len(self.world.groups) + 1:05d}{GROUP}"
            self.world.groups[jid] = {
                "id": jid, "subject": body["subject"], "subjectOwner": instance.jid,
                "subjectTime": int(time.time()), "pictureUrl": None, "size": len(people),
                "creation": int(time.time()), "owner": instance.jid, "restrict": False,
                "announce": False, "isCommunity": False, "isCommunityAnnounce": False,
                "participants": people}
        self.world.emit(instance, "groups.upsert", [self.world.groups[jid]])
        return 201, self.world.groups[jid]

    def fetchAllGroups(self, instance, query, body):
        if query.get("getParticipants") not in ("true", "false"):
            raise Refusal(400, 'instance requires property "getParticipants"')
        groups = [dict(group) for group in self.world.groups.values()]
        if query["getParticipants"] == "false":
            for group in groups:
                del group["participants"]
        return 200, groups

    def group(self, query, body):
        jid = body.get("groupJid") or query.get("groupJid") or ""
        jid = jid if jid.endswith(GROUP) else jid + GROUP
        if jid not in self.world.groups:
            raise Refusal(404, "Error fetching group", "Error: item-not-found")
        return self.world.groups[jid]

    def findGroupInfos(self, instance, query, body):
        return 200, self.group(query, body)

    def updateParticipant(self, instance, query, body):
        need(body, "action participants")
        group, done = self.group(query, body), []
        for person in body["participants"]:
            found = self.world.check(person)
            if not found["exists"]:
                done.append({"status": "403", "jid": found["jid"]})
                continue
            group["participants"] = changed(group["participants"], found["jid"], body["action"])
            done.append({"status": "200", "jid": found["jid"]})
        jids = [person["jid"] for person in done if person["status"] == "200"]
        self.world.emit(instance, "group-participants.update", {
            "id": group["id"], "author": instance.jid, "participants": jids,
            "action": body["action"], "participantsData": [
                {"jid": jid, "phoneNumber": jid.split("@")[0]} for jid in jids]})
        return 201, {"updateParticipants": done}

    def updateSetting(self, instance, query, body):
        need(body, "action")
        changes = {"announcement": ("announce", True), "not_announcement": ("announce", False),
                   "locked": ("restrict", True), "unlocked": ("restrict", False)}
        if body["action"] not in changes:
            raise Refusal(400, "instance.action is not one of enum values")
        key, value = changes[body["action"]]
        self.group(query, body)[key] = value
        return 201, {}

    def leaveGroup(self, instance, query, body):
        jid = self.group(query, body)["id"]
        del self.world.groups[jid]
        return 200, {"groupJid": jid, "leave": True}


def need(body, names):
    """Refuses a body that lacks one of those members, as the JSON schema does."""
    for name in names.split():
        if not isinstance(body, dict) or name not in body:
            raise Refusal(400, f'instance requires property "{name}"')


def changed(people, jid, action):
    """A group's members after one of them changed."""
    rest = [person for person in people if person["id"] != jid]
    if action == "remove":
        return rest
    return rest + [{"id": jid, "admin": "admin" if action == "promote" else None}]


ROUTES = {
    ("GET", "instance"): "connect connectionState",
    ("POST", "instance"): "restart setPresence",
    ("DELETE", "instance"): "logout",
    ("POST", "webhook"): "set",
    ("POST", "message"): " ".join(KINDS),
    ("POST", "chat"): "whatsappNumbers fetchProfilePictureUrl updateBlockStatus sendPresence"
                      " markMessageAsRead markChatUnread updatePrivacySettings",
    ("GET", "chat"): "fetchPrivacySettings",
    ("DELETE", "chat"): "deleteMessageForEveryone",
    ("POST", "group"): "create updateParticipant updateSetting",
    ("GET", "group"): "fetchAllGroups findGroupInfos",
    ("DELETE", "group"): "leaveGroup",
}


class Control:
    """`/_fake/…`: what the tests do behind the API's back."""

    def __init__(self, world, api):
        self.world, self.api = world, api

    def instance(self, body):
        return self.world.instances[body.get("instance") or next(iter(self.world.instances))]

    def get(self, name):
        shown = {"messages": self.world.messages, "requests": self.world.requests,
                 "hooks": self.world.hooks.tried, "traps": self.world.traps}
        return (200, list(shown[name]) if name != "traps" else shown[name]) \
            if name in shown else (404, {})

    def post(self, name, body):
        action = getattr(self, "do_" + name, None)
        if action is None:
            return 404, {}
        return 200, action(body) or {}

    def do_traps(self, body):
        if set(body) - set(TRAPS):
            raise Refusal(400, "unknown switch")
        with self.world.lock:
            self.world.traps.update(body)
        return self.world.traps

    def do_numbers(self, body):
        with self.world.lock:
            self.world.absent |= set(body.get("absent", []))
            self.world.ids.update(body.get("ids", {}))
            self.world.lids.update(body.get("lids", {}))

    def do_receive(self, body):
        """Somebody writes; with `lid_alone` the phone is told nowhere."""
        world, instance = self.world, self.instance(body)
        phone = body["from"]
        id = body.get("id") or "3A" + world.new_id()[2:]
        key = {"remoteJid": phone + PERSON, "fromMe": body.get("fromMe", False), "id": id}
        lid = world.lids.get(phone)
        if body.get("group"):
            key = {**key, "remoteJid": body["group"], "participant": phone + PERSON}
        elif lid and world.traps["lid_alone"]:
            key = {**key, "remoteJid": lid + "@lid", "addressingMode": "lid"}
        elif lid:
            key = {**key, "remoteJid": lid + "@lid", "remoteJidAlt": phone + PERSON,
                   "addressingMode": "lid"}
        message = body.get("message") or {"conversation": body.get("text", "")}
        world.emit(instance, "messages.upsert", {
            "key": key, "pushName": body.get("pushName", "Ana"), "status": "DELIVERY_ACK",
            "message": message, "contextInfo": body.get("contextInfo"),
            "messageType": next(iter(message), "conversation"),
            "messageTimestamp": int(time.time()), "instanceId": instance.row["id"],
            "source": "android"})
        return {"id": id}

    def do_status(self, body):
        self.api.tell_status(self.instance(body), body["id"], body["chat"], body["status"])

    def do_event(self, body):
        self.world.emit(self.instance(body), body["event"], body["data"])

    def do_scan(self, body):
        instance = self.instance(body)
        instance.state, instance.codes, instance.reason = "open", 0, None
        instance.number = body.get("number", "5511999999999")
        self.api.tell_link(instance, "open")

    def do_state(self, body):
        instance = self.instance(body)
        instance.state, instance.reason = body["state"], body.get("reason")
        told = {"refused": 428}.get(body["state"], body.get("reason") or 200)
        if body["state"] == "refused":
            instance.state = "close"
            self.world.emit(instance, "qrcode.updated", {
                "message": "QR code limit reached, please login again", "statusCode": 500})
        self.api.tell_link(instance, body["state"], told)

    def do_reset(self, body):
        self.world.reset()


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    # An answer is two writes; without this the second waits for the first one's receipt.
    disable_nagle_algorithm = True

    def do_GET(self):
        self.serve()

    do_POST = do_PUT = do_DELETE = do_GET

    def serve(self):
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length)
        parts = urllib.parse.urlsplit(self.path)
        try:
            body = json.loads(data) if data else {}
            if parts.path.startswith("/_fake/"):
                self.answer(*self.behind(parts.path[len("/_fake/"):], body))
            else:
                self.answer(*self.call(parts, body))
        except Refusal as refusal:
            self.answer(refusal.status, refusal.body)
        except Broken as broken:
            self.break_off(broken.data)
        except ValueError:
            self.answer(400, Refusal(400, "SyntaxError: Unexpected token").body)

    def behind(self, name, body):
        control = Control(self.server.world, self.server.api)
        return control.get(name) if self.command == "GET" else control.post(name, body)

    def call(self, parts, body):
        """A call of the API, between the switches that break it before and after its effect."""
        world = self.server.world
        with world.lock:
            world.requests.append({"method": self.command, "path": self.path, "body": body})
        concerned = parts.path.startswith(world.traps["only"])
        if concerned:
            self.before(world)
        status, answer = self.route(parts, body)
        if concerned:
            self.after(world, status, answer)
        return status, answer

    @staticmethod
    def before(world):
        if world.springs("close_before"):
            raise Broken()
        if world.springs("html_500"):
            page = b"<html><head><title>500 Internal Server Error</title></head></html>"
            raise Broken(Handler.raw(500, "text/html", page))
        if world.springs("refuse_503"):
            page = b"<html><body>503 Service Unavailable</body></html>"
            raise Broken(Handler.raw(503, "text/html", page))

    @staticmethod
    def after(world, status, answer):
        time.sleep(world.traps["slow"])
        if world.springs("close_after"):
            raise Broken()
        data = json.dumps(answer).encode()
        if world.springs("truncated"):
            raise Broken(Handler.raw(status, "application/json", data[:len(data) // 2]))
        if world.springs("cut"):
            whole = Handler.raw(status, "application/json", data)
            raise Broken(whole[:-len(data) // 2])

    @staticmethod
    def raw(status, kind, data):
        head = f"HTTP/1.1 {status} Fake\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n"
        return head.encode() + b"Connection: close\r\n\r\n" + data

    def route(self, parts, body):
        """Exists, then the key, then the call: the order in which the server guards itself."""
        world, api = self.server.world, self.server.api
        query = dict(urllib.parse.parse_qsl(parts.query))
        segments = [urllib.parse.unquote(part) for part in parts.path.strip("/").split("/")]
        key = self.headers.get("apikey")
        if segments == ["instance", "fetchInstances"] and self.command == "GET":
            return self.instances(world, key, query)
        if len(segments) != 3 or segments[1] not in ROUTES.get(
                (self.command, segments[0]), "").split():
            raise Refusal(404, f"Cannot {self.command} {parts.path}")
        instance = world.instances.get(segments[2])
        if instance is None:
            raise Refusal(404, f'The "{segments[2]}" instance does not exist')
        if key not in (world.options.key, instance.token):
            raise Refusal(401, "Unauthorized")
        if segments[0] == "message":
            return api.send(segments[1], instance, body)
        return getattr(api, segments[1])(instance, query, body)

    @staticmethod
    def instances(world, key, query):
        opened = [instance for instance in world.instances.values()
                  if key in (world.options.key, instance.token)]
        if not opened:
            raise Refusal(401, "Unauthorized")
        name = query.get("instanceName")
        return 200, [instance.row for instance in opened if name in (None, instance.name)]

    def answer(self, status, body):
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def break_off(self, data):
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True
        if not data:
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    """The fake on a socket."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options):
        host, _, port = options.listen.rpartition(":")
        super().__init__((host, int(port)), Handler)
        options.url = f"http://{host}:{self.server_address[1]}"
        self.url = options.url
        self.world = World(options)
        self.api = API(self.world)


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--listen", default="127.0.0.1:0")
    parser.add_argument("--instance", default="loja")
    parser.add_argument("--state", default="open", choices=["open", "close", "connecting"])
    parser.add_argument("--key", default="fake-global-key")
    parser.add_argument("--check", action="store_true", help="try the fake itself, and end")
    return parser.parse_args(arguments)


def main():
    options = parsed(sys.argv[1:])
    if options.check:
        import evolution_check
        return evolution_check.main()
    server = Server(options)
    print(f"listening on {server.url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        os._exit(0)


if __name__ == "__main__":
    main()
