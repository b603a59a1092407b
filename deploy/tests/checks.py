"""What the scripts of this folder share: lines `ok` and `not ok`, JSON over HTTP, a server to kill."""

import base64
import http.client
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

CONTROL = {"Authorization": "Bearer demo-control-token"}

_failures = 0


def check(is_good, title, detail=""):
    """Prints one line of the result; what was seen follows a failure."""
    global _failures
    line = f"{'ok' if is_good else 'not ok'} {title}\n"
    if not is_good:
        _failures += 1
        if detail != "":
            line += f"# {detail}"[:600].replace("\n", " ") + "\n"
    # One write, for threads that print at the same time.
    print(line, end="", flush=True)
    return is_good


def skip(title, reason):
    """Prints that something could not be tried here."""
    print(f"ok {title} # SKIP {reason}", flush=True)


def end():
    """Ends the script with the status that its lines ask for."""
    sys.exit(1 if _failures else 0)


class Answer:
    """A status, headers and a body."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        """The body as JSON; an empty object when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    def __str__(self):
        return f"{self.status} {self.body[:400]!r}"


class Client:
    """A connection that is kept open, and opened anew when it was closed."""

    def __init__(self, url, timeout=20):
        parts = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)

    def call(self, method, path, headers=None, body=None):
        """Sends one request, its body as JSON unless it is bytes already."""
        headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        try:
            try:
                self.connection.request(method, path, body=body, headers=headers)
            except BrokenPipeError:
                # Closed since the last answer: nothing of this request was read.
                self.connection.close()
                self.connection.request(method, path, body=body, headers=headers)
            return Answer(self.connection.getresponse())
        except Exception:
            self.connection.close()
            raise


def data_url_bytes(text):
    """The bytes of a `data:…;base64,…` URL."""
    return base64.b64decode(text.split(",", 1)[1])


def free_port():
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_until(condition, seconds):
    """Whether the condition came true within so many seconds."""
    end_of_wait = time.monotonic() + seconds
    while time.monotonic() < end_of_wait:
        if condition():
            return True
        time.sleep(0.05)
    return False


class Server:
    """A server of our own on a free port, the demo unless told otherwise, with its data in a folder."""

    def __init__(self, binary, folder, arguments=("--demo",), port=0):
        self.url = f"http://127.0.0.1:{port}"
        self.binary = binary
        self.folder = pathlib.Path(folder)
        self.arguments = arguments
        self.start()

    def start(self):
        """Starts it, on its old port if it had one, and waits until it says where it listens."""
        address = self.url.removeprefix("http://")
        self.log = open(self.folder / "server.log", "ab")
        self.process = subprocess.Popen(
            [self.binary, "serve", *self.arguments, "--listen", address,
             "--data", str(self.folder / "data")],
            stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        found = re.match(r"listening on (http://127\.0\.0\.1:\d+)", line)
        if not found:
            self.kill()
            raise RuntimeError(f"the server did not start: {line!r}, see its log: {self.tail()}")
        self.url = found.group(1)

    @property
    def control(self):
        """The header that opens the control API of a server that is no demo."""
        token = (self.folder / "data" / "control-token").read_text().strip()
        return {"Authorization": "Bearer " + token}

    def tail(self):
        """The last of its log."""
        return (self.folder / "server.log").read_bytes()[-600:].decode(errors="replace")

    def kill(self, number=signal.SIGKILL):
        """Sends a signal and waits for the end; gives the status."""
        self.process.send_signal(number)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        self.log.close()
        return status
