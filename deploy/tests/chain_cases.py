"""What a chain plays in each front's dialect: one case for each command and variant it can ask for."""

import copy
import json

from checks import Client

ANA, BIA, NOBODY = "5511988888888", "5521977776666", "5521888888888"
NINTH, NINTH_ID = "5531988887777", "553188887777"
PNG = ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD"
       "hgGAWjR9awAAAABJRU5ErkJggg==")
GROUP = "120363000000000001@g.us"
# What only the one who encrypted a file can tell of it.
POINTERS = {
    "URL", "url", "directPath", "fileEncSHA256", "fileEncSha256", "fileSHA256", "fileSha256",
    "fileLength", "mediaKey", "mediaKeyTimestamp", "fileUrl", "mimetype",
}

HEADERS = {
    "uazapi": {"token": "demo-instance-token"},
    "megaapi": {"Authorization": "Bearer demo"},
    "zapyapi": {"x-api-key": "demo-api-key"},
    "whatisup": {"Authorization": "Bearer zpk_test_demo"},
}


class Run:
    """One gateway spoken to in one dialect, and what its answers left for later cases."""

    def __init__(self, url, front, media):
        self.client = Client(url, timeout=70)
        self.headers = HEADERS[front]
        self.kept = {"media": media}


class Case:
    """One request, the command that it is, and what is kept of its answer."""

    def __init__(self, title, command, variant, method, path, body=None, keep=None, loose=(),
                 asks_nobody=False, untold=None):
        self.title, self.command, self.variant = title, command, variant
        self.method, self.path, self.body = method, path, body
        self.keep = keep or {}
        # Parts of the answer that the upstream's own world decides.
        self.loose = loose
        # Parts that some upstreams do not tell, by upstream.
        self.untold = untold or {}
        # Whether the number has no WhatsApp.
        self.asks_nobody = asks_nobody
        # Whether the number has another spelling at WhatsApp.
        self.asks_spelling = NINTH in json.dumps(body)

    def play(self, run):
        """Sends the request, with what earlier answers left in the place of `{names}`."""
        path = fill(self.path, run.kept)
        answer = run.client.call(self.method, path, run.headers, fill(self.body, run.kept))
        for name, find in self.keep.items():
            try:
                run.kept[name] = find(answer.json)
            except (KeyError, IndexError, TypeError):
                run.kept[name] = None
        return answer

    def spots(self, losses, upstream):
        """The members that may differ: the case's own, and those of losses that were named."""
        spots = set(self.loose) | self.untold.get(upstream, set())
        if self.asks_spelling and upstream == "whatisup":
            # Nobody tells there how WhatsApp spells a number.
            spots.add("chatid")
        if "media_pointers" in losses:
            spots |= POINTERS
        return spots


def fill(value, kept):
    """A value with each text `<name>` replaced by what was kept under it."""
    if isinstance(value, dict):
        return {key: fill(one, kept) for key, one in value.items()}
    if isinstance(value, list):
        return [fill(one, kept) for one in value]
    if isinstance(value, str):
        for name, one in kept.items():
            if value == f"<{name}>":
                return copy.deepcopy(one)
            if f"<{name}>" in value:
                value = value.replace(f"<{name}>", one if isinstance(one, str) else json.dumps(one))
    return value


