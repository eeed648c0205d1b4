"""Envelope files: the same answers by hand, whole or not at all, and no road brings them twice."""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.exchange import StationFiles
from app.domain.cells import CellKey, RevealResults
from app.domain.codec import from_json
from app.domain.enrolments import Enrolment
from app.domain.exchange import TakenFile
from app.domain.withdrawal import WithdrawWords
from app.room import exchange
from app.room.exchange import sealed
from app.room.exchange_problems import ExchangeError, Problem
from app.services.execution import state_of
from app.write_points import Point, listen
from tests.room.roads import Clock, Desk, Table
from tests.room.rooms import Caller, Device, OpenRoom
from tests.workshops import NOON, SENTENCE, rating, reason

LEVEL = {"level": "f2", "framework": 1}


def content_of(caller: Caller, towards: str = exchange.TO_HUB, **other: Any) -> bytes:
    told = {**caller.addressed(), "written_at": "2026-11-20T17:30:00Z", **other}
    entries = told.pop("entries")
    return sealed(told, caller.welcome["token"], towards, entries)


def filed(caller: Caller, path: Path, **other: Any) -> Path:
    """Write the file that a station would save."""
    path.write_bytes(content_of(caller, **other))
    return path


def in_head(content: bytes, **changes: Any) -> bytes:
    head, _feed, body = content.partition(b"\n")
    return json.dumps({**json.loads(head), **changes}).encode() + b"\n" + body


def taken(room: OpenRoom, path: Path) -> TakenFile:
    return StationFiles(room.operations).take_in(path)


def state(room: OpenRoom) -> dict[str, list[dict[str, Any]]]:
    database = room.operations._writer.file.database
    return state_of(database)


@pytest.fixture
def written(call: Callable[..., Caller]) -> Caller:
    caller = call()
    caller.cell(rating(), LEVEL)
    caller.cell(reason(), "Counted, not guessed.")
    caller.note("Look at bus times.")
    return caller


def test_a_file_brings_what_the_network_would(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    path = filed(written, tmp_path / "a.eqx")
    once = taken(room, path)
    assert (once.fresh, once.known, once.waiting, once.refused) == (3, 0, 0, 0)
    assert once.receipt.through == 3
    after_file = state(room)
    again = taken(room, path)
    assert (again.fresh, again.known) == (0, 3)
    answers = written.post(room).json()["results"]
    assert {one["outcome"] for one in answers} == {"repeated"}
    assert state(room) == after_file


def test_it_may_be_longer_than_an_envelope(
    room: OpenRoom, call: Callable[..., Caller], tmp_path: Path
) -> None:
    caller = call()
    previous: tuple[str, ...] = ()
    for number in range(450):
        previous = (caller.cell(reason(), f"{number} " + "ñ" * 2000, *previous)["id"],)
    path = filed(caller, tmp_path / "long.eqx")
    assert path.stat().st_size > 1024 * 1024
    assert taken(room, path).receipt.through == 450


def test_the_answer_tells_what_arrived_and_what_a_station_may_see(
    room: OpenRoom, device: Callable[..., Device], tmp_path: Path
) -> None:
    station, other = device("gA"), device("gB")
    station.write(_score("gA", "f2"))
    other.write(_score("gB", "f3"))
    files = StationFiles(room.operations)
    answers = []
    for one in (other, station):
        content = exchange.station_file(one.enrolment, one.outbox, epoch="", now=NOON)
        (tmp_path / "up.eqx").write_bytes(content)
        target = tmp_path / "down.eqx"
        files.save_answer(files.take_in(tmp_path / "up.eqx"), target)
        answers.append(exchange.read_answer(target.read_bytes(), one.enrolment))
    answer = answers[1]
    assert answer.receipt["through"] == 1
    assert answer.receipt["digest"] == station.outbox.digest_at(1)
    assert answer.receipt["results"][0]["outcome"] == "accepted"
    assert answer.view["records"]["norms"]
    assert answer.view["standing"] == "writes"
    cells = {row["cell"].partition("|")[0] for row in answer.view["records"]["cells"]}
    assert cells == {"gA"}, "another group's scores are hidden until they are revealed"
    with pytest.raises(ExchangeError) as refused:
        exchange.read_answer((tmp_path / "down.eqx").read_bytes(), other.enrolment)
    assert refused.value.problem is Problem.ANOTHER_STATION
    room.do(RevealResults())
    files.save_answer(files.take_in(tmp_path / "up.eqx"), tmp_path / "down.eqx")
    revealed = exchange.read_answer((tmp_path / "down.eqx").read_bytes(), station.enrolment)
    cells = {row["cell"].partition("|")[0] for row in revealed.view["records"]["cells"]}
    assert cells == {"gA", "gB"}


def _score(group: str, level: str) -> Any:
    from app.domain.cells import SetCell

    return SetCell(cell=str(rating(group)), value={"level": level, "framework": 1})


def test_what_is_cut_off_is_refused_whole(room: OpenRoom, written: Caller, tmp_path: Path) -> None:
    path = filed(written, tmp_path / "a.eqx")
    whole, before = path.read_bytes(), state(room)
    for end in (0, 1, 40, 200, -1, -3):
        path.write_bytes(whole[:end])
        with pytest.raises(ExchangeError) as refused:
            taken(room, path)
        assert refused.value.problem in (Problem.NOT_WHOLE, Problem.NOT_OURS)
        assert refused.value.happened
        assert refused.value.safe
        assert refused.value.remedy
    assert state(room) == before


CHANGES: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("a word", lambda data: data.replace(b"guessed", b"gue55ed")),
    ("a level", lambda data: data.replace(b'"f2"', b'"f4"')),
    ("one more line", lambda data: data + b"\n{}"),
    ("the station", lambda data: in_head(data, station="ef" * 16)),
    ("the proof", lambda data: in_head(data, proof="f" * 64)),
    ("no proof", lambda data: in_head(data, proof="")),
    ("another alphabet", lambda data: in_head(data, proof="ñ\ud800")),
    ("half a character", lambda data: data.replace(b"guessed", b"gu\xff\xfesed")),
    ("no text", lambda data: in_head(data, proof={"entries": []})),
    ("no size", lambda data: in_head(data, size="all")),
    ("no station", lambda data: in_head(data, station="../../etc")),
]


