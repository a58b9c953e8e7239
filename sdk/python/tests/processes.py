"""Real programs for the tests: Gatehouse, its IdP simulator, a bare oidc-provider. All on loopback, on free ports."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import httpx
import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
TESTS = Path(__file__).resolve().parent
PYTHON_SDK_SECRET = "secret-of-the-python-tests"
_APPLICATION = f"""
      - id: pythonsdk
        name: Python SDK
        type: traditional
        secret: {PYTHON_SDK_SECRET}
        redirectUris: [http://localhost:3999/callback]
        postLogoutRedirectUris: [http://localhost:3999/]
"""


def node() -> str:
    """The repository's Node; programs of the repository need it."""
    local = REPOSITORY / "node_modules" / ".bin" / "node"
    found = str(local) if local.exists() else shutil.which("node")
    if not found or not (REPOSITORY / "node_modules").exists():
        print("*** SKIPPED: Python SDK against real providers: run `npm ci` in the repository first")
        pytest.skip("needs the repository's node_modules")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A process of its own that answers at ``url``, stopped by ``stop``."""

    def __init__(
        self, arguments: list[str], url: str, ready: str, env: dict[str, str] | None = None, folder: Path = REPOSITORY
    ) -> None:
        self.url = url
        self._log = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            arguments,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait(url + ready)

    def _wait(self, url: str) -> None:
        end = time.monotonic() + 90
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if httpx.get(url, timeout=5).status_code < 500:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        output = self.output()
        self.stop()
        raise RuntimeError(f"{url} does not answer\n{output}")

    def output(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(10)
        self._log.close()


def simulator(file: Path | None = None) -> Program:
    port = free_port()
    arguments = [node(), "server/bin/gatehouse.mjs", "idp-simulator", "--port", str(port)]
    return Program([*arguments, *(["--file", str(file)] if file else [])], f"http://localhost:{port}", "/")


class Sample:
    """Gatehouse with the sample of examples/, one more application, and the simulated Acme.

    ``ports`` says where the sample's applications have to run: 3005 → a free port.
    """

    def __init__(self, folder: Path) -> None:
        examples, port = REPOSITORY / "examples", free_port()
        self.ports = {"3005": free_port(), "3006": free_port()}
        directories = folder / "idps.yaml"
        directories.write_text((examples / "idps.yaml").read_text().replace("localhost:3001", f"localhost:{port}"))
        self._idps = simulator(directories)
        try:
            self._gatehouse = gatehouse(self._config(examples / "gatehouse.yaml"), folder, port)
        except BaseException:
            self._idps.stop()
            raise
        self.url = self._gatehouse.url

    def _config(self, file: Path) -> str:
        config = file.read_text().replace("http://localhost:4000", self._idps.url)
        config = config.replace("\n    apiResources:", f"{_APPLICATION}\n    apiResources:", 1)
        for port, free in self.ports.items():
            config = config.replace(f"localhost:{port}", f"localhost:{free}")
        return config

    def stop(self) -> None:
        self._gatehouse.stop()
        self._idps.stop()


def gatehouse(config: str, folder: Path, port: int) -> Program:
    file = folder / "gatehouse.yaml"
    file.write_text(config)
    url = f"http://localhost:{port}"
    arguments = [node(), "server/bin/gatehouse.mjs", "start", "--port", str(port), "--endpoint", url]
    return Program([*arguments, "--data-dir", str(folder / "data"), "--config", str(file)], url, "/readyz")


def bare_provider() -> Program:
    port = free_port()
    return Program(
        [node(), str(TESTS / "bare_provider.mjs"), str(port)],
        f"http://localhost:{port}",
        "/.well-known/openid-configuration",
    )
