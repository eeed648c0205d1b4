"""Words that were being typed when a station's program stopped: the entries that they become."""

from collections.abc import Iterator

from app.domain.cells import CellKey, Field, SetCell
from app.domain.commands import Command
from app.domain.drafts import Draft
from app.domain.ids import new_id
from app.domain.notes import AddDataNeed, AddNote
from app.domain.snapshot import Snapshot

NEW_NEED, NEW_NOTE, NEW_GROUP = "new_need", "new_note", "new_group"
MOST_CHARACTERS = 20_000
"""What one entry holds; longer words stay a draft until they are shortened."""


def new_note_key(group_id: str, prompt_id: str) -> str:
    """Return the draft key of a note that is being typed and has no id yet."""
    return f"{NEW_NOTE}|{group_id}|{prompt_id}"


def commands_of(snapshot: Snapshot, group_id: str) -> Iterator[tuple[str, Command | None]]:
    """Yield the key of each draft there and the command that it becomes; None for no words.

    What is longer than an entry, or belongs to another group, is left out: it stays a draft.
    """
    for draft in snapshot.drafts:
        words = draft.text.strip()
        if len(draft.text) > MOST_CHARACTERS:
            continue
        kind, _, rest = draft.key.partition("|")
        owner, _, place = rest.partition("|")
        if kind in (NEW_NEED, NEW_NOTE):
            if owner == group_id:
                yield draft.key, _made(kind, owner, place, draft.text) if words else None
        elif kind == NEW_GROUP:
            yield draft.key, _listed(snapshot, owner, place, words) if words else None
        elif (command := _cell(draft)) is not None:
            yield draft.key, command


def _made(kind: str, group_id: str, place: str, text: str) -> Command:
    if kind == NEW_NOTE:
        return AddNote(note_id=new_id(), group_id=group_id, prompt_id=place, text=text.strip())
    return AddDataNeed(need_id=new_id(), group_id=group_id, dimension_id=place, text=text.strip())


def _listed(snapshot: Snapshot, group_id: str, dimension_id: str, words: str) -> Command:
    """Return the command that adds a student group to those which stand, in every version."""
    key = CellKey(group_id, dimension_id, Field.STUDENT_GROUPS)
    state = snapshot.cell(key)
    chosen = [one for version in state.versions for one in version.value]
    value = list(dict.fromkeys((*chosen, words)))
    return SetCell(cell=str(key), value=value, based_on=tuple(state.tips))


def _cell(draft: Draft) -> Command | None:
    try:
        key = CellKey.parse(draft.key)
    except ValueError:
        return None
    words = draft.text.strip()
    value = {"words": words} if key.field is Field.NOT_SCORED else (draft.text if words else None)
    return SetCell(cell=str(key), value=value, based_on=draft.based_on)
