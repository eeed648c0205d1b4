"""One text of the workshop in each of its languages, side by side."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.commands import Command
from app.domain.text import Text, has_language
from app.i18n import LANGUAGE_NAMES, _, current_language
from app.ui.desk import Desk
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.side_by_side import SideBySide
from app.ui.prepare.words_field import WordsField


def language_name(code: str) -> str:
    """Return a language's name in itself, or its code."""
    return LANGUAGE_NAMES.get(code, code)


def languages_inside(codes: Sequence[str]) -> str:
    """Return one or two languages within a sentence of the interface: "English and Spanish"."""
    named = {"en": _("English"), "es": _("Spanish")}
    names = [named.get(code, language_name(code)) for code in codes]
    if current_language() == "es":
        names = [name.lower() for name in names]
    if len(names) < 2:
        return "".join(names)
    return _("{language} and {other}").format(language=", ".join(names[:-1]), other=names[-1])


class LanguageFields(QWidget):
    """A field per language, each named "Title, English".

    ``make(language, words)`` makes the command; :meth:`texts` gives it what the other fields hold.
    """

    def __init__(
        self,
        desk: Desk,
        key: str,
        caption: str,
        languages: Sequence[str],
        make: Callable[[str, str], Command | None],
        *,
        one_line: bool = False,
        least_lines: int = 1,
        on_leaving: bool = False,
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Edit under the draft key ``key``; object names are ``key`` + "." + language."""
        super().__init__(parent)
        self._base: Text = {}
        self._fields: dict[str, WordsField] = {}
        self._boxes: dict[str, Captioned] = {}
        row = SideBySide(460, 14)
        for code in languages:
            language = language_name(code)
            several = len(languages) > 1
            shown = f"{caption} · {language}" if several and caption else caption or language
            field = WordsField(
                desk, f"{key}.{code}", _in_language(make, code),
                name=f"{name or caption}, {language}", placeholder=placeholder,
                least_lines=least_lines, one_line=one_line, on_leaving=on_leaving,
            )  # fmt: skip
            field.setObjectName(f"{key}.{code}")
            field.setLayoutDirection(_direction(code))
            self._fields[code] = field
            box = Captioned(shown, field)
            self._boxes[code] = box
            row.add(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)

    def show_text(self, text: Text, lagging: Sequence[str] = ()) -> None:
        """Show the text; ``lagging`` languages have words older than another language's."""
        self._base = text
        for code, field in self._fields.items():
            field.show_words(text.get(code, ""))
            missing = not has_language(text, code) and any(words.strip() for words in text.values())
            self._boxes[code].set_mark(
                _("Not yet translated") if missing or code in lagging else ""
            )

    def texts(self) -> Text:
        """Return the text with what every field holds now, languages not shown here included."""
        said = {code: field.words() for code, field in self._fields.items()}
        return {code: words for code, words in {**self._base, **said}.items() if words}

    def field(self, language: str) -> WordsField:
        """Return one language's field."""
        return self._fields[language]

    def fields(self) -> Mapping[str, WordsField]:
        """Return every language's field."""
        return self._fields

    def finish(self) -> None:
        """Hand in what waits in any field."""
        for field in self._fields.values():
            field.finish()


def _in_language(
    make: Callable[[str, str], Command | None], code: str
) -> Callable[[str], Command | None]:
    return lambda words: make(code, words)


def _direction(code: str) -> Qt.LayoutDirection:
    return QLocale(code).textDirection()
