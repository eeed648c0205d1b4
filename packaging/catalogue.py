"""Keep the catalogues of words: ``python packaging/catalogue.py``, with the test extras.

Reads every ``_()``, ``_n()`` and ``N_()`` in ``app``, brings ``resources/i18n/*.po`` up to date
without losing a translation, compiles ``*.mo``, and lists what is not translated yet.
"""

import re
import sys
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUES = PROJECT / "resources" / "i18n"
LANGUAGES = ("es",)
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
KEYWORDS = {
    "_": None, "N_": None, "translate": None, "t": None, "gettext": None,
    "_n": (1, 2), "ngettext": (1, 2),
}  # fmt: skip


@cache
def extracted() -> Catalog:
    """Return every message of the program's code, with the files that say it."""
    catalog = Catalog(project="Equity Workshop", charset="utf-8")
    found = extract_from_dir(
        PROJECT / "app", [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for file, _line, message, comments, context in found:
        if message:
            catalog.add(
                message, None, [(f"app/{file}", 0)], auto_comments=comments, context=context
            )
    return catalog


def load(language: str) -> Catalog:
    """Return a language's catalogue as it is in the project; an empty one where there is none."""
    path = CATALOGUES / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Return a language's catalogue with exactly the messages that the code has now."""
    catalog = load(language)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = "", False
    return catalog


def as_mo(catalog: Catalog) -> bytes:
    """Return a catalogue in the form that the program reads."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def broken(catalog: Catalog) -> list[str]:
    """Return the messages whose translation has other placeholders than the message."""
    wrong = []
    for message in catalog:
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set().union(*(PLACEHOLDER.findall(text) for text in texts))
        extra = any(set(PLACEHOLDER.findall(word)) - wanted for word in words if word)
        lacking = bool(words[-1]) and set(PLACEHOLDER.findall(words[-1])) != wanted
        if message.id and (extra or lacking):
            wrong.append(str(message.id))
    return wrong


def words_of(compiled: bytes) -> dict[object, str]:
    """Return what a compiled catalogue says, message by message, without its header."""
    said = dict(GNUTranslations(BytesIO(compiled))._catalog)
    said.pop("", None)
    return said


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no words in the catalogue's language."""
    missing = []
    for message in catalog:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(words):
            missing.append(str(message.id))
    return missing


def main() -> int:
    """Bring every catalogue up to date; return how many languages are incomplete."""
    incomplete = 0
    CATALOGUES.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        catalog = updated(language)
        with (CATALOGUES / f"{language}.po").open("wb") as file:
            write_po(file, catalog, width=0, sort_output=True)
        (CATALOGUES / f"{language}.mo").write_bytes(as_mo(catalog))
        missing = untranslated(catalog)
        print(f"{language}: {len(catalog)} messages, {len(missing)} not translated")
        for text in missing:
            print("   ", text)
        incomplete += bool(missing)
    return incomplete


if __name__ == "__main__":
    sys.exit(main())
