"""Requests a second, CPU time and latency of the gateway and its peers, in alternating rounds."""

import contextlib
import statistics
import sys

import forwards
import load
import servers
from processes import Busy


class Entrant:
    """A server in a comparison. Its CPU time and memory are those of all its processes."""

    def __init__(self, name, server, *behind, tls=False):
        self.name, self.port, self.tls = name, server.port, tls
        self.processes = [server, *behind]
        self.rounds = []

    def run(self, field, exchange, seconds):
        before, busy = self._cpu(), Busy(field.cores)
        result = load.drive(field, self.port, exchange, seconds, self.tls)
        used = self._cpu() - before
        self.rounds.append({
            "rate": result["requests"] / result["seconds"],
            "cpu_us": used / result["requests"] * 1e6,
            "others": busy.share_of_others(used),
            "p50_us": result["p50_us"],
            "p99_us": result["p99_us"],
            "resident": sum(one.resident_bytes() for one in self.processes),
        })

    def is_running(self):
        return all(one.is_running() for one in self.processes)

    def _cpu(self):
        return sum(one.cpu_seconds() for one in self.processes)


def measure(field, rounds, seconds, problems):
    """A comparison for each exchange: entrants in turn, round after round."""
    with contextlib.ExitStack() as stack:
        def start(server):
            return stack.enter_context(server).wait_until_open()

        plain = start(field.gateway())
        servers.fill(plain.port)
        samples = servers.sample(plain.port)
        results = []
        for name, exchange, entrants in _comparisons(field, start, plain, samples):
            print(f"== {name}", file=sys.stderr, flush=True)
            results.append(_compare(field, name, exchange, entrants, rounds, seconds, problems))
        return results


def _comparisons(field, start, plain, samples):
    get, listing, check, send = samples
    nginx = start(field.nginx_return(samples)) if field.nginx else None
    proxy = start(field.nginx_proxy(nginx.port)) if nginx else None
    node = start(field.node_server(samples)) if field.node else None

    def entrants(gateway, with_proxy=False):
        found = [Entrant("gateway", gateway)]
        if nginx:
            found.append(Entrant("nginx", nginx))
        if proxy and with_proxy:
            found.append(Entrant("nginx proxy", proxy, nginx))
        if node:
            found.append(Entrant("node", node))
        return found

    yield get.title, get, entrants(plain, with_proxy=True)
    yield listing.title, listing, entrants(plain)
    yield check.title, check, entrants(plain, with_proxy=True)
    # What it stores slows nobody else down: it has a gateway of its own.
    yield send.title, send, entrants(start(field.gateway()))
    if field.certificate:
        secure = start(field.gateway(tls=True))
        peer = start(field.nginx_return(samples, tls=True)) if field.nginx else None
        for exchange in (get, check):
            found = [Entrant("gateway", secure, tls=True)]
            if peer:
                found.append(Entrant("nginx", peer, tls=True))
            yield f"TLS: {exchange.title}", exchange, found
    for exchange, gateway, forwarder in forwards.comparisons(field, start):
        yield exchange.title, exchange, [
            Entrant("gateway", gateway), Entrant("nginx forward", forwarder)]


def _compare(field, name, exchange, entrants, rounds, seconds, problems):
    for _ in range(rounds):
        for entrant in entrants:
            if not entrant.is_running():
                continue
            try:
                entrant.run(field, exchange, seconds)
            except (OSError, RuntimeError) as error:
                problems.append(f"{name}, {entrant.name}: {error}")
    problems += [f"{name}, {entrant.name}: the server ended before the rounds did"
                 for entrant in entrants if not entrant.is_running()]
    return {
        "id": ("tls-" if name.startswith("TLS") else "") + exchange.name,
        "title": name,
        "request_bytes": len((exchange.payload or "").replace("@CHAT@", "000").encode()),
        "answer_bytes": len(exchange.answer),
        "servers": {one.name: {"median": medians(one.rounds), "rounds": one.rounds}
                    for one in entrants if one.rounds},
    }


def medians(rounds):
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


def ratio(comparison, key, peer):
    """The median over the rounds of the gateway's number through the peer's of the same round."""
    ours = comparison["servers"].get("gateway", {}).get("rounds", [])
    theirs = comparison["servers"].get(peer, {}).get("rounds", [])
    pairs = [(a[key], b[key]) for a, b in zip(ours, theirs) if b[key]]
    return statistics.median(a / b for a, b in pairs) if pairs else None
