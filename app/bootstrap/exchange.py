"""Files from stations into the open workshop, by the same path as the network; and their answers.

Everything here may take a while: it is called beside the window's thread.
"""

from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.bootstrap import join_files
from app.bootstrap.room_office import RoomOffice
from app.domain.envelopes import Envelope
from app.domain.errors import StorageProblemError
from app.domain.exchange import SavedJoin, TakenFile
from app.domain.giving_up import GivenUpError, Tell, untold
from app.domain.room_keys import RoomIdentity, station_token
from app.i18n import _
from app.operations import Operations
from app.room import exchange
from app.room.bounds import LIVE_ENTRIES
from app.room.exchange_problems import ExchangeError, Problem
from app.room.office import view_json
from app.room.protocol import receipt_json
from app.services import room
from app.services.creation import folder_problem
from app.services.exports_log import record_export
from app.services.files import WorkshopFile
from app.services.reception import Reception, joined
from app.storage.exchange import write_whole

PATIENCE_SECONDS = 60.0


class StationFiles:
    """What the window has done with stations' files."""

    def __init__(self, operations: Operations) -> None:
        """Work on an open workshop."""
        self._operations = operations

    def take_in(self, path: Path, tell: Tell = untold) -> TakenFile:
        """Take a station's file in: all of it is proven and read before the first entry goes in.

        It can be given up until then; from then on it is brought to its end.

        Raises:
            ExchangeError: where it is refused; nothing of it is taken in then.
            StorageProblemError: while the workshop's file refuses.
            GivenUpError: where ``tell`` says so.

        """
        identity = self._identity(tell)
        found = exchange.opened(exchange.read_bytes(path), path.name, exchange.TO_HUB)
        if identity is None or found.room != identity.room_id:
            raise ExchangeError(Problem.ANOTHER_ROOM, path.name)
        exchange.proven(found, station_token(identity.secret, found.station), path.name)
        lineage = self._operations.snapshot.workshop.lineage
        envelopes = exchange.envelopes_of(found, lineage, path.name)
        receptions = self._received(envelopes, tell)
        return TakenFile(name=path.name, station=found.station, receipt=joined(receptions).receipt)

    def _received(self, envelopes: list[Envelope], tell: Tell) -> list[Reception]:
        """Bring envelopes in parts, so that what is live never waits for them."""
        parts = [part for envelope in envelopes for part in _parts(envelope)]
        receptions = []
        for number, part in enumerate(parts):
            try:
                tell(number, len(parts))
            except GivenUpError:
                if number == 0:
                    raise
            receptions.append(_outcome(self._operations.receive(part)))
        return receptions

    def save_answer(self, taken: TakenFile, target: Path, tell: Tell = untold) -> Path:
        """Write what the hub answers: what it has of the station, and what that may see now.

        Raises:
            UserError: where it cannot be written.

        """
        identity = self._identity(tell)
        if identity is None:
            raise ExchangeError(Problem.ANOTHER_ROOM, taken.name)
        content = answer_file(RoomOffice(self._operations, identity), taken)
        tell(0, 0)
        try:
            write_whole(target, content)
        except OSError as error:
            raise folder_problem(target.parent, error) from error
        hidden = self._operations.snapshot.workshop.revealed_at is None
        at = self._operations.now()

        def note(file: WorkshopFile, _tell: Tell) -> None:
            record_export(file.database, kind="eqx", path=target, at=at, before_reveal=hidden)

        self._operations.ask(note)
        return target

    def save_join(self, group_id: str, link: str, target: Path, tell: Tell = untold) -> SavedJoin:
        """Let a laptop without a network into a group by a file; see :mod:`join_files`.

        Raises:
            UserError: where the group has its devices, or the file cannot be written.

        """
        if self._operations.in_trouble:
            raise _not_now()
        return join_files.save(self._operations, group_id, link, target, tell)

    def _identity(self, tell: Tell) -> RoomIdentity | None:
        if self._operations.in_trouble:
            raise _not_now()

        def read(file: WorkshopFile, _tell: Tell) -> list[RoomIdentity | None]:
            return [room.identity_of(file.database)]

        return self._operations.ask(read, tell)[0]


def answer_file(office: RoomOffice, taken: TakenFile) -> bytes:
    """Return the content of the answer to a station's file."""
    place, identity = office.place(), office.identity
    receipt = replace(taken.receipt, epoch=place["epoch"])
    body = {
        "room": identity.room_id,
        **place,
        "station": taken.station,
        "receipt": receipt_json(receipt, office.now()),
        "view": view_json(office, taken.station, {}),
    }
    token = station_token(identity.secret, taken.station)
    return exchange.sealed(body, token, exchange.TO_STATION)


def _parts(envelope: Envelope) -> Sequence[Envelope]:
    """Return an envelope in parts, of which only the last one says how the station is."""
    entries = sorted(envelope.entries, key=lambda entry: entry.seq)
    firsts = range(0, max(len(entries), 1), LIVE_ENTRIES)
    parts = [replace(envelope, entries=tuple(entries[at : at + LIVE_ENTRIES])) for at in firsts]
    return [*(replace(part, status=None) for part in parts[:-1]), parts[-1]]


def _outcome(asked: "Future[Any]") -> Reception:
    try:
        found: Reception = asked.result(PATIENCE_SECONDS)
    except TimeoutError as error:
        raise _not_now() from error
    except CancelledError as error:  # the workshop is being closed
        raise GivenUpError from error
    return found


def _not_now() -> StorageProblemError:
    return StorageProblemError(
        _("The workshop’s file cannot be written just now."),
        safe=_("Nothing is lost: all answers are still in the device’s file."),
        remedy=_("Add it once more when saving goes on."),
    )
