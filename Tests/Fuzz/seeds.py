#!/usr/bin/env python3
"""Writes where a target's fuzzing begins, out of the fixtures: seeds.py FIXTURES TARGET FOLDER"""

import hashlib
import json
import pathlib
import sys

SPEECHES = ["uazapi", "megaapi", "zapyapi", "whatisup", "evolution"]


def exchanges(fixtures):
    """Every fixture with the name of its dialect."""
    for path in sorted(fixtures.rglob("*.json")):
        yield path.relative_to(fixtures).parts[0], json.loads(path.read_text())


def bodies(value):
    """Everything below a member `body`, `request` or `response` that is JSON."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "body" and isinstance(inner, (dict, list)):
                yield inner
            else:
                yield from bodies(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from bodies(inner)


def seeds(fixtures, target):
    for dialect, fixture in exchanges(fixtures):
        for body in bodies(fixture):
            text = json.dumps(body, ensure_ascii=False).encode()
            if target == "json":
                yield text
            elif target == "request":
                head = f"\x80POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: {len(text)}\r\n\r\n"
                yield head.encode("latin-1") + text
                yield (b"\x80POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                       + f"{len(text):x}\r\n".encode() + text + b"\r\n0\r\n\r\n")
            elif target == "response":
                yield (b"\x80HTTP/1.1 200 OK\r\n" + f"Content-Length: {len(text)}\r\n\r\n".encode()
                       + text)
            elif dialect in SPEECHES:
                first = bytes([SPEECHES.index(dialect)])
                yield first + (b"" if target == "hook" else b"\x00") + text


def main(fixtures, target, folder):
    for seed in seeds(pathlib.Path(fixtures), target):
        if len(seed) <= 4096:
            name = hashlib.sha256(seed).hexdigest()[:16]
            pathlib.Path(folder, name).write_bytes(seed)


main(*sys.argv[1:])
