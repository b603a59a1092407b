"""A proxy before an upstream that breaks calls in every way that networks and web servers know.

It understands just enough HTTP to break it: a fault concerns the next so many sends, everything else
passes. What a fault leaves open about a send is in FAULTS."""

import collections
import http.client
import socket
import struct
import threading
import time
import urllib.parse

# How long an answer is held back by what stalls; upstreams are given less than that.
STALL = 1.3
SENDS = ("/send/", "/message/send", "/messages")

# What a client may be told of its send when its only request meets the fault. "no" says that nothing
# was sent, which only those may say that are certain of it; a reference or an echo turns what is
# unknown into a success.
OPEN, CERTAIN_NO, WELL = {"unknown", "success"}, {"no"}, {"success"}
FAULTS = {
    "none": WELL, "slow": WELL, "drip": WELL, "interim": WELL,
    "refuse": {"no", "success"}, "drop_idle": {"no", "unknown", "success"},
    "text_401": CERTAIN_NO, "page_400": CERTAIN_NO, "busy_429": CERTAIN_NO, "moved_307": {"no", "unknown"},
    "reset_in_body": OPEN, "reset_before": OPEN, "close_before": OPEN, "stall_before": OPEN,
    "late": OPEN, "page_500": OPEN, "page_502": OPEN, "text_504": OPEN,
    "reset_after": OPEN, "close_after": OPEN, "stall_after": OPEN, "truncated": OPEN,
    "half_json": OPEN, "page_500_after": OPEN, "page_502_after": OPEN, "empty_200": OPEN,
    "page_200": OPEN, "garbage": OPEN, "head_only": OPEN,
}
PAGE = b"<html><head><title>Error</title></head><body>It broke.</body></html>"

Request = collections.namedtuple("Request", "method path fields body")


class Gate:
    """A point of a send's way where the proxy stops until it is let on.

    The stages are "request" (read, not handed on), "answer" (there, not handed back) and "after"
    (handed back)."""

    def __init__(self, stage):
        self.stage = stage
        self.reached, self.opened = threading.Event(), threading.Event()

    def pass_through(self):
        self.reached.set()
        self.opened.wait(30)


