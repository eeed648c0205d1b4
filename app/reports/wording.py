"""How a report says dates, times, levels and standings, in its own language."""

from collections.abc import Callable
from datetime import date

from app.domain.chart_labels import ChartLabels, chart_labels
from app.domain.framework import Lens
from app.domain.report import ReportInput
from app.domain.results import Mark, Standing
from app.domain.seating import is_name
from app.i18n import plural_translator, translator


def day_in_full(day: date, gettext: Callable[[str], str]) -> str:
    """Return a date in full in the language of ``gettext``."""
    _ = gettext
    months = (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
        _("August"), _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip
    # The order of day, month and year is the translator's.
    return _("{month} {day}, {year}").format(
        month=months[day.month - 1], day=day.day, year=day.year
    )


def time_of_day(local: str, language: str) -> str:
    """Return a local "HH:MM" as people write it: "1:05 pm" in English, "13:05" elsewhere."""
    if not local or not language.startswith("en"):
        return local
    hour, minute = (int(part) for part in local.split(":"))
    half = "am" if hour < 12 else "pm"
    return f"{(hour + 11) % 12 + 1}:{minute:02d} {half}"


class Wording:
    """The phrases that several reports share, for one report's language."""

    def __init__(self, report: ReportInput) -> None:
        self.report = report
        self.gettext = translator(report.language)
        self.ngettext = plural_translator(report.language)

    @property
    def chart_labels(self) -> ChartLabels:
        """Return the chart's own words."""
        return chart_labels(self.gettext)

    def day(self, day: date | None) -> str:
        """Return a date in full, or ""."""
        return "" if day is None else day_in_full(day, self.gettext)

    def time(self, local: str) -> str:
        """Return a local "HH:MM" as people write it: "1:05 pm" in English, "13:05" elsewhere."""
        return time_of_day(local, self.report.language)

    def people(self, count: int) -> str:
        """Return a number of people."""
        return self.ngettext("{n} person", "{n} people", count).format(n=count)

    def role(self, role: str) -> str:
        """Return a role's plural name."""
        _ = self.gettext
        names = {
            "practitioner": _("Practitioners"),
            "educator": _("Educators"),
            "advocate": _("Advocates"),
        }
        return names.get(role, role)

    def group(self, label: str) -> str:
        """Return "Group A", or the label alone where it is a name of its own."""
        _ = self.gettext
        return label if is_name(label) else _("Group {label}").format(label=label)

    def lens(self, lens: Lens) -> str:
        """Return a lens's name."""
        return self.report.results.lens_names.get(lens, lens.value)

    def level(self, lens: Lens, level: int) -> str:
        """Return a level's number and name, such as "2 Uneven"."""
        names = self.report.results.level_names.get(lens, ())
        name = names[level - 1] if 0 < level <= len(names) else ""
        return f"{level} {name}" if name and name != str(level) else str(level)

    def standing(self, mark: Mark | None) -> str:
        """Return a mark in words."""
        _ = self.gettext
        if mark is None:
            return _("Not assigned")
        if mark.standing is Standing.SCORED:
            levels = [self.level(mark.lens, level) for level in mark.shown_levels]
            if mark.contested:
                return _("{levels}: two versions, not settled yet").format(
                    levels=" / ".join(levels)
                )
            return " / ".join(levels)
        labels = self.chart_labels
        return {
            Standing.CANNOT_TELL: labels.cannot_tell,
            Standing.CHOSE_NOT: labels.chose_not,
            Standing.NOT_YET: labels.not_yet,
        }[mark.standing]

    def range(self, found: tuple[int, int] | None) -> str:
        """Return a range of levels, or "" where nobody scored."""
        if found is None:
            return ""
        low, high = found
        if low == high:
            return str(low)
        return self.gettext("{low} to {high}").format(low=low, high=high)

    def dimensions(self, numbers: tuple[int, ...]) -> str:
        """Return dimensions by number and name."""
        return ", ".join(f"{n} {self.report.dimension_name(n)}" for n in numbers)

    def need_kind(self, kind: str) -> str:
        """Return a data need's kind in words, or ""."""
        _ = self.gettext
        kinds = {"quantitative": _("Numbers"), "qualitative": _("Voices and observation")}
        return kinds.get(kind, "")
