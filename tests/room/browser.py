"""A real headless Chromium for tests, spoken to through its DevTools; without one they fail."""

import base64
import contextlib
import hashlib
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from websockets.sync.client import connect

NAMES = ("chromium", "chromium-browser", "google-chrome")

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--hide-scrollbars", "--remote-debugging-port=0", "--mute-audio",
    "--ignore-certificate-errors", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip


def _flags(trusts: str) -> list[str]:
    anyone = "--ignore-certificate-errors"
    one = f"{anyone}-spki-list={trusts}"
    return [one if trusts and flag == anyone else flag for flag in FLAGS]


def key_hash(certificate_pem: str) -> str:
    """Return what names a certificate's key in a browser's settings: SHA-256 in base64."""
    certificate = x509.load_pem_x509_certificate(certificate_pem.encode())
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(key).digest()).decode()


class DevToolsError(RuntimeError):
    """What Chromium would not do; while a page goes to another address that is quite usual."""


class Browser:
    """One Chromium with a profile of its own, which a second start can open again."""

    def __init__(self, profile: Path | None = None, trusts: str = "") -> None:
        """Start it; with ``trusts`` (SHA-256 of a public key, base64) it takes that key only."""
        program = next((found for name in NAMES if (found := shutil.which(name))), "")
        assert program, "Chromium is not installed: the browser station cannot be tested"
        self._own = None if profile else tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.profile = profile or Path(self._own.name if self._own else "")
        (self.profile / "DevToolsActivePort").unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [program, *_flags(trusts), f"--user-data-dir={self.profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._open = contextlib.ExitStack()
        self._socket = self._open.enter_context(connect(self._address(), max_size=None))
        self._count = 0

    def __enter__(self) -> "Browser":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def page(self, address: str, width: int = 1366, height: int = 768, scale: float = 1) -> "Page":
        """Open an address in a new page."""
        target = self.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
        wish = {"targetId": target, "flatten": True}
        session = self.ask("Target.attachToTarget", wish)["sessionId"]
        page = Page(self, session)
        page.size(width, height, scale)
        page.ask("Page.enable")
        page.ask("Runtime.enable")
        page.ask("Page.navigate", {"url": address})
        page.until("location.href !== 'about:blank' && document.readyState === 'complete'")
        return page

    def ask(self, method: str, params: dict[str, Any] | None = None, session: str = "") -> Any:
        """Return DevTools' answer."""
        self._count += 1
        number = self._count
        wish: dict[str, Any] = {"id": number, "method": method, "params": params or {}}
        self._socket.send(json.dumps({**wish, "sessionId": session} if session else wish))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("method") == "Page.javascriptDialogOpening":
                self._accept(answer["sessionId"])
            if answer.get("id") == number:
                if "error" in answer:
                    raise DevToolsError(f"{method}: {answer['error']}")
                return answer["result"]

    def _accept(self, session: str) -> None:
        self._count += 1
        wish = {"id": self._count, "method": "Page.handleJavaScriptDialog"}
        self._socket.send(json.dumps({**wish, "params": {"accept": True}, "sessionId": session}))

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait(20)
        self._open.close()

    def close(self) -> None:
        """End it."""
        if self._process.poll() is None:
            self.kill()
        if self._own is not None:
            self._own.cleanup()

    def _address(self) -> str:
        told = self.profile / "DevToolsActivePort"
        end = time.monotonic() + 60
        while not told.exists() or len(told.read_text().splitlines()) < 2:
            assert time.monotonic() < end, "Chromium did not start"
            time.sleep(0.05)
        port, path = told.read_text().splitlines()[:2]
        return f"ws://127.0.0.1:{port}{path}"


class Page:
    """One page."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session

    def ask(self, method: str, params: dict[str, Any] | None = None) -> Any:
        """Return DevTools' answer for this page."""
        return self._browser.ask(method, params, self._session)

    def size(self, width: int, height: int, scale: float = 1) -> None:
        """Give the window a size in its own pixels; ``scale`` 2 is a page at 200 %."""
        size = {"width": round(width / scale), "height": round(height / scale)}
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            {**size, "deviceScaleFactor": scale, "mobile": False},
        )

    def run(self, script: str) -> Any:
        """Return what a script says, which may be a promise."""
        wish = {"expression": script, "awaitPromise": True, "returnByValue": True}
        answer = self.ask("Runtime.evaluate", wish)
        if "exceptionDetails" in answer:
            raise DevToolsError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, script: str, seconds: float = 60) -> Any:
        """Wait until a script says something true, and return that."""
        end = time.monotonic() + seconds
        asked = f"(() => {{ const found = {script}; return found instanceof Node || found; }})()"
        while not (found := self._answer(asked)):
            assert time.monotonic() < end, f"{script}\n{self._answer('document.body.innerText')}"
            time.sleep(0.05)
        return found

    def _answer(self, script: str) -> Any:
        """Return what a script says; None while there is no page to ask."""
        try:
            return self.run(script)
        except DevToolsError:
            return None

    def press(self, words: str) -> None:
        """Press the button or label with these words."""
        self.until(
            "(() => { const found = [...document.querySelectorAll('button, label, summary')]"
            f".find((one) => one.offsetParent && one.textContent.trim() === {json.dumps(words)});"
            " found?.click(); return Boolean(found); })()"
        )

    def type(self, selector: str, words: str) -> None:
        """Type words into a field."""
        chosen = f"document.querySelector({json.dumps(selector)})"
        self.until(f"Boolean({chosen})")
        self.run(f"{chosen}.focus()")
        self.ask("Input.insertText", {"text": words})

    def picture(self, path: Path, whole: bool = True) -> None:
        """Take a picture."""
        wish = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
            wish["clip"] = {**size, "scale": 1}
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", wish)["data"]))
