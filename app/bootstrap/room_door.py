"""The room of one open workshop: opens the hub, closes it, and opens it again after a restart."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.bootstrap.room_hearing import RoomHearing
from app.bootstrap.room_ways import door_of
from app.domain.changes import Changes
from app.domain.closing_check import ClosingCheck, closing_check
from app.domain.envelopes import Outcome
from app.domain.errors import UserError
from app.domain.finding import Finding
from app.domain.giving_up import Tell
from app.domain.heard import Heard
from app.domain.preparation import LockScale
from app.domain.room_keys import RoomIdentity, comparison_code, station_token
from app.domain.room_open import Door, DoorPhase, Opening
from app.domain.rundown import Phase
from app.domain.stations import Station, StationKind
from app.domain.workshop import another_day
from app.i18n import _
from app.paths import resource_path
from app.services import kept_entries, open_rooms, room
from app.services.files import WorkshopFile
from app.services.open_rooms import KnownRoom
from app.ui.desk import Desk
from app.ui.room_door import RoomDoor

if TYPE_CHECKING:
    # A day without devices never loads the libraries of server and certificate.
    from app.bootstrap.room_office import RoomOffice
    from app.room.hub import Hub

LOOK_SECONDS = 30.0
"""How often an open room looks whether it is still there, and still at the same addresses."""

PORTS_TRIED = 20
"""How many ports are tried, one after the other, where the first is taken."""

KEY = "room-door"
"""The key of the words that say how the opening went."""

LOCK_REASON = "room opened"

WAITING = (Outcome.QUARANTINED, Outcome.KEPT)
"""What waits for a person: what was refused was told to its note-taker."""

_CLOSED = object()
"""What comes of closing."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Opened:
    """A hub that was opened, its office, and the door as views see it."""

    hub: "Hub"
    office: "RoomOffice"
    door: Door


