"""Our survey answered in the e-mail that brought it, or in a text file: answers below questions.

The questions are known by their own words, so that nothing else is taken for a form. Choices that
were left standing, notes and the letter's other lines are no answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from app.data.tables import normalised_header
from app.domain.importing import RawRow, RawTable
from app.domain.survey import LINES_OF_TEXT, notes_of, words_of
from app.i18n import LANGUAGES, _
from app.paths import resource_path

_LEAST_QUESTIONS = 5
_BEFORE = r"[\s>*#•·_-]*(?:\d{1,2}\s*[.)]\s*)?[\s*_]*"
_BETWEEN = re.compile(r"^[\s:?¿*_=;→–—-]+")
_CHOICE = re.compile(r"[\s>]*(?P<mark>\[\s*[xX✓✔]\s*\]|[xX✓✔☑☒]|)\s*[-–•*☐□]\s+(?P<said>.+)")
_MARKED_BEHIND = re.compile(r"\s*(?:\[?\s*[xX✓✔☑]\s*\]?|<[-=]+)\s*$")


@dataclass
class _Answer:
    row: int
    question: str
    long: bool
    lines: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    is_over: bool = False

    @property
    def said(self) -> str:
        """Return what was answered: own words, marked choices, or the only one left standing."""
        left = self.choices if len(self.choices) == 1 else []
        return "\n".join(self.lines or self.marked or left)


def reply(text: str) -> RawTable | None:
    """Return a row for each form answered in a text, or None where it is something else.

    Text with tabs is a table's.
    """
    if "\t" in text:
        return None
    forms: list[list[_Answer]] = []
    for answer in _answers(text.splitlines()):
        known = {normalised_header(each.question) for each in forms[-1]} if forms else set()
        if not forms or normalised_header(answer.question) in known:
            forms.append([])
        forms[-1].append(answer)
    forms = [form for form in forms if len(form) >= _LEAST_QUESTIONS]
    said = [form for form in forms if any(answer.said for answer in form)]
    return _table(said) if said else None


def _answers(lines: Sequence[str]) -> Iterator[_Answer]:
    """Yield each question with what stands behind and below it."""
    now: _Answer | None = None
    for row, line in enumerate(lines, 1):
        asked = _question(line)
        if asked is not None:
            if now is not None:
                yield now
            question, long, behind = asked
            now = _Answer(row, question, long, [behind] if behind else [])
        elif now is not None:
            _go_on(now, line)
    if now is not None:
        yield now


def _go_on(now: _Answer, line: str) -> None:
    """Take a line below a question; a short answer ends with a blank line, all with the letter."""
    words = line.lstrip("> \t").strip()
    if normalised_header(words) in _letter_lines():
        now.is_over = True
    if now.is_over or normalised_header(words) in _notes():
        return
    if not words:
        now.is_over = bool(now.lines) and not now.long
        return
    choice = _CHOICE.fullmatch(line)
    if choice is None or now.long:
        now.lines.append(words)
        return
    said = _MARKED_BEHIND.sub("", choice["said"])
    now.choices.append(said.strip())
    if choice["mark"] or said != choice["said"]:
        now.marked.append(said.strip())


def _question(line: str) -> tuple[str, bool, str] | None:
    """Return the question that a line asks, whether its answer is long, and what stands behind."""
    for pattern, question, long in _questions():
        found = pattern.match(line)
        if found:
            return question, long, _BETWEEN.sub("", line[found.end() :]).strip()
    return None


@cache
def _questions() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Return every question of every language, as written in a form or, in brackets, a letter."""
    return tuple(
        (
            re.compile(_BEFORE + _loose(question) + r"(?!\w)(?!\s*[,;]\S)", re.IGNORECASE),
            question,
            lines == LINES_OF_TEXT,
        )
        for language in LANGUAGES
        for question, lines in words_of(language)
    )


def _loose(question: str) -> str:
    escaped = re.escape(question.rstrip("?"))
    return escaped.replace(r"\[", r"[\[(]").replace(r"\]", r"[\])]").replace(r"\ ", r"\s+")


@cache
def _notes() -> frozenset[str]:
    return frozenset(normalised_header(n) for each in LANGUAGES for n in notes_of(each))


@cache
def _letter_lines() -> frozenset[str]:
    """Return the lines of the letter that hold nothing of the workshop's own."""
    texts = [
        resource_path("prework", f"survey.{language}.txt").read_text("utf-8")
        for language in LANGUAGES
    ]
    lines = (line for text in texts for line in text.splitlines() if "{" not in line)
    return frozenset(normalised_header(line) for line in lines if line.strip())


def _table(forms: Sequence[Sequence[_Answer]]) -> RawTable:
    questions: dict[str, str] = {}
    for form in forms:
        questions |= {normalised_header(each.question): each.question for each in form}
    header = tuple(questions.values())
    rows = []
    for form in forms:
        said = {normalised_header(each.question): each.said for each in form}
        rows.append(RawRow(number=form[0].row, cells=tuple(said.get(key, "") for key in questions)))
    made = RawTable(name=_("pasted text"), header=header, header_row=forms[0][0].row, rows=())
    return replace(made, rows=tuple(rows), written=header)
