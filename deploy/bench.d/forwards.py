"""The path through an upstream: the gateway before a vendor's stub, nginx's proxy before the same."""

import json
import time

import exchanges
import servers

UPSTREAM = "stub"
# Calls of one instance at the same time: one for each connection of the load tool.
CALLS = 64
NUMBERS = exchanges.CHECK.body["numbers"]

READ = exchanges.Exchange(
    "forward", "Forwarded: POST check-numbers (ZapyAPI) as POST /chat/check (uazapi)", "POST",
    exchanges.CHECK.path, exchanges.ZAPYAPI, exchanges.CHECK.body)
SEND = exchanges.Exchange(
    "forward-durable",
    "Forwarded: POST /send/text (uazapi), durable before the call and after it", "POST",
    exchanges.SEND.path, exchanges.UAZAPI,
    {**exchanges.SEND.body, "number": "5531977000@CHAT@"})

# The vendor's answers as its documents show them; a send's id is another one each time.
CHECKED = [{"query": number, "jid": f"{number}@s.whatsapp.net",
            "lid": f"10000000000000{place}@lid", "isInWhatsapp": True, "verifiedName": ""}
           for place, number in enumerate(NUMBERS)]
MESSAGE = "3EB0538DA65A59${connection}A${connection_requests}"
SENT = {
    "id": f"5511999999999:{MESSAGE}", "messageid": MESSAGE,
    "chatid": "5531977000000@s.whatsapp.net", "sender": "5511999999999@s.whatsapp.net",
    "senderName": "Loja Exemplo", "isGroup": False, "fromMe": True,
    "messageType": "ExtendedTextMessage", "source": "web", "messageTimestamp": 1672531200000,
    "status": "Pending", "text": exchanges.SEND.body["text"], "quoted": "",
    "owner": "5511999999999",
    "response": {"status": "success", "message": "Message sent successfully"},
}


def comparisons(field, start):
    """Each forwarded request with the gateway and the proxy that forward it to one stub.

    Nothing without nginx, which is the stub. It shares the load's core and is nobody's CPU time.
    """
    if not field.nginx:
        return
    for exchange, vendor in ((READ, {"/chat/check": CHECKED}), (SEND, {"/send/text": SENT})):
        gateway = start(field.gateway())
        vendor = {f"/vendor{path}": _compact(answer) for path, answer in vendor.items()}
        vendor["/vendor/instance/status"] = servers.call(gateway.port, exchanges.STATUS).decode()
        with field.nginx_stub(vendor).wait_until_open() as first:
            _route(gateway.port, first.port)
            answer = servers.call(gateway.port, exchange)
        # Only now is it known how many bytes the proxy has to bring.
        exchange = servers.answered(exchange, answer)
        stub = start(field.nginx_stub(vendor, [exchange]))
        _route(gateway.port, stub.port)
        yield exchange, gateway, start(field.nginx_proxy(stub.port))


def _route(port, stub):
    """Has the stub carry the demo instance."""
    _control(port, f"/_sotaque/upstreams/{UPSTREAM}", {
        "dialect": "uazapi", "base_url": f"http://127.0.0.1:{stub}/vendor",
        "settings": {"token": "vendor-token"}, "limits": {"concurrent_calls": CALLS}})
    listed = json.loads(servers.call(port, exchanges.Exchange(
        "instances", "", "GET", "/_sotaque/instances", exchanges.CONTROL)))
    demo = next(one["id"] for one in listed["data"] if one["name"] == "demo")
    _control(port, f"/_sotaque/instances/{demo}/route", {"upstream": UPSTREAM})
    end = time.monotonic() + 10
    while not _is_connected(port):
        if time.monotonic() > end:
            raise RuntimeError("the gateway does not hear from the stub that it is connected")
        time.sleep(0.05)


def _is_connected(port):
    """Whether the link was asked for: until then nothing is forwarded."""
    return json.loads(servers.call(port, exchanges.STATUS))["status"]["connected"]


def _control(port, path, body):
    servers.call(port, exchanges.Exchange("put", "", "PUT", path, exchanges.CONTROL, body))


def _compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
