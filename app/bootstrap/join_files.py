"""Joining by file: the facilitator hands a table a file, and its laptop needs no network all day.

Everything here takes a while: it is called beside the window's thread.
"""

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from app.bootstrap.room_office import RoomOffice, identity_for
from app.domain.codec import to_json
from app.domain.enrolments import Enrolment
from app.domain.errors import FileProblemError, InvalidChangeError, NotAllowedError, UserError
from app.domain.exchange import JOIN_SUFFIX, SavedJoin
from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.room_keys import RoomIdentity, comparison_code, join_code, station_token, typed_code
from app.domain.station_road import Shown, data_asked
from app.domain.stations import (
    STATIONS_A_GROUP,
    AdmitStation,
    CompareStations,
    RevokeStation,
    StationKind,
)
from app.i18n import _
from app.operations import Operations
from app.room import join_file
from app.room.addresses import Link
from app.room.identity import fingerprint
from app.room.join_file import JoinFile, NoJoinFileError
from app.room.office import view_json
from app.services import hub_view, station_file
from app.services.creation import folder_problem
from app.services.execution import Result
from app.services.exports_log import record_export
from app.services.files import WorkshopFile
from app.storage import scratch, sealed
from app.storage.database import Database
from app.storage.sealed_problems import CutOffError, NewerSealedError, NotSealedError
from app.storage.sealed_problems import WrongPassphraseError as WrongCodeError

PATIENCE_SECONDS = 60.0
KIND = "eqj"
"""How the file is called in the list of files that left."""


def save(
    operations: Operations, group_id: str, link: str, target: Path, tell: Tell = untold
) -> SavedJoin:
    """Let one more laptop into a group, and write the file by which it joins.

    ``link`` is the group's join link where the room is open, or "": with it the laptop also finds
    the hub by itself where there is a network after all.

    Raises:
        UserError: where the group has its devices, or the file cannot be written.

    """
    identity = identity_for(operations)
    group = operations.snapshot.group(group_id)
    if group is None:
        raise InvalidChangeError(_("This group is not there any more."))
    writers = [s for s in operations.snapshot.stations if s.writes and s.group_id == group_id]
    if len(writers) >= STATIONS_A_GROUP:
        raise NotAllowedError(
            _("This group has its two devices already."),
            safe=_("Nothing was changed."),
            remedy=_("Take one of them away on the board, then save the file."),
        )
    code = join_code(identity, group_id)
    station_id, label = new_id(), _("Laptop without a network")
    admit = AdmitStation(
        station_id=station_id, group_id=group_id, label=label, kind=StationKind.DESKTOP.value
    )
    tell(0, 0)
    try:
        _let_in(operations, admit)
        enrolment = _enrolment(operations, identity, station_id, group_id, label, link)
        _write_file(operations, identity, enrolment, code, target)
    except Exception:
        # Without its file no laptop comes: its place in the group is for the next try. As the
        # program's own way back of the admission it is nothing that undo takes back.
        if operations.snapshot.station(station_id) is not None:
            operations.submit(RevokeStation(station_id=station_id, undoes=admit.id))
        raise
    return SavedJoin(name=target.name, group=group.label, code=code)


def _write_file(
    operations: Operations, identity: RoomIdentity, enrolment: Enrolment, code: str, target: Path
) -> None:
    """Write the file of a station that was taken in, and note that it left."""
    office = RoomOffice(operations, identity)
    told = join_file.content(enrolment, {**view_json(office, enrolment.station, {})})
    try:
        with scratch.place() as folder:
            plain, locked = folder / "join.json", folder / "join.eqj"
            plain.write_bytes(told)
            sealed.seal(plain, locked, code, magic=sealed.JOIN_MAGIC)
            whole = locked.read_bytes()
        _write(target, whole)
    except OSError as error:
        raise folder_problem(target.parent, error) from error
    hidden = operations.snapshot.workshop.revealed_at is None
    at = operations.now()

    def note(file: WorkshopFile, _tell: Tell) -> None:
        record_export(file.database, kind=KIND, path=target, at=at, before_reveal=hidden)

    operations.ask(note)


def _write(target: Path, content: bytes) -> None:
    from app.storage.exchange import write_whole

    write_whole(target, content)


def _let_in(operations: Operations, admit: AdmitStation) -> None:
    """Take the laptop in; its key goes from hand to hand, so there is nothing to compare."""
    for command in (admit, CompareStations(station_ids=(admit.station_id,))):
        answer: Future[Result] = operations.request(command)
        error = answer.result(PATIENCE_SECONDS).error
        if error is not None:
            raise error


def _enrolment(
    operations: Operations,
    identity: RoomIdentity,
    station_id: str,
    group_id: str,
    label: str,
    link: str,
) -> Enrolment:
    workshop = operations.snapshot.workshop
    token = station_token(identity.secret, station_id)
    return Enrolment(
        station=station_id,
        token=token,
        room=identity.room_id,
        workshop=workshop.lineage,
        epoch=workshop.epoch,
        group=group_id,
        label=label,
        addresses=(Link.parse(link).address,) if link else (),
        certificate_pem=identity.certificate_pem,
        compare=comparison_code(token, fingerprint(identity.certificate_pem)),
    )


def read(path: Path, code: str) -> JoinFile:
    """Return what a join file says (on the note-taker's laptop).

    Raises:
        FileProblemError: where the code does not open it, or it is no good.

    """
    try:
        if path.stat().st_size > join_file.LARGEST:
            raise NoJoinFileError("too large")
        with scratch.place() as folder:
            plain = folder / "join.json"
            sealed.unseal(path, plain, typed_code(code), magic=sealed.JOIN_MAGIC)
            return join_file.read(plain.read_bytes())
    except WrongCodeError as error:
        raise _problem(
            _("This code does not open “{name}”."), path, _("Type the code of your own group.")
        ) from error
    except NewerSealedError:
        raise
    except (NotSealedError, NoJoinFileError) as error:
        remedy = _("Choose the file that the facilitator gave you; its name ends in {suffix}.")
        happened = _("“{name}” is no file to join by.")
        raise _problem(happened, path, remedy.format(suffix=JOIN_SUFFIX)) from error
    except CutOffError as error:
        happened = _("“{name}” is not whole, or was changed on its way.")
        raise _problem(happened, path, _("Ask the facilitator for the file once more.")) from error
    except OSError as error:
        raise _problem(
            _("“{name}” cannot be read."),
            path,
            _("Put the stick in again, or copy the file to this laptop first."),
        ) from error


def _problem(happened: str, path: Path, remedy: str) -> UserError:
    return FileProblemError(
        happened.format(name=path.name), safe=_("Nothing was changed."), remedy=remedy
    )


def furnish(path: Path, found: JoinFile) -> None:
    """Put what a join file shows into the station's own file, unless the hub was heard later.

    Raises:
        StorageProblemError: where it cannot be written.

    """
    database = Database(path)
    try:
        with database.reading() as reader:
            known = station_file.shown(reader)
        at = to_json(found.at)
        if known.heard_at and known.heard_at >= at:
            return
        view = found.view
        beside = Shown(
            clock=dict(view.get("clock") or {}),
            message=str(view.get("message") or ""),
            standing=str(view.get("standing") or ""),
            heard_at=at,
            data_asked=data_asked(view, known.data_asked),
        )
        hub_view.take_view(database, view, replace(beside, through=known.through))
    finally:
        database.close()
