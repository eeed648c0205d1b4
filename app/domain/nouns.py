"""Every record class, gathered in one place; importing this registers all nouns and verbs."""

from app.domain import undo
from app.domain.agenda import Activity, Block
from app.domain.cells import CellEntry, GroupState
from app.domain.clock import ClockEvent
from app.domain.measures import Dataset
from app.domain.norms import Norm
from app.domain.notes import DataNeed, NextStep, Note, Theme
from app.domain.people import Participant, PersonIdentity
from app.domain.preparation import ChecklistItem, FrameworkSnapshot, HistoryItem
from app.domain.records import Record
from app.domain.scenes import SceneState
from app.domain.seating import Group, Membership, Seating
from app.domain.stations import Broadcast, Station
from app.domain.withdrawal import Tombstone
from app.domain.workshop import Hosts, Workshop

RECORDS: tuple[type[Record], ...] = (
    Workshop, Hosts, FrameworkSnapshot, Block, Activity, Norm, ChecklistItem, HistoryItem,
    Participant, PersonIdentity, Seating, Group, Membership, Dataset, ClockEvent, SceneState,
    CellEntry, GroupState, Note, Theme, DataNeed, NextStep, Tombstone, Station, Broadcast,
)  # fmt: skip
"""In an order in which they can be inserted one after the other."""

__all__ = ["RECORDS", "undo"]
