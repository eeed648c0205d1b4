"""One group's sheet for one dimension: all that a note-taker sees and may write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.cells import CellKey, Field, GroupState, words_key
from app.domain.drafts import Draft
from app.domain.framework import Framework, Lens
from app.domain.merge import CellStanding, CellState
from app.domain.results import Standing
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import Workshop


@dataclass(frozen=True, kw_only=True)
class SheetCell:
    """One cell as it stands for whoever writes it.

    Attributes:
        key: the cell's name in the ledger, which is its draft's key as well.
        state: what stands.
        known: every entry id that this state takes into account, superseded ones included.
        workshop: whose wall clock tells when something was written.
        draft: what was being typed here, or None.

    """

    key: str
    state: CellState
    workshop: Workshop
    known: frozenset[str] = frozenset()
    draft: Draft | None = None

    @property
    def tips(self) -> tuple[str, ...]:
        """Return what an entry that settles the cell must name."""
        return tuple(sorted(self.state.tips))

    @property
    def contested(self) -> bool:
        """Tell whether different versions stand."""
        return self.state.standing is CellStanding.CONTESTED

    @property
    def text(self) -> str:
        """Return the settled words; "" where there are none or several versions."""
        return words_of(self.state.value)

    @property
    def level_id(self) -> str:
        """Return the settled rating's level id, or ""."""
        return level_of(self.state.value)

    @property
    def cannot_tell(self) -> bool:
        """Tell whether the settled rating says that the group cannot tell."""
        return says_cannot_tell(self.state.value)


def words_of(value: Any) -> str:
    """Return the words of a cell's value: a text itself, or those of "chose not to score"."""
    if isinstance(value, dict):
        return str(value.get("words") or "")
    return value if isinstance(value, str) else ""


def level_of(value: Any) -> str:
    """Return the level id of a rating's value, or ""."""
    return str(value.get("level") or "") if isinstance(value, dict) else ""


def says_cannot_tell(value: Any) -> bool:
    """Tell whether a rating's value is "cannot tell"."""
    return isinstance(value, dict) and value.get("cannot_tell") is True


def rating_value(level_id: str, framework_version: int) -> dict[str, Any]:
    """Return the value of a rating at a level; ``""`` gives "cannot tell"."""
    if not level_id:
        return {"cannot_tell": True}
    return {"level": level_id, "framework": framework_version}


@dataclass(frozen=True, kw_only=True)
class LevelChoice:
    """A level on offer, with what it looks like in this dimension."""

    level_id: str
    position: int
    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class LensSheet:
    """One of the two questions: its words, its levels, and the group's answer."""

    lens: Lens
    name: str
    question: str
    levels: tuple[LevelChoice, ...]
    rating: SheetCell
    reason: SheetCell

    def level(self, level_id: str) -> LevelChoice | None:
        """Return a level by its id, or None."""
        return next((level for level in self.levels if level.level_id == level_id), None)

    @property
    def standing(self) -> Standing:
        """Return where the group stands; a contested rating counts as scored."""
        values = [version.value for version in self.rating.state.versions]
        if any(level_of(value) for value in values):
            return Standing.SCORED
        return Standing.CANNOT_TELL if values else Standing.NOT_YET


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """A data need of this group in this dimension."""

    need_id: str
    kind: str
    words: SheetCell


@dataclass(frozen=True, kw_only=True)
class ScoringSheet:
    """Everything on the sheet, in one language.

    Attributes:
        assigned: whether the dimension was given to this group.
        questions: (code, text) of the key questions.
        student_groups: (id, name) of those on offer.
        new_need: what was being typed as a further data need, or None.
        new_group: what was being typed as a further student group, or None.
        state: what the group says of itself.
        mark: said where the framework's words stand in for the official ones, or "".

    """

    group_id: str
    group_label: str
    dimension_id: str
    number: int
    name: str
    vision: str
    language: str
    framework_version: int
    assigned: bool
    questions: tuple[tuple[str, str], ...]
    look_fors: tuple[str, ...]
    lenses: tuple[LensSheet, ...]
    evidence: SheetCell
    other_view: SheetCell
    student_groups: tuple[tuple[str, str], ...]
    affected: SheetCell
    not_scored: SheetCell
    needs: tuple[NeedLine, ...]
    new_need: Draft | None
    new_group: Draft | None
    state: GroupState
    mark: str = ""

    @property
    def new_need_key(self) -> str:
        """Return the draft key of a data need that is being typed."""
        return new_need_key(self.group_id, self.dimension_id)

    @property
    def new_group_key(self) -> str:
        """Return the draft key of a student group that is being typed."""
        return new_group_key(self.group_id, self.dimension_id)

    @property
    def chose_not(self) -> bool:
        """Tell whether the group chose not to score this dimension."""
        return bool(self.not_scored.state.versions)

    @property
    def cells(self) -> tuple[SheetCell, ...]:
        """Return every cell of the sheet."""
        lenses = (cell for lens in self.lenses for cell in (lens.rating, lens.reason))
        needs = (need.words for need in self.needs)
        return (*lenses, self.evidence, self.other_view, self.affected, self.not_scored, *needs)

    @property
    def contested(self) -> tuple[SheetCell, ...]:
        """Return the cells where different versions stand."""
        return tuple(cell for cell in self.cells if cell.contested)

    @property
    def answered(self) -> int:
        """Return how many of the lenses have an answer; "chose not to score" answers them all."""
        if self.chose_not:
            return len(self.lenses)
        return sum(lens.standing is not Standing.NOT_YET for lens in self.lenses)

    @property
    def has_words(self) -> bool:
        """Tell whether the group wrote down why."""
        texts = (self.evidence, *(lens.reason for lens in self.lenses))
        return any(cell.state.versions for cell in texts)


