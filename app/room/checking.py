"""The room check: can devices reach this laptop, and what to do where they cannot.

A laptop cannot see a network's rules from inside. What is certain is only that another device came
through: so the check waits for one, and says which of the usual reasons are left where none came.
"""

import contextlib
import errno
import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from cryptography import x509

from app.domain.finding import Finding
from app.domain.giving_up import Tell
from app.domain.heard import SILENT_SECONDS, Heard
from app.domain.room_keys import RoomIdentity
from app.domain.room_open import EVERYWHERE, Opening
from app.i18n import _, _n
from app.room.addresses import LOOPBACK, own_addresses, url
from app.room.hub import Hub
from app.room.pinning import AnotherHubError, certificate_at

SECONDS = 30
"""How long the whole check takes at most: what is left after the rest, it waits for a device."""

RECENT_SECONDS = 60.0
"""A device that came so shortly before the check counts as well."""

MOST_SKEW = timedelta(minutes=2)
"""How far a station's clock may be off before it is worth a word."""

CERTIFICATE_LEFT = timedelta(days=30)
LOOK_SECONDS = 0.25


class Checking:
    """One run of the check, for an open room (or, with less to see, for a closed one)."""

    def __init__(
        self,
        hub: Hub | None,
        identity: RoomIdentity | None,
        opening: Opening,
        now: Callable[[], datetime],
    ) -> None:
        """Check ``hub``, or where there is none the place of ``opening``."""
        self._hub, self._identity, self._opening, self._now = hub, identity, opening, now

    def run(
        self, heard: Iterable[Heard], tell: Tell, seconds: float = SECONDS
    ) -> tuple[Finding, ...]:
        """Return what was found; waits for a device to come until ``seconds`` are over.

        Raises:
            GivenUpError: where ``tell`` does.

        """
        end = time.monotonic() + seconds
        known = tuple(heard)
        found = [check_addresses(self._opening)]
        if self._hub is None:
            found.append(check_port(self._opening))
        else:
            found += self._reached(self._hub)
            found.append(self._visited(self._hub, end, seconds, tell))
            found += check_clocks(known, self._now())
        if self._identity is not None:
            found.append(check_certificate(self._identity.certificate_pem, self._now()))
        return tuple(found)

    def _reached(self, hub: Hub) -> Iterator[Finding]:
        """Go to the room by each of its own addresses, as a device would."""
        for host in hub.at.hosts:
            address = url("https", host, hub.at.port)
            problem = _problem_at(address, hub.at.fingerprint)
            name = _("The room at {address}").format(address=address)
            remedy = _(
                "Close the room and open it again; if that does not help, choose another port."
            )
            yield Finding(name, not problem, problem or _("answers"), remedy if problem else "")

    def _visited(self, hub: Hub, end: float, seconds: float, tell: Tell) -> Finding:
        """Wait until another device comes through the network."""
        own = {*own_addresses(), *LOOPBACK, *hub.at.hosts}
        since = time.monotonic() - RECENT_SECONDS
        came: list[str] = []
        while not came:
            came = [a for a, at in hub.visitors.items() if a not in own and at >= since]
            left = end - time.monotonic()
            tell(round(10 * (seconds - max(left, 0))), round(10 * seconds))
            if came or left <= 0:
                break
            time.sleep(min(LOOK_SECONDS, left))
        name = _("Another device comes through")
        if came:
            seen = _n("yes, {n} device", "yes, {n} devices", len(came)).format(n=len(came))
            return Finding(name, True, seen)
        return Finding(name, False, _("none came in {n} s").format(n=round(seconds)), _no_device())


def _no_device() -> str:
    return _(
        "Open the address on a phone in the same network. If it does not load: allow this program "
        "in the laptop’s firewall. If it still does not, the network keeps devices apart, as guest "
        "networks do: use a phone’s hotspot or a small router for all, or files and typed codes."
    )


def check_addresses(opening: Opening) -> Finding:
    """Look whether this laptop is in a network, and still has the address of the room."""
    six = ":" in opening.interface
    own = [one for one in own_addresses() if one not in LOOPBACK and (":" in one) == six]
    name = _("Addresses")
    if not own:
        remedy = _("Join the venue’s network, or open a hotspot on a phone and join that.")
        return Finding(name, False, _("this laptop is in no network"), remedy)
    seen = ", ".join(own)
    chosen = opening.interface
    if chosen != EVERYWHERE and chosen not in own and not _is_loopback(chosen):
        remedy = _("Close the room and open it on an address that there is now.")
        gone = _("{address} is gone; now: {others}").format(address=chosen, others=seen)
        return Finding(name, False, gone, remedy)
    if len(own) > 1 and chosen == EVERYWHERE:
        remedy = _("Where devices do not find the room, choose the network that they are in.")
        return Finding(name, True, seen, remedy)
    return Finding(name, True, seen)


def check_port(opening: Opening) -> Finding:
    """Look whether the port for the room is free (while the room is closed)."""
    name = _("Port {port}").format(port=opening.port)
    try:
        with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
            probe.bind((opening.interface, opening.port))
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            remedy = _("Nothing to do: the next free one is taken, and shown.")
            return Finding(name, True, _("another program has it"), remedy)
        remedy = _("Choose another port or another network.")
        return Finding(name, False, error.strerror or str(error), remedy)
    return Finding(name, True, _("free"))


def check_clocks(heard: Iterable[Heard], now: datetime) -> Iterator[Finding]:
    """Compare the clocks of the stations that are heard with this laptop's."""
    name = _("Clocks of the devices")
    compared, worst, which = 0, timedelta(0), ""
    for one in heard:
        if one.clock is None or one.heard_at is None:
            continue
        if (now - one.heard_at).total_seconds() >= SILENT_SECONDS:
            continue
        compared += 1
        off = one.clock - one.heard_at
        if abs(off) > abs(worst):
            worst, which = off, one.station.label or _("a device")
    if not compared:
        return
    if abs(worst) <= MOST_SKEW:
        seen = _n("{n} device is right", "{n} devices are right", compared).format(n=compared)
        yield Finding(name, True, seen)
        return
    minutes = round(abs(worst).total_seconds() / 60)
    late = _("{device} is {n} min slow") if worst < timedelta(0) else _("{device} is {n} min fast")
    remedy = _("Nothing is lost by it: entries follow this laptop’s clock. Set it in the break.")
    yield Finding(name, True, late.format(device=which, n=minutes), remedy)


def check_certificate(certificate_pem: str, now: datetime) -> Finding:
    """Look how long the room's certificate is good for."""
    certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    until = certificate.not_valid_after_utc
    seen = _("good until {day}").format(day=until.astimezone(UTC).date().isoformat())
    if certificate.not_valid_before_utc > now:
        remedy = _("Set this laptop’s clock: it is before the day on which the room was made.")
        return Finding(_("Certificate"), False, seen, remedy)
    well = until - now > CERTIFICATE_LEFT
    remedy = _("Duplicate the workshop: the copy’s room gets a fresh one.")
    return Finding(_("Certificate"), well, seen, "" if well else remedy)


def _problem_at(address: str, fingerprint: str) -> str:
    try:
        certificate_at(address, fingerprint)
    except AnotherHubError:
        return _("another program answers")
    except OSError as error:
        return error.strerror or _("does not answer")
    return ""


def _is_loopback(address: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(address).is_loopback
    return False
