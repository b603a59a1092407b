#!/usr/bin/env python3
"""Measures a built gateway against nginx and Node; deploy/bench starts it."""

import argparse
import contextlib
import os
import resource
import signal
import sys
import tempfile

import deliveries
import idle
import machine
import rates
import report
from servers import Field


def main():
    options = read_options()
    rounds = int(os.environ.get("ROUNDS", "5"))
    seconds = int(os.environ.get("SECONDS_PER_ROUND", "3"))
    if rounds < 1 or seconds < 1:
        sys.exit("error: ROUNDS and SECONDS_PER_ROUND must be positive")
    raise_descriptor_limit()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    results = measure(options, rounds, seconds)
    tables = report.render(results)
    print(tables)
    if options.json:
        report.write_json(options.json, results)
    if options.write:
        report.replace_tables(options.write, tables)
    for problem in results["problems"]:
        print(f"not measured: {problem}", file=sys.stderr)
    sys.exit(1 if results["problems"] else 0)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, help="the gateway's release binary")
    parser.add_argument("--revision", default="unknown", help="what the binary was built from")
    parser.add_argument("--json", help="where every number goes")
    parser.add_argument("--write", help="a page whose tables are replaced")
    return parser.parse_args()


def measure(options, rounds, seconds):
    """Runs all measurements; what fails is listed and does not stop the rest."""
    results = {"rounds": rounds, "seconds_per_round": seconds, "problems": []}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        field = Field(options.binary, folder)
        results["machine"] = machine.describe(field, options.revision)
        for line in results["machine"]["notes"]:
            say(line)
        for name, step in (
            ("rates", lambda: rates.measure(field, rounds, seconds, results["problems"])),
            ("deliveries", lambda: deliveries.measure(field, results["problems"])),
            ("start", lambda: idle.measure_starts(field, results["problems"])),
            ("connections", lambda: idle.measure_connections(field, results["problems"])),
        ):
            results[name] = []
            with problems_noted(results["problems"], name):
                results[name] = step()
        results["machine"]["load_after"] = os.getloadavg()[0]
    return results


@contextlib.contextmanager
def problems_noted(problems, name):
    """Turns an error of a whole step into one line of the result."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        problems.append(f"{name}: {error}")


def raise_descriptor_limit():
    """Children inherit it: each end of 10,000 connections needs as many descriptors."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def say(line):
    print(f"== {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
