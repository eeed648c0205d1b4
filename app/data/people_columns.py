"""Which column of a people file is what: by its header in English or Spanish, else by content."""

from collections.abc import Callable, Sequence

from app.data.addresses import is_email
from app.data.attendance import Attendance, attendance_of, cancels, is_about_coming, is_bit
from app.data.people_choices import CHOOSABLE, is_dimension, question_and_choice, rank_of
from app.data.people_headers import (
    by_last_resort,
    by_name,
    by_phrase,
    header_key,
    is_second_surname,
)
from app.data.roles import is_other, roles_of
from app.domain.framework import DimensionNames, Framework, is_own_name
from app.domain.importing import RawTable
from app.domain.people_importing import PeopleMapping, PersonField

F = PersonField

_MANY_MAY_BE = frozenset({
    F.IGNORE, F.HISTORY, F.EFFORTS, F.PERSPECTIVES, F.NEEDS, F.LANGUAGE_NEEDS, F.ACCESS_NEEDS,
    F.KEEP_APART, F.KEEP_TOGETHER, F.SUPERVISOR,
    F.SUPERVISOR_EMAIL, F.SUPERVISOR_OF,
})  # fmt: skip
_WHO = frozenset({F.NAME, F.FIRST_NAME, F.LAST_NAME})
_LONGEST_NAME_WORDS = 5
_MOSTLY = 0.8
_CELLS_TRIED = 25


def guess_mapping(table: RawTable, framework: Framework | None = None) -> PeopleMapping:
    """Return what each column seems to be; a field is given once, whole names before phrases.

    Columns that hold something come first: a tool's own blank "Name" beside the question about
    the name takes nothing. One column per choice of a question, and answers that may be given in
    several columns, are the exception. With the ``framework``, columns that are called as its
    dimensions, or hold them, are known as interests.
    """
    guesses: list[PersonField] = [F.IGNORE] * len(table.header)
    for start, width in _parts(table):
        _Guessing(table, guesses, range(start, start + width)).run()
    if framework is not None:
        _find_dimensions(table, framework, guesses)
    for start, width in _parts(table):
        _settle_names(table, guesses, start, width)
        _find_other_answers(table, guesses, range(start, start + width))
        places = range(start, start + width)
        if F.EMAIL not in guesses[start : start + width]:
            _guess_by_cells(table, guesses, places, F.EMAIL, is_email)
        if table.header_row:
            _guess_answers(table, guesses, places)
        if not names_somebody(guesses[start : start + width]):
            _guess_names(table, guesses, places)
    return tuple(guesses)


def names_somebody(fields: Sequence[PersonField]) -> bool:
    """Tell whether columns with these meanings say who somebody is."""
    return F.NAME in fields or {F.FIRST_NAME, F.LAST_NAME} <= set(fields)


def _parts(table: RawTable) -> list[tuple[int, int]]:
    """Return (first column, how many) of each file in the table."""
    return [(p.start, p.width) for p in table.parts] or [(0, len(table.header))]