class Proxy:
    """Listens for an upstream and hands requests on to it, except when told otherwise."""

    def __init__(self, target):
        parts = urllib.parse.urlsplit(target)
        self.target = (parts.hostname, parts.port)
        self.lock = threading.RLock()
        self.connections, self.running = set(), 0
        self.fault, self.times, self.applied = "none", 0, 0
        self.gate = None
        self.port, self.listener = 0, None
        self.open()
        self.url = f"http://127.0.0.1:{self.port}"

    # What the tests do

    def plan(self, fault, times=1):
        """Breaks the next so many sends."""
        with self.lock:
            self.fault, self.times, self.applied = fault, times, 0

    def clear(self):
        """Breaks nothing any more."""
        self.plan("none", 0)
        self.gate = None
        if self.listener is None:
            self.open()

    def open(self):
        """Listens, on the same port as before."""
        for _ in range(100):
            try:
                self.listener = socket.create_server(("127.0.0.1", self.port), backlog=128)
                break
            except OSError:
                # Somebody's outgoing connection has the port for a moment.
                time.sleep(0.1)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def refuse(self):
        """Refuses connections, and ends those that there are."""
        listener, self.listener = self.listener, None
        if listener is not None:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.drop()

    def drop(self):
        """Ends the connections that there are."""
        with self.lock:
            connections = list(self.connections)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    @property
    def is_idle(self):
        """Whether no request is being carried."""
        return self.running == 0

    # Carrying

    def accept(self, listener):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.connections.add(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        reader = connection.makefile("rb")
        try:
            while self.exchange(connection, reader):
                pass
        except (OSError, ValueError, http.client.HTTPException):
            pass
        finally:
            with self.lock:
                self.connections.discard(connection)
            reader.close()
            connection.close()

    def exchange(self, connection, reader):
        """One request and what becomes of it; false when the connection is at its end."""
        line = reader.readline(65536).split()
        if len(line) != 3:
            return False
        fields = http.client.parse_headers(reader)
        # The first segment tells base URLs apart and is nobody's.
        path = "/" + line[1].decode().lstrip("/").partition("/")[2]
        fault = self.take(path)
        if fault == "reset_in_body":
            reset(connection)
            return False
        body = reader.read(int(fields.get("Content-Length") or 0))
        request = Request(line[0].decode(), path, fields, body)
        with self.lock:
            self.running += 1
        try:
            return Exchange(self, connection, request).run(fault)
        finally:
            with self.lock:
                self.running -= 1

    def take(self, path):
        """The fault that a request meets."""
        with self.lock:
            if self.times <= 0 or not is_send(path):
                return "none"
            self.times -= 1
            self.applied += 1
            return self.fault


class Exchange:
    """One request on its way; a method for each fault."""

    def __init__(self, proxy, connection, request):
        self.proxy, self.connection, self.request = proxy, connection, request

    def run(self, fault):
        gate = self.proxy.gate if is_send(self.request.path) else None
        stage = gate.stage if gate else None
        if stage == "request":
            gate.pass_through()
        if stage == "answer":
            self.forward = lambda forward=self.forward: wait_at(gate, forward())
        ends = getattr(self, "do_" + fault)() is False
        if stage == "after":
            gate.pass_through()
        return not ends

    def forward(self):
        """Hands the request on; gives the answer's bytes, head and body."""
        upstream = http.client.HTTPConnection(*self.proxy.target, timeout=30)
        fields = {name: value for name, value in self.request.fields.items()
                  if name.lower() not in ("connection", "host", "content-length")}
        upstream.request(self.request.method, self.request.path, self.request.body or None, fields)
        answer = upstream.getresponse()
        body = answer.read()
        upstream.close()
        kept = [(name, value) for name, value in answer.getheaders()
                if name.lower() not in ("connection", "content-length", "transfer-encoding")]
        return head(answer.status, kept, len(body)), body

    def send(self, *parts):
        self.connection.sendall(b"".join(parts))

    def answer(self, status, body=PAGE, kind="text/html", *fields):
        self.send(head(status, [("Content-Type", kind), *fields], len(body)), body)

    def do_none(self):
        self.send(*self.forward())

    # The port is closed, or connections are, before the request comes: see Route.

    do_refuse = do_drop_idle = do_none

    def do_slow(self):
        answer = self.forward()
        time.sleep(0.3)
        self.send(*answer)

    def do_drip(self):
        data = b"".join(self.forward())
        step = max(1, len(data) // 8)
        for start in range(0, len(data), step):
            self.send(data[start:start + step])
            time.sleep(0.02)

    def do_interim(self):
        self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.do_none()

    # Certainly not handed on

    def do_text_401(self):
        self.answer(401, b"Unauthorized", "text/plain")

    def do_page_400(self):
        self.answer(400)

    def do_busy_429(self):
        self.answer(429, b"slow down", "text/plain", ("Retry-After", "1"))

    def do_moved_307(self):
        self.answer(307, b"", "text/plain", ("Location", "http://127.0.0.1:1/elsewhere"))

    # Not handed on, which nobody else can know

    def do_reset_before(self):
        reset(self.connection)
        return False

    def do_close_before(self):
        return False

    def do_stall_before(self):
        time.sleep(STALL)
        return False

    def do_page_500(self):
        self.answer(500)

    def do_page_502(self):
        self.answer(502)

    def do_text_504(self):
        self.answer(504, b"upstream request timeout", "text/plain")

    # Handed on

    def do_late(self):
        time.sleep(STALL)
        self.forward()
        return False

    def do_reset_after(self):
        self.forward()
        reset(self.connection)
        return False

    def do_close_after(self):
        self.forward()
        return False

    def do_stall_after(self):
        self.forward()
        time.sleep(STALL)
        return False

    def do_truncated(self):
        first, body = self.forward()
        self.send(first, body[:len(body) // 2])
        return False

    def do_head_only(self):
        first, _ = self.forward()
        self.send(first[:len(first) // 2])
        return False

    def do_half_json(self):
        _, body = self.forward()
        self.answer(200, body[:len(body) // 2], "application/json")

    def do_page_500_after(self):
        self.forward()
        self.answer(500)

    def do_page_502_after(self):
        self.forward()
        self.answer(502)

    def do_empty_200(self):
        self.forward()
        self.answer(200, b"", "application/json")

    def do_page_200(self):
        self.forward()
        self.answer(200)

    def do_garbage(self):
        self.forward()
        self.send(b"\x16\x03\x01\x02\x00\x01\x00 this is no HTTP\r\n\r\n" * 4)
        return False


def is_send(path):
    return any(part in path for part in SENDS)


def wait_at(gate, answer):
    gate.pass_through()
    return answer


def reset(connection):
    """Ends a connection with a reset instead of an orderly close."""
    # It is closed as soon as nothing reads from it any more.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def head(status, fields, length):
    lines = [f"HTTP/1.1 {status} Proxied", *(f"{name}: {value}" for name, value in fields)]
    if status >= 200:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n"
