"""District data in a workshop. Datasets lie outside the ledger: a replay leaves them alone."""

from dataclasses import replace

from app.domain.codec import from_json
from app.domain.measures import Dataset, EditDataset, ImportDataset, RemoveDataset
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction

_MAY_CHANGE = frozenset({"position", "title", "kind", "unit", "source", "dimensions", "shown"})


@handles(ImportDataset)
def import_dataset(tx: Transaction, command: ImportDataset) -> None:
    """Add or replace a dataset."""
    if command.content:
        tx.put(from_json(Dataset, {**command.content, "id": command.dataset_id}))


@handles(EditDataset)
def edit_dataset(tx: Transaction, command: EditDataset) -> None:
    """Change what surrounds a dataset's numbers, never a number."""
    if not command.values:
        return
    values = dict(command.values)
    relation = values.pop("relation", None)
    dataset = with_values(tx.get(Dataset, command.dataset_id), values, _MAY_CHANGE)
    if relation is not None:
        rows = tuple(replace(row, relation=str(relation)) for row in dataset.rows)
        dataset = replace(dataset, rows=rows)
    tx.put(dataset)


@handles(RemoveDataset)
def remove_dataset(tx: Transaction, command: RemoveDataset) -> None:
    """Remove a dataset."""
    tx.remove(Dataset, command.dataset_id)