class _Guessing:
    """Guesses the columns of one file by their headers."""

    def __init__(self, table: RawTable, guesses: list[PersonField], places: range) -> None:
        self._table, self._guesses, self._places = table, guesses, places
        header = table.header[places.start : places.stop]
        split = question_and_choice(header)
        self._headers = list(zip(places, header, split, strict=True))
        self._asked: dict[PersonField, str] = {}
        self._taken: set[PersonField] = set()

    def run(self) -> None:
        """Take the columns that hold something, then somebody else's, then blank ones."""
        for by in (by_name, by_phrase):
            self._take(by, lambda place, found: self._holds(place, found))
        self._take(by_last_resort, lambda place, found: self._wanted(found))
        for by in (by_name, by_phrase):
            self._take(by, lambda _place, found: self._wanted(found))

    def _take(
        self,
        by: Callable[[str], PersonField | None],
        fits: Callable[[int, PersonField], bool],
    ) -> None:
        for place, name, (question, choice) in self._headers:
            key = header_key(question)
            found = by(key) if choice else None
            one_of_many = found in CHOOSABLE
            if found is None or not one_of_many:
                key = header_key(name)
                found = by(key)
            if found is None or self._guesses[place] is not F.IGNORE or not fits(place, found):
                continue
            again = (
                found in _MANY_MAY_BE
                or (one_of_many and self._asked.get(found) == key)
                or (found is F.LAST_NAME and is_second_surname(key))
            )
            if found not in self._taken or again:
                self._guesses[place] = found
                self._taken.add(found)
                self._asked.setdefault(found, key)

    def _holds(self, place: int, found: PersonField) -> bool:
        """Tell whether a column has anything of what it is called.

        An address has its sign, and of answers about coming one at least is understood: a calendar
        has "Required Attendee" under "Attendance", and who accepted under "Response".
        """
        cells = [cell for cell in self._table.column(place) if cell.strip()]
        if found is F.ATTENDANCE:
            return any(
                attendance_of(cell) is not Attendance.UNKNOWN or is_bit(cell) for cell in cells
            )
        if found in (F.EMAIL, F.SUPERVISOR_EMAIL):
            return any("@" in cell for cell in cells)
        return bool(cells)

    def _wanted(self, found: PersonField) -> bool:
        """Tell whether a column is taken by its header alone; one of addresses has to hold some."""
        mine = [self._guesses[place] for place in self._places]
        if found is F.SUPERVISOR_EMAIL:
            return False
        return not (found in _WHO and names_somebody(mine)) and not (
            found is F.LAST_NAME and F.FIRST_NAME not in mine and F.NAME in mine
        )


def _find_dimensions(table: RawTable, framework: Framework, guesses: list[PersonField]) -> None:
    """Take columns as interests whose names, or whose choices, are dimensions, or that hold them.

    Where one holds them, a column that only speaks of interest ("in our newsletter?") is none.
    """
    split = question_and_choice(table.header)
    called = [
        place
        for place, (header, (_question, choice)) in enumerate(zip(table.header, split, strict=True))
        if guesses[place] is F.IGNORE
        and is_dimension(choice or header, framework)
        and all(rank_of(cell, choice or header) is not None for cell in table.column(place))
    ]
    names = DimensionNames(framework)
    holding = [
        place
        for place, guess in enumerate(guesses)
        if guess in (F.IGNORE, F.INTERESTS) and _holds_dimensions(table, place, framework, names)
    ]
    if holding:
        for place, (_question, choice) in enumerate(split):
            if guesses[place] is F.INTERESTS and place not in holding and not choice:
                filled = any(cell.strip() for cell in table.column(place))
                kept = not filled or is_dimension(table.header[place], framework)
                guesses[place] = F.INTERESTS if kept else F.IGNORE
    for place in (*(called if len(called) > 1 else ()), *holding):
        guesses[place] = F.INTERESTS


def _holds_dimensions(
    table: RawTable, place: int, framework: Framework, names: DimensionNames
) -> bool:
    """Tell whether half of a column's answers name a dimension by its own name."""
    cells = list(dict.fromkeys(cell for cell in table.column(place) if cell.strip()))
    cells = cells[:_CELLS_TRIED]

    def holds(cell: str) -> bool:
        if not any(sign.isalpha() for sign in cell):
            return False
        return any(is_own_name(said, each, framework) for said, each in names.exact_in(cell))

    return bool(cells) and _share(cells, holds) >= 0.5


def _find_other_answers(table: RawTable, guesses: list[PersonField], places: range) -> None:
    """Take "Role - Other (please specify)" as the role, too: a tool puts own words apart."""
    roles = [header_key(table.header[place]) for place in places if guesses[place] is F.ROLE]
    for place in places:
        key = header_key(table.header[place])
        rest = next((key[len(role) :] for role in roles if key.startswith(f"{role} ")), "")
        if guesses[place] is F.IGNORE and is_other(rest):
            guesses[place] = F.ROLE


def _settle_names(table: RawTable, guesses: list[PersonField], start: int, width: int) -> None:
    """Take a whole name or its two halves, not both."""
    part = guesses[start : start + width]
    if F.NAME not in part and F.FIRST_NAME in part and F.LAST_NAME not in part:
        part = [F.NAME if each is F.FIRST_NAME else each for each in part]
    elif F.NAME in part and {F.FIRST_NAME, F.LAST_NAME} <= set(part):
        part = [F.IGNORE if each is F.NAME else each for each in part]
    elif F.NAME in part:
        _settle_half(table, part, start)
    guesses[start : start + width] = part


