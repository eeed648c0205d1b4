"""What `export` and `rehearse` may replace in a folder, and what becomes of it when they cannot."""

import errno
import os
import re
from pathlib import Path

import pytest

from app.bootstrap import out_folder
from app.bootstrap.out_folder import LIST_NAME, OutFolder, write_file
from app.domain.errors import FileProblemError

PICTURES = re.compile(r"room-\d\d\.png")


def write(out: Path, *names: str, content: bytes = b"ours", numbered: bool = False) -> list[str]:
    """Write files as a command does; return the names of those that are in place."""
    with OutFolder(out, names, numbered=PICTURES if numbered else None) as folder:
        for name in names:
            write_file(folder.inside / name, content)
        return [path.name for path in folder.put()]


def there(out: Path) -> dict[str, bytes]:
    """Return the content of every file that a person sees in a folder."""
    assert not list(out.glob(".*.part")) + list(out.glob(".equity-workshop-*"))
    return {path.name: path.read_bytes() for path in out.iterdir() if path.name != LIST_NAME}


def refusal(out: Path, *names: str, numbered: bool = False) -> FileProblemError:
    with pytest.raises(FileProblemError) as refused:
        write(out, *names, content=b"new", numbered=numbered)
    error = refused.value
    assert all((error.happened, error.safe, error.remedy)), "three sentences"
    assert "--out" in error.remedy
    return error


def test_what_the_program_wrote_is_replaced_and_nothing_else_is_touched(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    assert write(out, "b.csv", "a.pdf") == ["a.pdf", "b.csv"]
    (out / "letter.txt").write_bytes(b"somebody's")
    os.utime(out / "a.pdf")  # opening a file may touch it
    (out / "a.pdf").read_bytes()
    write(out, "a.pdf", "c.ics", content=b"new")
    assert there(out) == {
        "a.pdf": b"new", "b.csv": b"ours", "c.ics": b"new", "letter.txt": b"somebody's",
    }  # fmt: skip
    write(out, "b.csv", content=b"still known")
    assert there(out)["b.csv"] == b"still known"


@pytest.mark.parametrize("kind", ["foreign", "changed", "folder", "link"])
def test_what_somebody_else_wrote_or_changed_is_refused_before_anything(
    tmp_path: Path, kind: str
) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    other.write_bytes(b"ours")
    write(out, "a.pdf")
    in_the_way = out / "b.csv"
    if kind == "foreign":
        in_the_way.write_bytes(b"ours")
    elif kind == "changed":
        in_the_way = out / "a.pdf"
        in_the_way.write_bytes(b"with notes")
    elif kind == "folder":
        in_the_way.mkdir()
    else:
        (out / "a.pdf").unlink()
        in_the_way = out / "a.pdf"
        in_the_way.symlink_to(other)
    before = sorted(out.iterdir())
    error = refusal(out, "a.pdf", "b.csv")
    assert in_the_way.name in error.happened
    assert str(out) in error.happened
    assert sorted(out.iterdir()) == before
    assert other.read_bytes() == b"ours"


def test_numbered_files_go_only_where_they_are_the_programs_own(tmp_path: Path) -> None:
    write(tmp_path, "room-01.png", "room-02.png", "room-03.png", numbered=True)
    (tmp_path / "room-holiday.png").write_bytes(b"the sea")
    write(tmp_path, "room-01.png", numbered=True)
    assert there(tmp_path) == {"room-01.png": b"ours", "room-holiday.png": b"the sea"}
    (tmp_path / "room-07.png").write_bytes(b"the sea")
    assert "room-07.png" in refusal(tmp_path, "room-01.png", numbered=True).happened
    assert there(tmp_path)["room-07.png"] == b"the sea"


@pytest.mark.parametrize("content", ["", "[]", '{"written": 3}', "\udcff"])
def test_a_list_that_is_somebody_elses_is_refused_too(tmp_path: Path, content: str) -> None:
    path = tmp_path / LIST_NAME
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    assert LIST_NAME in refusal(tmp_path, "a.pdf").happened
    assert [one.name for one in tmp_path.iterdir()] == [LIST_NAME]


def test_a_new_folder_goes_again_where_nothing_comes_into_it(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    for out in (tmp_path / "mine", tmp_path / "a" / "b"):
        with OutFolder(out, ["a.pdf"]) as folder:
            write_file(folder.inside / "a.pdf", b"half")
    assert [path.name for path in tmp_path.rglob("*")] == ["mine"], "a folder that was there stays"


def _fail(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def full(_number: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(out_folder.os, "fsync", full)


def test_a_full_disk_is_said_with_the_file_and_leaves_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.pdf")
    _fail(monkeypatch, errno.ENOSPC)
    error = refusal(tmp_path, "a.pdf")
    assert error.happened == "“a.pdf” could not be written: there is no room left on that disk."
    assert there(tmp_path) == {"a.pdf": b"ours"}


def test_too_small_a_disk_is_said_at_once(tmp_path: Path) -> None:
    with (
        pytest.raises(FileProblemError, match="not enough room"),
        OutFolder(tmp_path / "out", ["a.pdf"], room=10**18),
    ):
        raise AssertionError("begun")
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_before_a_file_that_cannot_be_is_named_and_stays_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.pdf", "b.csv")
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if target.name == "b.csv":
            raise PermissionError(errno.EACCES, "held by another program")
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        error = refusal(tmp_path, "a.pdf", "b.csv")
    assert "b.csv" in error.happened
    assert "held by another program" in error.happened
    assert "a.pdf" in error.safe
    assert there(tmp_path) == {"a.pdf": b"new", "b.csv": b"ours"}
    write(tmp_path, "a.pdf", "b.csv", content=b"later")
    assert there(tmp_path) == {"a.pdf": b"later", "b.csv": b"later"}
