#!/usr/bin/env python3
"""Media URLs that lead where no tenant may go, or to servers that lie: targets.py URL BINARY

The URL is not used; the servers are our own: a demo, which may fetch from loopback, one with the
defaults, which may not, and one that may and has a small share for each tenant."""

import http.server
import json
import os
import pathlib
import sys
import tempfile
import threading
import time

from checks import Client, Server, check, end

PICTURE = bytes.fromhex("89504e470d0a1a0a") + bytes(64)
PNG = b"Content-Type: image/png\r\n"
FRIEND = "5511988888888"


class Host(http.server.BaseHTTPRequestHandler):
    """Answers each path with another lie."""

    # What is written for a path; PORT is ours.
    ANSWERS = {
        "/good": b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: %d\r\n\r\n" % len(PICTURE) + PICTURE,
        "/loop": b"HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n",
        "/file": b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        "/private": b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n"
                    b"Content-Length: 0\r\n\r\n",
        "/user": b"HTTP/1.1 302 Found\r\nLocation: http://a@127.0.0.1:PORT/good\r\n"
                 b"Content-Length: 0\r\n\r\n",
        "/nowhere": b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        "/longer": b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: 9999\r\n\r\n" + PICTURE,
        "/shorter": b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: 9\r\n\r\n" + PICTURE,
        "/huge": b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: 99999999999\r\n\r\n" + PICTURE,
        "/negative": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + PICTURE,
        "/both": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                 b"5\r\nabcde\r\n0\r\n\r\n",
        "/noise": bytes(range(256)) * 20, "/empty": b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "/none": b"HTTP/1.1 204 No Content\r\n\r\n", "/closed": b"",
        "/secret": b"HTTP/1.1 500 Oh\r\nContent-Length: 14\r\n\r\nsecret-of-host",
        "/interim": b"HTTP/1.1 100 Continue\r\n\r\n" * 50,
        "/head": b"HTTP/1.1 200 OK\r\n" + b"X-A: aaaaaaaaaa\r\n" * 10_000,
        "/pdf": b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: 9\r\n\r\n%PDF-1.7\n",
    }
    hits = []

    def do_GET(self):
        self.close_connection = True
        Host.hits.append(self.path)
        port = b"%d" % self.server.server_port
        try:
            self.lie(self.path, port)
        except OSError:
            pass  # The gateway had enough.

    def lie(self, path, port):
        if path.startswith("/hop"):
            left = int(path[4:])
            self.redirect(b"/hop%d" % (left - 1) if left > 1 else b"/good")
        elif path == "/gateway":
            self.redirect(self.server.gateway.encode() + b"/_sotaque/live")
        elif path == "/endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" + PNG + b"\r\n" + PICTURE)
            for _ in range(2000):
                self.wfile.write(bytes(65_536))
        elif path == "/drip":
            self.drip(b"HTTP/1.1 200 OK\r\n" + PNG + b"Content-Length: 9999\r\n\r\n")
        elif path == "/drip-head":
            self.drip(b"")
        elif path == "/never":
            time.sleep(45)
        elif path == "/slow-hop":
            time.sleep(11)
            self.redirect(b"/slow-hop")
        else:
            self.wfile.write(self.ANSWERS[path].replace(b"PORT", port))

    def redirect(self, location):
        self.wfile.write(b"HTTP/1.1 307 x\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")

    def drip(self, start):
        self.wfile.write(start)
        for byte in b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200:
            self.wfile.write(bytes([byte]))
            time.sleep(0.2)

    def log_message(self, *_):
        pass