def _settle_half(table: RawTable, part: list[PersonField], start: int) -> None:
    """Settle a name beside one half: the half is in it already, or the name is the other half."""
    for half, other in ((F.LAST_NAME, F.FIRST_NAME), (F.FIRST_NAME, F.LAST_NAME)):
        if half not in part or F.NAME not in part:
            continue
        names, halves = (table.column(start + part.index(each)) for each in (F.NAME, half))
        pairs = [(n, h) for n, h in zip(names, halves, strict=True) if n.strip() and h.strip()]
        inside = sum(h.strip().casefold() in n.casefold() for n, h in pairs)
        if pairs and inside >= _MOSTLY * len(pairs):
            part[part.index(half)] = F.IGNORE
        else:
            part[part.index(F.NAME)] = other


def _guess_answers(table: RawTable, guesses: list[PersonField], places: range) -> None:
    """Take a column of role words, and one about coming, whatever its header calls it."""
    mine = [guesses[place] for place in places]
    if F.ROLE not in mine:
        _guess_by_cells(table, guesses, places, F.ROLE, lambda c: len(roles_of(c)) == 1, _MOSTLY)
    if F.ATTENDANCE not in mine:
        _guess_by_cells(table, guesses, places, F.ATTENDANCE, is_about_coming, _MOSTLY, cancels)


def _guess_by_cells(
    table: RawTable,
    guesses: list[PersonField],
    places: range,
    wanted: PersonField,
    fits: Callable[[str], bool],
    share: float = 0.5,
    some: Callable[[str], bool] = bool,
) -> None:
    """Take the first column as ``wanted`` where that share of cells fits, unless it is known.

    One cell at least has to be as ``some`` says.
    """
    for place in places:
        key = header_key(table.header[place])
        cells = [cell for cell in table.column(place) if cell.strip()]
        unknown = guesses[place] is F.IGNORE and not (by_phrase(key) or by_last_resort(key))
        if unknown and any(map(some, cells)) and _share(cells, fits) >= share:
            guesses[place] = wanted
            return


def _guess_names(table: RawTable, guesses: list[PersonField], places: range) -> None:
    """Guess who somebody is from what the cells hold, where no header says it.

    Without any header also the role, by its words, and where people come from.
    """
    mine = [guesses[place] for place in places]
    if F.ROLE not in mine:
        _guess_by_cells(table, guesses, places, F.ROLE, lambda cell: bool(roles_of(cell)))
    others = [i for i in places if guesses[i] is F.IGNORE and _reads(table, i)]
    named = [i for i in others if _looks_like_names(table, i)]
    if table.header_row:
        others = (named or others)[:1]
    elif len(named) > 1 and _are_halves(table, *named[:2]):
        guesses[named[0]], guesses[named[1]] = F.FIRST_NAME, F.LAST_NAME
        others = [i for i in others if i not in named[:2]]
        for place in others[:1]:
            guesses[place] = F.AFFILIATION
        return
    for place, wanted in zip(others, (F.NAME, F.AFFILIATION), strict=False):
        guesses[place] = wanted


def _are_halves(table: RawTable, first: int, last: int) -> bool:
    """Tell whether two columns are first and last names: a word or two each, all but alike."""
    firsts, lasts = table.column(first), table.column(last)
    short = all(len(cell.split()) <= 2 for cell in lasts)
    single = _share(list(firsts), lambda cell: len(cell.split()) == 1) >= 0.8
    return last == first + 1 and single and short and len(set(lasts)) >= 0.8 * len(lasts)


def _looks_like_names(table: RawTable, place: int) -> bool:
    cells = [cell for cell in table.column(place) if cell.strip()]
    return _share(cells, _may_be_name) >= 0.8


def _may_be_name(cell: str) -> bool:
    few = len(cell.split()) <= _LONGEST_NAME_WORDS
    return few and not any(sign.isdigit() or sign in "@/:" for sign in cell)


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells) / max(1, len(cells))


def _reads(table: RawTable, index: int) -> bool:
    """Tell whether a column holds words in most of its filled cells."""
    cells = [cell for cell in table.column(index) if cell.strip()]
    return bool(cells) and _share(cells, lambda c: any(sign.isalpha() for sign in c)) >= 0.5
