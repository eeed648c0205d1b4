"""The workshop itself: begin, details, hosts, epoch, approval."""

from dataclasses import replace

from app.domain.agenda import Activity, Block
from app.domain.errors import InvalidChangeError
from app.domain.framework import Framework, framework_from_json
from app.domain.norms import Norm
from app.domain.preparation import ChecklistItem, FrameworkSnapshot
from app.domain.scenes import SceneState
from app.domain.seating import NEXT_STEPS, SCORING, Seating
from app.domain.workshop import (
    EDITABLE,
    WORKSHOP_ID,
    ApproveSummary,
    BeginEpoch,
    CreateWorkshop,
    EditDetails,
    Hosts,
    NameHosts,
    Workshop,
    check_times,
    moment_of,
)
from app.i18n import _
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction


@handles(CreateWorkshop)
def create(tx: Transaction, command: CreateWorkshop) -> None:
    """Begin a workshop: agenda, norms, checklist and both seatings come from the pack."""
    pack = framework_from_json(command.framework)
    minutes = sum(a.minutes for block in pack.blocks for a in block.activities)
    tx.put(
        Workshop(
            lineage=command.lineage,
            epoch=command.epoch,
            district=command.district,
            date=command.date,
            start_time=command.start_time,
            planned_end_time=_later(command.start_time, minutes),
            time_zone=command.time_zone,
            languages=command.languages,
            created_at=command.when,
            sample=command.sample,
        )
    )
    tx.put(FrameworkSnapshot(version=pack.version, pack=command.framework))
    tx.put(SceneState())
    _lay_out_agenda(tx, pack)
    for place, norm in enumerate(pack.norms, 1):
        tx.put(Norm(id=norm.id, position=float(place), name=norm.name, text=norm.text))
    for place, item in enumerate(pack.checklist, 1):
        tx.put(ChecklistItem(id=item.id, position=float(place), text=item.text))
    tx.put(Seating(id=SCORING, position=1.0, purpose=SCORING))
    tx.put(Seating(id=NEXT_STEPS, position=2.0, purpose=NEXT_STEPS))


def _lay_out_agenda(tx: Transaction, pack: Framework) -> None:
    for place, block in enumerate(pack.blocks, 1):
        tx.put(
            Block(
                id=block.id, position=float(place), title=block.title,
                minutes_source=block.minutes_source,
            )
        )  # fmt: skip
        for line, activity in enumerate(block.activities, 1):
            tx.put(
                Activity(
                    id=activity.id, block_id=block.id, position=float(line),
                    minutes=activity.minutes, title=activity.title, prompt=activity.prompt,
                    prompt_id=activity.prompt_id or "", notes=activity.notes,
                    scene=activity.scene, mode=activity.mode,
                )
            )  # fmt: skip


def _later(local: str, minutes: int) -> str:
    hours, part = (int(p) for p in local.split(":"))
    total = (hours * 60 + part + minutes) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


@handles(EditDetails)
def edit_details(tx: Transaction, command: EditDetails) -> None:
    """Change details of the day."""
    fresh = with_values(tx.get(Workshop, WORKSHOP_ID), command.values, EDITABLE)
    try:
        check_times(fresh)
        moment_of(fresh, fresh.next_time)
    except (ValueError, OverflowError) as error:
        # Every clock on every screen reads these: one that cannot be read would stop them all.
        raise InvalidChangeError(
            _("These times do not make a day."),
            safe=_("Nothing was changed."),
            remedy=_("Give times from 00:00 to 23:59."),
        ) from error
    tx.put(fresh)


@handles(NameHosts)
def name_hosts(tx: Transaction, command: NameHosts) -> None:
    """Say who leads the day."""
    if not tx.replaying:
        tx.put(
            Hosts(
                facilitators=command.facilitators,
                co_host=command.co_host,
                contact=command.contact,
            )
        )


@handles(BeginEpoch)
def begin_epoch(tx: Transaction, command: BeginEpoch) -> None:
    """Start a new epoch."""
    tx.put(replace(tx.get(Workshop, WORKSHOP_ID), epoch=command.epoch))


@handles(ApproveSummary)
def approve_summary(tx: Transaction, command: ApproveSummary) -> None:
    """Approve the summary, or take the approval back."""
    moment = command.when if command.approved else None
    tx.put(replace(tx.get(Workshop, WORKSHOP_ID), approved_at=moment))