class Listening(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


def main(binary):
    host = Listening(("127.0.0.1", 0), Host)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    with_server(binary, (), lambda server, folder: attack_spellings(server, host))
    with_server(binary, ("--demo",), lambda server, folder: attack_lies(server, host))
    with_server(binary, ("--config", "small.json"), lambda server, folder: attack_share(server, host))


def with_server(binary, arguments, attack):
    """Runs an attack on a server of its own, which must end in good order."""
    with tempfile.TemporaryDirectory() as folder:
        small = pathlib.Path(folder) / "small.json"
        small.write_text(json.dumps(
            {"allow_private_targets": ["127.0.0.0/8"], "limits": {"tenant_requests": 8}}))
        server = Server(binary, folder, [str(small) if one == "small.json" else one
                                         for one in arguments])
        try:
            attack(server, folder)
        finally:
            server.kill(15)


def connected(server):
    """The uazapi header of an instance that is connected."""
    client = Client(server.url)

    def control(path, body):
        return client.call("POST", "/_sotaque" + path, server.control, body).json

    tenant = control("/tenants", {"name": "targets"})
    instance = control("/instances", {"tenant": tenant["id"], "name": "targets"})
    control(f"/instances/{instance['id']}/connect", {})
    control(f"/sandbox/instances/{instance['id']}/scan", {})
    for number in range(20):
        control("/sandbox/phones", {"number": str(5511970000000 + number)})
    control("/sandbox/phones", {"number": FRIEND})
    return {"token": instance["tokens"]["uazapi"]}


def fetch(server, token, url, to=FRIEND):
    """Sends a picture from a URL; gives the answer, how long it took, and who was asked."""
    Host.hits.clear()
    start = time.monotonic()
    answer = Client(server.url, timeout=90).call(
        "POST", "/send/media", token, {"number": to, "type": "image", "file": url})
    return answer, time.monotonic() - start, list(Host.hits)


def attack_spellings(server, host):
    """Nobody is asked, and the answer is that of a name that does not exist."""
    token, port = connected(server), host.server_port
    own = server.url.rsplit(":", 1)[1]
    expected, _, _ = fetch(server, token, "http://nowhere.invalid/a.png")
    check(expected.status == 500, "a name that does not resolve cannot be fetched from", expected)
    spellings = [
        "127.0.0.1", "localhost", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1",
        "0177.0.0.1", "127.000.000.001", "0", "0.0.0.0", "127.0.0.2", "127.0.0.1.", "a@127.0.0.1",
        "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::1%25lo]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[0:0:0:0:0:0:0:1]", "127.0.0.1\\@a", "①27.0.0.1",
        "127。0。0。1", "%31%32%37.0.0.1", "127.0.0.1%2f", "127.0.0.1\r\nX-A: b", "169.254.169.254",
        "10.0.0.1", "100.64.0.1", "192.168.0.1", "[fe80::1]", "[fd00::1]",
    ]
    for spelling in spellings:
        for target, title in ((port, "not fetched"), (own, "not fetched, the gateway's own port")):
            answer, seconds, hits = fetch(server, token, f"http://{spelling}:{target}/good")
            check(answer.status == 500 and answer.body == expected.body and not hits and seconds < 2,
                  f"{title}: {spelling!r}", f"{answer} {seconds:.1f} s {hits}")


def attack_lies(server, host):
    token, base = {"token": "demo-instance-token"}, f"http://127.0.0.1:{host.server_port}"
    host.gateway = server.url
    for path, status, most in [
        ("/good", 200, 1), ("/hop3", 200, 4), ("/hop4", 500, 4), ("/loop", 500, 4), ("/file", 500, 1),
        ("/private", 500, 1), ("/user", 500, 1), ("/nowhere", 500, 1), ("/gateway", 500, 1),
        ("/longer", 500, 2), ("/shorter", 500, 1), ("/huge", 413, 1), ("/negative", 500, 1),
        ("/both", 500, 1), ("/noise", 500, 1), ("/empty", 415, 1), ("/none", 500, 1),
        ("/closed", 500, 2), ("/secret", 500, 1), ("/interim", 500, 1), ("/head", 500, 1),
        ("/pdf", 415, 1), ("/endless", 413, 1),
    ]:
        answer, seconds, hits = fetch(server, token, base + path)
        check(answer.status == status and len(hits) <= most and seconds < 5
              and b"secret" not in answer.body and b"live" not in answer.body,
              f"{status} for a host's {path}", f"{answer} {seconds:.1f} s {hits}")
    for name in ("127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]"):
        answer, _, _ = fetch(server, token, f"http://{name}:{server.url.rsplit(':', 1)[1]}/_sotaque/live")
        check(answer.status == 500, f"the gateway does not call itself: {name}", answer)
    # In chats of their own, for messages to one chat wait for each other.
    slow = {"/drip": "5531988887777", "/drip-head": FRIEND, "/never": "5521977776666",
            "/slow-hop": "120363000000000001@g.us"}
    results = at_once([(server, token, base + path, chat) for path, chat in slow.items()])
    for path, (answer, seconds, _) in zip(slow, results):
        check(answer.status == 500 and 29 <= seconds < 33, f"30 s for a host's {path}",
              f"{answer} {seconds:.1f} s")


def attack_share(server, host):
    """Of 20 requests that wait at once the tenant may have 8; another tenant is not concerned."""
    token, base = connected(server), f"http://127.0.0.1:{host.server_port}"
    calls = [(server, token, base + "/never", str(5511970000000 + number)) for number in range(20)]
    results, others = [], []
    thread = threading.Thread(target=lambda: results.extend(at_once(calls)))
    thread.start()
    time.sleep(3)
    client = Client(server.url)
    other = client.call("POST", "/_sotaque/tenants", server.control, {"name": "other"})
    key = {"Authorization": "Bearer " + other.json["credentials"]["bearer_key"]}
    others.append(client.call("POST", "/v1/instances", key, {"name": "other"}).status)
    others.append(client.call("GET", "/_sotaque/ready").status)
    check(others == [201, 200], "another tenant is served while one waits too much", others)
    thread.join()
    statuses = sorted(answer.status for answer, _, _ in results)
    # Loops that take requests at the same moment may each let one more in.
    refusals = statuses.count(429)
    check(12 - (os.cpu_count() or 1) <= refusals <= 12, "a tenant over its share gets 429", statuses)
    refused = [answer for answer, _, _ in results if answer.status == 429]
    check(all(one.headers.get("retry-after") for one in refused), "and is told when to come back",
          [one.headers for one in refused[:1]])


def at_once(calls):
    results = [None] * len(calls)

    def run(number):
        results[number] = fetch(*calls[number])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


if __name__ == "__main__":
    main(sys.argv[2])
    end()
