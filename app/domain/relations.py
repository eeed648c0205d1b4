"""What is hoped for of a measure, which decides how it is worded and drawn.

No data ever fill in a score. For money and time, more for higher need is right, so that a gap of
zero is not what is aimed at.
"""

from enum import StrEnum

from app.i18n import N_

RELATION = "relation"
"""Under this name a choice of it travels."""


class Relation(StrEnum):
    """How the student groups' numbers should stand to each other.

    ``PARITY``: the same for every group. ``NEED_WEIGHTED``: more where there is more need.
    ``REPRESENTATION``: each group's share as among all students. ``CONTEXT``: nothing is aimed at.
    """

    PARITY = "parity"
    NEED_WEIGHTED = "need_weighted"
    REPRESENTATION = "representation"
    CONTEXT = "context"


NAMES = {
    Relation.PARITY: N_("Alike for every group"),
    Relation.NEED_WEIGHTED: N_("More where there is more need"),
    Relation.REPRESENTATION: N_("As among all students"),
    Relation.CONTEXT: N_("Background, nothing to aim at"),
}
"""What a choice calls each."""

HOW_TO_READ = {
    Relation.PARITY: N_("To aim at: the same for every group."),
    Relation.NEED_WEIGHTED: N_(
        "To aim at: more for students with greater need. Equal bars are not the goal."
    ),
    Relation.REPRESENTATION: N_("To aim at: each group’s share as among all students."),
    Relation.CONTEXT: "",
}
"""The sentence that stands with a chart."""

NEEDS_MORE = frozenset(
    {"low_income", "english_learners", "disabilities", "homelessness", "foster_care",
     "high_needs", "juvenile_justice"}
)  # fmt: skip
"""Ids of the student groups that the words "greater need" are about."""


def relation_named(name: str, kind: str) -> Relation:
    """Return a relation by its name; "" or an unknown one gives what fits a dataset's kind."""
    known = {each.value: each for each in Relation}
    return known.get(name, Relation.CONTEXT if kind == "demographics" else Relation.PARITY)