def uazapi():
    def send(title, variant, body, **more):
        path = "/send/text" if variant == "text" else "/send/media"
        return Case(title, "message.send", variant, "POST", path, body, **more)

    sent = {"id": lambda j: j["messageid"]}
    return [
        Case("status", "instance.get", None, "GET", "/instance/status"),
        send("words", "text", {"number": ANA, "text": "Olá", "track_id": "t1"}, keep=sent),
        Case("what was sent", "message.find", None, "POST", "/message/find", {"track_id": "t1"},
             loose=("status",)),
        send("words to a number with an odd ninth digit", "text", {"number": NINTH, "text": "Oi"}),
        send("an answer", "text", {"number": ANA, "text": "De novo", "replyid": "<id>"}),
        send("words marked as forwarded", "text", {"number": ANA, "text": "f", "forward": True}),
        send("words to a group", "text", {"number": GROUP, "text": "Todos"}),
        send("words to nobody", "text", {"number": NOBODY, "text": "?"},
             asks_nobody=True),
        send("a picture", "image",
             {"number": ANA, "type": "image", "file": "<media>/picture.png", "text": "Foto"}),
        send("a picture inline", "image", {"number": ANA, "type": "image", "file": PNG}),
        send("a document", "document", {"number": ANA, "type": "document", "docName": "a.pdf",
                                        "file": "<media>/paper.pdf"}),
        send("a film", "video", {"number": ANA, "type": "video", "file": "<media>/film.mp4"}),
        send("a voice note", "voice", {"number": ANA, "type": "ptt", "file": "<media>/sound.ogg"}),
        send("a sound", "audio", {"number": ANA, "type": "audio", "file": "<media>/sound.ogg"}),
        send("a round film", "video_note",
             {"number": ANA, "type": "ptv", "file": "<media>/film.mp4"}),
        send("a sticker", "sticker",
             {"number": ANA, "type": "sticker", "file": "<media>/picture.png"}),
        Case("privacy", "privacy.get", None, "GET", "/instance/privacy"),
        Case("privacy of groups", "privacy.set", None, "POST", "/instance/privacy",
             {"groupadd": "contacts"}),
        Case("offline", "presence.self", "offline", "POST", "/instance/presence",
             {"presence": "unavailable"}),
        Case("online", "presence.self", "online", "POST", "/instance/presence",
             {"presence": "available"}),
    ] + uazapi_chats() + uazapi_menus() + uazapi_groups()


def uazapi_chats():
    jid = ANA + "@s.whatsapp.net"

    def chat(title, command, variant, call, body, **more):
        return Case(title, command, variant, "POST", f"/chat/{call}", body, **more)

    def typing(title, activity):
        return Case(title, "presence.chat", activity, "POST", "/message/presence",
                    {"number": ANA, "presence": activity, "delay": 30000})

    # What only the account's own list of chats tells, which no upstream is asked for.
    standing = ("wa_unreadCount", "wa_name", "name", "wa_isBlocked", "wa_archived")
    told = {"untold": {name: {"blockList"} for name in ("megaapi", "zapyapi", "evolution")}}
    return [
        chat("numbers", "contact.check", None, "check", {"numbers": [ANA, NINTH, NOBODY]},
             loose=("lid", "verifiedName")),
        chat("somebody's details", "contact.picture", "person", "details", {"number": ANA},
             loose=standing + ("wa_chatlid",)),
        # The settings of the group are asked for as well; its picture is the upstream's own.
        chat("a group's details", "group.info", None, "details", {"number": GROUP},
             loose=standing + ("image",)),
        chat("read", "message.mark_read", "read", "read", {"number": jid, "read": True}),
        chat("unread", "message.mark_read", "unread", "read", {"number": jid, "read": False}),
        typing("typing", "composing"), typing("recording", "recording"),
        typing("still", "paused"),
        chat("blocked", "contact.block", "block", "block", {"number": BIA, "block": True}, **told),
        Case("who is blocked", "contact.blocklist", None, "GET", "/chat/blocklist"),
        chat("free again", "contact.block", "unblock", "block", {"number": BIA, "block": False},
             **told),
        Case("deleted", "message.revoke", None, "POST", "/message/delete", {"id": "<id>"}),
    ]


def uazapi_menus():
    def menu(title, variant, **body):
        return Case(title, "message.send", variant, "POST", "/send/menu",
                    {"number": ANA, "text": "Escolha", **body})

    return [
        menu("a menu", "list", type="list", listButton="Abrir", footerText="Obrigado",
             choices=["[Formas]", "Pix|pix|na hora", "Boleto|boleto"]),
        menu("buttons", "buttons", type="button", choices=["Sim|s", "Não|n"]),
        menu("buttons under a picture", "buttons", type="button", imageButton=PNG,
             choices=["Sim|s", "Não|n"]),
        menu("a poll", "poll", type="poll", choices=["Hoje", "Amanhã"], selectableCount=2),
    ]


