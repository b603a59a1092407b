#!/usr/bin/env python3
"""Another tenant's instance does not exist, on every route: tenants.py URL BINARY

Each route is called twice with the second tenant's credential: for the first tenant's instance and
for one that nobody ever had. Both answers must be the same, and no success. Routes that name no
instance are called with a credential that was taken back and with one that never was."""

import json
import re
import subprocess
import sys

from checks import CONTROL, Client, check, end

DIALECTS = {"uazapi", "megaapi", "zapyapi", "whatisup"}
# What a stranger may be told; none is a success.
UNKNOWN = {401, 403, 404, 405}
NOBODY = {"megaapi": "megastart-nobody", "zapyapi": "nobody", "whatisup": "inst_nobody"}
# Members that differ from answer to answer.
VOLATILE = re.compile(r'"(timestamp|request_id|path)":"[^"]*"')


def main(url, binary):
    client = Client(url)
    victim, stranger, revoked = tenant(client, "victim"), tenant(client, "stranger"), revoke(client)
    listed = subprocess.run([binary, "routes", "--json"], capture_output=True, text=True, check=True)
    routes = json.loads(listed.stdout)
    routes = routes["data"] if isinstance(routes, dict) else routes
    check({route["dialect"] for route in routes} == DIALECTS, "every dialect lists its routes")
    for route in routes:
        names_instance = "{" in route["path"] and route["dialect"] in NOBODY
        if names_instance:
            compare_instances(client, route, victim, stranger)
        else:
            compare_credentials(client, route, revoked)
    for one in (victim, stranger):
        client.call("DELETE", f"/_sotaque/tenants/{one['tenant']['id']}", CONTROL)


def tenant(client, name):
    made = client.call("POST", "/_sotaque/tenants", CONTROL, {"name": f"tenants-{name}"})
    if not check(made.status == 201, f"the tenant {name} is made", made):
        end()
    instance = client.call("POST", "/_sotaque/instances", CONTROL,
                           {"tenant": made.json["id"], "name": name})
    if not check(instance.status == 201, f"the tenant {name} has an instance", instance):
        end()
    return {"tenant": made.json, "instance": instance.json}


def revoke(client):
    """The credentials of a tenant that is gone."""
    gone = tenant(client, "gone")
    answer = client.call("DELETE", f"/_sotaque/tenants/{gone['tenant']['id']}", CONTROL)
    check(answer.status == 204, "the tenant gone is deleted", answer)
    return gone


def headers(dialect, owner):
    """What a client of that dialect shows for an owner's instance."""
    tokens, credentials = owner["instance"]["tokens"], owner["tenant"]["credentials"]
    return {
        "uazapi": {"token": tokens["uazapi"], "admintoken": credentials["admin_token"]},
        "megaapi": {"Authorization": "Bearer " + tokens["megaapi"]},
        "zapyapi": {"x-api-key": credentials["api_key"]},
        "whatisup": {"Authorization": "Bearer " + credentials["bearer_key"]},
    }[dialect]


def call(client, route, instance, shown):
    """Calls a route, whose first path parameter names the instance; gives the answer, and what of it
    must not depend on the instance or the credential."""
    path = re.sub(r"\{[^}]*\}", instance, route["path"], count=1)
    path = re.sub(r"\{[^}]*\}", "x", path)
    body = {} if route["method"] in ("POST", "PUT", "PATCH") else None
    answer = client.call(route["method"], path, shown, body)
    text = answer.body.decode(errors="replace").replace(instance, "*")
    return answer, (answer.status, sorted(answer.headers), VOLATILE.sub("", text))


def compare_instances(client, route, victim, stranger):
    dialect = route["dialect"]
    shown = headers(dialect, stranger)
    theirs, first = call(client, route, victim["instance"]["names"][dialect], shown)
    nobodys, second = call(client, route, NOBODY[dialect], shown)
    check(first == second and theirs.status in UNKNOWN,
          f"{dialect} {route['method']} {route['path']}: another tenant's instance is unknown",
          f"{theirs} against {nobodys}")


def compare_credentials(client, route, revoked):
    shown = headers(route["dialect"], revoked)
    # Of the same form, so that only looking it up can tell it apart.
    never_shown = {name: value[:-6] + "AAAAAA" for name, value in shown.items()}
    gone, first = call(client, route, "x", shown)
    never, second = call(client, route, "x", never_shown)
    check(first == second and gone.status in UNKNOWN,
          f"{route['dialect']} {route['method']} {route['path']}: a revoked credential is unknown",
          f"{gone} against {never}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
    end()
