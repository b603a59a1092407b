"""Runs the load tool that this machine has: wrk, else a tool of ours in Node, else in Python."""

import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
CONNECTIONS = 64


def tool(field):
    """The load tool's name as the report shows it."""
    if field.wrk:
        return "wrk"
    return "drive.js (Node)" if field.node else "drive.py (Python)"


def drive(field, port, exchange, seconds, tls=False, requests=None):
    """Sends one request over and over on 64 connections, for a time or until a count is reached.

    The result has requests, seconds, p50_us, p99_us; with a count only the first is sure to be
    there. Any failed request is an error.
    """
    url = f"{'https' if tls else 'http'}://127.0.0.1:{port}{exchange.path}"
    environment = {**os.environ, "BENCH_METHOD": exchange.method,
                   "BENCH_HEADERS": json.dumps(exchange.all_headers)}
    if exchange.payload:
        environment["BENCH_BODY"] = exchange.payload
    if requests:
        environment["BENCH_REQUESTS"] = str(requests)
    done = subprocess.run(
        _command(field, url, exchange, seconds), env=environment, capture_output=True,
        text=True, timeout=seconds + 30, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("result ")]
    if not lines:
        raise RuntimeError(f"the load tool failed: {(done.stderr or done.stdout)[-300:].strip()}")
    result = json.loads(lines[-1].removeprefix("result "))
    if result["errors"] or not result["requests"]:
        raise RuntimeError(
            f"{result['errors']} of {result['requests']} requests failed at {exchange.path}")
    return result


def _command(field, url, exchange, seconds):
    if not field.wrk:
        program = [field.node, HERE / "drive.js"] if field.node \
            else [sys.executable, HERE / "drive.py"]
        return [*map(str, program), url, str(seconds), str(CONNECTIONS)]
    command = [field.wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s",
               "--timeout", "10s", "-s", str(HERE / "drive.lua")]
    for name, value in exchange.all_headers.items():
        command += ["-H", f"{name}: {value}"]
    return [*command, url]
