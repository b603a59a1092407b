#!/usr/bin/env python3
"""Serves one picture, one sound, one film and one document on loopback; prints where."""

import base64
import http.server

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
FILES = {
    "/picture.png": ("image/png", PNG),
    "/sound.ogg": ("audio/ogg", b"OggS\x00\x02" + bytes(8)),
    "/film.mp4": ("video/mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(12)),
    "/paper.pdf": ("application/pdf", b"%PDF-1.4\n%%EOF\n"),
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with one of the files."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        kind, body = FILES.get(self.path, ("text/plain", b"no such file"))
        self.send_response(200 if self.path in FILES else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
