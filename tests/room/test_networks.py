"""Hosts in networks of their own, with a bad venue between them: nothing lost, nothing twice."""

import io
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from app.storage import ledger
from tests.room.relay import NETWORK, Relay, refused
from tests.workshops import OpenWorkshop, copy_of_template

NOT_TESTED = "THE ROOM IN BAD NETWORKS IS NOT TESTED HERE"
NOT_AS_NOBODY = "NETWORKS OF WHO IS NOT ROOT ARE NOT TESTED HERE"

REMEDY = """To have it tested, on Linux: install `ip` (apt-get install iproute2), have /dev/net/tun
(modprobe tun), and let the kernel give networks to who runs the tests: root outside of a chroot and
with CAP_SYS_ADMIN, or anybody after `sysctl -w kernel.unprivileged_userns_clone=1
kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=1000`."""

HUB = 1
PORT = 8443


def skip_aloud(what: str, why: str) -> NoReturn:
    """Leave a test out, and say on the real stderr what that is, why, and what to do about it."""
    print(f"\n{what}: {why}\n{REMEDY}", file=sys.__stderr__, flush=True)
    pytest.skip(f"{what}: {why}")


@pytest.fixture
def relay() -> Iterator[Relay]:
    """Return a relay; where the kernel gives us no network, say so aloud."""
    if why := refused():
        skip_aloud(NOT_TESTED, why)
    with Relay() as made:
        yield made


class Venue:
    """A hub on a host of its own; stations on others."""

    def __init__(self, relay: Relay, folder: Path) -> None:
        self.relay, self.folder = relay, folder
        self.path = copy_of_template(folder / "w.eqw")
        self.hub = self.host()

    def host(self) -> "subprocess.Popen[str]":
        process = self.relay.start(
            HUB, "-m", "app", "--data-dir", str(self.folder / "data"), "host", str(self.path),
            "--port", str(PORT), "--interface", f"{NETWORK}{HUB}",
        )  # fmt: skip
        assert process.stdout is not None
        self.told: dict[str, Any] = json.loads(process.stdout.readline())
        return process

    def station(self, number: int, group: int, count: int, pause: float) -> "subprocess.Popen[str]":
        link = self.told["groups"][group]["link"]
        return self.relay.start(
            number, "-m", "tests.room.distant_station", str(self.folder / f"{number}.eqw"), link,
            str(count), str(pause),
        )  # fmt: skip

    def entries(self) -> dict[str, list[str]]:
        """End the hub; return the ids of what each station's entries became in its file."""
        self.hub.terminate()
        self.hub.communicate(timeout=60)
        whole = OpenWorkshop(Path(shutil.copy(self.path, self.folder / "after.eqw")))
        found: dict[str, list[str]] = {}
        with whole.database.reading() as reader:
            for entry in ledger.entries(reader):
                if entry.kind == "cell.set":
                    found.setdefault(entry.station, []).append(entry.id)
        whole.database.close()
        return found


def line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def whole(found: dict[str, list[str]], *counts: int) -> None:
    """Assert that as many entries of each station are there, and each once."""
    assert sorted(map(len, found.values())) == sorted(counts)
    for ids in found.values():
        assert len(ids) == len(set(ids))


def test_over_a_network_that_loses_and_delays(relay: Relay, tmp_path: Path) -> None:
    venue = Venue(relay, tmp_path)
    relay.loss, relay.delay = 0.08, 0.04
    stations = [venue.station(2 + n, n % 2, 25, 0.02) for n in range(3)]
    for station in stations:
        told = line(station)
        while told in ("not joined yet", "joined"):
            told = line(station)
        assert told == "home 25"
    assert relay.lost > 20
    whole(venue.entries(), 25, 25, 25)


def test_cut_in_the_middle_and_whole_again(relay: Relay, tmp_path: Path) -> None:
    venue = Venue(relay, tmp_path)
    station = venue.station(2, 0, 60, 0.03)
    assert line(station) == "joined"
    time.sleep(0.5)
    for _number in range(2):
        relay.cut = True
        time.sleep(1.2)
        relay.cut = False
        time.sleep(0.4)
    assert line(station) == "home 60"
    whole(venue.entries(), 60)


def test_who_is_kept_apart_from_all_others_comes_in_once_that_ends(
    relay: Relay, tmp_path: Path
) -> None:
    """Venues keep clients apart: one is told in words, the other goes on meanwhile."""
    venue = Venue(relay, tmp_path)
    relay.isolated = {3}
    near, apart = venue.station(2, 0, 20, 0.01), venue.station(3, 1, 20, 0.01)
    assert line(near) == "joined"
    assert line(near) == "home 20"
    assert line(apart) == "not joined yet"
    relay.isolated = set()
    assert line(apart) == "joined"
    assert line(apart) == "home 20"
    whole(venue.entries(), 20, 20)


def test_what_is_not_tested_is_said_aloud_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "__stderr__", said)
    with pytest.raises(pytest.skip.Exception, match="not tested here: refused"):
        skip_aloud("The room is not tested here", "refused")
    for words in ("not tested here: refused", "iproute2", "/dev/net/tun", "unprivileged_userns"):
        assert words in said.getvalue()


def test_who_is_not_root_has_such_networks_too(tmp_path: Path) -> None:
    if why := refused(users=True):
        skip_aloud(NOT_AS_NOBODY, why)
    with Relay(users=True) as relay:
        venue = Venue(relay, tmp_path)
        station = venue.station(2, 0, 5, 0.01)
        assert line(station) == "joined"
        assert line(station) == "home 5"
        whole(venue.entries(), 5)


@pytest.mark.long
def test_the_hubs_laptop_loses_power_and_comes_back(relay: Relay, tmp_path: Path) -> None:
    venue = Venue(relay, tmp_path)
    relay.loss, relay.delay = 0.03, 0.01
    station = venue.station(2, 0, 80, 0.03)
    assert line(station) == "joined"
    time.sleep(0.8)
    venue.hub.kill()
    venue.hub.communicate()
    venue.hub = venue.host()
    assert line(station) == "home 80"
    whole(venue.entries(), 80)
