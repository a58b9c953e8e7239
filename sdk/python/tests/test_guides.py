"""The guides, followed literally: their first program runs, and somebody signs in with it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from browser import Browser, person
from processes import REPOSITORY, Program, Sample

pytestmark = pytest.mark.process
ALICE = person("alice", "correct-horse-battery")


def block(document: str, name: str) -> str:
    """The block that is the whole file of this name."""
    text = (REPOSITORY / document).read_text()
    found = re.search(rf"```python\n(# {re.escape(name)}\n.*?)```", text, re.DOTALL)
    assert found, f"{document} has no block for {name}"
    return found.group(1)


def start(code: str, port: str, running: Sample, folder: Path) -> Program:
    free = running.ports[port]
    code = code.replace("http://localhost:3001", running.url).replace(port, str(free))
    (folder / "app.py").write_text(code)
    env = {"PYTHONPATH": f"{REPOSITORY / 'sdk/python/src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    return Program([sys.executable, "app.py"], f"http://localhost:{free}", "/", env, folder)


@pytest.mark.parametrize(
    ("document", "port", "needs"),
    [
        ("docs/guides/flask.md", "3005", "flask"),
        ("docs/guides/fastapi.md", "3006", "uvicorn"),
        ("docs/guides/django.md", "3005", "django"),
        ("sdk/python/README.md", "3005", "flask"),
    ],
)
def test_the_first_program_of_a_web_guide(
    document: str, port: str, needs: str, running: Sample, tmp_path: Path
) -> None:
    pytest.importorskip(needs)
    app = start(block(document, "app.py"), port, running, tmp_path)
    try:
        browser = Browser()
        if "README" not in document:
            assert "create an account" in browser.http.get(app.url).text
        # Through the app's own routes: Browser follows redirects within the app, too.
        callback = browser.go(f"{app.url}/sign-in", f"{app.url}/callback", ALICE)
        answer = browser.http.get(callback, follow_redirects=True)
        assert "Hello, Alice Adams." in answer.text
        out = browser.go(f"{app.url}/sign-out", f"{app.url}/")
        assert "Alice" not in browser.http.get(out).text
        assert "first_screen=register" in browser.http.get(f"{app.url}/sign-up").headers["location"]
    finally:
        app.stop()


def test_the_program_without_a_framework(running: Sample, tmp_path: Path) -> None:
    app = start(block("docs/guides/python.md", "app.py"), "3005", running, tmp_path)
    try:
        assert httpx.get(app.url).text == "Nobody is signed in."
        found = re.search(r"Sign in here: (\S+)", app.output())
        assert found
        callback = Browser().go(found.group(1), app.url, ALICE)
        assert urlsplit(callback).path == "/callback"
        assert httpx.get(callback).text == "Hello, Alice Adams."
    finally:
        app.stop()


def test_every_block_of_the_guides_is_python() -> None:
    """Shortened ones too; ``...`` stands for what was shown before."""
    for name in ("python", "flask", "fastapi", "django"):
        text = (REPOSITORY / "docs/guides" / f"{name}.md").read_text()
        for number, code in enumerate(re.findall(r"```python\n(.*?)```", text, re.DOTALL)):
            compile(re.sub(r"\(app, \.\.\.", "(app", code), f"{name}.md, block {number}", "exec")
