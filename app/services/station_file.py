"""A station's own file: where it belongs, what it wrote, and what the hub last showed of the room.

It has the form of a workshop file, so that the sheet, its drafts and its durability are the same on
hub and station; its ledger holds this station's entries only. It lies in a folder of its own.
"""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.codec import CodecError, from_json, to_json
from app.domain.enrolments import Enrolment
from app.domain.errors import UserError
from app.domain.preparation import FrameworkSnapshot
from app.domain.seating import SCORING, Seating
from app.domain.station_road import Shown
from app.domain.workshop import Workshop
from app.i18n import _
from app.services import sample
from app.services.creation import folder_problem
from app.storage import outbox
from app.storage.database import Database, Reader, Transaction
from app.storage.places import Places

FILE_NAME = "station.eqw"
CARD_NAME = "station.json"
"""Beside the file: which room and group it is of, to be offered without opening any file."""

SHOWN, OUTCOMES = "shown", "outcomes"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is told of a station of this laptop where it can be taken up again.

    Attributes:
        folder: the path of where it lies.
        station, room, fingerprint, code: which it is, and what it joined with.
        group, district: as people call them; "" while nobody said.
        used_at: when it was last opened, ISO text.
        left: whether it was left for good.

    """

    folder: str = ""
    station: str = ""
    room: str = ""
    fingerprint: str = ""
    code: str = ""
    group: str = ""
    district: str = ""
    used_at: str = ""
    left: bool = False


def create(data_dir: Path, enrolment: Enrolment, *, now: datetime) -> Path:
    """Make the file of a station that joined; return its path. Joined again, it is the same one.

    Raises:
        StorageProblemError: where the data folder cannot be written.

    """
    folder = Places(data_dir).stations / enrolment.station
    path = folder / FILE_NAME
    if path.exists():
        _enrol_again(path, enrolment)
        return path
    part = folder / "station.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
    except OSError as error:
        raise folder_problem(folder, error) from error
    database = Database(part)
    try:
        database.create()
        with database.writing() as tx:
            _furnish(tx, enrolment, now)
        database.close()
        part.replace(path)
    except OSError as error:
        raise folder_problem(folder, error) from error
    finally:
        database.close()
    return path


def _enrol_again(path: Path, enrolment: Enrolment) -> None:
    database = Database(path)
    try:
        with database.writing() as tx:
            outbox.enrol(tx, _renewed(outbox.enrolment(tx) or {}, to_json(enrolment)))
    finally:
        database.close()


def _renewed(known: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Return what holds from now on; ``told`` may be older than ``known``.

    Without an address it comes from a file, not from a hub that was spoken to: the addresses and
    the epoch that are known were heard since.
    """
    if told["addresses"]:
        return told
    since = {name: known[name] for name in ("addresses", "epoch") if known.get(name)}
    return {**told, **since}


def _furnish(tx: Transaction, enrolment: Enrolment, now: datetime) -> None:
    """Put in what a workshop cannot be without, until the hub shows its own."""
    workshop = Workshop(
        lineage=enrolment.workshop,
        epoch=enrolment.epoch,
        district="",
        date=now.date(),
        created_at=now,
    )
    tx.put(workshop)
    pack = sample.default_pack()
    tx.put(FrameworkSnapshot(version=1, pack=pack))
    tx.put(Seating(id=SCORING, position=1.0, purpose=SCORING))
    outbox.enrol(tx, to_json(enrolment))


def enrolment_of(database: Database) -> Enrolment:
    """Return where a station belongs.

    Raises:
        UserError: where the file is no station's.

    """
    with database.reading() as reader:
        found = outbox.enrolment(reader)
    try:
        return from_json(Enrolment, found)
    except CodecError as error:
        raise UserError(
            _("This file is not a station’s."),
            safe=_("Nothing was changed."),
            remedy=_("Join the room again."),
        ) from error


def keep_addresses(database: Database, addresses: Sequence[str]) -> None:
    """Keep where the hub can be reached, the likeliest first (on the writer's thread)."""
    with database.writing() as tx:
        found = outbox.enrolment(tx) or {}
        outbox.enrol(tx, {**found, "addresses": list(addresses)})


def shown(reader: Reader) -> Shown:
    """Return what the hub last showed beside its records."""
    try:
        return from_json(Shown, outbox.kept(reader, SHOWN))
    except CodecError:
        return Shown()


def keep_heard(tx: Transaction, through: int, heard_at: datetime, ahead_seconds: float) -> None:
    """Keep how far the hub had this station's entries, when it said so, and by which clock."""
    kept = replace(
        shown(tx), through=through, heard_at=to_json(heard_at), ahead_seconds=ahead_seconds
    )
    outbox.keep(tx, SHOWN, to_json(kept))


def keep_card(card: Card, *, now: datetime) -> None:
    """Write down which room and group a station is of; what fails here harms no station."""
    data = to_json(replace(card, used_at=now.isoformat()))
    with contextlib.suppress(OSError):
        (Path(card.folder) / CARD_NAME).write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def card_of(folder: Path) -> Card | None:
    """Return a folder's card; None where no station lies there."""
    if not (folder / FILE_NAME).exists():
        return None
    try:
        data: Any = json.loads((folder / CARD_NAME).read_text("utf-8"))
        return replace(from_json(Card, data), folder=str(folder))
    except (OSError, ValueError):
        return Card(folder=str(folder), station=folder.name)


def cards(data_dir: Path) -> tuple[Card, ...]:
    """Return the stations of this laptop that were not left, the last used first."""
    try:
        folders = list(Places(data_dir).stations.iterdir())
    except OSError:
        return ()
    found = (card_of(folder) for folder in folders)
    known = [card for card in found if card is not None and not card.left]
    return tuple(sorted(known, key=lambda card: card.used_at, reverse=True))
