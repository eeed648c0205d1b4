"""Saving batches: what the writer takes from its queue at once goes into one transaction."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.changes import Changes
from app.domain.codec import from_json, to_json
from app.domain.commands import Command, class_of_verb, kind_of
from app.domain.drafts import Draft, Settled
from app.domain.envelopes import Envelope
from app.domain.errors import StorageProblemError
from app.domain.people import ForgetPeople
from app.services.execution import DraftStep, Result, execute_all
from app.services.reception import receive_all
from app.storage.database import Database

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Batch:
    """Commands, after them what becomes of drafts; and, by itself, what stations sent."""

    commands: tuple[Command, ...] = ()
    steps: tuple[DraftStep, ...] = ()
    envelopes: tuple[Envelope, ...] = ()

    def __add__(self, other: "Batch") -> "Batch":
        """Return both as one, this one first."""
        steps = newest_steps((*self.steps, *other.steps))
        envelopes = (*self.envelopes, *other.envelopes)
        return Batch((*self.commands, *other.commands), steps, envelopes)

    @property
    def size(self) -> int:
        """Return how many changes these are; a sign of life counts as one."""
        sent = sum(len(envelope.entries) for envelope in self.envelopes)
        return max(1, len(self.commands) + len(self.steps) + sent)

    def __bool__(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.commands or self.steps or self.envelopes)


def newest_steps(steps: Iterable[DraftStep]) -> tuple[DraftStep, ...]:
    """Return what becomes of drafts, in order; of texts typed in a row only the newest."""
    kept: list[DraftStep] = []
    place: dict[str, int] = {}
    for step in steps:
        if isinstance(step, Draft) and step.key in place:
            kept[place[step.key]] = step
            continue
        place.pop(step.key, None)
        if isinstance(step, Draft):
            place[step.key] = len(kept)
        kept.append(step)
    return tuple(kept)


def merged(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Return the same in as few transactions as may be.

    Forgetting the people also drops drafts: those typed before it must be in the file by then. And
    what becomes of an envelope depends on the commands before it.
    """
    parts = [Batch()]
    for batch in batches:
        forgets = any(isinstance(command, ForgetPeople) for command in batch.commands)
        if forgets or batch.envelopes:
            parts += [batch, Batch()]
        else:
            parts[-1] += batch
    return tuple(part for part in parts if part)


def save(database: Database, batch: Batch, *, recorded_at: datetime) -> list[Result]:
    """Carry out a batch; where a bug breaks it, each part alone, so that only that one fails.

    Raises:
        StorageProblemError: where the file cannot be written.

    """
    commands, steps = batch.commands, batch.steps
    if batch.envelopes:
        receive_all(database, batch.envelopes, now=recorded_at)
    try:
        return execute_all(database, commands, recorded_at=recorded_at, draft_steps=steps)
    except StorageProblemError:
        raise
    except Exception as error:
        if len(commands) + len(steps) == 1:
            logger.exception("a change failed")
            return [Result(command, Changes(), error=error) for command in commands]
    results = [save(database, Batch((one,)), recorded_at=recorded_at)[0] for one in commands]
    accepted = frozenset(r.command.id for r in results if r.error is None)
    for step in steps:
        if isinstance(step, Draft) or not step.entry_id or step.entry_id in accepted:
            kept = replace(step, entry_id="") if isinstance(step, Settled) else step
            save(database, Batch(steps=(kept,)), recorded_at=recorded_at)
    return results


def to_item(batch: Batch) -> dict[str, Any]:
    """Return a batch as JSON, names included: for the spare journal only."""
    return {
        "commands": [{"verb": kind_of(c).name, "data": to_json(c)} for c in batch.commands],
        "steps": [
            {"draft" if isinstance(step, Draft) else "settled": to_json(step)}
            for step in batch.steps
        ],
    }


def from_items(items: Sequence[dict[str, Any]]) -> tuple[Batch, ...]:
    """Return the batches of a spare journal; what this version does not understand is left out."""
    return tuple(
        Batch(
            tuple(_understood(map(_command, item.get("commands", ())))),
            tuple(_understood(map(_step, item.get("steps", ())))),
        )
        for item in items
    )


def _understood(read: Iterable[Any]) -> Iterable[Any]:
    return (one for one in read if one is not None)


def _command(item: dict[str, Any]) -> Command | None:
    cls = class_of_verb(str(item.get("verb")))
    try:
        return from_json(cls, item.get("data")) if cls is not None else None
    except ValueError:
        logger.exception("a change in the spare journal cannot be read")
        return None


def _step(item: dict[str, Any]) -> DraftStep | None:
    try:
        if "draft" in item:
            return from_json(Draft, item["draft"])
        return from_json(Settled, item.get("settled"))
    except ValueError:
        logger.exception("a draft in the spare journal cannot be read")
        return None
