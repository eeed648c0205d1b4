"""The checklist before the day."""

from dataclasses import replace

from app.domain.preparation import (
    AddChecklistItem,
    CheckItem,
    ChecklistItem,
    RemoveChecklistItem,
    ScheduleItem,
)
from app.services.registry import handles
from app.storage.database import Transaction


@handles(CheckItem)
def check_item(tx: Transaction, command: CheckItem) -> None:
    """Tick or untick an item."""
    tx.put(replace(tx.get(ChecklistItem, command.item_id), done=command.done))


@handles(AddChecklistItem)
def add_checklist_item(tx: Transaction, command: AddChecklistItem) -> None:
    """Add an item."""
    tx.put(
        ChecklistItem(
            id=command.item_id, position=command.position, text=command.text, days=command.days
        )
    )


@handles(ScheduleItem)
def schedule_item(tx: Transaction, command: ScheduleItem) -> None:
    """Say by when an item should be done."""
    tx.put(replace(tx.get(ChecklistItem, command.item_id), days=command.days))


@handles(RemoveChecklistItem)
def remove_checklist_item(tx: Transaction, command: RemoveChecklistItem) -> None:
    """Remove an item."""
    tx.remove(ChecklistItem, command.item_id)
