"""The open room: where it is reached, and the way in for each group. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

FIRST_PORT = 8443
"""The port that a room is opened at where nobody chose another one."""

EVERYWHERE = "0.0.0.0"
"""Listen on every network that the laptop is in."""


class DoorPhase(StrEnum):
    """Whether note-takers' devices can come in."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How the room is to be opened.

    Attributes:
        interface: the laptop's address to listen on; :data:`EVERYWHERE` for all.
        port: of https; plain http takes the next one.
        plain: also allow http, for devices that refuse the certificate.

    """

    interface: str = EVERYWHERE
    port: int = FIRST_PORT
    plain: bool = False


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """How devices join one group.

    Attributes:
        group_id, label: the group.
        code: six characters to type.
        link: for this program on another laptop: address, code and fingerprint.
        page: for a browser: the safest address, and the code.
        qr: ``page`` as a picture: rows of "0" and "1" without the quiet margin.

    """

    group_id: str
    label: str
    code: str
    link: str
    page: str
    qr: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Door:
    """The room as it stands.

    Attributes:
        phase: whether it is open.
        opening: how it was opened, or how it would be.
        addresses: every address of the page for browsers, the likeliest first.
        encrypted: the first of them over https, where ``addresses`` are plain http; else "".
        qr: the safest address as a picture.
        ways: one for each group, in order.
        port_taken: the port that was wished for, where another program has it; else 0.
        fingerprint: of the certificate.

    """

    phase: DoorPhase = DoorPhase.CLOSED
    opening: Opening = field(default_factory=Opening)
    addresses: tuple[str, ...] = ()
    encrypted: str = ""
    qr: tuple[str, ...] = ()
    ways: tuple[WayIn, ...] = ()
    port_taken: int = 0
    fingerprint: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether devices can come in."""
        return self.phase is DoorPhase.OPEN

    @property
    def address(self) -> str:
        """Return what people type into a browser, or ""."""
        return self.addresses[0] if self.addresses else ""

    @property
    def safest(self) -> str:
        """Return the address to try first: the encrypted one, where there are both."""
        return self.encrypted or self.address

    def way(self, group_id: str) -> WayIn | None:
        """Return the way into a group, or None."""
        return next((way for way in self.ways if way.group_id == group_id), None)


def spoken_code(code: str) -> str:
    """Return a code as people read it aloud: "K7M 2QX"."""
    return f"{code[:3]} {code[3:]}"