def test_what_was_changed_is_refused_whole(room: OpenRoom, written: Caller, tmp_path: Path) -> None:
    path = filed(written, tmp_path / "a.eqx")
    whole, before = path.read_bytes(), state(room)
    for name, change in CHANGES:
        changed = change(whole)
        assert changed != whole, name
        path.write_bytes(changed)
        with pytest.raises(ExchangeError) as refused:
            taken(room, path)
        assert refused.value.problem is Problem.EDITED, name
    assert state(room) == before


def test_an_answer_cannot_be_sent_back_as_answers(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    """What proves one direction proves nothing in the other."""
    path = tmp_path / "a.eqx"
    path.write_bytes(content_of(written, exchange.TO_STATION))
    with pytest.raises(ExchangeError) as refused:
        taken(room, path)
    assert refused.value.problem is Problem.FOR_STATION
    path.write_bytes(in_head(path.read_bytes(), towards="hub"))
    with pytest.raises(ExchangeError) as changed:
        taken(room, path)
    assert changed.value.problem is Problem.EDITED


def test_a_foreign_room_or_workshop_and_a_newer_program_are_named(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    path = tmp_path / "a.eqx"
    for problem, other in (
        (Problem.ANOTHER_ROOM, {"room": "ef" * 16}),
        (Problem.ANOTHER_WORKSHOP, {"workshop": "somewhere-else"}),
        (Problem.NEWER, {"protocol": 3}),
        (Problem.NO_SENSE, {"protocol": 0}),
        (Problem.NO_SENSE, {"entries": [[1, 2]]}),
        (Problem.NO_SENSE, {"entries": [{"id": "x"}]}),
        (Problem.NO_SENSE, {"written_at": "yesterday"}),
    ):
        with pytest.raises(ExchangeError) as refused:
            taken(room, filed(written, path, **other))
        assert refused.value.problem is problem, other
    path.write_bytes(in_head(content_of(written), format_version=2))
    with pytest.raises(ExchangeError) as refused:
        taken(room, path)
    assert refused.value.problem is Problem.NEWER


def test_one_bad_entry_among_good_ones_lets_nothing_in(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    before = state(room)
    entries = [*written.sent[:2], {**written.sent[2], "seq": "three"}]
    with pytest.raises(ExchangeError):
        taken(room, filed(written, tmp_path / "a.eqx", entries=entries))
    assert state(room) == before


def test_bombs_and_other_files_are_refused(room: OpenRoom, tmp_path: Path) -> None:
    path = tmp_path / "a.eqx"
    for content in (
        b"[" * 5_000_000,
        b'{"format":"equity-workshop-exchange","a":' + b"[" * 3_000_000,
        b'{"format":"equity-workshop-exchange","format_version":' + b"9" * 100_000 + b"}",
        b"\x00" * 1000,
        b"PK\x03\x04 a zip",
        b"",
    ):
        path.write_bytes(content)
        with pytest.raises(ExchangeError):
            taken(room, path)


def test_a_deep_or_huge_body_is_refused_even_with_a_right_proof(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    deep: list[Any] = []
    for _level in range(40):
        deep = [deep]
    written.sent[0]["payload"]["value"] = deep
    with pytest.raises(ExchangeError):
        taken(room, filed(written, tmp_path / "a.eqx"))
    (tmp_path / "big.eqx").write_bytes(b" " * (exchange.LARGEST_FILE + 1))
    with pytest.raises(ExchangeError) as refused:
        taken(room, tmp_path / "big.eqx")
    assert refused.value.problem is Problem.TOO_LARGE


def test_an_old_file_does_not_make_a_station_look_alive_or_behind(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    from app.services.room import heard

    status = {"last_seq": 3, "digest": "", "dimension": "d01"}
    old = filed(written, tmp_path / "old.eqx", status=status)
    written.cell(reason(), "and counted again")
    written.post(room, status={**status, "last_seq": 4})
    (before,) = heard(room.operations._writer.file.database)
    taken(room, old)
    (after,) = heard(room.operations._writer.file.database)
    assert (after.heard_at, after.last_seq) == (before.heard_at, 4)


def test_withdrawn_words_do_not_come_back_by_file_nor_in_an_answer(
    room: OpenRoom, call: Callable[..., Caller], tmp_path: Path
) -> None:
    caller = call()
    caller.cell(reason(), SENTENCE)
    path = filed(caller, tmp_path / "a.eqx")
    first = taken(room, path)
    room.do(WithdrawWords(target=f"cell:{CellKey.parse(str(reason()))}"))
    taken(room, path)
    assert SENTENCE not in json.dumps(state(room), ensure_ascii=False)
    files = StationFiles(room.operations)
    files.save_answer(first, tmp_path / "down.eqx")
    assert SENTENCE not in (tmp_path / "down.eqx").read_text("utf-8")
    enrolment = from_json(
        Enrolment, {name: caller.welcome[name] for name in
                    ("station", "token", "room", "workshop", "epoch", "group")},
    )  # fmt: skip
    view = exchange.read_answer((tmp_path / "down.eqx").read_bytes(), enrolment).view
    named = {one for row in view["records"]["withdrawn"] for one in row["entry_ids"]}
    assert named == {caller.sent[0]["id"]}


def test_an_answer_that_was_changed_is_not_believed(
    room: OpenRoom, written: Caller, tmp_path: Path
) -> None:
    files = StationFiles(room.operations)
    files.save_answer(files.take_in(filed(written, tmp_path / "a.eqx")), tmp_path / "down.eqx")
    enrolment = from_json(
        Enrolment, {name: written.welcome[name] for name in
                    ("station", "token", "room", "workshop", "epoch", "group")},
    )  # fmt: skip
    changed = (tmp_path / "down.eqx").read_text("utf-8").replace("through", "thr0ugh")
    with pytest.raises(ExchangeError) as refused:
        exchange.read_answer(changed.encode(), enrolment)
    assert refused.value.problem is Problem.EDITED


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize(
    "point", [Point.LEDGER_APPENDED, Point.ROW_WRITTEN, Point.BEFORE_COMMIT, Point.COMMITTED]
)
def test_killed_while_a_file_goes_in_the_same_file_brings_the_rest(
    tmp_path: Path, point: Point
) -> None:
    clock = Clock()
    table = Table(tmp_path / "s.eqw", clock)
    for number in range(6):
        table.write(reason(), f"thought {number}")
    desk = Desk.at(tmp_path / "hub.eqw", clock, [table])
    whole = Desk.at(tmp_path / "whole.eqw", clock, [table])
    content = table.file()
    whole.read_file(content)
    desk.close()
    child = os.fork()
    if child == 0:
        left = [4]

        def hear(reached: Point) -> None:
            left[0] -= reached is point
            if left[0] == 0 or (
                reached is point and point in (Point.BEFORE_COMMIT, Point.COMMITTED)
            ):
                os.kill(os.getpid(), signal.SIGKILL)

        listen(hear)
        desk.read_file(content)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    desk.read_file(content)
    assert desk.digests() == whole.digests()
    assert state_of(desk.workshop.database) == state_of(whole.workshop.database)
    for one in (desk, whole):
        one.close()
    table.database.close()
