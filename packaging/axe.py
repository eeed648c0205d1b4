"""axe-core, which finds what keeps people out of a page: for the tests only, never in the program.

It comes from npm's registry as one file of a fixed version, and only with the hash that npm names.
"""

import base64
import hashlib
import http.client
import io
import os
import tarfile
import urllib.request
from pathlib import Path

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
"""Of the package's archive; ``npm view axe-core@VERSION dist.integrity`` says the same."""

REGISTRY = "https://registry.npmjs.org"
FOLDER = Path(__file__).resolve().parent.parent / "build"
SCRIPT = FOLDER / f"axe-{VERSION}.js"
"""Where the tests find it."""

SECONDS = 60
TRIES = 3


def fetch() -> str:
    """Fetch it where it is not there yet; return why that failed, or ""."""
    if SCRIPT.exists():
        return ""
    archive = b""
    for left in reversed(range(TRIES)):
        try:
            place = f"{REGISTRY}/axe-core/-/axe-core-{VERSION}.tgz"
            with urllib.request.urlopen(place, timeout=SECONDS) as answer:
                archive = answer.read()
            break
        except (OSError, http.client.HTTPException) as problem:
            if not left:
                return f"axe-core cannot be fetched ({problem}): the tests that need it will fail."
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != SHA512:
        return "axe-core came with another hash: the tests that need it will fail."
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        script = package.extractfile("package/axe.min.js")
        assert script is not None
        content = script.read()
    FOLDER.mkdir(exist_ok=True)
    fresh = SCRIPT.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(SCRIPT)
    return ""
