"""Tables for the terminal and the page, and JSON with every number."""

import json
import pathlib
import statistics

import rates
import targets

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
DELIVERERS = {"gateway": "Sotaque, durable, beside the sends", "node": "Node, four at once",
              "python": "Python, four threads"}
TITLES = {"gateway": "Sotaque", "nginx": "nginx `return 200`",
          "nginx proxy": "nginx `proxy_pass` to nginx", "node": "Node, bare",
          "nginx forward": "nginx `proxy_pass` to the stub"}


def render(results):
    parts = [_machine(results)]
    parts += [f"{one['title']}; request body {one['request_bytes']:,} B, answer "
              f"{one['answer_bytes']:,} B\n\n{_rates(one)}" for one in results["rates"]]
    parts += [_deliveries(results["deliveries"]), _starts(results["start"]), _connections(results["connections"]),
              _targets(targets.judge(results))]
    return "\n\n".join(part for part in parts if part)


def write_json(path, results):
    judged = [{"title": one.title, "target": one.target, "floor": one.floor,
               "measured": one.measured, "verdict": one.verdict}
              for one in targets.judge(results)]
    text = json.dumps({**results, "targets": judged}, indent=1, ensure_ascii=False)
    pathlib.Path(path).write_text(text + "\n", encoding="utf-8")


def replace_tables(path, tables):
    """Puts the tables between the page's two markers and leaves the rest as it is."""
    page = pathlib.Path(path)
    text = page.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"error: {path} lacks the markers {BEGIN} and {END}")
    page.write_text(f"{head}{BEGIN}\n\n{tables}\n\n{END}{tail}", encoding="utf-8")


def _machine(results):
    one = results["machine"]
    lines = [
        f"{one['time']}, revision {one['revision']}; {one['cores']} cores ({one['processor']}), "
        f"{one['kernel']}, data on {one['file_system']}.",
        f"{one['gateway']}; {one['nginx'] or 'no nginx'}; "
        f"Node {one['node'] or 'is missing'}; load by {one['load_tool']}.",
        f"{results['rounds']} alternating rounds of {results['seconds_per_round']:g} s; "
        f"load average {one['load_before']:.1f} before and {one['load_after']:.1f} after.",
    ]
    rounds = [one["others"] for comparison in results["rates"]
              for found in comparison["servers"].values() for one in found["rounds"]]
    if rounds:
        lines.append(f"Other work took {statistics.median(rounds):.0%} of the two cores during the "
                     "rounds (median); where that is much, only CPU times and their ratios hold.")
    return "\n".join(lines + [note[0].upper() + note[1:] + "." for note in one["notes"]])


def _rates(comparison):
    header = ["", "requests/s", "CPU µs/request", "p50 ms", "p99 ms", "resident MB",
              "our rate to it", "our CPU to it"]
    rows = []
    for name, found in comparison["servers"].items():
        median = found["median"]
        rows.append([
            TITLES[name], f"{median['rate']:,.0f}", f"{median['cpu_us']:.1f}",
            f"{median['p50_us'] / 1000:.2f}", f"{median['p99_us'] / 1000:.2f}",
            f"{median['resident'] / 1e6:.1f}",
            *(_times(None if name == "gateway" else rates.ratio(comparison, key, name))
              for key in ("rate", "cpu_us"))])
    return _table(header, rows)


def _deliveries(rows):
    header = ["events posted to a webhook", "count", "deliveries/s", "CPU µs/delivery"]
    return _table(header, [
        [DELIVERERS[one["name"]], f"{one['count']:,}", f"{one['rate']:,.0f}",
         f"{one['cpu_us']:.1f}"] for one in rows])


def _starts(starts):
    header = ["start-up and rest", "first answer ms", "CPU ms in the first second", "resident MB",
              "of it no file's"]
    return _table(header, [
        [one["name"], f"{one['first_answer_ms']:.1f}", f"{one['cpu_ms']:.0f}",
         f"{one['resident'] / 1e6:.1f}", f"{one['private'] / 1e6:.1f}"] for one in starts])


def _connections(connections):
    header = ["idle connections", "count", "bytes each", "resident MB"]
    return _table(header, [
        [one["server"] + (", TLS" if one["tls"] else ""), f"{one['count']:,}",
         f"{one['bytes_each']:,.0f}", f"{one['resident'] / 1e6:.1f}"] for one in connections])


def _targets(judged):
    header = ["target", "aim", "floor", "measured", "result"]
    return _table(header, [
        [one.title, one.show(one.target), one.show(one.floor), one.show(one.measured),
         one.verdict] for one in judged])


def _times(value):
    return "" if value is None else f"{value:.2f}x"


def _table(header, rows):
    """A Markdown table whose columns line up in a terminal too; nothing without rows."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]

    def line(cells):
        first = cells[0].ljust(widths[0])
        rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:])]
        return "| " + " | ".join([first, *rest]) + " |"

    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    return "\n".join([line(header), line(rule), *map(line, rows)])
