"""Pages from elsewhere, and what people write: neither makes a browser do what nobody meant."""

import contextlib
import http.server
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from app.domain.cells import SetCell
from app.domain.measures import ImportDataset
from app.domain.norms import AddNorm
from app.domain.notes import AddDataNeed, AddNote
from app.domain.seating import AddGroup, EditGroup
from app.domain.stations import TellStations
from app.domain.workshop import EditDetails
from tests.room.browser import Browser, Page
from tests.room.clients import a_client
from tests.room.rooms import Caller, OpenRoom
from tests.workshops import reason

WICKED = '<img src=x onerror="window.taken=1"><script>window.taken=1</script>\'"&lt;b&gt;'
"""What takes a page over where words are read as markup."""

FOREIGN = """<!doctype html><title>elsewhere</title>
<iframe name="quiet"></iframe>
<form id="form" method="post" enctype="text/plain" target="quiet"></form>"""


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(FOREIGN.encode())

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    """A browser opens connections on which it then says nothing: each has a thread of its own."""

    daemon_threads = False

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._open: list[socket.socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.append(request)
        super().process_request(request, client_address)

    def hang_up(self) -> None:
        """End what is still open, so that its thread ends as well."""
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def elsewhere() -> Iterator[str]:
    """Serve a page of somebody else, and return its address."""
    with _Server(("127.0.0.1", 0), _Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join(20)
        server.hang_up()


def asked(page: Page, script: str) -> str:
    """Return what a script of a page got to read, or "refused"."""
    answer: str = page.run(f"({script}).then((a) => a.text()).catch(() => 'refused')")
    return answer


def test_a_page_from_elsewhere_neither_reads_nor_writes(
    browser: Browser, room: OpenRoom, call: Callable[..., Caller]
) -> None:
    """Even one that knows a station's token: the browser asks the hub, and the hub says no."""
    caller = call()
    caller.cell(reason(), "from elsewhere")
    body = json.dumps(json.dumps(caller.addressed()))
    proof = {"Authorization": f"Bearer {caller.welcome['token']}", "X-Station": caller.station}
    with elsewhere() as address:
        page = browser.page(address)
        place = f"{room.http}/v1"
        assert asked(page, f"fetch('{place}/hello')") == "refused"
        for kind in ("application/json", "text/plain"):
            headers = json.dumps({**proof, "Content-Type": kind})
            wish = f"{{method: 'POST', headers: {headers}, body: {body}}}"
            assert asked(page, f"fetch('{place}/entries', {wish})") == "refused"
        join = json.dumps(json.dumps({"protocol": 2, "code": room.code(), "station": "ab" * 16}))
        quiet = f"{{method: 'POST', mode: 'no-cors', body: {join}}}"
        assert asked(page, f"fetch('{place}/join', {quiet})") in ("", "refused")
        page.run(f"form.action = '{place}/join', form.submit()")
        opened = page.run(
            f"new Promise((say) => {{ const one = new WebSocket('{place}/push'"
            ".replace('http', 'ws')); one.onopen = () => say(true); one.onerror = () => say(false);"
            "})"
        )
        assert opened is False
        framed = page.run(
            "new Promise((say) => { const one = document.createElement('iframe');"
            f" one.src = '{room.http}/'; one.onload = () => say(one.contentDocument === null);"
            " document.body.append(one); })"
        )
        assert framed
    assert [one.id for one in room.operations.snapshot.stations] == [caller.station]
    assert room.operations.snapshot.cells == ()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "evil.example:1@127.0.0.1"}, 421),
        ({"Host": "[::1].evil.example"}, 421),
        ({"Host": "127.0.0.1:80@evil.example"}, 421),
        ({"Host": "127.0.0.1:/evil.example"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "127.0.0.2"}, 421),
        ({"Host": "127.0.0.1", "Origin": "https://127.0.0.1"}, 403),
        ({"Origin": "file://"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "10.0.0.1"}, 200),
    ],
)
def test_only_this_laptops_own_name_is_answered(
    room: OpenRoom, headers: dict[str, str], status: int
) -> None:
    answer = httpx.get(f"{room.http}/v1/hello", headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_no_door_opens_to_another_verb(room: OpenRoom) -> None:
    with a_client(base_url=room.http) as client:
        for door in ("hello", "join", "entries", "view"):
            for method in ("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"):
                answer = client.request(method, f"/v1/{door}")
                assert answer.status_code in (404, 405), (method, door)
                assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json-patch", "",
    ],
)  # fmt: skip
def test_what_a_form_can_post_is_not_read(room: OpenRoom, kind: str) -> None:
    wish = json.dumps({"protocol": 2, "code": room.code(), "station": "ab" * 16}).encode()
    answer = httpx.post(f"{room.http}/v1/join", content=wish, headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert not room.operations.snapshot.stations


def wicked(room: OpenRoom) -> None:
    """Write the same wicked words wherever anybody can write something that stations see."""
    told = {"en": WICKED, "es": WICKED}
    content = {
        "position": 1.0, "title": WICKED, "kind": "outcome", "unit": "percent", "source": WICKED,
        "dimensions": ["d01"],
        "rows": [{"metric": WICKED, "student_group": WICKED, "as_written": WICKED, "value": 4.5}],
    }  # fmt: skip
    need, note = "ab" * 16, "cd" * 16
    for command in (
        EditDetails(values={"district": WICKED, "place": WICKED}),
        EditGroup(group_id="gA", values={"label": WICKED, "place": WICKED}),
        AddGroup(group_id="gC", seating_id="scoring", label=WICKED, position=3.0),
        AddNorm(norm_id="wicked", name=told, text=told, position=0.5),
        ImportDataset(dataset_id="wicked", content=content),
        TellStations(text=WICKED),
        AddNote(note_id=note, group_id="gA", text=WICKED, prompt_id=""),
        AddDataNeed(need_id=need, group_id="gA", dimension_id="d01", text=WICKED),
        *(
            SetCell(cell=f"gA|d01||{lens}|reason", value=WICKED)
            for lens in ("foundations", "access")
        ),
        SetCell(cell="gA|d01|||evidence", value=WICKED),
        SetCell(cell="gA|d01|||evidence", value=f"another {WICKED}"),
        SetCell(cell="gA|d01|||other_view", value=WICKED),
        SetCell(cell="gA|d01|||student_groups", value=[WICKED]),
        SetCell(cell="gA|d06|||not_scored", value={"words": WICKED}),
    ):
        room.do(command)


def test_markup_in_every_text_stays_words_on_the_page(browser: Browser, room: OpenRoom) -> None:
    wicked(room)
    page = browser.page(f"{room.http}/#j={room.code()}")
    page.type("#label", WICKED)
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.body.innerText.includes('another <img')")
    places = page.run(
        "[...document.querySelectorAll('nav button')].filter((one) => one.dataset.id"
        " || one.textContent === 'What the room will see').length"
    )
    assert places == 3
    for place in range(places):
        page.run(
            "[...document.querySelectorAll('nav button')].filter((one) => one.dataset.id"
            f" || one.textContent === 'What the room will see')[{place}].click()"
        )
        page.until(f"document.body.innerText.includes({json.dumps(WICKED)})")
        assert page.run("document.querySelectorAll('img, #page script, [onerror]').length") == 0
    assert page.run("window.taken") is None
    assert page.run("document.title").startswith(f"Group {WICKED}"[:20])


def test_a_link_cannot_bring_markup_along(browser: Browser, room: OpenRoom) -> None:
    for what in (f"j={WICKED}", f"m={WICKED}", f"j=%00&m={'A' * 5000}"):
        page = browser.page(f"{room.http}/#{what}")
        page.until("document.querySelector('h1')")
        assert page.run("document.querySelectorAll('img, #page script').length") == 0
        assert page.run("window.taken") is None


def test_a_stations_own_words_reach_the_facilitator_as_words(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller = call()
    wish = {"protocol": 2, "code": room.code("gB"), "station": "ee" * 16, "label": WICKED}
    label = httpx.post(f"{room.http}/v1/join", json=wish).json()["label"]
    assert label in WICKED
    caller.cell(reason(), WICKED)
    caller.note(WICKED)
    assert {one["outcome"] for one in caller.post(room).json()["results"]} == {"accepted"}
    assert room.operations.snapshot.cell(reason()).value == WICKED


def test_a_devices_name_turns_no_other_words_around(room: OpenRoom) -> None:
    wish = {"protocol": 2, "code": room.code("gB"), "station": "ee" * 16}
    wish["label"] = "Blue\u202e pots\u2069\n\x1b[31mA\u2028B سارة"
    label = httpx.post(f"{room.http}/v1/join", json=wish).json()["label"]
    assert label == "Blue pots [31mA B سارة"
    (station,) = room.operations.snapshot.stations
    assert station.label == label
