"""The words of the charts, in whatever language the picture is for."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ChartLabels:
    """Every word that the charts of scores say by themselves; ``note`` is one more for the key."""

    title: str
    cannot_tell: str
    chose_not: str
    not_yet: str
    more_data: str
    agreed: str
    no_agreement: str
    contested: str
    range_line: str
    not_assigned: str
    hidden: str
    mark_spoken: str
    groups_counted: str
    not_on_map: str
    unnamed: str
    note: str = ""


def chart_labels(_: Callable[[str], str], title: str = "") -> ChartLabels:
    """Return the labels through a translator, such as ``app.i18n.translator("es")``.

    ``title`` is the heading over the dimensions' names; empty for none.
    """
    return ChartLabels(
        title=title,
        cannot_tell=_("Cannot tell"),
        chose_not=_("Chose not to score"),
        not_yet=_("Not yet scored"),
        more_data=_("More data"),
        agreed=_("Agreed"),
        no_agreement=_("no agreement"),
        contested=_("two versions, not settled yet"),
        range_line=_("from lowest to highest"),
        not_assigned=_("Not assigned to a group"),
        hidden=_("The scores are shown when the facilitator reveals them."),
        mark_spoken=_("{group}: {answer}"),
        groups_counted=_("×2 means two groups"),
        not_on_map=_("Not on the map: {numbers}"),
        unnamed=_("no room for the groups’ letters: see the results in words"),
    )
