#!/usr/bin/env python3
"""Checks every fixture against the format of README.md and the suite against what it must cover.

Prints one line for each fault and a count for each dialect; exits with 1 when there is a fault.
"""

import json
import pathlib
import re
import sys
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parent

# The members of each object, in their order; which of them must be there says REQUIRED.
MEMBERS = {
    "fixture": "title dialect operation covers source evidence given request expect"
    " expectFailure unreachable",
    "source": "document lines note",
    "given": "instance instances otherTenant phones groups media before",
    "instance": "state phone name names pushName",
    "phone": "number id name traits",
    "group": "id subject description creation owner participants",
    "participant": "number admin",
    "medium": "type bytes",
    "request": "method path headers body bodyText",
    "step": "method path headers body bodyText status capture",
    "expect": "status match headers body bodyText contains vary fixed absent",
    "event fixture": "title dialect event source evidence given expect unreachable",
    "given event": "event message group contacts standing instance endpoint base_url stream",
    "contact": "contact lid name picture_url",
    "standing": "chat unread archived pinned muted_until blocked labels",
    "event": "seq id kind at instance payload cause request_id",
    "event instance": "name id token state account available extras updated_at last_disconnect",
    "endpoint": "id url events options secret slot enabled base_url",
    "stream": "events excluded",
    "expect event": "requests stream",
    "event request": "name message_type event_id path_suffix fields body",
    "story": "title instance endpoints steps",
    "step of a story": "title event message group contacts standing",
    "story of a dialect": "dialect told",
    "told step": "title requests",
}
REQUIRED = {
    "fixture": "title dialect operation source evidence given request expect",
    "source": "document",
    "given": "",
    "instance": "state name",
    "phone": "number",
    "group": "id subject description creation owner participants",
    "participant": "number admin",
    "medium": "type bytes",
    "request": "method path",
    "step": "method path status",
    "expect": "status match",
    "event fixture": "title dialect event source evidence given expect",
    "given event": "event",
    "contact": "contact name",
    "standing": "chat unread archived pinned",
    "event": "seq id kind at instance payload cause",
    "event instance": "",
    "endpoint": "",
    "stream": "",
    "expect event": "requests",
    "event request": "name body",
    "story": "title instance endpoints steps",
    "step of a story": "title event",
    "story of a dialect": "dialect told",
    "told step": "title requests",
}
# What the path of a dialect's request begins with; uazapi has whatever is left.
TERRITORY = {"megaapi": "/rest/", "zapyapi": "/api/", "whatisup": "/v1/", "uazapi": "/"}
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
EVIDENCE = {"documented", "observed", "assumed"}
STATES = {"connected", "created", "awaiting_qr", "awaiting_code", "logged_out"}
TRAITS = {
    "no_whatsapp", "offline", "slow", "hidden_picture", "no_picture", "blocks_you", "landline",
    "lid_only",
}
PLACEHOLDERS = {
    "uazapi.token", "uazapi.admintoken", "uazapi.id", "megaapi.key", "megaapi.token",
    "zapyapi.key", "zapyapi.id", "whatisup.key", "whatisup.id", "whatisup.customer",
}
DOCUMENTS = re.compile(r"(uazapi|megaapi|zapyapi|whatisup)\.(txt|md)|uazapi-2\.0\.1\.yaml")
SEED_LINES = re.compile(r"\d+(-\d+)?(, \d+(-\d+)?)*")
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
MEDIA_FIELDS = {"url", "mediaUrl", "media_url", "image", "file"}

