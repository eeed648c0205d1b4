"""What numbers of a table that nobody knows are probably about, by the words for what is counted.

It only says how the chart begins: whoever imports sees it and chooses again. Money, time and people
to turn to begin as "more where there is more need", because alike would be the wrong aim for them;
so many students to one adult begin with no aim, because there more is less.
"""

import re

from app.data.layouts import Topic
from app.data.tables import normalised_header
from app.domain.bar_tables import DEMOGRAPHICS, RESOURCE
from app.domain.relations import Relation

_SHARED = re.compile(
    r"\b(?:class size|(?:students?|pupils) (?:per|to) (?!pupil)\w+|student to \w+ ratio"
    r"|tamano de (?:la )?clase|(?:estudiantes|alumnos) por \w+)\b"
)
_BY_NEED = re.compile(
    r"\b(?:per[ -]?pupil|per student|spending|expenditures?|funding|dollars|budget|minutes|hours"
    r"|instructional time|gasto|gastos|financiacion|presupuesto|por alumno|por estudiante|minutos"
    r"|counselors?|nurses?|social workers?)\b"
)
_OF_ADULTS = re.compile(
    r"\b(?:teachers?|novice|out of field|certified|licensed|subs|substitutes?|principals?|staff|fte"
    r"|docentes?|maestros|personal)\b"
)
_OF_STUDENTS = re.compile(
    r"\b(?:students? enrolled|enrollment|enrolled|matricula|membership|"
    r"(?:students?|percent) (?:of color|low income)|low income)\b"
)
_OF_A_RESULT = re.compile(
    r"\b(?:proficien\w*|graduat\w*|suspen\w*|absen\w*|dropout|score|attendance|retention|course\w*)\b"
)


def guessed_topic(words: str) -> Topic:
    """Return the kind of data and what is hoped for, from the words for what is counted."""
    said = normalised_header(words)
    if _OF_A_RESULT.search(said):
        return Topic()
    if _SHARED.search(said):
        return Topic(kind=RESOURCE, relation=Relation.CONTEXT)
    if _BY_NEED.search(said):
        return Topic(kind=RESOURCE, relation=Relation.NEED_WEIGHTED)
    if _OF_ADULTS.search(said):
        return Topic(kind=RESOURCE)
    if _OF_STUDENTS.search(said):
        return Topic(kind=DEMOGRAPHICS, relation=Relation.CONTEXT)
    return Topic()
