"""Files from before Unicode: names come out right, or the file is refused by its line."""

import pytest

from app.data.tables import read_bytes
from app.domain.errors import FileProblemError

NAMES = (
    "José Muñoz", "María García", "Jesús Peña Núñez", "Ramón López", "Iñaki Ibáñez",
    "Zoë Brontë", "François Lefèvre", "Jürgen Groß", "Sofía Martínez",
)  # fmt: skip
KANJI = ("田中花子", "鈴木一郎", "ヤマダ タロウ")


def table_of(names: tuple[str, ...], encoding: str, end: str = "\r\n") -> bytes:
    return end.join(["Name,Role", *(f"{name},Parent" for name in names), ""]).encode(encoding)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "windows-1252"),
        ("mac_roman", "mac-roman"),
        ("cp850", "cp850"),
        ("cp437", "cp850"),
    ],
)
def test_names_come_out_right(encoding: str, said: str, end: str) -> None:
    table = read_bytes(table_of(NAMES, encoding, end), "people.csv")
    assert table.column(0) == NAMES
    assert table.encoding == said
    (note,) = table.notes
    assert note.row == 2
    assert "José" in note.message


def test_japanese_names_come_out_right() -> None:
    table = read_bytes(table_of(KANJI, "cp932"), "people.csv")
    assert table.column(0) == KANJI
    assert table.encoding == "shift-jis"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("name", [*NAMES, "Álvarez", "MUÑOZ", "Óscar Íñigo", "Ángela", "São João"])
def test_a_name_alone_comes_out_right_or_is_named_by_its_line(encoding: str, name: str) -> None:
    try:
        data = table_of(("Ana Test", name), encoding)
    except UnicodeEncodeError:
        return
    outcome = told_or_read(data)
    refused = "line 3" in outcome and encoding != "cp1252"
    assert refused or outcome == name


def told_or_read(data: bytes) -> str:
    """Return the last name of a file, or what is said where it is refused."""
    try:
        return read_bytes(data, "people.csv").column(0)[-1]
    except FileProblemError as told:
        return told.happened


@pytest.mark.parametrize(
    "words",
    [
        "Students’ rights — all of them, “really”",
        "The district’s parent–teacher day, and it’s pre–announced; don’t wait…",
        "§ 504, 50 % ½ year, 3–5 m², £5 or €5, New\u00a0York, O’Brien",
        "Être là, œuvre, cœur, où, île",
        "MUñOZ, Zoë, Ñandú, Øster, Åse",
    ],
)
def test_words_from_windows_are_not_taken_for_others(words: str) -> None:
    table = read_bytes(f'Name,Note\r\nAna,"{words}"\r\n'.encode("cp1252"), "people.csv")
    assert table.encoding == "windows-1252"
    assert table.column(1) == (words,)


@pytest.mark.parametrize(
    ("name", "encoding"), [("Michał Wąsik", "cp1250"), ("Çağlar Şahin", "cp1254")]
)
def test_what_no_reading_explains_is_refused(name: str, encoding: str) -> None:
    with pytest.raises(FileProblemError) as told:
        read_bytes(table_of(("Ana Test", name), encoding), "people.csv")
    assert "line 3" in told.value.happened


def test_a_large_file_of_odd_bytes_is_judged_in_a_moment() -> None:
    data = table_of(tuple(f"José Muñoz {n}" for n in range(3_000)), "mac_roman")
    assert read_bytes(data, "people.csv").column(0)[2_999] == "José Muñoz 2999"