class OpenDoor(RoomDoor):
    """The real door. Opening and closing happen on a thread of its own, one after the other."""

    _came = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Stay closed until :meth:`open`, or :meth:`open_again`."""
        super().__init__(parent)
        self._desk, self._operations = desk, desk.operations
        self._hub: Hub | None = None
        self._office: RoomOffice | None = None
        self._last_hub: Hub | None = None  # the door's thread's own: closed whatever comes between
        self._thread = ThreadPoolExecutor(1, "door")
        self._ending = False
        self._ended = True
        self._hearing = RoomHearing(desk, self)
        self._hearing.heard_changed.connect(self.heard_changed)
        self._hearing.entries_changed.connect(self.entries_changed)
        self._known = open_rooms.known_room(desk.data_dir, desk.snapshot.workshop.lineage)
        self.door = Door(opening=self._known.opening if self._known else Opening())
        self._came.connect(self._on_came)
        # On the writer's thread: stations hear of a change as soon as it is on the disk.
        desk.operations.changed.connect(self._tell_stations, Qt.ConnectionType.DirectConnection)
        desk.operations.job_done.connect(self._on_operations_job_done)
        desk.changed.connect(self._on_desk_changed)
        self._looked_at = desk.now()
        desk.ticked.connect(self._on_desk_ticked)

    @property
    def heard(self) -> Mapping[str, Heard]:
        """Return station id → what is known of it, in order of joining."""
        return self._hearing.heard

    @property
    def to_decide(self) -> tuple[kept_entries.Received, ...]:
        """Return entries that wait for the facilitator, were refused, kept or set aside."""
        return self._hearing.to_decide

    @property
    def waiting(self) -> int:
        """Return how many entries wait for the facilitator's decision."""
        return sum(one.outcome in WAITING for one in self.to_decide)

    def addresses(self) -> tuple[str, ...]:
        """Return this laptop's addresses; takes a moment."""
        from app.room.addresses import own_addresses

        return tuple(one for one in own_addresses() if ":" not in one)

    def open(self, opening: Opening) -> None:
        """Open the room; :attr:`changed` tells when it is, the desk's words why it is not."""
        if self.door.phase is not DoorPhase.CLOSED or self._ending:
            return
        self._desk.unsaid.emit(KEY)
        self._become(Door(phase=DoorPhase.OPENING, opening=opening))
        self._run(lambda: self._open(opening))

    def open_again(self) -> None:
        """Open the room as it was, where it was open when the program ended, and the day is on."""
        known, snapshot, now = self._known, self._desk.snapshot, self._desk.now()
        if known is None or not known.open:
            return
        day = snapshot.rundown(now)
        if day.running or not (day.phase is Phase.FINISHED or another_day(snapshot.workshop, now)):
            self.open(known.opening)

    def close_room(self) -> None:
        """Close the room; what stations have they keep."""
        if self.door.phase is not DoorPhase.OPEN:
            return
        self._become(replace(self.door, phase=DoorPhase.CLOSING, ways=(), qr=()))
        self._hub = self._office = None
        self._remember(opened=False)
        self._run(self._close)

    def end(self) -> None:
        """Close the hub as the workshop is closed, and remember it as open; see :attr:`ended`."""
        self._ending = True
        self._hub = self._office = None
        if not self._ended:
            self._thread.submit(self._finish)
        self._thread.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until :attr:`ended`."""
        self._thread.shutdown(wait=True)

    @property
    def ended(self) -> bool:
        """Tell whether nothing of the room is under way any more."""
        return self._ended

    def renew_code(self, group_id: str) -> None:
        """Give a group another code; who joined stays."""

        def renew(file: WorkshopFile, _tell: Tell) -> Any:
            return room.renew_code(file.database, group_id)

        office, hub = self._office, self._hub
        if office is None or hub is None:
            return

        def work() -> Door:
            office.identity = self._operations.ask(renew) or office.identity
            return door_of(hub, office.identity, self.door, self._desk.snapshot)

        self._run(work)

    def digits(self, station: Station) -> str:
        """Return the four digits that the station's screen shows as well, or ""."""
        if self._office is None:
            return ""
        token = station_token(self._office.identity.secret, station.id)
        desktop = station.kind == StationKind.DESKTOP.value
        return comparison_code(token, self.door.fingerprint if desktop else "")

    def read_again(self) -> None:
        """Read from the file how stations are heard and what waits for a decision."""
        self._hearing.read_again()

    def accept(self, number: int) -> None:
        """Make a waiting entry part of the workshop."""
        now = self._desk.now()
        self._decide(lambda file: kept_entries.accept(file.database, number, now=now))

    def set_aside(self, number: int) -> None:
        """Leave a waiting entry out; it stays readable."""
        self._decide(lambda file: kept_entries.set_aside(file.database, number))

    def check(self, tell: Tell) -> tuple[Finding, ...]:
        """Check the network for up to 30 seconds, on a thread beside the window's."""
        from app.room.checking import Checking

        hub, heard = self._hub, self.heard.values()
        identity = self._office.identity if self._office else None
        return Checking(hub, identity, self.door.opening, self._desk.now).run(heard, tell)

    def closing_check(self) -> ClosingCheck:
        """Return whether all that stations wrote is here, by what is known now."""
        snapshot, now = self._desk.snapshot, self._desk.now()
        return closing_check(snapshot, self.heard.values(), now, to_decide=self.waiting)

    def _decide(self, job: Callable[[WorkshopFile], Changes]) -> None:
        self._operations.run_job("room-decision", job)

    def _on_operations_job_done(self, token: str, _result: object, error: object) -> None:
        if token == "room-decision" and isinstance(error, UserError):
            self._desk.say_error("attention", error, KEY)
            self._hearing.read_again()

    def _run(self, work: Callable[[], object]) -> None:
        """Do something on the door's thread; :meth:`_on_came` gets what comes of it."""

        def carry() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - judged on the window's thread
                self._came.emit(None, error)
            else:
                self._came.emit(result, None)

        self._ended = False
        self._thread.submit(carry)

    def _open(self, opening: Opening) -> _Opened:
        from app.bootstrap.room_office import RoomOffice, identity_for
        from app.room.hub import Hub, RoomNotOpenedError

        identity = identity_for(self._operations)
        office = RoomOffice(self._operations, identity)
        for step in range(PORTS_TRIED):
            port = opening.port + step if opening.port else 0
            try:
                hub = Hub(
                    office,
                    interface=opening.interface,
                    port=port,
                    plain=opening.plain,
                    pages=resource_path("web"),
                )
            except RoomNotOpenedError as error:
                if not error.port_taken or not port or step == PORTS_TRIED - 1:
                    raise
                continue
            self._last_hub = hub
            made = Door(opening=replace(opening, port=hub.at.port))
            made = door_of(hub, identity, made, self._desk.snapshot)
            return _Opened(hub, office, replace(made, port_taken=opening.port if step else 0))
        raise AssertionError("the last try raised")

    def _close(self) -> object:
        hub, self._last_hub = self._last_hub, None
        if hub is not None:
            hub.close()
        return _CLOSED

    def _finish(self) -> None:
        try:
            self._close()
        finally:
            self._ended = True

    def _on_came(self, result: object, error: object) -> None:
        if isinstance(result, _Opened):
            self._take_up(result)
        elif isinstance(result, Door):
            self._go_on_as(result)
        elif error is not None and self.door.is_open and not isinstance(error, UserError):
            logger.error("a look at the open room failed", exc_info=error)  # type: ignore[arg-type]
        elif error is not None:
            if not self.door.is_open:
                self._become(Door(opening=self.door.opening))
            self._tell_problem(error)
        elif result is _CLOSED:
            self._become(Door(opening=self.door.opening))

    def _go_on_as(self, door: Door) -> None:
        """Show an open room's other codes, groups or addresses."""
        if not self.door.is_open:
            return
        moved = door.addresses != self.door.addresses
        self._become(door)
        if moved:
            text = _(
                "This laptop’s address is another one now: {address}. Devices that do not find it "
                "by themselves join again with their group’s code; nothing on them is lost."
            ).format(address=door.address)
            self._desk.say("attention", text, KEY)

    def _take_up(self, opened: _Opened) -> None:
        if self._ending:
            return
        self._hub, self._office = opened.hub, opened.office
        self._become(opened.door)
        self._remember(opened=True)
        if self._desk.snapshot.workshop.scale_locked_at is None:
            self._desk.submit(LockScale(reason=LOCK_REASON))
        if opened.door.port_taken:
            text = _(
                "Another program has port {taken}, so the room is open at port {port}. Devices "
                "that joined before find it by the code on the room screen."
            ).format(taken=opened.door.port_taken, port=opened.door.opening.port)
            self._desk.say("attention", text, KEY)

    def _tell_problem(self, error: object) -> None:
        if isinstance(error, UserError):
            self._desk.say_error("attention", error, KEY)
            return
        logger.error("the room could not be opened", exc_info=error)  # type: ignore[arg-type]
        self._desk.say_error(
            "attention",
            UserError(
                _("The room could not be opened: a fault in the program got in the way."),
                safe=_("The workshop goes on as before."),
                remedy=_("Try once more; score on this laptop or on paper meanwhile."),
            ),
            KEY,
        )

    def _become(self, door: Door) -> None:
        self.door = door
        self.changed.emit()

    def _remember(self, *, opened: bool) -> None:
        self._known = KnownRoom(opening=self.door.opening, open=opened)
        lineage = self._desk.snapshot.workshop.lineage
        open_rooms.remember(self._desk.data_dir, lineage, self._known)

    def _tell_stations(self, _changes: Changes, _origin: str) -> None:
        hub = self._hub
        if hub is not None:
            hub.changed()

    def _on_desk_ticked(self, now: datetime) -> None:
        hub, office = self._hub, self._office
        if hub is None or office is None or not self.door.is_open:
            return
        if abs((now - self._looked_at).total_seconds()) < LOOK_SECONDS:
            return
        self._looked_at = now
        if not hub.alive:
            logger.warning("the room ended by itself; it is opened again")
            opening, self._hub, self._office = self.door.opening, None, None
            self._become(Door(phase=DoorPhase.OPENING, opening=opening))
            self._run(lambda: self._open(opening))
            return
        self._run(lambda: self._moved(hub, office.identity))

    def _moved(self, hub: "Hub", identity: RoomIdentity) -> Door | None:
        """Return the door at other addresses; None where they are the same."""
        door = self.door
        if (hub.at.plain_addresses or hub.at.addresses) == door.addresses:
            return None
        return door_of(hub, identity, door, self._desk.snapshot)

    def _on_desk_changed(self, changes: Changes, _origin: str) -> None:
        """Give groups that came or were renamed their way in."""
        office, hub = self._office, self._hub
        if office is None or hub is None or not changes.touches("groups", "seatings"):
            return
        named = [(group.id, group.label) for group in self._desk.snapshot.groups]
        if named != [(way.group_id, way.label) for way in self.door.ways]:
            # Asked for when its turn comes: a code that is renewed before that is another one then.
            self._run(lambda: door_of(hub, office.identity, self.door, self._desk.snapshot))