# Each documented exchange of the seeds: the route it calls. `*` is one segment.
EXCHANGES = {
    "S1": "GET /rest/webhook/*",
    "S2": "POST /rest/sendMessage/*/mediaUrlToMany",
    "S3": "POST /rest/sendMessage/*/mediaUrl",
    "S4": "POST /rest/sendMessage/*/templateMessage",
    "S5": "POST /rest/sendMessage/*/listMessage",
    "S6": "POST /rest/sendMessage/*/quoteMessage",
    "S7": "POST /rest/chat/*/readChat",
    "S8": "POST /rest/chat/*/deleteMessage",
    "S9": "GET /rest/group/*/adminGroups",
    "S10": "GET /rest/group/*/adminGroupsWithParticipants",
    "S11": "POST /rest/group/*/create",
    "S12": "POST /rest/group/*/addParticipants",
    "S13": "POST /rest/group/*/demoteParticipants",
    "S14": "POST /rest/group/*/promoteParticipants",
    "S15": "PUT /rest/group/*/setWhoCanSendMessage",
    "S16": "PUT /rest/group/*/setWhoCanChangeSettings",
    "S17": "DELETE /rest/group/*/leaveGroup",
    "W1": "GET /v1/instances",
    "W2": "POST /v1/instances",
    "W3": "GET /v1/instances/*",
    "W4": "GET /v1/instances/*/qr",
    "W5": "DELETE /v1/instances/*",
    "Z1": "GET /api/instances",
    "Z2": "GET /api/instances/*/qr",
    "Z3": "POST /api/instances/*/restart",
    "Z4": "POST /api/instances/*/logout",
    "Z5": "POST /api/instances/*/webhook-config",
    "Z6": "GET /api/instances/*/webhook-config",
    "Z7": "DELETE /api/instances/*/webhook-config",
    "Z8": "POST /api/instances/*/check-numbers",
    "Z9": "POST /api/instances/*/presence",
    "Z10": "GET /api/instances/*/contacts/*/profile-picture",
    "Z11": "POST /api/instances/*/contacts/*/block",
    "Z12": "DELETE /api/instances/*/contacts/*/block",
    "Z13": "GET /api/instances/*/groups/*",
}
# Those whose answer the pages print: each needs a fixture that is documented and exact.
ANSWERED = {"S3", "S5", "S11", "S12", "S13", "S14", "W1", "W3", "W4", "W5"}
ANSWERED |= {f"Z{n}" for n in range(1, 14)}

# The statuses that the pages list for each uazapi operation: each needs a documented fixture.
STATUSES = {
    "POST /instance/connect": {200, 401, 404, 429, 500},
    "POST /instance/disconnect": {200, 401, 404, 500},
    "GET /instance/status": {200, 401, 404, 500},
    "POST /instance/updateInstanceName": {200, 401, 404, 500},
    "DELETE /instance": {200, 401, 404, 500},
    "GET /instance/privacy": {200, 401, 500},
    "POST /instance/privacy": {200, 400, 401, 500},
    "POST /instance/presence": {200, 400, 401, 500},
    "POST /instance/reset": {200, 400, 401, 403, 409, 500},
    "POST /send/menu": {200, 400, 401, 429, 500},
    "POST /message/presence": {200, 400, 401, 500},
    "POST /message/delete": {200, 400, 401, 404, 500},
    "POST /message/find": {200, 400, 401, 404, 500},
    "POST /chat/read": {200, 401, 404, 500},
    "POST /chat/details": {200, 400, 401, 500},
    "POST /chat/check": {200, 400, 401, 500},
    "POST /chat/block": {200, 401, 404, 500},
    "GET /chat/blocklist": {200, 401, 500},
    "POST /group/create": {200, 400, 500},
    "POST /group/info": {200, 400, 404, 500},
    "POST /group/leave": {200, 400, 500},
    "GET /group/list": {200, 500},
    "POST /group/list": {200, 500},
    "POST /group/updateAnnounce": {200, 401, 403, 404, 500},
    "POST /group/updateLocked": {200, 403, 404},
    "POST /group/updateParticipants": {200, 400, 403, 500},
}


class Fault(Exception):
    """A fixture breaks the format."""


def need(condition, message):
    if not condition:
        raise Fault(message)


def unique(pairs):
    names = [name for name, _ in pairs]
    need(len(names) == len(set(names)), f"a member stands twice among {names}")
    return dict(pairs)


def check_members(kind, value):
    """The members are known, in their order, and the required ones are there."""
    need(isinstance(value, dict), f"{kind} must be an object")
    order = MEMBERS[kind].split()
    unknown = [name for name in value if name not in order]
    need(not unknown, f"{kind} has unknown members {unknown}")
    sorted_names = [name for name in order if name in value]
    need(list(value) == sorted_names, f"{kind}'s members are out of order")
    missing = [name for name in REQUIRED[kind].split() if name not in value]
    need(not missing, f"{kind} lacks {missing}")


def check_each(kind, values):
    need(isinstance(values, list), f"every {kind} stands in an array")
    for value in values:
        check_members(kind, value)


