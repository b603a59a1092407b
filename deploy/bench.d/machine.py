"""What the numbers were measured on."""

import datetime
import os
import pathlib
import platform
import re
import subprocess

import load


def describe(field, revision):
    """The machine, the versions, and what is missing or unusual about this run."""
    notes = []
    for program, found in (("nginx", field.nginx), ("Node", field.node)):
        if not found:
            notes.append(f"{program} is not installed: it is left out")
    if not field.wrk:
        notes.append(f"wrk is not installed: {load.tool(field)} drives, which is slower than the "
                     "servers; compare CPU time, not rates")
    if not field.certificate:
        notes.append("openssl is not installed: TLS is left out")
    if field.cores.server is None:
        notes.append("there is one core only: nothing is pinned, and the rates include the load's")
    disk = file_system(field.folder)
    if disk == "tmpfs":
        notes.append("the data lies in memory: set TMPDIR to a disk, else durable costs nothing")
    return {
        "cores": len(field.cores.all),
        "processor": processor(),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "file_system": disk,
        "revision": revision,
        "time": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "gateway": first_line([field.binary, "version"]),
        "nginx": field.nginx and first_line([field.nginx, "-v"]).removeprefix("nginx version: "),
        "node": field.node and first_line([field.node, "--version"]),
        "load_tool": load.tool(field),
        "load_before": os.getloadavg()[0],
        "notes": notes,
    }


def first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except OSError:
        return "unknown"
    return ((done.stdout + done.stderr).strip().splitlines() or ["unknown"])[0]


def processor():
    text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found.group(1) if found else platform.processor() or "unknown"


def file_system(folder):
    """The type of the file system that holds a folder."""
    best = ("", "unknown")
    for line in pathlib.Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines():
        _, mount, kind = line.split()[:3]
        if pathlib.Path(folder).resolve().is_relative_to(mount) and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]
