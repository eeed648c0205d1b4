"""History and current efforts: what the group should know, without names."""

from app.domain.preparation import (
    AddHistoryItem,
    EditHistoryItem,
    HistoryItem,
    RemoveHistoryItem,
)
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction


@handles(AddHistoryItem)
def add_history_item(tx: Transaction, command: AddHistoryItem) -> None:
    """Add an item."""
    tx.put(
        HistoryItem(
            id=command.item_id, position=command.position, kind=command.kind,
            text=command.text or "",
        )
    )  # fmt: skip


@handles(EditHistoryItem)
def edit_history_item(tx: Transaction, command: EditHistoryItem) -> None:
    """Change an item."""
    item = tx.get(HistoryItem, command.item_id)
    allowed = frozenset({"position", "kind", "text", "shown"})
    tx.put(with_values(item, command.values or {}, allowed))


@handles(RemoveHistoryItem)
def remove_history_item(tx: Transaction, command: RemoveHistoryItem) -> None:
    """Remove an item."""
    tx.remove(HistoryItem, command.item_id)