def check_path(path, fixture):
    """Fixtures/<dialect>/<area>/<operation>.<n>.json agrees with what the file says."""
    parts = path.relative_to(ROOT).parts
    need(len(parts) == 3, "the path must be dialect/area/operation.n.json")
    dialect, area, name = parts
    match = re.fullmatch(r"([A-Za-z0-9_-]+)\.([1-9]\d*)\.json", name)
    need(match, "the name must be operation.n.json")
    need(fixture["dialect"] == dialect, "the dialect is not that of the path")
    need(dialect in TERRITORY, f"unknown dialect {dialect}")
    if area != "errors":
        need(fixture["operation"] == f"{area}.{match[1]}", "the operation is not that of the path")
    before = path.with_name(f"{match[1]}.{int(match[2]) - 1}.json")
    need(match[2] == "1" or before.exists(), "the number before is missing")


def check_source(source):
    check_members("source", source)
    need(DOCUMENTS.fullmatch(source["document"]), f"unknown document {source['document']}")
    if source["document"].endswith(".txt"):
        need(SEED_LINES.fullmatch(source.get("lines", "")), "a seed is cited by line numbers")


def check_given(given):
    check_members("given", given)
    need(("instance" in given) != ("instances" in given), "given has instance or instances")
    instances = given.get("instances", [given.get("instance")])
    check_each("instance", instances)
    for instance in instances:
        need(instance["state"] in STATES, f"unknown state {instance['state']}")
        need("phone" in instance or instance["state"] == "created", "a paired instance has a phone")
    check_each("phone", given.get("phones", []))
    for phone in given.get("phones", []):
        need(set(phone.get("traits", [])) <= TRAITS, f"unknown traits {phone.get('traits')}")
    check_each("group", given.get("groups", []))
    for group in given.get("groups", []):
        check_each("participant", group["participants"])
        numbers = [participant["number"] for participant in group["participants"]]
        need(group["owner"] in numbers, "a group's owner is a participant")
    check_each("medium", list(given.get("media", {}).values()))


def check_request(kind, request, dialect):
    check_members(kind, request)
    need(request["method"] in METHODS, f"unknown method {request['method']}")
    need(request["path"].startswith(TERRITORY[dialect]), f"the path is not {dialect}'s")
    need(not ("body" in request and "bodyText" in request), f"{kind} has two bodies")


def check_media(fixture):
    """What a request that succeeds makes the server fetch is there to be fetched."""
    body = fixture["request"].get("body")
    if fixture["expect"]["status"] >= 300 or not isinstance(body, dict):
        return
    if "webhook" in fixture["operation"].lower():
        return  # a URL that is registered is not fetched
    media = fixture["given"].get("media", {})
    for level in [body] + [value for value in body.values() if isinstance(value, dict)]:
        for url in (str(level[name]) for name in MEDIA_FIELDS & level.keys()):
            need(not url.startswith("http") or url in media, f"given.media lacks {url}")


def values_at(value, path):
    """The values that a path such as `data[].key.id` names; none when a member is missing."""
    values = [value]
    for token in re.findall(r"\[\]|[^.\[\]]+", path):
        following = []
        for each in values:
            if token == "[]" and isinstance(each, list):
                following += each
            elif isinstance(each, dict) and token in each:
                following.append(each[token])
        values = following
    return values


def longest_array(value):
    if isinstance(value, list):
        return max([len(value)] + [longest_array(each) for each in value])
    if isinstance(value, dict):
        return max([0] + [longest_array(each) for each in value.values()])
    return 0


def check_expect(expect):
    check_members("expect", expect)
    match = expect["match"]
    need(match in {"exact", "shape", "status"}, f"unknown match {match}")
    bodies = [name for name in ("body", "bodyText") if name in expect]
    need(len(bodies) == (0 if match == "status" else 1), f"match {match} with the bodies {bodies}")
    need("vary" not in expect or match == "exact", "vary belongs to exact")
    need("fixed" not in expect or match == "shape", "fixed belongs to shape")
    for path in expect.get("vary", []) + expect.get("fixed", []):
        need(values_at(expect["body"], path), f"{path} names nothing in the body")
    for path in expect.get("absent", []):
        need(not values_at(expect["body"], path), f"{path} must be absent and is in the body")
    if match == "shape":
        need(longest_array(expect["body"]) <= 1, "an array of a shape shows one element")


