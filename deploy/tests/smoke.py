#!/usr/bin/env python3
"""One instance through four accents: made through WhatIsUp, paired through uazapi, sent from through
ZapyAPI, grouped through mega-API, and seen the same from everywhere: smoke.py URL"""

import shutil
import subprocess
import sys
import tempfile

from checks import CONTROL, Client, check, data_url_bytes, end, skip, wait_until

WHATISUP = {"Authorization": "Bearer zpk_test_demo"}
ZAPYAPI = {"x-api-key": "demo-api-key"}
FRIEND = "5511988888888"


def main(url):
    client = Client(url)
    instance = create(client)
    uazapi = {"token": instance["tokens"]["uazapi"]}
    megaapi = {"Authorization": "Bearer " + instance["tokens"]["megaapi"]}
    names = instance["names"]
    pair(client, names, uazapi)
    message = send(client, names["zapyapi"])
    group = make_group(client, names["megaapi"], megaapi)
    look(client, names, uazapi, megaapi)
    remember(client, instance["id"], message, group)
    remove(client, names["whatisup"], uazapi)


def create(client):
    made = client.call("POST", "/v1/instances", WHATISUP, {"name": "smoke", "metadata": {"a": 1}})
    check(made.status == 201 and made.json.get("status") == "pending",
          "WhatIsUp makes an instance", made)
    path = f"/_sotaque/instances/{made.json.get('id', '')}?reveal=tokens"
    shown = client.call("GET", path, CONTROL)
    has_all = {"uazapi", "megaapi", "zapyapi", "whatisup"} <= set(shown.json.get("names", {}))
    if not check(shown.status == 200 and has_all, "the instance has a name in every dialect", shown):
        end()
    return shown.json


def pair(client, names, uazapi):
    connect = client.call("POST", "/instance/connect", uazapi, {})
    code = connect.json.get("instance", {}).get("qrcode", "")
    check(connect.status == 200 and code.startswith("data:image/png;base64,"),
          "uazapi gives a QR code", connect)
    scan(client, names["whatisup"])

    def connected():
        status = client.call("GET", "/instance/status", uazapi)
        return status.json.get("instance", {}).get("status") == "connected"

    check(wait_until(connected, 10), "the demo pairs it by itself within ten seconds")


def scan(client, name):
    title = "the QR picture reads back as the code's text"
    if not shutil.which("zbarimg"):
        return skip(title, "zbarimg is not installed")
    answer = client.call("GET", f"/v1/instances/{name}/qr", WHATISUP)
    if "qr" not in answer.json:
        return check(False, title, answer)
    with tempfile.NamedTemporaryFile(suffix=".png") as picture:
        picture.write(data_url_bytes(answer.json["qr"]))
        picture.flush()
        read = subprocess.run(["zbarimg", "--quiet", "--raw", picture.name],
                              capture_output=True, text=True)
    return check(read.stdout.strip() == answer.json["raw"], title, read.stdout + read.stderr)


def send(client, name):
    sent = client.call("POST", f"/api/message/{name}/text", ZAPYAPI,
                       {"to": FRIEND, "message": "Olá do ZapyAPI"})
    check(sent.status == 200 and sent.json.get("messageId"), "ZapyAPI sends a text", sent)
    return sent.json.get("messageId", "")


def make_group(client, key, megaapi):
    body = {"group_data": {"group_name": "Smoke", "participants": [FRIEND + "@s.whatsapp.net"]}}
    made = client.call("POST", f"/rest/group/{key}/create", megaapi, body)
    group = made.json.get("group", {})
    check(made.status == 200 and group.get("id", "").endswith("@g.us"),
          "mega-API makes a group", made)
    check([one.get("admin") for one in group.get("participants", [])] == ["superadmin", None],
          "the group has its maker and its guest", made)
    return group.get("id", "")


def look(client, names, uazapi, megaapi):
    status = client.call("GET", "/instance/status", uazapi)
    check(status.json.get("instance", {}).get("status") == "connected",
          "uazapi shows it connected", status)
    shown = client.call("GET", f"/v1/instances/{names['whatisup']}", WHATISUP)
    check(shown.json.get("status") == "connected", "WhatIsUp shows it connected", shown)
    phone = shown.json.get("phone_number")
    listed = client.call("GET", "/api/instances?page=1&limit=100", ZAPYAPI)
    mine = [one for one in listed.json.get("data", []) if one["instanceId"] == names["zapyapi"]]
    check(mine and mine[0]["status"] == "connected" and mine[0]["whatsappId"] == phone,
          "ZapyAPI lists it connected, with the same phone", listed)
    groups = client.call("GET", f"/rest/group/{names['megaapi']}/adminGroups", megaapi)
    subjects = [group["subject"] for group in groups.json.get("groups", [])]
    check(subjects == ["Smoke"], "mega-API lists its group", groups)


def remember(client, identity, message, group):
    root = f"/_sotaque/instances/{identity}"
    kept = client.call("GET", f"{root}/messages/{message}", CONTROL)
    check(kept.status == 200 and kept.json.get("id") == message, "the message is kept", kept)
    events = client.call("GET", f"{root}/events?after=0&limit=500", CONTROL).json.get("data", [])
    kinds = {event["kind"] for event in events}
    check({"pairing.qr", "pairing.success", "message.sent", "group.joined"} <= kinds,
          "the events tell the story", sorted(kinds))
    check([event["seq"] for event in events] == list(range(1, len(events) + 1)),
          "the events are numbered without gaps", [event["seq"] for event in events])
    check(any(event["payload"].get("group") == group for event in events if group),
          "an event names the group", sorted(kinds))
    journal = client.call("GET", f"{root}/commands?after=0&limit=500", CONTROL).json.get("data", [])
    check({"uazapi", "zapyapi", "megaapi"} <= {row["dialect"] for row in journal},
          "the journal has commands of three dialects", journal)


def remove(client, name, uazapi):
    gone = client.call("DELETE", f"/v1/instances/{name}", WHATISUP)
    check(gone.status == 204 and gone.body == b"", "WhatIsUp deletes it", gone)
    status = client.call("GET", "/instance/status", uazapi)
    check(status.status == 401, "its uazapi token opens nothing any more", status)


if __name__ == "__main__":
    main(sys.argv[1])
    end()
