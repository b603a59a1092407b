#!/usr/bin/env python3
"""Verifies recorded deliveries with code that is not ours: Python's hmac, Node, PyPI's stripe.

FILE is what `receiver.py --record FILE` wrote. The scheme t=,v1= is Stripe's; its own library is the
judge where it can be imported, and is skipped with a line that says so where it cannot."""

import argparse
import json
import pathlib
import shutil
import subprocess
import time

from checks import check, end, skip
from receiver import verify_body, verify_dated, verify_standard


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("file", help="the recorded requests, one JSON line each")
    parser.add_argument("--path", default="/", help="only requests whose path begins so")
    parser.add_argument("--zapy-secret", help="the secret of sha256=<hex> signatures")
    parser.add_argument("--dated-secret", help="the secret of t=<seconds>,v1=<hex> signatures")
    parser.add_argument("--standard-secret", action="append", default=[], metavar="whsec_...",
                        help="a secret of Standard Webhooks; may be given twice")
    parser.add_argument("--tolerance", type=int, default=300, metavar="SECONDS",
                        help="how old a signature may have been when it came (default 300)")
    return parser.parse_args()


def first(requests, is_bad):
    """The first request that is bad, in short, for the line behind a `not ok`."""
    return next((json.dumps(one)[:500] for one in requests if is_bad(one)), "")


def age(request, moment):
    return abs(request["at"] - int(moment))


def with_hmac(given, requests):
    for name, secret, verify in (
        ("sha256=", given.zapy_secret,
         lambda one: verify_body(given.zapy_secret, one["fields"].get("x-webhook-signature"),
                                 one["body"].encode())),
        ("t=,v1=", given.dated_secret,
         lambda one: verify_dated(given.dated_secret, one["fields"].get("x-whatisup-signature"),
                                  one["body"].encode(), float("inf"))),
        ("Standard Webhooks", given.standard_secret or None,
         lambda one: verify_standard(given.standard_secret, one["fields"], one["body"].encode(),
                                     float("inf"))),
    ):
        if secret is None:
            continue
        bad = first(requests, lambda one: verify(one) != "good")
        check(not bad, f"hmac: every {name} signature verifies", bad)


def with_freshness(given, requests):
    """Every attempt is signed anew: receivers refuse what was signed long ago."""
    def is_old(one):
        value = one["fields"].get("x-whatisup-signature", "")
        return age(one, value.split(",")[0].removeprefix("t=") or 0) > given.tolerance

    if given.dated_secret is not None:
        old = first(requests, is_old)
        check(not old, f"no signature is older than {given.tolerance} s when it comes", old)


def with_stripe(given, requests):
    if given.dated_secret is None:
        return
    title = "stripe: its verifier takes every t=,v1= signature"
    try:
        import stripe
    except ImportError:
        skip(title, "no module stripe; `pip install stripe` gets it")
        return

    def is_refused(one):
        try:
            stripe.WebhookSignature.verify_header(
                one["body"], one["fields"].get("x-whatisup-signature", ""), given.dated_secret,
                tolerance=int(time.time() - one["at"]) + given.tolerance)
            return False
        except stripe.SignatureVerificationError:
            return True

    bad = first(requests, is_refused)
    check(not bad, title, bad)


def with_node(given):
    title = "node: bodies are fixed points of JSON.stringify and their signatures verify"
    if shutil.which("node") is None:
        skip(title, "no node")
        return
    script = pathlib.Path(__file__).with_name("signatures.js")
    command = ["node", str(script), "--path", given.path, given.file]
    for name in ("zapy", "dated"):
        secret = getattr(given, f"{name}_secret")
        if secret is not None:
            command += [f"--{name}-secret", secret]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    check(result.returncode == 0, title, result.stdout + result.stderr)


def main():
    given = options()
    text = pathlib.Path(given.file).read_text(encoding="utf-8")
    requests = [json.loads(line) for line in text.splitlines() if line]
    requests = [one for one in requests if one["path"].startswith(given.path)]
    check(requests, "something was recorded")
    with_hmac(given, requests)
    with_freshness(given, requests)
    with_stripe(given, requests)
    with_node(given)
    end()


if __name__ == "__main__":
    main()
