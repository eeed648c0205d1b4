"""Where the hub can be reached, and the links that lead there."""

import contextlib
import ipaddress
import socket
from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "::1", "localhost")

_FAR = (("10.255.255.255", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses that nothing is sent to: asking for the way there tells which interface leads out."""


@dataclass(frozen=True)
class Link:
    """What a join link says; the part behind # never leaves the device that opens it.

    Attributes:
        address: "https://192.168.1.20:8443".
        code: of the group.
        fingerprint: of the hub's certificate, or "".

    """

    address: str
    code: str
    fingerprint: str = ""

    def __str__(self) -> str:
        """Return the link."""
        pinned = f"&f={self.fingerprint}" if self.fingerprint else ""
        return f"{self.address}/#j={self.code}{pinned}"

    @classmethod
    def parse(cls, text: str) -> "Link":
        """Read a link.

        Raises:
            ValueError: where it is none.

        """
        address, _, fragment = text.strip().partition("/#")
        parts = dict(part.split("=", 1) for part in fragment.split("&") if "=" in part)
        if not address.startswith(("https://", "http://")) or "j" not in parts:
            raise ValueError("no join link")
        return cls(address, parts["j"], parts.get("f", ""))


def own_addresses() -> tuple[str, ...]:
    """Return this laptop's addresses as others may reach it, the likeliest first."""
    found: dict[str, None] = {}
    for far, family in _FAR:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            found[probe.getsockname()[0]] = None
    with contextlib.suppress(OSError):
        for entry in socket.getaddrinfo(socket.gethostname(), None):
            found[str(entry[4][0]).split("%")[0]] = None
    usable = [one for one in found if _is_usable(one)]
    return tuple(usable) or ("127.0.0.1",)


def _is_usable(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def url(scheme: str, host: str, port: int) -> str:
    """Return an address as browsers write it."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
