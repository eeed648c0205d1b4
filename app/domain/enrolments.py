"""Enrolments: what a station knows of the room that it joined; enough to come back any time."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """Where a station belongs.

    Attributes:
        station: its id.
        token: proves that it is this station.
        room, workshop, epoch: as the hub named them.
        group: the group that it writes for.
        label: what the room calls it.
        addresses: of the hub, as "https://192.168.1.20:8443"; the one that worked last first.
        certificate_pem: the hub's certificate, the only one that is spoken to; "" on plain http.
        compare: four digits, the same on the hub's screen.

    """

    station: str
    token: str = field(repr=False)
    room: str
    workshop: str
    epoch: str
    group: str
    label: str = ""
    addresses: tuple[str, ...] = ()
    certificate_pem: str = field(default="", repr=False)
    compare: str = ""
