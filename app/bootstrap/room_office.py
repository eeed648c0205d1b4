"""The open workshop as the hub sees it: what joins operations and the room."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

from app.domain.changes import FROM_STATIONS, Changes
from app.domain.commands import Command
from app.domain.envelopes import Envelope
from app.domain.errors import NotAllowedError, StorageProblemError
from app.domain.room_keys import RoomIdentity
from app.domain.snapshot import Snapshot
from app.domain.station_view import StationView, StationViews, clock_of
from app.domain.stations import AdmitStation, RevokeStation, Station
from app.i18n import _
from app.operations import Operations
from app.room.identity import new_identity
from app.room.office import Taken
from app.room.protocol import JoinWish
from app.services import room
from app.services.execution import Result
from app.services.files import WorkshopFile

OPENING_SECONDS = 30.0


def identity_for(operations: Operations) -> RoomIdentity:
    """Return the room's identity, made the first time; takes a moment, or longer in trouble.

    Raises:
        StorageProblemError: where the file cannot be written.

    """
    made = new_identity(operations.now())
    answer: Future[RoomIdentity] = Future()

    def keep(file: WorkshopFile) -> Changes:
        try:
            answer.set_result(room.keep_identity(file.database, made))
        except Exception as error:
            answer.set_exception(error)
            raise
        return Changes()

    operations.run_job("room identity", keep)
    try:
        return answer.result(OPENING_SECONDS)
    except TimeoutError as error:
        raise StorageProblemError(
            _("The room cannot be opened while the workshop’s file cannot be written."),
            safe=_("Nothing was changed."),
            remedy=_("Open it when saving goes on."),
        ) from error


class _Clocks:
    """Every group's clock at one second: thirty stations ask for it at a stroke."""

    def __init__(self, snapshot: Snapshot, now: datetime) -> None:
        self.snapshot, self.now = snapshot, now
        self._uses = _clock_uses(snapshot)
        self._made: dict[str, dict[str, Any]] = {}

    def are_of(self, snapshot: Snapshot, now: datetime) -> bool:
        """Tell whether these are a snapshot's clocks at a moment; scores do not change them."""
        if self.now != now:
            return False
        return all(a is b for a, b in zip(self._uses, _clock_uses(snapshot), strict=True))

    def of(self, group_id: str) -> dict[str, Any]:
        """Return a group's clock."""
        if group_id not in self._made:
            self._made[group_id] = clock_of(self.snapshot, group_id, self.now)
        return self._made[group_id]


def _clock_uses(snapshot: Snapshot) -> tuple[object, ...]:
    """Return what a clock is worked out from."""
    s = snapshot
    return s.clock_events, s.agenda, s.group_states, s.workshop, s.seatings


class RoomOffice:
    """Answers the hub from one open workshop; see :class:`app.room.office.Office`.

    Attributes:
        identity: what the room is known by; to be replaced where a group's code was renewed.

    """

    def __init__(self, operations: Operations, identity: RoomIdentity) -> None:
        """Answer from ``operations``."""
        self._operations, self.identity = operations, identity
        self._views = StationViews()
        self._clocks = _Clocks(operations.snapshot, datetime.min.replace(tzinfo=UTC))

    def now(self) -> datetime:
        """Return the room's moment (UTC)."""
        return self._operations.now()

    def place(self) -> Mapping[str, str]:
        """Return the workshop's lineage and epoch."""
        workshop = self._operations.snapshot.workshop
        return {"workshop": workshop.lineage, "epoch": workshop.epoch}

    def group_of_code(self, code: str) -> str:
        """Return the group of a code as somebody typed it, or ""."""
        return room.group_of_code(self._operations.snapshot, self.identity, code)

    def station(self, station_id: str) -> Station | None:
        """Return a station, or None."""
        return self._operations.snapshot.station(station_id)

    def admit(self, wish: JoinWish, group_id: str) -> "Future[Station]":
        """Take a device in."""
        command = AdmitStation(
            station_id=wish.station,
            group_id=group_id,
            label=wish.label,
            kind=wish.kind,
            language=wish.language,
        )
        return self._asked(command, wish.station)

    def release(self, station_id: str) -> "Future[Station]":
        """Let a station write no more."""
        return self._asked(RevokeStation(station_id=station_id), station_id)

    def _asked(self, command: Command, station_id: str) -> "Future[Station]":
        answer: Future[Station] = Future()
        asked = self._operations.request(command, FROM_STATIONS)
        asked.add_done_callback(lambda done: self._done(done, station_id, answer))
        return answer

    def _done(self, done: "Future[Result]", station_id: str, answer: "Future[Station]") -> None:
        if done.cancelled() or not answer.set_running_or_notify_cancel():
            answer.cancel()
            return
        station = self._operations.snapshot.station(station_id)
        if (error := done.exception() or done.result().error) is not None:
            answer.set_exception(error)
        elif station is None:
            answer.set_exception(NotAllowedError(_("The device could not be taken in.")))
        else:
            answer.set_result(station)

    def receive(self, envelope: Envelope) -> "Future[Taken]":
        """Take an envelope in."""
        taken: Future[Any] = self._operations.receive(envelope)
        return taken

    def view(self, station_id: str) -> StationView:
        """Return what a station may see now."""
        snapshot = self._operations.snapshot
        return self._views.of(snapshot, snapshot.station(station_id))

    def clock(self, station_id: str) -> dict[str, Any]:
        """Return where the day stands for a station's group."""
        snapshot, now = self._operations.snapshot, self.now().replace(microsecond=0)
        if snapshot.clock_events:
            now = max(now, snapshot.clock_events[-1].moment)
        if not self._clocks.are_of(snapshot, now):
            self._clocks = _Clocks(snapshot, now)
        station = snapshot.station(station_id)
        return self._clocks.of(station.group_id if station else "")

    def message(self) -> str:
        """Return the line for every station, or ""."""
        return self._operations.snapshot.broadcast.text
