"""The browser of this laptop, without a window, spoken to through its DevTools protocol.

Chromium and what is made of it (Chrome, Edge); https://chromedevtools.github.io/devtools-protocol.
"""

import atexit
import base64
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from app.rehearsal.ending import held_off

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
)  # fmt: skip
PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
        r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
    ),
}
FLAGS = (
    "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--mute-audio", "--remote-debugging-port=0",
    "--window-size=1366,768", "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
"""It reaches nothing but this laptop itself."""

START_SECONDS, ANSWER_SECONDS, GOODBYE_SECONDS, LOOK_SECONDS = 40.0, 40.0, 5.0, 0.05


class BrowserError(RuntimeError):
    """The browser did not start, or a page did not come to what was expected."""


def find() -> str:
    """Return the program of a browser that is installed here, or ""."""
    places = [os.path.expandvars(place) for place in PLACES.get(sys.platform, ())]
    found = [place for place in places if Path(place).is_file()]
    found += [path for name in NAMES if (path := shutil.which(name))]
    return found[0] if found else ""


class Page:
    """One page in a browser of its own, which trusts one certificate beside the usual ones."""

    def __init__(self, program: str, profile: Path, certificate_pem: str) -> None:
        """Start the browser, with an empty page.

        Raises:
            BrowserError: where it does not start.

        """
        profile.mkdir(parents=True, exist_ok=True)
        trusted = f"--ignore-certificate-errors-spki-list={_key_hash(certificate_pem)}"
        flags = [*FLAGS, trusted, f"--user-data-dir={profile}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--no-sandbox")  # as root it starts no other way
        self._count, self._session = 0, ""
        self._open = contextlib.ExitStack()
        try:
            with held_off():  # or it would go on without anybody who ends it
                self._process = subprocess.Popen(
                    [program, *flags, "about:blank"],
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    # Not below the rehearsal's folder: the path of its socket must be a short one.
                    env={**os.environ, "TMPDIR": tempfile.gettempdir()},
                    start_new_session=True,
                )
                atexit.register(self.end)
        except OSError as error:
            raise BrowserError(str(error)) from error
        try:
            address = self._address(profile / "DevToolsActivePort")
            self._socket = self._open.enter_context(connect(address, max_size=None))
            target = self.ask("Target.createTarget", url="about:blank")["targetId"]
            wish = {"targetId": target, "flatten": True}
            self._session = self.ask("Target.attachToTarget", **wish)["sessionId"]
        except (BrowserError, OSError, WebSocketException) as error:
            self.end()
            raise BrowserError(str(error)) from error

    def _address(self, told: Path) -> str:
        deadline = time.monotonic() + START_SECONDS
        while not told.exists() or len(told.read_text().splitlines()) < 2:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise BrowserError("it did not start")
            time.sleep(LOOK_SECONDS)
        port, path = told.read_text().splitlines()[:2]
        return f"ws://127.0.0.1:{port}{path}"

    def ask(self, method: str, **params: Any) -> Any:
        """Return DevTools' answer.

        Raises:
            BrowserError: where it refuses, or does not answer.

        """
        self._count += 1
        wish: dict[str, Any] = {"id": self._count, "method": method, "params": params}
        if self._session:
            wish["sessionId"] = self._session
        try:
            self._socket.send(json.dumps(wish))
            while True:
                answer = json.loads(self._socket.recv(timeout=ANSWER_SECONDS))
                if answer.get("id") == self._count:
                    break
        except (OSError, WebSocketException) as error:
            raise BrowserError(f"{method}: {error}") from error
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        return answer["result"]

    def go(self, address: str) -> None:
        """Open an address."""
        self.ask("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """Return what a script says, which may be a promise."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(f"{script}: {answer['exceptionDetails'].get('text')}")
        return answer["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until a script says something true, and return that."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            # While it goes to another address there is no page to ask.
            with contextlib.suppress(BrowserError):
                if found := self.run(script):
                    return found
            if time.monotonic() > deadline:
                raise BrowserError(f"it never came to {script}")
            time.sleep(LOOK_SECONDS)

    def press(self, selector: str) -> None:
        """Press a button."""
        chosen = f"document.querySelector({json.dumps(selector)})"
        self.until(f"(() => {{ {chosen}?.click(); return Boolean({chosen}); }})()")

    def type(self, selector: str, words: str) -> None:
        """Type words into a field, and leave it."""
        chosen = f"document.querySelector({json.dumps(selector)})"
        self.until(f"Boolean({chosen})")
        self.run(f"{chosen}.focus()")
        self.ask("Input.insertText", text=words)
        self.run(f"{chosen}.blur()")

    def end(self) -> None:
        """End the browser; what it keeps beside its profile it takes away itself."""
        atexit.unregister(self.end)
        self._session = ""
        with contextlib.suppress(BrowserError, AttributeError):  # it may not have come so far
            self.ask("Browser.close")
        self._open.close()
        try:
            self._process.wait(GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _key_hash(certificate_pem: str) -> str:
    certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()
