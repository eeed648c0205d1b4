"""Hosts in networks of their own, and a relay between them that behaves like a bad venue.

Each host is a process in a network namespace with one address, 10.77.0.N; its packets come to the
relay, which loses, delays or swallows them. A namespace ends with its process. On Linux, for root;
for others in a user namespace of their own, where the kernel gives them one.
"""

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[2]
NETWORK = "10.77.0."
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
LONGEST_PACKET = 2048


TRY, USER, ROOT_ONLY = "try", "user", "root"


@cache
def refused(*, users: bool = False) -> str:
    """Return why this machine lets us make no networks, by trying; "" where it does.

    With ``users``, in a user namespace even for root, to whom a kernel refuses it in a chroot.
    """
    if sys.platform != "linux":
        return "networks of one's own are Linux's"
    tried = subprocess.run(
        [sys.executable, "-m", "tests.room.relay", TRY, *([USER] if users else [])],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return "" if tried.returncode == 0 else tried.stderr.strip().rpartition("\n")[2] or "refused"


class Relay:
    """The venue's network.

    Attributes:
        users: whether even root makes its hosts in user namespaces, as everybody else does.
        loss: the share of packets that is lost, 0 to 1.
        delay: seconds that a packet takes, with half of that as jitter.
        isolated: hosts (by number) that reach nobody.
        cut: whether nobody reaches anybody.
        passed, lost: how many packets were.

    """

    def __init__(self, seed: int = 1, *, users: bool = False) -> None:
        self.users = users or os.geteuid() != 0
        self.loss, self.delay = 0.0, 0.0
        self.isolated: set[int] = set()
        self.cut = False
        self.passed = self.lost = 0
        self._chance = random.Random(seed)
        self._hosts: dict[int, int] = {}
        self._processes: list[subprocess.Popen[str]] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay")

    def __enter__(self) -> "Relay":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
        self._ended.set()
        self._thread.join(20)
        for descriptor in self._hosts.values():
            os.close(descriptor)

    def start(self, number: int, *arguments: str) -> "subprocess.Popen[str]":
        """Start Python with ``arguments`` on a host of its own, 10.77.0.``number``."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.room.relay", USER if self.users else ROOT_ONLY,
                 str(number), str(theirs.fileno()), *arguments],
                cwd=ROOT, pass_fds=[theirs.fileno()], text=True, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            )  # fmt: skip
            self._processes.append(process)
            ours.settimeout(60)
            _word, (descriptor, *_more), _flags, _from = socket.recv_fds(ours, 16, 1)
        os.set_blocking(descriptor, False)
        self._hosts[number] = descriptor
        return process

    def _run(self) -> None:
        late: list[tuple[float, int, int, bytes]] = []
        count = 0
        while not self._ended.is_set():
            wait = min(0.02, max(0.0, late[0][0] - time.monotonic())) if late else 0.02
            ready, _w, _x = select.select(list(self._hosts.values()), [], [], wait)
            for descriptor in ready:
                packet = self._read(descriptor)
                if (to := self._way(packet)) is not None:
                    count += 1
                    due = time.monotonic() + self.delay * self._chance.uniform(0.5, 1.5)
                    heapq.heappush(late, (due, count, to, packet))
            while late and late[0][0] <= time.monotonic():
                _due, _count, to, packet = heapq.heappop(late)
                with contextlib.suppress(OSError):  # that host has ended
                    os.write(to, packet)

    def _read(self, descriptor: int) -> bytes:
        try:
            return os.read(descriptor, LONGEST_PACKET)
        except OSError:
            return b""

    def _way(self, packet: bytes) -> int | None:
        """Return where a packet goes to; None where it gets lost."""
        if len(packet) < 20 or packet[0] >> 4 != 4:
            return None
        source, target = packet[15], packet[19]
        to = self._hosts.get(target)
        swallowed = self.cut or {source, target} & self.isolated
        if to is None or swallowed or self._chance.random() < self.loss:
            self.lost += 1
            return None
        self.passed += 1
        return to


def _leave(how: str) -> int:
    """Move this process into a network of its own; return a device in it that reaches nobody yet.

    Who is not root becomes root in a user namespace first, and may do in there what it likes.
    """
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if library.unshare(CLONE_NEWNET | (CLONE_NEWUSER if how == USER else 0)):
        raise OSError(ctypes.get_errno(), "the kernel gives us no network of our own")
    if how == USER:
        own = Path("/proc/self")
        (own / "setgroups").write_text("deny")
        (own / "uid_map").write_text(f"0 {user} 1")
        (own / "gid_map").write_text(f"0 {group} 1")
    descriptor = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", b"venue", IFF_TUN | IFF_NO_PI))
    return descriptor


def _move_in(how: str, number: int, tell: int) -> None:
    """Give this process a network of its own, and the relay the other end of it."""
    descriptor = _leave(how)
    for command in (
        "link set lo up",
        f"addr add {NETWORK}{number}/24 dev venue",
        "link set venue mtu 1400 up",
    ):
        subprocess.run(["ip", *command.split()], check=True)
    with socket.socket(fileno=tell) as way:
        socket.send_fds(way, [b"venue"], [descriptor])
    os.close(descriptor)


if __name__ == "__main__":
    if sys.argv[1] == TRY:
        os.close(_leave(USER if os.geteuid() != 0 or USER in sys.argv else ROOT_ONLY))
        sys.exit()
    _move_in(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    os.execv(sys.executable, [sys.executable, *sys.argv[4:]])