def check_placeholders(fixture):
    """Every placeholder is known, or captured by a step before."""
    known = set(PLACEHOLDERS)
    if fixture["given"].get("otherTenant"):
        known |= {"other." + name for name in PLACEHOLDERS}
    for step in fixture["given"].get("before", []):
        check_known(step, known)
        known |= step.get("capture", {}).keys()
    check_known(fixture["request"], known)
    check_known(fixture["expect"], known)


def check_known(value, known):
    used = set(PLACEHOLDER.findall(json.dumps(value, ensure_ascii=False)))
    need(used <= known, f"unknown placeholders {sorted(used - known)}")


def route_of(request):
    return f"{request['method']} {request['path'].split('?')[0]}"


def calls(request, route):
    pattern = re.escape(route).replace(r"\*", "[^/]+")
    return re.fullmatch(pattern, route_of(request)) is not None


def check_covers(fixture):
    requests = [fixture["request"]] + fixture["given"].get("before", [])
    for label in fixture.get("covers", []):
        need(label in EXCHANGES, f"unknown exchange {label}")
        called = any(calls(request, EXCHANGES[label]) for request in requests)
        need(called, f"nothing here calls the route of {label}")


def check_gap(fixture):
    need(not {"expectFailure", "unreachable"} <= fixture.keys(), "a gap cannot be unreachable")
    if "unreachable" in fixture:
        need(fixture["expect"]["match"] == "status", "an unreachable answer has no body")


def check_layout(value, text):
    layout = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    need(text == layout, "not laid out by json.dumps(indent=2)")


def check_fixture(path, fixture):
    check_members("fixture", fixture)
    check_path(path, fixture)
    check_source(fixture["source"])
    need(fixture["evidence"] in EVIDENCE, f"unknown evidence {fixture['evidence']}")
    check_given(fixture["given"])
    for step in fixture["given"].get("before", []):
        check_request("step", step, fixture["dialect"])
    check_request("request", fixture["request"], fixture["dialect"])
    check_expect(fixture["expect"])
    check_gap(fixture)
    check_media(fixture)
    check_placeholders(fixture)
    check_covers(fixture)


def check_event_fixture(path, fixture):
    """Fixtures/<dialect>/events/<event>.<n>.json: one event and what is told of it."""
    check_members("event fixture", fixture)
    dialect, _, name = path.relative_to(ROOT).parts
    match = re.fullmatch(r"([a-z][A-Za-z0-9_.-]*)\.([1-9]\d*)\.json", name)
    need(match and match[1] == fixture["event"], "the name must be event.n.json")
    need(dialect in TERRITORY, f"unknown dialect {dialect}")
    need(fixture["dialect"] == dialect, "the dialect is not that of the path")
    before = path.with_name(f"{match[1]}.{int(match[2]) - 1}.json")
    need(match[2] == "1" or before.exists(), "the number before is missing")
    need(fixture["evidence"] in EVIDENCE, f"unknown evidence {fixture['evidence']}")
    need(fixture["source"], "source names a page or a capture")
    given = fixture["given"]
    check_members("given event", given)
    check_event(given["event"], given.get("message"))
    check_surroundings(given)
    check_members("event instance", given.get("instance", {}))
    check_members("endpoint", given.get("endpoint", {}))
    check_members("stream", given.get("stream", {}))
    check_members("expect event", fixture["expect"])
    check_each("event request", fixture["expect"]["requests"])
    told = {request["name"] for request in fixture["expect"]["requests"]}
    need(fixture["event"] == "none" or not told or fixture["event"] in told,
         "the event is not among those that are told")
    need(fixture["event"] != "none" or not told, "none is told and something is expected")


def check_event(event, message):
    check_members("event", event)
    told = event["payload"].get("message_id")
    need(message is None or told in (None, message["id"]), "the message is not that of the event")


def check_surroundings(given):
    """What the account knows around an event."""
    check_each("contact", given.get("contacts", []))
    if "standing" in given:
        check_members("standing", given["standing"])


def check_story(path, story):
    """Fixtures/story: `story.json` says what happens, `<dialect>.json` how a dialect tells it."""
    if path.stem == "story":
        check_members("story", story)
        check_members("event instance", story["instance"])
        need(set(story["endpoints"]) == set(TERRITORY), "each dialect has an endpoint")
        for endpoint in story["endpoints"].values():
            check_members("endpoint", endpoint)
        check_each("step of a story", story["steps"])
        for step in story["steps"]:
            check_event(step["event"], step.get("message"))
            check_surroundings(step)
    else:
        check_members("story of a dialect", story)
        need(path.stem in TERRITORY, "the name must be a dialect")
        need(story["dialect"] == path.stem, "the dialect is not that of the path")
        check_each("told step", story["told"])
        for step in story["told"]:
            check_each("event request", step["requests"])


