"""Days in words, in the interface's language."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from app.i18n import current_language


def short_date(day: date) -> str:
    """Return a day as "Fri, Nov 20, 2026", in Spanish "vie, 20 nov 2026"."""
    form = "ddd, d MMM yyyy" if current_language() == "es" else "ddd, MMM d, yyyy"
    return QLocale(current_language()).toString(QDate(day.year, day.month, day.day), form)
