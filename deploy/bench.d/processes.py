"""Child processes pinned to a core, and what the kernel says about them."""

import contextlib
import os
import resource
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")


class Cores:
    """The core of the servers and the core of the load; none where there is only one."""

    def __init__(self):
        usable = sorted(os.sched_getaffinity(0))
        self.all = set(usable)
        self.server, self.load = (usable[0], usable[1]) if len(usable) > 1 else (None, None)
        if self.load is not None:
            os.sched_setaffinity(0, {self.load})

    @contextlib.contextmanager
    def server_side(self):
        """Children started inside run on the servers' core; this process goes back to its own."""
        if self.server is None:
            yield
            return
        os.sched_setaffinity(0, {self.server})
        try:
            yield
        finally:
            os.sched_setaffinity(0, {self.load})


class Busy:
    """A span of time on the cores of the measurement, from its making on."""

    def __init__(self, cores):
        self.names = {f"cpu{core}" for core in (cores.server, cores.load) if core is not None} \
            or {f"cpu{core}" for core in cores.all}
        self.load = _ended_children()
        self.busy, self.total = self._read()

    def share_of_others(self, server_seconds):
        """The part of the cores' time that neither the servers nor the load tool used."""
        busy, total = self._read()
        ours = server_seconds + _ended_children() - self.load
        return max(0.0, busy - self.busy - ours) / max(total - self.total, 1 / TICKS)

    def _read(self):
        busy = total = 0
        with open("/proc/stat", encoding="ascii") as file:
            for name, *fields in map(str.split, file):
                if name in self.names:
                    times = list(map(int, fields[:8]))
                    total += sum(times)
                    busy += sum(times) - times[3] - times[4]
        return busy / TICKS, total / TICKS


def _ended_children():
    """CPU time of children that ended; servers run on, so that these are load tools."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Server:
    """One running server: its processes' CPU time and memory can be read, and it can be ended."""

    def __init__(self, command, port, cores, log, environment=None, on_load_core=False):
        self.port = port
        self.log = log
        side = contextlib.nullcontext() if on_load_core else cores.server_side()
        with open(log, "ab") as output, side:
            self.started_ns = time.perf_counter_ns()
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **(environment or {})})

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process.poll() is None

    def cpu_seconds(self):
        """User and system time of all its threads so far."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_bytes(self, field="VmRSS"):
        """Memory that it has in use; "RssAnon" leaves out what is mapped from files."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(field + ":"):
                    return int(line.split()[1]) * 1024
        raise RuntimeError(f"process {self.pid} has no {field}")

    def wait_until_open(self, seconds=15):
        """Waits until something listens on its port."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.is_running():
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            time.sleep(0.01)
        self.stop()
        with open(self.log, errors="replace", encoding="utf-8") as file:
            raise RuntimeError(f"a server did not start: {file.read()[-400:]}")

    def stop(self):
        """Asks it to end, and ends it when it has not after 20 seconds."""
        if not self.is_running():
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # An interruption inside the wait must not leave the child behind.
        try:
            self.stop()
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise


def free_port():
    """A port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
