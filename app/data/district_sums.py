"""A district's numbers from those of its schools: only where every one of them reports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.data.layout_rows import with_value
from app.data.values import Value
from app.domain.measures import Measure, MeasureStatus
from app.i18n import _

S = MeasureStatus


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A sum of cells: its value, how it is written, or why there is none."""

    value: float | None
    written: str
    status: MeasureStatus = S.REPORTED


def share_of(base: Measure, part: Sum, whole: Sum, group: str) -> Measure:
    """Return the share that ``part`` is of ``whole``, in percent, both kept."""
    written = _("{part} of {total}").format(part=part.written, total=whole.written)
    if part.value is None or not whole.value:
        status = part.status if part.value is None else whole.status
        status = S.MISSING if status is S.REPORTED else status
        return with_value(base, Value(status=status, as_written=written), group)
    share = round(100 * part.value / whole.value, 8)
    measure = with_value(base, Value(status=S.REPORTED, value=share, as_written=written), group)
    return replace(measure, numerator=part.value, denominator=whole.value)


def of_all_schools(
    code: str, name: str, schools: Sequence[Measure], count: int | None = None
) -> Measure:
    """Return a district's measure from its schools', missing where one of them has none.

    ``count`` is how many schools the district has, where some may have no measure at all: a
    school without a row is unknown, no zero.
    """
    first = schools[0]
    base = replace(
        first, organisation=name, organisation_id=code, level="district", numerator=None,
        denominator=None,
    )  # fmt: skip
    known = sum(school.status is S.REPORTED for school in schools)
    count = len(schools) if count is None else count
    if known < count:
        words = _("{known} of {all} schools report it")
        written = words.format(known=known, all=count)
        return with_value(base, Value(status=S.MISSING, as_written=written), first.student_group)
    if first.denominator is None:
        whole = _added([school.value for school in schools])
        value = Value(status=S.REPORTED, value=whole.value, as_written=whole.written)
        return with_value(base, value, first.student_group)
    parts, wholes = (
        _added([getattr(school, which) for school in schools])
        for which in ("numerator", "denominator")
    )
    return share_of(base, parts, wholes, first.student_group)


def _added(values: Sequence[float | None]) -> Sum:
    known = [value for value in values if value is not None]
    written = " + ".join(f"{value:g}" for value in known)
    return Sum(value=round(sum(known), 6), written=written)
