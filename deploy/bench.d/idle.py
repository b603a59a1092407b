"""Start-up, memory at rest, and memory of connections that wait."""

import contextlib
import resource
import socket
import ssl
import statistics
import sys
import time

import exchanges
import load
import servers

STARTS = 7
MESSAGES = 100_000
PLAIN_CONNECTIONS = 10_000
TLS_CONNECTIONS = 2_000
WARM_UP = 100


def measure_starts(field, problems):
    """Time from exec to the first 200, and memory after a second of rest, as medians."""
    print("== start-up and memory at rest", file=sys.stderr, flush=True)
    results = []

    def add(name, make):
        with _noted(problems, name):
            results.append({"name": name, **_starts(make)})

    add("gateway, empty data folder", field.gateway)
    data = field.path("data")
    with field.gateway(data) as server:
        server.wait_until_open()
    add("gateway, demo data", lambda: field.gateway(data))
    with _noted(problems, "storing messages"):
        stored = _store(field, data)
        add(f"gateway, {stored:,} stored messages", lambda: field.gateway(data))
    samples = [_constant()]
    if field.nginx:
        add("nginx", lambda: field.nginx_return(samples))
    if field.node:
        add("node", lambda: field.node_server(samples))
    return results


def measure_connections(field, problems):
    """Growth of resident memory by connections of which each had one answer."""
    print("== idle connections", file=sys.stderr, flush=True)
    results, samples = [], [_constant()]
    makers = [("gateway", field.gateway), ("nginx", field.nginx and (
        lambda tls=False: field.nginx_return(samples, tls))),
        ("node", field.node and (lambda: field.node_server(samples)))]
    for name, make in makers:
        if make:
            with _noted(problems, f"connections, {name}"):
                results.append(_connections(name, make(), PLAIN_CONNECTIONS, None))
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for name, make in makers[:2] if field.certificate else []:
        if make:
            with _noted(problems, f"TLS connections, {name}"):
                results.append(_connections(name, make(tls=True), TLS_CONNECTIONS, context))
    return results


def _starts(make):
    times, resident, private, cpu = [], [], [], []
    for _ in range(STARTS):
        with make() as server:
            times.append(_first_answer(server))
            time.sleep(1)
            resident.append(server.resident_bytes())
            private.append(server.resident_bytes("RssAnon"))
            cpu.append(server.cpu_seconds())
    return {"first_answer_ms": statistics.median(times), "starts_ms": times,
            "resident": statistics.median(resident), "private": statistics.median(private),
            "cpu_ms": statistics.median(cpu) * 1000}


def _first_answer(server, seconds=60):
    """Milliseconds from exec to the first 200; tries again every half millisecond."""
    request = exchanges.STATUS.raw()
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.is_running():
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
                connection.sendall(request)
                if connection.recv(4096).startswith(b"HTTP/1.1 200 "):
                    return (time.perf_counter_ns() - server.started_ns) / 1e6
        time.sleep(0.0005)
    raise RuntimeError("no answer after its start")


def _store(field, data):
    """Sends until the folder has that many messages, and says how many they are."""
    with field.gateway(data) as server:
        server.wait_until_open()
        result = load.drive(
            field, server.port, exchanges.SEND, seconds=300, requests=MESSAGES)
        return result["requests"]


def _connections(name, server, count, context):
    with server, contextlib.ExitStack() as stack:
        server.wait_until_open()
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 500
        count = min(count, limit)
        # The gateway lets go of what only its start needs half a second later; and what the first
        # answers allocate once is not the connections'.
        time.sleep(1)
        with contextlib.ExitStack() as first:
            _open(server.port, WARM_UP, context, first)
        time.sleep(0.3)
        before = server.resident_bytes()
        _open(server.port, count, context, stack)
        time.sleep(0.5)
        after = server.resident_bytes()
    return {"server": name, "tls": context is not None, "count": count,
            "bytes_each": (after - before) / count, "resident": after}


def _open(port, count, context, stack):
    request = exchanges.STATUS.raw()
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", port), timeout=10)
        if context:
            connection = context.wrap_socket(connection)
        stack.enter_context(connection)
        connection.sendall(request)
        if not connection.recv(16384).startswith(b"HTTP/1.1 200 "):
            raise RuntimeError("a connection got no answer")


def _constant():
    """The status exchange with an answer for peers that need no gateway to copy."""
    return servers.answered(exchanges.STATUS, b'{"status":{"connected":true}}')


@contextlib.contextmanager
def _noted(problems, name):
    try:
        yield
    except (OSError, RuntimeError) as error:
        problems.append(f"{name}: {error}")
