"""Public layouts of district data, recognised by their headers, read into measures.

Each reader takes the whole table and gives every measure in it; choosing one year, one school and
one kind of rate comes after. Columns are found by name, never by place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from app.data import layouts_federal, layouts_massachusetts
from app.domain.importing import RawTable
from app.domain.measures import Measure
from app.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One public layout.

    Attributes:
        id: what a preview calls it.
        name: for people (an English literal, translated when shown).
        needs: headers that must be there, as patterns.
        read: table → measures.
        kind, unit: as in a dataset.
        dimensions: the dimensions that such data informs, by number.
        ask_metric: whether the kind of number is the user's choice: four graduation rates are
            four stories.

    """

    id: str
    name: str
    needs: tuple[str, ...]
    read: Callable[[RawTable], list[Measure]]
    kind: str = "outcome"
    unit: str = "percent"
    dimensions: tuple[int, ...] = ()
    ask_metric: bool = False


def recognise(table: RawTable) -> Layout | None:
    """Return the layout of a table, or None."""
    names = [name.casefold() for name in table.header]
    for layout in LAYOUTS:
        if all(any(re.fullmatch(need, name) for name in names) for need in layout.needs):
            return layout
    return None


LAYOUTS = (
    Layout(
        id="ma_graduation",
        name=N_("Massachusetts graduation rates"),
        needs=("grad_rate_type", "stu_grp", "grad_pct"),
        read=layouts_massachusetts.graduation,
        ask_metric=True,
        dimensions=(4, 7),
    ),
    Layout(
        id="ma_assessment",
        name=N_("Massachusetts state test"),
        needs=("subject_code", "stu_grp", "m_plus_e_pct"),
        read=layouts_massachusetts.assessment,
        dimensions=(4, 5),
    ),
    Layout(
        id="ma_enrollment",
        name=N_("Massachusetts enrollment"),
        needs=("sy", "total_cnt", r"(?:wh|hl|baa)_pct"),
        read=layouts_massachusetts.enrollment,
        kind="demographics",
        dimensions=(10,),
    ),
    Layout(
        id="edfacts_graduation",
        name=N_("EDFacts graduation rates"),
        needs=("leaid", r"all_rate_\d{4}"),
        read=layouts_federal.edfacts_graduation,
        dimensions=(4, 7),
    ),
    Layout(
        id="edfacts_assessment",
        name=N_("EDFacts state tests"),
        needs=("leaid", r"all_(?:mth|rla)(?:\d\d|hs)pctprof_\d{4}"),
        read=layouts_federal.edfacts_assessment,
        dimensions=(4, 5),
    ),
    Layout(
        id="crdc",
        name=N_("Civil Rights Data Collection, schools"),
        needs=("combokey", r"sch_enr_bl_m"),
        read=layouts_federal.crdc,
        kind="demographics",
        unit="count",
        dimensions=(10,),
    ),
)
"""Every layout known here, the more particular ones first."""
