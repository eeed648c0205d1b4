"""Next steps: what, which role, by when."""

from app.domain.notes import AddNextStep, EditNextStep, NextStep, RemoveNextStep
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction


@handles(AddNextStep)
def add_next_step(tx: Transaction, command: AddNextStep) -> None:
    """Add a next step."""
    tx.put(
        NextStep(
            id=command.step_id, position=command.position, text=command.text or "",
            owner_role=command.owner_role, due=command.due, dimensions=command.dimensions,
        )
    )  # fmt: skip


@handles(EditNextStep)
def edit_next_step(tx: Transaction, command: EditNextStep) -> None:
    """Change a next step."""
    allowed = frozenset({"position", "text", "owner_role", "due", "dimensions", "theme_id"})
    tx.put(with_values(tx.get(NextStep, command.step_id), command.values or {}, allowed))


@handles(RemoveNextStep)
def remove_next_step(tx: Transaction, command: RemoveNextStep) -> None:
    """Remove a next step."""
    tx.remove(NextStep, command.step_id)