def uazapi_groups():
    # Upstreams that tell members by their numbers alone.
    members_by_number = {"AddressingMode", "OwnerJID", "NameSetBy", "Participants.JID",
                         "Participants.LID", "groupUpdated.JID", "groupUpdated.LID"}
    told = {"untold": {name: members_by_number for name in ("megaapi", "zapyapi", "evolution")}}

    def group(title, command, variant, call, body, **more):
        return Case(title, command, variant, "POST", f"/group/{call}",
                    {"groupjid": GROUP, **body}, **told, **more)

    def members(title, variant):
        return group(title, "group.participants", variant, "updateParticipants",
                     {"action": variant, "participants": [BIA]})

    def switched(title, variant, call, name, is_on):
        return group(title, "group.restrict", variant, call, {name: is_on})

    made = {"group": lambda j: j["JID"]}
    return [
        Case("a new group", "group.create", None, "POST", "/group/create",
             {"name": "Nova", "participants": [ANA]}, keep=made, **told),
        group("left", "group.leave", None, "leave", {"groupjid": "<group>"}),
        group("a group", "group.info", None, "info", {}),
        Case("all groups", "group.list", "all", "GET", "/group/list", **told),
        Case("a page of groups", "group.list", "all", "POST", "/group/list",
             {"limit": 10, "search": "demo", "noParticipants": True}, **told),
        members("a member more", "add"), members("an admin more", "promote"),
        members("an admin less", "demote"), members("a member less", "remove"),
        switched("only admins send", "sending", "updateAnnounce", "announce", True),
        switched("all send", "sending", "updateAnnounce", "announce", False),
        switched("only admins change", "settings", "updateLocked", "locked", True),
        switched("all change", "settings", "updateLocked", "locked", False),
    ]


def megaapi():
    key = "megastart-demo"
    jid = ANA + "@s.whatsapp.net"

    def chat(title, command, variant, call, body):
        return Case(title, command, variant, "POST", f"/rest/chat/{key}/{call}", body)

    def send(title, variant, call, data, **more):
        return Case(title, "message.send", variant, "POST", f"/rest/sendMessage/{key}/{call}",
                    {"messageData": data}, **more)

    def group(title, command, variant, method, call, body=None, **more):
        return Case(title, command, variant, method, f"/rest/group/{key}/{call}", body, **more)

    def members(title, variant, call):
        return group(title, "group.participants", variant, "POST", call,
                     {"group_data": {"jid": GROUP, "participants": [NINTH + "@s.whatsapp.net"]}})

    sent = {"key": lambda j: j["messageData"]["key"], "message": lambda j: j["messageData"]["message"]}
    rows = [{"title": "Pix", "description": "na hora", "rowId": "pix"}]
    return [
        Case("status", "instance.get", None, "GET", f"/rest/instance/{key}"),
        Case("a number", "contact.check", None, "GET",
             f"/rest/instance/isOnWhatsApp/{key}?jid={jid}"),
        Case("nobody's number", "contact.check", None, "GET",
             f"/rest/instance/isOnWhatsApp/{key}?jid={NOBODY}@s.whatsapp.net"),
        Case("a picture of somebody", "contact.picture", "person", "GET",
             f"/rest/instance/getProfilePicture/{key}?to={jid}&type=image"),
        send("words", "text", "text", {"to": jid, "text": "Olá"}, keep=sent),
        send("an answer", "text", "quoteMessage",
             {"to": jid, "text": "Sim", "key": "<key>", "message": "<message>"}),
        send("a document", "document", "mediaUrl",
             {"to": jid, "url": "<media>/paper.pdf", "type": "document", "fileName": "a.pdf",
              "mimeType": "application/pdf"}),
        send("a picture", "image", "mediaUrl",
             {"to": jid, "url": "<media>/picture.png", "type": "image", "caption": "Foto"}),
        send("a picture inline", "image", "mediaBase64",
             {"to": jid, "base64": PNG, "fileName": "p.png", "type": "image"}),
        send("a menu", "list", "listMessage",
             {"to": jid, "buttonText": "Abrir", "text": "Escolha", "title": "Pagar",
              "description": "Como", "sections": [{"title": "Formas", "rows": rows}]}),
        chat("read", "message.mark_read", "read", "readChat",
             {"to": jid, "option": True, "messageData": {"key": "<key>", "messageTimestamp": 1}}),
        chat("unread", "message.mark_read", "unread", "readChat",
             {"to": jid, "option": False, "messageData": {"key": "<key>", "messageTimestamp": 1}}),
        chat("typing", "presence.chat", "composing", "presenceUpdateChat",
             {"to": jid, "option": "composing"}),
        chat("blocked", "contact.block", "block", "blockChat", {"to": jid, "option": True}),
        chat("free again", "contact.block", "unblock", "blockChat", {"to": jid, "option": False}),
        chat("deleted", "message.revoke", None, "deleteMessage",
             {"messageData": {"to": jid, "key": "<key>"}}),
        group("groups", "group.list", "administered", "GET", "adminGroupsWithParticipants"),
        Case("all groups", "group.list", "all", "GET", f"/rest/group/list/{key}"),
        group("a group", "group.info", None, "GET", f"group/?jid={GROUP}"),
        group("a new group", "group.create", None, "POST", "create",
              {"group_data": {"group_name": "Nova", "participants": [jid]}}),
        members("a member more", "add", "addParticipants"),
        members("an admin more", "promote", "promoteParticipants"),
        members("an admin less", "demote", "demoteParticipants"),
        members("a member less", "remove", "removeParticipants"),
        group("only admins send", "group.restrict", "sending", "PUT",
              f"setWhoCanSendMessage?jid={GROUP}&allowOnlyAdmins=true"),
        group("only admins change", "group.restrict", "settings", "PUT",
              f"setWhoCanChangeSettings?jid={GROUP}&allowOnlyAdmins=true"),
        group("left", "group.leave", None, "DELETE", f"leaveGroup?jid={GROUP}"),
    ]


