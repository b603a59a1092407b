"""Starts the gateway and its peers, each as one process on the servers' core."""

import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import subprocess

import exchanges
from processes import Cores, Server, free_port

HERE = pathlib.Path(__file__).parent
CONNECTION_LIMIT = 12000


class Field:
    """What is there to measure with: the binary, a folder, cores, and the peers' programs."""

    def __init__(self, binary, folder):
        self.binary = binary
        self.folder = pathlib.Path(folder)
        self.cores = Cores()
        self.nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
        self.node = shutil.which("node") or shutil.which("nodejs")
        self.wrk = shutil.which("wrk")
        self.certificate = self._make_certificate()
        self._count = 0

    def path(self, name):
        """A new name in the folder."""
        self._count += 1
        return self.folder / f"{self._count}-{name}"

    def gateway(self, data=None, tls=False):
        """A demo gateway with one loop; it may not listen yet."""
        port = free_port()
        command = [self.binary, "serve", "--demo", "--loops", "1",
                   "--listen", f"127.0.0.1:{port}",
                   "--data", str(data or self.path("data")),
                   "--limits.connections", str(CONNECTION_LIMIT)]
        if tls:
            chain, key = self.certificate
            command += ["--tls-certificate", str(chain), "--tls-key", str(key)]
        return Server(command, port, self.cores, self.path("gateway.log"))

    def nginx_return(self, samples, tls=False):
        """nginx that answers each path with constant bytes, as many as the gateway's answer has."""
        locations = "\n".join(_location(sample) for sample in samples)
        return self._nginx(locations, tls, upstream=free_port())

    def nginx_proxy(self, upstream_port):
        """nginx that passes everything on to another server."""
        location = ("location / { proxy_pass http://upstream; proxy_http_version 1.1; "
                    'proxy_set_header Connection ""; }')
        return self._nginx(location, False, upstream_port)

    def nginx_stub(self, vendor, samples=()):
        """nginx as a vendor: constant answers by path, and those that a proxy passes on."""
        locations = [f"location = {path} {{ return 200 '{answer}'; }}"
                     for path, answer in vendor.items()]
        locations += map(_location, samples)
        return self._nginx("\n".join(locations), False, upstream=free_port(), on_load_core=True)

    def _nginx(self, locations, tls, upstream, on_load_core=False):
        port, prefix = free_port(), self.path("nginx")
        prefix.mkdir()
        listen = f"listen 127.0.0.1:{port} backlog=4096{' ssl' if tls else ''};"
        if tls:
            chain, key = self.certificate
            listen += f" ssl_certificate {chain}; ssl_certificate_key {key};"
        text = (HERE / "nginx.conf").read_text()
        for name, value in {"CONNECTIONS": CONNECTION_LIMIT, "UPSTREAM": upstream,
                            "LISTEN": listen, "LOCATIONS": locations,
                            "FILLER": "x" * 1000}.items():
            text = text.replace(f"@{name}@", str(value))
        (prefix / "nginx.conf").write_text(text)
        command = [self.nginx, "-p", str(prefix), "-e", "stderr", "-c", "nginx.conf"]
        return Server(command, port, self.cores, self.path("nginx.log"),
                      on_load_core=on_load_core)

    def node_server(self, samples):
        """A bare Node http server that parses each body and writes the gateway's answer anew."""
        port, answers = free_port(), self.path("answers.json")
        answers.write_text(json.dumps({one.path: json.loads(one.answer) for one in samples}))
        command = [self.node, str(HERE / "peer.js"), str(port), str(answers)]
        return Server(command, port, self.cores, self.path("node.log"))

    def _make_certificate(self):
        """A self-signed P-256 certificate, or nothing without the openssl program."""
        if not shutil.which("openssl"):
            return None
        chain, key = self.folder / "chain.pem", self.folder / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", key, "-out", chain, "-days", "2", "-subj", "/CN=127.0.0.1",
             "-addext", "subjectAltName=IP:127.0.0.1"],
            check=True, capture_output=True, timeout=30)
        os.chmod(key, 0o600)
        return chain, key


def call(port, exchange):
    """The answer's body to one request; anything but success is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        payload = (exchange.payload or "").replace("@CHAT@", "000").encode()
        connection.request(exchange.method, exchange.path, headers=exchange.all_headers,
                           body=payload or None)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if not 200 <= response.status < 300:
        raise RuntimeError(f"{exchange.path} answers {response.status} {body[:200]!r}")
    return body


def fill(port):
    """Brings the demo tenant to as many instances as the list shows."""
    for number in range(exchanges.INSTANCES - 2):
        name = f"bench-{number}"
        call(port, exchanges.Exchange(
            "make", "", "POST", "/_sotaque/instances", exchanges.CONTROL,
            {"tenant": "demo", "name": name}))


def sample(port):
    """Every exchange with the answer that the gateway gives to it."""
    return [answered(one, call(port, one)) for one in exchanges.ALL]


def answered(exchange, answer):
    """The exchange with the answer that peers shall copy."""
    return dataclasses.replace(exchange, answer=answer)


def _location(one):
    """A literal where nginx's parser takes one so long, else a constant repeated."""
    size = len(one.answer)
    text = "x" * size if size < 3000 else "${filler}" * (size // 1000) + "x" * (size % 1000)
    return f"location = {one.path.partition('?')[0]} {{ return 200 '{text}'; }}"
