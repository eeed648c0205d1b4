"""Public layouts of district data, recognised by their headers, read into measures.

Each reader takes the whole table and gives every measure in it; choosing one year, one school and
one kind of rate comes after. Columns are found by name, never by place.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.data import layout_ccd, layout_crdc, layout_own, layouts_federal, layouts_massachusetts
from app.data.layout_rows import Aliases, Cells, column_names
from app.domain.importing import RawTable
from app.domain.measures import Measure
from app.domain.relations import Relation
from app.i18n import N_, _

_WHOSE = (
    "org_code", "org_name", "dist_code", "dist_name", "stu_grp", "leaid", "leanm", "ncessch",
    "schnam", "lea_name", "sch_name", "combokey", "statename", "st", "fipst",
)  # fmt: skip
"""Columns of public layouts that say whose a row's numbers are."""


def _names_somebody(cells: Cells) -> bool:
    """Tell whether a row says whose its numbers are; one that only says "Total" does not."""
    return any(cells.get(name, "") for name in _WHOSE)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is known of one kind of number.

    Attributes:
        kind, unit: as in a dataset.
        relation: what is hoped for of it.
        dimensions: the dimensions that such data informs, by number.

    """

    kind: str = "outcome"
    unit: str = "percent"
    relation: Relation = Relation.PARITY
    dimensions: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One public layout.

    Attributes:
        id: what a preview calls it.
        name: for people (an English literal, translated when shown).
        needs: names of columns that must be there, as patterns.
        read: table → measures.
        aliases: other names of its columns.
        topic: what is known of its numbers.
        topics: the same for some of its metrics (English literals) where it differs.
        ask_metric: whether the kind of number is the user's choice: four graduation rates are
            four stories.
        whole: whether a dataset is all of the file, with nothing to choose.
        is_row: tells whether a row's cells by column are one of its rows, and no total or label.
        place: the columns (code, name, state) by which a file too large for one look is narrowed
            down to a few districts.

    """

    id: str
    name: str
    needs: tuple[str, ...]
    read: Callable[[RawTable], list[Measure]]
    aliases: Aliases
    topic: Topic = Topic()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    ask_metric: bool = False
    whole: bool = False
    is_row: Callable[[Cells], bool] = _names_somebody
    place: tuple[str, str, str] = ("", "", "")

    def topic_of(self, metric: str) -> Topic:
        """Return what is known of a metric, given as a measure carries it."""
        return next((t for name, t in self.topics.items() if _(name) == metric), self.topic)


def recognise(table: RawTable) -> Layout | None:
    """Return the layout of a table, or None."""
    return layout_of(table.header)


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout of a table with these headers, or None."""
    for layout in LAYOUTS:
        names = column_names(header, layout.aliases)
        if all(any(re.fullmatch(need, name) for name in names) for need in layout.needs):
            return layout
    return None


_CONTEXT = Topic(kind="demographics", relation=Relation.CONTEXT, dimensions=(10,))
_STUDENTS = Topic(kind="demographics", unit="count", relation=Relation.CONTEXT, dimensions=(10,))
_COUNTED = Topic(unit="count", relation=Relation.CONTEXT)
_COURSES = Topic(kind="resource", unit="count", relation=Relation.CONTEXT, dimensions=(4,))
_CLIMATE = Topic(unit="count", relation=Relation.CONTEXT, dimensions=(6,))
_TEACHERS = Topic(kind="resource", dimensions=(2,))
_STATE_TEST = Topic(dimensions=(4, 5))
_DIPLOMA = Topic(dimensions=(4, 7))
_IN_STATE = ("dist_code", "dist_name", "")
_IN_NATION = ("leaid", "leanm", "stnam")

LAYOUTS = (
    Layout(
        id="own",
        name=N_("A table that this program wrote"),
        needs=(
            "title",
            "metric",
            "student_group",
            "status",
            "as_written",
            "source_row",
            "unit",
            "kind",
            "dimensions",
            "source",
        ),
        read=layout_own.own_table,
        aliases=layout_own.ALIASES,
        whole=True,
        is_row=lambda _cells: True,
    ),
    Layout(
        id="ma_graduation",
        name=N_("Massachusetts graduation rates"),
        needs=("grad_rate_type", "stu_grp", "grad_pct"),
        read=layouts_massachusetts.graduation,
        aliases=layouts_massachusetts.ALIASES,
        topic=_DIPLOMA,
        ask_metric=True,
        place=_IN_STATE,
    ),
    Layout(
        id="ma_assessment",
        name=N_("Massachusetts state test"),
        needs=("subject_code", "stu_grp", "m_plus_e_pct"),
        read=layouts_massachusetts.assessment,
        aliases=layouts_massachusetts.ALIASES,
        topic=_STATE_TEST,
        place=_IN_STATE,
    ),
    Layout(
        id="ma_enrollment",
        name=N_("Massachusetts enrollment"),
        needs=("sy", "total_cnt", r"(?:wh|hl|baa)_pct"),
        read=layouts_massachusetts.enrollment,
        aliases=layouts_massachusetts.ALIASES,
        topic=_CONTEXT,
        place=_IN_STATE,
    ),
    Layout(
        id="ma_enrollment",
        name=N_("Massachusetts enrollment"),
        needs=(r"(?:dist|org)_code", "wh_pct", "hl_pct", "baa_pct", "mnhl_pct"),
        read=layouts_massachusetts.enrollment,
        aliases=layouts_massachusetts.ALIASES,
        topic=_CONTEXT,
        place=_IN_STATE,
    ),
    Layout(
        id="edfacts_graduation",
        name=N_("EDFacts graduation rates"),
        needs=("leaid", r"[a-z]{3}_rate_\d{4}"),
        read=layouts_federal.edfacts_graduation,
        aliases=layouts_federal.ALIASES,
        topic=_DIPLOMA,
        place=_IN_NATION,
    ),
    Layout(
        id="edfacts_assessment",
        name=N_("EDFacts state tests"),
        needs=("leaid", r"[a-z]{1,3}_(?:mth|rla)(?:\d\d|hs)pctprof_\d{4}"),
        read=layouts_federal.edfacts_assessment,
        aliases=layouts_federal.ALIASES,
        topic=_STATE_TEST,
        place=_IN_NATION,
    ),
    Layout(
        id="crdc",
        name=N_("Civil Rights Data Collection, schools"),
        needs=("combokey", r"sch_\w+_bl_m|sch_fteteach_tot"),
        read=layout_crdc.crdc,
        aliases=layout_crdc.ALIASES,
        is_row=layout_crdc.names_a_school,
        topic=_COUNTED,
        topics={
            layout_crdc.ENROLLED: _STUDENTS,
            layout_crdc.NEW_TEACHERS: _TEACHERS,
            layout_crdc.CERTIFIED: _TEACHERS,
            **dict.fromkeys(layout_crdc.COURSES.values(), _COURSES),
            **dict.fromkeys(layout_crdc.CLIMATE.values(), _CLIMATE),
        },
        place=("leaid", "lea_name", "lea_state"),
    ),
    Layout(
        id="ccd_membership",
        name=N_("Common Core of Data, membership"),
        needs=("leaid", "race_ethnicity", "student_count", "total_indicator"),
        read=layout_ccd.membership,
        aliases=layout_ccd.ALIASES,
        topic=_STUDENTS,
        place=("leaid", "lea_name", "statename"),
    ),
)
"""Every layout known here, the more particular ones first."""