def zapyapi():
    base = "/api/instances/demo"

    def send(title, variant, call, body, **more):
        return Case(title, "message.send", variant, "POST", f"/api/message/demo/{call}", body, **more)

    return [
        Case("instances", "instance.list", None, "GET", "/api/instances?page=1&limit=10"),
        Case("numbers", "contact.check", None, "POST", f"{base}/check-numbers",
             {"numbers": [ANA, NINTH, NOBODY]}),
        Case("somebody's picture", "contact.picture", "person", "GET",
             f"{base}/contacts/{ANA}/profile-picture"),
        Case("typing", "presence.chat", "composing", "POST", f"{base}/presence",
             {"to": ANA, "presence": "composing"}),
        Case("recording", "presence.chat", "recording", "POST", f"{base}/presence",
             {"to": ANA, "presence": "recording"}),
        Case("still", "presence.chat", "paused", "POST", f"{base}/presence",
             {"to": ANA, "presence": "paused"}),
        Case("blocked", "contact.block", "block", "POST", f"{base}/contacts/{BIA}/block"),
        Case("free again", "contact.block", "unblock", "DELETE", f"{base}/contacts/{BIA}/block"),
        send("words", "text", "text", {"to": ANA, "message": "Olá"}),
        send("a picture", "image", "image", {"to": ANA, "image": PNG, "caption": "Foto"}),
        send("a document", "document", "document",
             {"to": ANA, "document": "data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK",
              "fileName": "a.pdf"}),
        send("a film", "video", "video",
             {"to": ANA, "video": "data:video/mp4;base64,AAAAGGZ0eXBtcDQyAAAAAG1wNDI="}),
        Case("a group", "group.info", None, "GET", f"{base}/groups/{GROUP}"),
    ]


def whatisup():
    base = "/v1/instances/inst_demo"

    def send(title, variant, body, **more):
        return Case(title, "message.send", variant, "POST", f"{base}/messages", body, **more)

    return [
        Case("instance", "instance.get", None, "GET", base),
        send("words", "text", {"to": ANA, "body": {"type": "text", "text": "Olá"},
                               "client_ref": "order-1"}),
        send("the same words again", "text", {"to": ANA, "body": {"type": "text", "text": "Olá"},
                                              "client_ref": "order-1"}),
        send("a picture", "image",
             {"to": ANA, "body": {"type": "image", "url": "<media>/picture.png"}}),
        send("a document", "document",
             {"to": ANA, "body": {"type": "document", "url": "<media>/paper.pdf",
                                  "filename": "a.pdf"}}),
    ]


# Groups are left last, so that every front meets them.
CASES = {"uazapi": uazapi(), "zapyapi": zapyapi(), "whatisup": whatisup(), "megaapi": megaapi()}
