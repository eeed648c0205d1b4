"""The road from a station's file to the hub: the link's thread, joined to the window's."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal

from app.bootstrap.station_clock import StationClock
from app.bootstrap.station_outbox import FileOutbox
from app.domain.changes import Changes
from app.domain.codec import to_json
from app.domain.enrolments import Enrolment
from app.domain.errors import InvalidChangeError
from app.domain.ids import new_id
from app.domain.station_road import LeftOut, RoadState, Settled, Shown, data_asked
from app.i18n import _
from app.operations import Operations
from app.room import exchange
from app.room.addresses import Link, url
from app.room.link import LinkState, Listeners
from app.room.pinning import fingerprint_of
from app.room.station import StationLink
from app.services import hub_view, spoken, station_file
from app.services.creation import folder_problem
from app.services.files import WorkshopFile
from app.storage.database import Database, Reader
from app.storage.exchange import write_whole
from app.ui.station.road import Road

VIEW, RECEIPT, CODE, COUNT = "view:", "receipt:", "code:", "count:"

logger = logging.getLogger(__name__)


class StationRoad(Road):
    """Brings the outbox of an open station's file to the hub, and the hub's view into the file."""

    _told = Signal(object)
    _counted = Signal(object)
    _viewed = Signal(object)
    _left = Signal(object, object)

    def __init__(
        self,
        operations: Operations,
        enrolment: Enrolment,
        clock: StationClock,
        shown: Shown,
        parent: QObject | None = None,
    ) -> None:
        """Prepare it with what was ``shown`` last; :meth:`start` begins."""
        super().__init__(parent)
        self._operations, self._clock = operations, clock
        self._enrolment = enrolment
        self._shown = shown
        self._link_state = LinkState()
        self._again = False
        self._codes: dict[str, tuple[str, str]] = {}
        self._database = Database(operations.path)
        self.compare, self.addresses = enrolment.compare, enrolment.addresses
        self.clock, self.message = shown.clock, shown.message
        self.data_asked = self._asked = shown.data_asked
        self._told.connect(self._on_told)
        self._viewed.connect(self._on_viewed)
        operations.changed.connect(self._on_operations_changed)
        operations.job_done.connect(self._on_operations_job_done)
        self._counted.connect(self._on_counted)
        self._left.connect(self._on_left)
        listeners = Listeners(self._hear, self._take_receipt, self._take_view)
        self._link = StationLink(
            enrolment, FileOutbox(self._database), listeners, clock.own, clock.wall
        )
        self._waits = self._count(shown.through)
        self._settled = ""
        with self._database.reading() as reader:
            self._left_out, self._settled_there = _became(reader)
        self._tell()

    def start(self) -> None:
        """Begin to reach for the hub."""
        self._link.start()

    def stop(self) -> None:
        """End; what was not brought stays in the outbox."""
        self._link.stop()
        self._database.close()

    def now(self) -> datetime:
        """Return the hub's moment (UTC)."""
        return self._clock()

    def stamp(self) -> datetime:
        """Return the moment of an entry that is made now."""
        return self._clock.stamp()

    def show_dimension(self, dimension_id: str) -> None:
        """Tell the hub what is being scored now."""
        self._link.nudge(dimension_id)

    def go_to(self, address: str) -> None:
        """Look for the hub at another address; it stays the first one to be tried."""
        found = self._address_of(address)
        known = [one for one in self.addresses if one != found]
        self.addresses = (found, *known)[:6]
        addresses = self.addresses
        self._operations.run_job(
            f"addresses:{new_id()}",
            lambda file: station_file.keep_addresses(file.database, addresses),
        )
        self._link.go_to(found)

    def save_file(self, target: Path) -> None:
        """Write all that this station wrote into a file for the facilitator."""
        moment = self.now()
        content = exchange.station_file(
            self._enrolment, FileOutbox(self._database), epoch="", now=moment
        )
        try:
            write_whole(target, content)
        except OSError as error:
            raise folder_problem(target.parent, error) from error

    def read_answer(self, path: Path) -> None:
        """Believe the facilitator's answer; where the hub was heard later, it adds nothing."""
        answer = exchange.read_answer(exchange.read_bytes(path), self._enrolment, path.name)
        heard = self._shown.heard_at
        if heard and datetime.fromisoformat(heard) >= answer.at:
            return
        through = int(answer.receipt["through"])
        ahead = self._shown.ahead_seconds
        self._keep_receipt(answer.receipt, through, answer.at, ahead)
        self._take(answer.view, through, ahead, answer.at)
        self._link.look_again()  # it fetches what changed since it fetched last, not since this

    def ask_code(self, dimension_id: str) -> None:
        """Write what a code says of a dimension, and tell the code when it is on the disk."""
        snapshot = self._operations.snapshot
        station = snapshot.station(self._enrolment.station)
        group_id = station.group_id if station is not None else ""
        if not group_id:
            self.code_told.emit(dimension_id, "")
            return
        said = spoken.saying(snapshot, self._enrolment, group_id, dimension_id)
        for command in said.commands:
            self._operations.submit(command)
        token = CODE + new_id()
        self._codes[token] = (dimension_id, said.code)
        self._operations.run_job(token, lambda _file: None)

    def _address_of(self, text: str) -> str:
        words = text.strip()
        try:
            link = Link.parse(words)
        except ValueError:
            return typed_address(words, plain=not self._enrolment.certificate_pem)
        own = fingerprint_of(self._enrolment.certificate_pem)
        if link.fingerprint and link.fingerprint.lower() != own:
            raise InvalidChangeError(
                _("This link leads to another room."),
                safe=_("Nothing was sent there. All that was written here is kept."),
                remedy=_("Ask the facilitator for this room’s link or address."),
            )
        return link.address

    def _take_view(self, view: dict[str, Any]) -> None:
        """Have the writer take a view in; called on the link's thread."""
        heard_at = self._heard_now()
        self._take(view, self._link.state.through, self._ahead_of_wall(heard_at), heard_at)

    def _take(
        self, view: dict[str, Any], through: int, ahead_seconds: float, heard_at: datetime
    ) -> None:
        self._asked = data_asked(view, self._asked)
        shown = Shown(
            clock=dict(view.get("clock") or {}),
            message=str(view.get("message") or ""),
            standing=str(view.get("standing") or ""),
            through=through,
            ahead_seconds=ahead_seconds,
            heard_at=to_json(heard_at),
            data_asked=self._asked,
        )

        def take(file: WorkshopFile) -> Changes:
            changes = hub_view.take_view(file.database, view, shown)
            self._tell_left_out(file)
            return changes

        self._operations.run_job(VIEW + new_id(), take)
        self._viewed.emit(shown)

    def _heard_now(self) -> datetime:
        """Return the hub's moment while it is heard; called on the link's thread."""
        return self._clock.own() + timedelta(seconds=self._link.state.ahead_seconds)

    def _ahead_of_wall(self, heard_at: datetime) -> float:
        """Return what another start needs, which begins with the clock that the laptop shows."""
        return (heard_at - self._clock.wall()).total_seconds()

    def _take_receipt(self, receipt: dict[str, Any]) -> None:
        """Take in what the hub just answered; called on the link's thread."""
        heard_at = self._heard_now()
        ahead = self._ahead_of_wall(heard_at)
        self._keep_receipt(receipt, self._link.state.through, heard_at, ahead)

    def _keep_receipt(
        self, receipt: dict[str, Any], through: int, heard_at: datetime, ahead_seconds: float
    ) -> None:
        """Have the writer note how far the hub has the entries, and what became of them."""
        results = list(receipt["results"])

        def take(file: WorkshopFile) -> Changes | None:
            news = hub_view.take_receipt(file.database, results, through, heard_at, ahead_seconds)
            if news:
                self._tell_left_out(file)
            return Changes() if news else None

        self._operations.run_job(RECEIPT + new_id(), take)

    def _tell_left_out(self, file: WorkshopFile) -> None:
        """Tell what is no part of the workshop; called on the writer's thread."""
        with file.database.reading() as reader:
            self._left.emit(*_became(reader))

    def _hear(self, fresh: LinkState) -> None:
        """Pass on how the road stands; called on the link's thread."""
        through = fresh.through if fresh.heard else self._shown.through
        self._counted.emit(self._count(through))
        self._told.emit(fresh)

    def _on_told(self, fresh: LinkState) -> None:
        before, self._link_state = self._link_state, fresh
        if fresh.connected and fresh.heard:
            self._clock.ahead = timedelta(seconds=fresh.ahead_seconds)
            heard_at = to_json(self.now())
            ahead = self._ahead_of_wall(self.now())
            self._shown = replace(
                self._shown, heard_at=heard_at, through=fresh.through, ahead_seconds=ahead
            )
            self._again = self._again or (before.heard and fresh.through < before.through)
        self._tell()

    def _on_viewed(self, shown: Shown) -> None:
        self._shown = shown
        self.clock, self.message = shown.clock, shown.message
        self.data_asked = shown.data_asked
        self._tell()

    def _on_operations_changed(self, _changes: object, origin: str) -> None:
        """Count what was written before anybody says again that all is at the hub."""
        self._link.nudge()
        if origin.startswith(VIEW):
            return
        through = self._shown.through

        def count(_file: WorkshopFile) -> None:
            self._counted.emit(self._count(through))

        self._settled = COUNT + new_id()
        self._operations.run_job(self._settled, count)
        self._tell()

    def _on_counted(self, waits: "_Waits") -> None:
        if waits.last_seq >= self._waits.last_seq:
            self._waits = waits
        self._tell()

    def _on_operations_job_done(self, token: str, _result: object, error: object) -> None:
        if token.startswith(VIEW) and error is not None:
            self._link.look_again()
        elif token in self._codes:
            self.code_told.emit(*self._codes.pop(token))
        elif token == self._settled:
            self._settled = ""
            self._tell()

    def _on_left(self, left_out: tuple[LeftOut, ...], settled: tuple[Settled, ...]) -> None:
        if left_out != self._left_out:
            self._link.look_again()  # what stands on the sheet is read by it
        if (left_out, settled) != (self._left_out, self._settled_there):
            self._left_out, self._settled_there = left_out, settled
            self._tell()

    def _count(self, through: int) -> "_Waits":
        """Read what waits behind a number; not on the window's thread while the day runs."""
        outbox = FileOutbox(self._database)
        last_seq, _digest = outbox.newest()
        first = outbox.after(through, 1) if last_seq > through else ()
        since = datetime.fromisoformat(first[0]["at"]) if first else None
        return _Waits(last_seq, since)

    def _tell(self) -> None:
        """Tell where the road stands now."""
        link = self._link_state
        counted = max(0, self._waits.last_seq - self._shown.through)
        # What was written just now is not counted yet: at least that is on its way.
        waiting = max(counted, 1) if self._settled else counted
        self._again = self._again and waiting > 0
        heard_at = self._shown.heard_at
        self.state = RoadState(
            connected=link.connected and not link.problem,
            heard=link.heard,
            waiting=waiting,
            waiting_since=self._waits.since if counted else None,
            heard_at=datetime.fromisoformat(heard_at) if heard_at else None,
            standing=self._shown.standing,
            equal=link.equal,
            problem=link.problem,
            again=self._again,
            left_out=self._left_out,
            settled=self._settled_there,
        )
        self.changed.emit()


def _became(reader: Reader) -> tuple[tuple[LeftOut, ...], tuple[Settled, ...]]:
    return hub_view.left_out(reader), hub_view.settled(reader)


@dataclass(frozen=True)
class _Waits:
    """The number of the newest entry, and when the first that waits was written."""

    last_seq: int
    since: datetime | None


def typed_address(text: str, *, plain: bool = False) -> str:
    """Return the address that somebody typed, as "https://192.168.1.20:8443".

    Raises:
        InvalidChangeError: where it is none.

    """
    words = text.strip().rstrip("/")
    scheme = "http" if plain else "https"
    try:
        parts = urlsplit(words if "://" in words else f"{scheme}://{words}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not host or " " in host or parts.scheme not in ("http", "https"):
        raise InvalidChangeError(
            _("That is no address."),
            safe=_("Nothing was sent."),
            remedy=_("Type it as the facilitator shows it, such as 192.168.1.20:8443."),
        )
    usual = 8444 if parts.scheme == "http" else 8443
    return url(parts.scheme, host, port or usual)
