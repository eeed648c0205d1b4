"""Every piece of free words in a workshop, to be searched and withdrawn."""

from dataclasses import dataclass

from app.domain.cells import CellKey, Field, words_key
from app.domain.scoring_sheet import words_of
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui.results.contests import cell_title


@dataclass(frozen=True)
class SpokenWords:
    """Words, where they stand, and what a withdrawal is aimed at."""

    target: str
    where: str
    words: str


def spoken_words(snapshot: Snapshot, language: str) -> tuple[SpokenWords, ...]:
    """Return all free words: of cells, notes, history, themes and next steps."""
    found = [*_of_cells(snapshot, language)]
    for item in snapshot.history:
        where = _("History") if item.kind == "history" else _("Current effort")
        found.append(SpokenWords(f"history:{item.id}", where, item.text))
    found += [
        SpokenWords(f"next_steps:{s.id}", _("Next step"), s.text) for s in snapshot.next_steps
    ]
    found += [SpokenWords(f"themes:{t.id}", _("Theme"), t.name) for t in snapshot.themes]
    kept = [one for one in found if one.words.strip()]
    return tuple(sorted(kept, key=lambda one: (one.where, one.words)))


def matching(
    words: tuple[SpokenWords, ...], search: str, most: int
) -> tuple[tuple[SpokenWords, ...], int]:
    """Return the first ``most`` that hold every searched word, and how many there are in all."""
    wanted = search.casefold().split()
    hits = [one for one in words if all(part in one.words.casefold() for part in wanted)]
    return tuple(hits[:most]), len(hits)


def _of_cells(snapshot: Snapshot, language: str) -> list[SpokenWords]:
    names = {words_key(n.id): n for n in (*snapshot.notes, *snapshot.data_needs)}
    found = []
    for cell in dict.fromkeys(entry.cell for entry in snapshot.cells):
        try:
            key = CellKey.parse(cell)
        except ValueError:
            continue
        if key.field is Field.TEXT and key not in names:
            continue
        versions = snapshot.cell(key).versions
        texts = [text for version in versions for text in _texts(version.value)]
        words = "\n".join(text for text in texts if text.strip())
        found.append(SpokenWords(f"cell:{cell}", cell_title(snapshot, key, language), words))
    return found


def _texts(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [" · ".join(str(item) for item in value)]
    return [words_of(value)]
