"""One dimension in a group's list: what is scored already, in a line."""

from app.domain.results import Standing
from app.domain.scoring_sheet import LensSheet, ScoringSheet
from app.i18n import _
from app.ui.widgets.sidebar_list import Row


def dimension_row(sheet: ScoringSheet) -> Row:
    """Return a sheet's row: number and name, both answers, and what else there is."""
    title = _("{number} · {dimension}").format(number=sheet.number, dimension=sheet.name)
    parts = [_("chose not to score")] if sheet.chose_not else [_short(x) for x in sheet.lenses]
    if sheet.has_words:
        parts.append(_("words written"))
    if sheet.contested:
        parts.append(_("two versions"))
    return Row(row_id=sheet.dimension_id, title=title, detail=" · ".join(parts))


def _short(lens: LensSheet) -> str:
    """Return a lens's answer for the list: its shape and the level."""
    shape = "●" if lens.lens.value == "foundations" else "◆"
    if lens.standing is Standing.NOT_YET:
        answer = "–"
    elif lens.rating.contested:
        answer = "!"
    elif lens.standing is Standing.CANNOT_TELL:
        answer = "?"
    else:
        level = lens.level(lens.rating.level_id)
        answer = str(level.position) if level else "–"
    return f"{shape} {answer}"
