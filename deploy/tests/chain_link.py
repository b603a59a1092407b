"""Starts an instance anew, and pairs and ends a second one, through the fronts, at an upstream."""

from chain_cases import Case
from checks import CONTROL, Client, check, wait_until

FRESH = {
    "uazapi": {"token": "fresh-instance-token"},
    "megaapi": {"instance_key": "megastart-fresh", "token": "fresh"},
    "zapyapi": {"api_key": "demo-api-key", "instance_id": "fresh"},
    "whatisup": {"api_key": "zpk_test_demo", "instance_id": "inst_fresh"},
    "evolution": {"api_key": "demo-evolution-key", "instance": "fresh"},
}
# Vendors without a call that ends a session and keeps the instance.
CANNOT_END = {"whatisup"}


RESET = Case("started anew", "instance.restart", None, "POST", "/instance/reset")


def start_anew(chain):
    """The link is opened anew at the upstream, and is there again."""
    chain.play("uazapi", [RESET])
    if chain.is_not_served(RESET):
        return
    state = lambda: Client(chain.front.url).call("GET", "/_sotaque/instances/demo",
                                                 CONTROL).json.get("state")
    # Where no event tells of the link it is asked for each half minute.
    check(wait_until(lambda: state() == "connected", 45),
          f"over {chain.upstream}: what was started anew is there again", state())


def pair_and_end(chain):
    """A code asked for in one front pairs the phone there, and the end asked for in another ends it."""
    client = Client(chain.front.url)
    state = lambda: client.call("GET", "/_sotaque/instances/fresh", CONTROL).json.get("state")
    client.call("PUT", "/_sotaque/upstreams/fresh", CONTROL,
                {"dialect": chain.upstream, "base_url": chain.fresh.url})
    client.call("PUT", "/_sotaque/instances/fresh/route", CONTROL,
                {"upstream": "fresh", "settings": FRESH[chain.upstream]})
    asked = client.call("POST", "/instance/connect", {"token": "fresh-instance-token"}, {})
    title = f"over {chain.upstream}: a QR code is asked for"
    code = asked.json.get("instance", {}).get("qrcode", "")
    check(asked.status == 200 and code.startswith("data:image/png;base64,"), title, asked)
    if chain.upstream == "evolution":
        Client(chain.fresh.url).call("POST", "/_fake/scan", {"apikey": "demo-evolution-key"},
                                     {"number": "5511933333333", "instance": "fresh"})
    check(wait_until(lambda: state() == "connected", 25),
          f"over {chain.upstream}: the phone that scanned it is linked", state())
    if chain.upstream in CANNOT_END:
        return
    ended = client.call("POST", "/api/instances/fresh/logout", {"x-api-key": "demo-api-key"})
    check(ended.status == 200, f"over {chain.upstream}: the session is ended", ended)
    gone = lambda: state() in ("logged_out", "disconnected", "created")
    check(wait_until(gone, 25), f"over {chain.upstream}: the phone is linked no more", state())