def sheet_cell(snapshot: Snapshot, key: CellKey) -> SheetCell:
    """Return any one cell as it stands for whoever writes it."""
    name = str(key)
    known = frozenset(entry.id for entry in snapshot.entries(key))
    return SheetCell(
        key=name,
        state=snapshot.cell(key),
        workshop=snapshot.workshop,
        known=known,
        draft=snapshot.draft(name),
    )


def new_need_key(group_id: str, dimension_id: str) -> str:
    """Return the draft key of a data need that is being typed and has no id yet."""
    return f"new_need|{group_id}|{dimension_id}"


def new_group_key(group_id: str, dimension_id: str) -> str:
    """Return the draft key of a student group that is being typed beside those on offer."""
    return f"new_group|{group_id}|{dimension_id}"


def sheet(snapshot: Snapshot, group_id: str, dimension_id: str, language: str) -> ScoringSheet:
    """Return the sheet of a group for a dimension.

    Raises:
        KeyError: for a group or a dimension that the workshop does not have.

    """
    (found,) = sheets_of(snapshot, ((group_id, dimension_id),), language)
    return found


def sheets_of(
    snapshot: Snapshot, places: Iterable[tuple[str, str]], language: str
) -> tuple[ScoringSheet, ...]:
    """Return the sheets of several (group, dimension) at once.

    Raises:
        KeyError: for a group or a dimension that the workshop does not have.

    """
    return tuple(_sheet(snapshot, group, dimension, language) for group, dimension in places)


def _sheet(snapshot: Snapshot, group_id: str, dimension_id: str, language: str) -> ScoringSheet:
    framework = snapshot.framework
    dimension = framework.dimension(dimension_id)
    group = snapshot.group(group_id)
    if group is None:
        raise KeyError(group_id)

    def cell(field: Field, lens: str = "") -> SheetCell:
        return sheet_cell(snapshot, CellKey(group_id, dimension_id, field, lens))

    return ScoringSheet(
        group_id=group_id,
        group_label=group.label,
        dimension_id=dimension_id,
        number=dimension.number,
        name=say(dimension.name, language),
        vision=say(dimension.vision, language),
        language=language,
        framework_version=framework.version,
        assigned=dimension_id in group.dimensions,
        questions=tuple((q.code, say(q.text, language)) for q in dimension.questions),
        look_fors=tuple(say(text, language) for text in dimension.look_fors),
        lenses=tuple(_lens_sheet(framework, dimension_id, lens, cell, language) for lens in Lens),
        evidence=cell(Field.EVIDENCE),
        other_view=cell(Field.OTHER_VIEW),
        student_groups=tuple((g.id, say(g.name, language)) for g in framework.student_groups),
        affected=cell(Field.STUDENT_GROUPS),
        not_scored=cell(Field.NOT_SCORED),
        needs=tuple(
            NeedLine(
                need_id=need.id, kind=need.kind, words=sheet_cell(snapshot, words_key(need.id))
            )
            for need in snapshot.data_needs
            if need.group_id == group_id and need.dimension_id == dimension_id
        ),
        new_need=snapshot.draft(new_need_key(group_id, dimension_id)),
        new_group=snapshot.draft(new_group_key(group_id, dimension_id)),
        state=snapshot.group_state(group_id),
        mark=say(framework.mark, language),
    )


def sheets(snapshot: Snapshot, group_id: str, language: str) -> tuple[ScoringSheet, ...]:
    """Return a group's sheets: its own dimensions, then others that it wrote something on."""
    group = snapshot.group(group_id)
    if group is None:
        return ()
    offered = {dimension.id for dimension in snapshot.framework.dimensions}
    own = [dimension_id for dimension_id in group.dimensions if dimension_id in offered]
    written = {
        entry.dimension_id
        for entry in snapshot.cells
        if entry.group_id == group_id and not entry.superseded and not entry.withdrawn
    }
    own += [d.id for d in snapshot.framework.dimensions if d.id in written and d.id not in own]
    return sheets_of(snapshot, ((group_id, dimension_id) for dimension_id in own), language)


def _lens_sheet(
    framework: Framework,
    dimension_id: str,
    lens: Lens,
    cell: Callable[[Field, str], SheetCell],
    language: str,
) -> LensSheet:
    scale = framework.scale(lens)
    rating = cell(Field.RATING, lens.value)
    used = {level_of(version.value) for version in rating.state.versions}
    levels = [level for level in scale.levels if not level.retired or level.id in used]
    # A rating made before the scale changed is still shown, in its own words.
    inside = {level.id for level in levels}
    for level_id in sorted(used - inside - {""}):
        try:
            levels.append(framework.level(level_id))
        except KeyError:
            continue
    return LensSheet(
        lens=lens,
        name=say(scale.name, language),
        question=say(scale.question, language),
        levels=tuple(
            LevelChoice(
                level_id=level.id,
                position=level.position,
                name=say(level.name, language),
                description=say(framework.level_text(dimension_id, level.id), language),
            )
            for level in levels
        ),
        rating=rating,
        reason=cell(Field.REASON, lens.value),
    )