def check_answer(value):
    """What an upstream answers, for the tests of how it is spoken to."""
    if set(value) - {"body", "text"} != {"source", "evidence", "status"} or len(value) != 4:
        raise Fault("an answer has source, evidence, status, and either body or text")
    if value["evidence"] not in ("documented", "observed", "assumed"):
        raise Fault(f"unknown evidence {value['evidence']}")
    if not value["source"] or not 100 <= value["status"] <= 599:
        raise Fault("an answer has a source and a status")


def check_hook(value):
    """What an upstream posts to a webhook, for the tests of how it is understood."""
    if list(value) != ["source", "evidence", "body"]:
        raise Fault("a webhook has source, evidence and body")
    if value["evidence"] not in EVIDENCE:
        raise Fault(f"unknown evidence {value['evidence']}")
    if not value["source"] or not isinstance(value["body"], dict):
        raise Fault("a webhook has a source and an object for a body")


def read(path):
    """One file, checked; what it is its folder says."""
    text = path.read_text(encoding="utf-8")
    value = json.loads(text, object_pairs_hook=unique)
    if path.parent.name == "story":
        check_story(path, value)
    elif path.parent.name == "events":
        check_event_fixture(path, value)
    elif path.parent.name == "answers":
        check_answer(value)
    elif path.parent.name == "hooks":
        check_hook(value)
    else:
        check_fixture(path, value)
    check_layout(value, text)
    return value


def missing_coverage(fixtures):
    """What must be covered and is not."""
    for label, route in EXCHANGES.items():
        covering = [
            fixture for fixture in fixtures
            if label in fixture.get("covers", []) and calls(fixture["request"], route)
        ]
        if not covering:
            yield f"no fixture covers {label}, {route}"
        elif label in ANSWERED and not any(shows_answer(fixture) for fixture in covering):
            yield f"no documented and exact fixture covers {label}, {route}"
    for route, statuses in STATUSES.items():
        documented = {
            fixture["expect"]["status"] for fixture in fixtures
            if route_of(fixture["request"]) == route and fixture["evidence"] == "documented"
        }
        for status in sorted(statuses - documented):
            yield f"no documented fixture covers uazapi {route} with {status}"


def shows_answer(fixture):
    return fixture["evidence"] == "documented" and fixture["expect"]["match"] == "exact"


def repeated_titles(fixtures):
    titles = Counter((f["dialect"], f["operation"], f["title"]) for f in fixtures)
    for (dialect, operation, title), count in titles.items():
        if count > 1:
            yield f"{dialect} {operation}: the title stands {count} times: {title}"


def kind_of(fixture):
    return "unreachable" if "unreachable" in fixture else fixture["evidence"]


def count_line(dialect, fixtures, events):
    own = [fixture for fixture in fixtures if fixture["dialect"] == dialect]
    kinds = Counter(kind_of(fixture) for fixture in own)
    order = ("documented", "observed", "assumed", "unreachable")
    line = f"{dialect}: {len(own)} fixtures (" + ", ".join(f"{kinds[k]} {k}" for k in order) + ")"
    told = Counter(kind_of(event) for event in events if event["dialect"] == dialect)
    events_of_it = ", ".join(f"{told[kind]} {kind}" for kind in order)
    return f"{line}, {told.total()} of events ({events_of_it})"


def main():
    fixtures, events, faults = [], [], []
    for path in sorted(ROOT.rglob("*.json")):
        try:
            value = read(path)
            if path.parent.name == "events":
                events.append(value)
            elif path.parent.name not in ("story", "answers", "hooks"):
                fixtures.append(value)
        except (Fault, ValueError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"{path.relative_to(ROOT)}: {type(error).__name__}: {error}")
    faults += repeated_titles(fixtures)
    faults += repeated_titles([dict(event, operation=event["event"]) for event in events])
    faults += missing_coverage(fixtures)
    for line in faults:
        print(line)
    for dialect in TERRITORY:
        print(count_line(dialect, fixtures, events))
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
