"""The requests that are measured. Peers answer the same paths with as many bytes."""

import dataclasses
import json

UAZAPI = {"token": "demo-instance-token"}
ZAPYAPI = {"x-api-key": "demo-api-key"}
CONTROL = {"Authorization": "Bearer demo-control-token"}
INSTANCES = 100


@dataclasses.dataclass(frozen=True)
class Exchange:
    """One request, where its servers are found, and the answer that the gateway gave to it."""

    name: str
    title: str
    method: str
    path: str
    headers: dict
    body: object = None
    answer: bytes = b""

    @property
    def payload(self):
        return None if self.body is None else json.dumps(self.body, ensure_ascii=False)

    @property
    def all_headers(self):
        extra = {} if self.body is None else {"Content-Type": "application/json"}
        return {**self.headers, **extra}

    def raw(self):
        """The request's bytes as they go over a socket."""
        body = (self.payload or "").encode()
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        lines += [f"{name}: {value}" for name, value in self.all_headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


STATUS = Exchange(
    "get", "GET /instance/status (uazapi)", "GET", "/instance/status", UAZAPI)
LIST = Exchange(
    "list", f"GET /api/instances, {INSTANCES} of them (ZapyAPI)", "GET",
    f"/api/instances?page=1&limit={INSTANCES}", ZAPYAPI)
CHECK = Exchange(
    "json", "POST check-numbers, stores nothing (ZapyAPI)", "POST",
    "/api/instances/demo/check-numbers", ZAPYAPI,
    {"numbers": ["5511988888888", "5511977777777", "5511966666666", "5521988888888",
                 "5531988888888", "5541988888888"]})
SEND = Exchange(
    "durable", "POST /send/text, durable before it is answered (uazapi)", "POST",
    "/send/text", UAZAPI,
    {"number": "5511988888888", "text": "Olá! Seu pedido 1234 saiu para entrega."})
ALL = [STATUS, LIST, CHECK, SEND]
