"""The project's targets, and the floors under which a change is not taken."""

import dataclasses
import typing

import rates

MEGABYTE = 1e6


@dataclasses.dataclass(frozen=True)
class Target:
    """What is aimed at, and the worst that is accepted; `is_least` says that more is better."""

    title: str
    target: float
    floor: float
    is_least: bool
    unit: str
    measured: typing.Optional[float]

    @property
    def verdict(self):
        if self.measured is None:
            return "not measured"
        sign = 1 if self.is_least else -1
        if sign * self.measured >= sign * self.target:
            return "met"
        return "missed, above the floor" if sign * self.measured >= sign * self.floor \
            else "under the floor"

    def show(self, value):
        if value is None:
            return "-"
        sign = ("≥ " if self.is_least else "≤ ") if value is not self.measured else ""
        digits = 2 if self.unit == "x" else 0 if self.unit == "B" or value >= 100 else 1
        return f"{sign}{value:,.{digits}f}{'x' if self.unit == 'x' else ' ' + self.unit}"


def judge(results):
    """Every target with what was measured; nothing where a peer was missing."""
    paths = {one["id"]: one for one in results["rates"]}
    starts = {one["name"]: one for one in results["start"]}
    connections = {(one["server"], one["tls"]): one for one in results["connections"]}

    def ratio(path, key, peer):
        return rates.ratio(paths[path], key, peer) if path in paths else None

    def value(found, key, scale=1.0):
        return found[key] / scale if found else None

    empty = starts.get("gateway, empty data folder")
    rows = [
        ("GET, CPU a request, to nginx `return 200`", 0.95, 1.10, False, "x",
         ratio("get", "cpu_us", "nginx")),
        ("JSON POST that stores nothing, requests/s, to nginx `return 200`", 0.90, 0.75, True, "x",
         ratio("json", "rate", "nginx")),
        ("the same, to bare Node", 2.5, 2.0, True, "x", ratio("json", "rate", "node")),
        ("durable POST, requests/s, to nginx `return 200`", 0.45, 0.35, True, "x",
         ratio("durable", "rate", "nginx")),
        ("the same, to bare Node that stores nothing", 1.2, 1.0, True, "x",
         ratio("durable", "rate", "node")),
        ("TLS keep-alive POST, requests/s, to nginx TLS", 0.95, 0.80, True, "x",
         ratio("tls-json", "rate", "nginx")),
        ("forward with translation, CPU a request, to nginx `proxy_pass`", 1.0, 1.25, False, "x",
         ratio("forward", "cpu_us", "nginx forward")),
        ("resident memory at rest, empty data folder", 12, 16, False, "MB",
         value(empty, "resident", MEGABYTE)),
        ("idle connection", 512, 2000, False, "B",
         value(connections.get(("gateway", False)), "bytes_each")),
        ("idle TLS connection", 17000, 20000, False, "B",
         value(connections.get(("gateway", True)), "bytes_each")),
        ("first answer after exec, empty data folder", 10, 25, False, "ms",
         value(empty, "first_answer_ms")),
    ]
    return [Target(*row) for row in rows]
