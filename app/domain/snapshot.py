"""The whole workshop at one moment, frozen: what every screen and report reads from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from app.domain.agenda import Activity, Agenda, Block
from app.domain.cells import CellEntry, CellKey, GroupState, words_key
from app.domain.clock import ClockEvent
from app.domain.drafts import Draft
from app.domain.framework import Framework
from app.domain.judged import ByStation
from app.domain.measures import Dataset
from app.domain.merge import EMPTY, CellState
from app.domain.norms import Norm
from app.domain.notes import DataNeed, NextStep, Note, Theme
from app.domain.people import Person
from app.domain.preparation import ChecklistItem, HistoryItem
from app.domain.rundown import Phase, Rundown, Schedule, rundown
from app.domain.scenes import SceneState, Shown, shown_scene
from app.domain.seating import SCORING, Group, SeatingPlan
from app.domain.stations import Broadcast, Station
from app.domain.withdrawal import Tombstone
from app.domain.workshop import (
    Hosts,
    Workshop,
    another_day,
    hard_stop,
    planned_end,
    scheduled_start,
)
from app.domain.written_cells import ANY, WrittenCells


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Everything in a workshop; lists are in the order in which people see them."""

    workshop: Workshop
    hosts: Hosts
    framework: Framework
    agenda: Agenda
    norms: tuple[Norm, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    history: tuple[HistoryItem, ...] = ()
    people: tuple[Person, ...] = ()
    seatings: tuple[SeatingPlan, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    clock_events: tuple[ClockEvent, ...] = ()
    scene: SceneState = field(default_factory=SceneState)
    cells: tuple[CellEntry, ...] = ()
    group_states: tuple[GroupState, ...] = ()
    notes: tuple[Note, ...] = ()
    themes: tuple[Theme, ...] = ()
    data_needs: tuple[DataNeed, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    stations: tuple[Station, ...] = ()
    broadcast: Broadcast = field(default_factory=Broadcast)
    drafts: tuple[Draft, ...] = ()
    judged: ByStation = field(default_factory=dict)

    @cached_property
    def written_cells(self) -> WrittenCells:
        """Return the cells, by their names and merged."""
        return WrittenCells.of(self.cells)

    def take_over(self, written: WrittenCells) -> None:
        """Take what somebody else made of the very same :attr:`cells`.

        Called once, by who made this snapshot from another one.
        """
        self.__dict__["written_cells"] = written

    def written(self, dimension_id: str) -> tuple[object, object]:
        """Return what stays the same, from one snapshot to the next, while its cells do.

        "" stands for cells without a dimension: the words of notes and data needs.
        """
        tokens = self.written_cells.tokens
        return tokens[ANY], tokens.get(dimension_id)

    @property
    def entries_by_cell(self) -> Mapping[str, Sequence[CellEntry]]:
        """Return every cell's entries by its name; a list stays the same until its cell changes."""
        return self.written_cells.by_cell

    def entries(self, key: CellKey) -> tuple[CellEntry, ...]:
        """Return every entry of a cell, superseded ones included."""
        return tuple(self.written_cells.by_cell.get(str(key), ()))

    def cell(self, key: CellKey) -> CellState:
        """Return the merged state of a cell."""
        return self.written_cells.states.get(str(key), EMPTY)

    def contested(self) -> tuple[CellKey, ...]:
        """Return every cell where different versions stand."""
        return tuple(
            CellKey.parse(cell)
            for cell, state in sorted(self.written_cells.states.items())
            if len(state.versions) > 1
        )

    def is_withdrawn(self, key: CellKey) -> bool:
        """Tell whether a cell's words were withdrawn and nothing new was written."""
        return any(e.withdrawn for e in self.entries(key)) and not self.cell(key).versions

    def words(self, record_id: str) -> str:
        """Return the words of a note or data need; contested versions one under the other."""
        state = self.cell(words_key(record_id))
        return "\n".join(str(version.value) for version in state.versions)

    def draft(self, key: str) -> Draft | None:
        """Return the draft of a field, or None."""
        return next((d for d in self.drafts if d.key == key), None)

    def person(self, participant_id: str) -> Person | None:
        """Return one person, or None."""
        return next((p for p in self.people if p.id == participant_id), None)

    def seating(self, purpose: str = SCORING) -> SeatingPlan | None:
        """Return the first seating of a purpose, or None."""
        return next((s for s in self.seatings if s.seating.purpose == purpose), None)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the groups that score, in order."""
        plan = self.seating(SCORING)
        return plan.groups if plan else ()

    def group(self, group_id: str) -> Group | None:
        """Return a group of any seating, or None."""
        for plan in self.seatings:
            found = plan.group(group_id)
            if found:
                return found
        return None

    def group_state(self, group_id: str) -> GroupState:
        """Return what a group says of itself."""
        known = next((s for s in self.group_states if s.id == group_id), None)
        return known or GroupState(id=group_id)

    def station(self, station_id: str) -> Station | None:
        """Return a station, or None."""
        return next((s for s in self.stations if s.id == station_id), None)

    @cached_property
    def schedule(self) -> Schedule:
        """Return the promises about time."""
        start = scheduled_start(self.workshop)
        end = planned_end(self.workshop) or moment_after(start, self.agenda.total_minutes)
        return Schedule(start, end, hard_stop(self.workshop))

    def rundown(self, now: datetime) -> Rundown:
        """Return the rundown at a moment (UTC); who shows a tick all ask for the same one."""
        known: Rundown | None = self.__dict__.get("_day")
        if known is None or known.now != now:
            known = rundown(self.agenda, self.clock_events, self.schedule, now)
            began = known.started_at
            if began is not None and another_day(self.workshop, began):
                schedule = self.schedule.from_start(began)
                known = rundown(self.agenda, self.clock_events, schedule, now)
            self.__dict__["_day"] = known
        return known

    def shown(self, day: Rundown) -> Shown:
        """Return what the room screen shows in a rundown."""
        line = day.line
        activity = self.agenda.activity(line.activity_id) if line else None
        wished = activity.scene if activity else ""
        if day.phase is Phase.FINISHED:
            wished = "closing"
        return shown_scene(self.scene, wished, revealed=self.workshop.revealed_at is not None)

    def activity_now(self, day: Rundown) -> Activity | None:
        """Return the current activity of a rundown."""
        return self.agenda.activity(day.line.activity_id) if day.line else None

    def block_now(self, day: Rundown) -> Block | None:
        """Return the current block of a rundown."""
        return self.agenda.block(day.line.block_id) if day.line else None

    def notes_of(self, prompt_id: str) -> tuple[Note, ...]:
        """Return the notes to a prompt."""
        return tuple(note for note in self.notes if note.prompt_id == prompt_id)

    @property
    def language(self) -> str:
        """Return the room's leading language."""
        return self.workshop.languages[0] if self.workshop.languages else "en"


def moment_after(start: datetime, minutes: int) -> datetime:
    """Return the moment ``minutes`` after ``start`` in UTC."""
    return datetime.fromtimestamp(start.timestamp() + minutes * 60, UTC)
