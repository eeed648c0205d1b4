"""The room check says what is true, waits for a device, and names a remedy for what is not well."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.doctor.network import check_network
from app.domain.finding import Finding
from app.domain.giving_up import GivenUpError, untold
from app.domain.heard import Heard
from app.domain.room_open import Opening
from app.domain.stations import Station
from app.room import checking
from app.room.checking import Checking, check_addresses, check_clocks, check_port
from app.room.identity import new_identity
from tests.room.rooms import OpenRoom

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
HERE = Opening(interface="127.0.0.1", port=0)


@pytest.fixture
def other_device(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this laptop have another address than the one from which callers come."""
    monkeypatch.setattr(checking, "own_addresses", lambda: ("192.0.2.7",))
    monkeypatch.setattr(checking, "LOOPBACK", ())
    return


def named(found: tuple[Finding, ...], words: str) -> Finding:
    (one,) = [each for each in found if words in each.name]
    return one


def test_a_room_that_nobody_reached_says_what_may_be_in_the_way(room: OpenRoom) -> None:
    told: list[tuple[int, int]] = []
    check = Checking(room.hub, room.identity, HERE, lambda: datetime.now(UTC))
    found = check.run((), lambda done, count: told.append((done, count)), seconds=0.6)
    assert named(found, "https://127.0.0.1").well
    device = named(found, "Another device")
    assert not device.well
    for word in ("firewall", "apart", "hotspot"):
        assert word in device.remedy
    assert told[0][0] < told[-1][0] == told[-1][1]
    assert named(found, "Certificate").well


def test_a_device_that_comes_through_ends_the_wait(room: OpenRoom, other_device: None) -> None:
    httpx.get(f"{room.http}/v1/hello")
    hub = room.hub
    check = Checking(hub, room.identity, HERE, lambda: datetime.now(UTC))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(hub.at), "hosts", property(lambda _at: ()))
        found = check.run((), untold, seconds=30)
    assert named(found, "Another device").well


def test_it_is_given_up_at_once(room: OpenRoom) -> None:
    def give_up(_done: int, _count: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        Checking(room.hub, None, HERE, lambda: NOW).run((), give_up, seconds=30)


def test_a_taken_port_is_no_trouble_and_a_forbidden_address_is() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = Opening(interface="127.0.0.1", port=other.getsockname()[1])
        found = check_port(taken)
        assert found.well
        assert "another program" in found.seen
    lost = check_port(Opening(interface="203.0.113.7", port=8443))
    assert not lost.well
    assert lost.remedy


def test_a_laptop_without_a_network_and_one_that_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "own_addresses", lambda: ("127.0.0.1",))
    alone = check_addresses(Opening())
    assert not alone.well
    assert "hotspot" in alone.remedy
    monkeypatch.setattr(checking, "own_addresses", lambda: ("192.0.2.7", "fd00::7"))
    assert check_addresses(Opening()).seen == "192.0.2.7"
    moved = check_addresses(Opening(interface="192.0.2.99"))
    assert not moved.well
    assert "192.0.2.99" in moved.seen


def heard(minutes_off: float, label: str = "Blue laptop") -> Heard:
    clock = NOW + timedelta(minutes=minutes_off)
    status = {"clock": clock.isoformat().replace("+00:00", "Z")}
    return Heard(station=Station(id="s1", position=1.0, label=label), heard_at=NOW, status=status)


def test_a_clock_that_is_wrong_is_named_with_its_device() -> None:
    assert list(check_clocks((), NOW)) == []
    (right,) = check_clocks((heard(0.1), heard(-1)), NOW)
    assert right.seen == "2 devices are right"
    (slow,) = check_clocks((heard(0.1), heard(-30)), NOW)
    assert slow.seen == "Blue laptop is 30 min slow"
    (fast,) = check_clocks((heard(95),), NOW)
    assert "95 min fast" in fast.seen
    old = replace(heard(-30), heard_at=NOW - timedelta(minutes=5))
    assert list(check_clocks((old,), NOW)) == []


def test_a_certificate_near_its_end_or_from_the_future_is_told() -> None:
    pem = new_identity(NOW).certificate_pem
    assert checking.check_certificate(pem, NOW).well
    assert not checking.check_certificate(pem, NOW + timedelta(days=3640)).well
    before = checking.check_certificate(pem, NOW - timedelta(days=800))
    assert not before.well
    assert "clock" in before.remedy


def test_the_doctor_looks_at_the_network_of_the_newest_workshop(tmp_path: Path) -> None:
    assert [one.name for one in check_network(tmp_path)] == ["Addresses", "Port 8443"]
    opened = OpenRoom(tmp_path / "workshops" / "w.eqw")
    opened.close()
    names = [one.name for one in check_network(tmp_path)]
    assert names == ["Addresses", "Port 8443", "Certificate"]
