"""Deliveries a second and CPU time of each, beside plain senders in Node and Python."""

import json
import resource
import subprocess
import sys
import time

import exchanges
import load
import servers
from processes import TICKS

SECONDS = 4
CHATS = 64
SEND = exchanges.Exchange(
    "send", "", "POST", "/send/text", exchanges.UAZAPI,
    {"number": "5531977000@CHAT@", "text": "Olá! Seu pedido 1234 saiu para entrega."})
WEBHOOK = {"url": "", "enabled": True, "events": ["messages"]}


def measure(field, problems):
    """One row for the gateway and one for each sender; the receiver is nginx, or nothing is done."""
    if not field.nginx or not field.wrk:
        problems.append("deliveries: they need nginx as the receiver, and wrk")
        return []
    receiver_sample = exchanges.Exchange("hook", "", "POST", "/hook", {}, answer=b"{}")
    rows = []
    with field.nginx_return([receiver_sample]).wait_until_open() as receiver:
        target = f"http://127.0.0.1:{receiver.port}/hook"
        row, body = _gateway(field, target)
        rows.append(row)
        sample = field.path("event.json")
        sample.write_text(json.dumps(body), encoding="utf-8")
        count = min(20000, row["count"] // 4 * 4)
        for name, command in _senders(field):
            rows.append(_sender(field, name, [*command, target, str(count), str(sample)], count))
    return rows


def _gateway(field, target):
    """What a send costs without and with an endpoint; the difference is the delivery's."""
    with field.gateway().wait_until_open() as plain:
        alone, _, _ = _sends(field, plain)
    with field.gateway().wait_until_open() as gateway:
        servers.call(gateway.port, exchanges.Exchange(
            "hook", "", "POST", "/webhook", exchanges.UAZAPI, {**WEBHOOK, "url": target}))
        together, count, seconds = _sends(field, gateway, until_delivered=True)
        body = _last_body(gateway)
        resident = gateway.resident_bytes()
    return {"name": "gateway", "count": count, "rate": count / seconds,
            "cpu_us": (together - alone) * 1e6, "resident": resident}, body


def _sends(field, gateway, until_delivered=False):
    """CPU seconds a send, how many there were, and how long until all were delivered."""
    for chat in range(CHATS):
        servers.call(gateway.port, exchanges.Exchange(
            "phone", "", "POST", "/_sotaque/sandbox/phones", exchanges.CONTROL,
            {"number": f"5531977000{chat:03}", "name": f"Chat {chat}"}))
    before, start = gateway.cpu_seconds(), time.monotonic()
    count = load.drive(field, gateway.port, SEND, SECONDS)["requests"]
    while until_delivered and _open(gateway):
        if time.monotonic() - start > 300:
            raise RuntimeError("deliveries do not come to an end")
        time.sleep(0.5)
    seconds = time.monotonic() - start
    return (gateway.cpu_seconds() - before) / count, count, seconds


def _open(gateway):
    metrics = servers.call(gateway.port, exchanges.Exchange(
        "metrics", "", "GET", "/_sotaque/metrics", exchanges.CONTROL)).decode()
    for line in metrics.splitlines():
        if line.startswith("sotaque_deliveries_open "):
            return float(line.split()[1])
    raise RuntimeError("the metrics say nothing of deliveries")


def _last_body(gateway):
    answer = json.loads(servers.call(gateway.port, exchanges.Exchange(
        "last", "", "GET", "/_sotaque/deliveries?state=succeeded&limit=1", exchanges.CONTROL)))
    return answer["data"][0].get("payload") or {}


def _senders(field):
    if field.node:
        yield "node", [field.node, str(servers.HERE / "sender.js")]
    yield "python", [sys.executable, str(servers.HERE / "sender.py")]


def _sender(field, name, command, count):
    before, start = _children(), time.monotonic()
    with field.cores.server_side():
        child = subprocess.Popen(command)
    if child.wait(timeout=300) != 0:
        raise RuntimeError(f"the sender in {name} failed")
    seconds = time.monotonic() - start
    return {"name": name, "count": count, "rate": count / seconds,
            "cpu_us": max(_children() - before, 1 / TICKS) / count * 1e6, "resident": None}


def _children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
