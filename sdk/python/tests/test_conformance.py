"""sdk/conformance.json: what hostile providers do, and how every SDK must answer. Runs for both Python clients."""

from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, Optional

import httpx
import pytest

from browser import Browser, simulated_person
from conftest import CONFORMANCE
from gatehouse import AsyncGatehouseClient, GatehouseClient, GatehouseConfig, GatehouseError, MemoryStorage
from processes import Program

APP = CONFORMANCE["client"]
pytestmark = pytest.mark.process


class Blocking:
    """The client that blocks."""

    def __init__(self, config: GatehouseConfig, clock: Callable[[], float]) -> None:
        self._client = GatehouseClient(config, storage=MemoryStorage(), clock=clock)

    def call(self, name: str, *arguments: Any, storage: Optional[MemoryStorage] = None) -> Any:
        client = self._client.with_storage(storage) if storage else self._client
        return getattr(client, name)(*arguments)

    def close(self) -> None:
        self._client.close()


class Awaiting:
    """The client that awaits, on a loop of its own."""

    def __init__(self, config: GatehouseConfig, clock: Callable[[], float]) -> None:
        self._loop = asyncio.new_event_loop()

        async def make() -> AsyncGatehouseClient:
            return AsyncGatehouseClient(config, storage=MemoryStorage(), clock=clock)

        self._client = self._loop.run_until_complete(make())

    def call(self, name: str, *arguments: Any, storage: Optional[MemoryStorage] = None) -> Any:
        client = self._client.with_storage(storage) if storage else self._client
        return self._loop.run_until_complete(getattr(client, name)(*arguments))

    def close(self) -> None:
        self._loop.run_until_complete(self._client.aclose())
        self._loop.close()


class Run:
    """One entry, from a fresh client to what came of it."""

    def __init__(self, entry: dict, simulator: Program, kind: type) -> None:
        self.entry, self.simulator, self.ahead = entry, simulator, 0.0
        config = GatehouseConfig(
            issuer=f"{simulator.url}/oidc/op",
            app_id=APP["appId"],
            app_secret=APP["appSecret"],
            resources=[APP["resource"]] if entry["flow"] == "refresh" else [],
            timeout_seconds=5,
        )
        self.client = kind(config, lambda: time.time() + self.ahead)

    def switch(self, on: bool) -> None:
        misbehaviours = self.entry["misbehaviours"] if on else []
        body = {"misbehaviours": misbehaviours, "options": self.entry.get("options", {}) if on else {}}
        answer = httpx.post(f"{self.simulator.url}/simulator/op/misbehave", json=body)
        assert answer.status_code < 300, answer.text

    def callback(self) -> str:
        url = self.client.call("sign_in", APP["redirectUri"])
        return Browser().go(url, APP["redirectUri"], simulated_person(APP["username"]))

    def sign_in(self) -> str:
        callback = self.callback()
        self.client.call("handle_sign_in_callback", callback)
        return callback

    def flow(self) -> None:
        flow = self.entry["flow"]
        if flow == "sign-in":
            self.switch(True)
            self.sign_in()
        elif flow == "user-info":
            self.sign_in()
            self.switch(True)
            self.client.call("fetch_user_info")
        elif flow == "refresh":
            self.sign_in()
            self.switch(True)
            self.client.call("get_access_token", APP["resource"])
        elif flow == "replay":
            self.client.call("handle_sign_in_callback", self.sign_in())
        elif flow == "other-browser":
            self.client.call("handle_sign_in_callback", self.callback(), storage=MemoryStorage())
        elif flow == "late":
            callback = self.callback()
            self.ahead = 7200
            self.client.call("handle_sign_in_callback", callback)
        else:
            raise AssertionError(f"unknown flow {flow}")


def _entries() -> list:
    def param(entry: dict) -> Any:
        reason = entry.get("skip", {}).get("python")
        return pytest.param(entry, id=entry["id"], marks=[pytest.mark.skip(reason=reason)] if reason else [])

    return [param(entry) for entry in CONFORMANCE["entries"]]


@pytest.mark.parametrize("kind", [Blocking, Awaiting], ids=["sync", "async"])
@pytest.mark.parametrize("entry", _entries())
def test_conformance(entry: dict, kind: type, op_simulator: Program) -> None:
    run = Run(entry, op_simulator, kind)
    try:
        if entry["expect"] is None:
            run.flow()
        else:
            with pytest.raises(GatehouseError) as caught:
                run.flow()
            seen = {"code": caught.value.code, **caught.value.details}
            wanted = {"code": entry["expect"]["code"], **entry["expect"].get("details", {})}
            assert {name: seen.get(name) for name in wanted} == wanted, repr(caught.value)
            assert caught.value.hint
        if "session" in entry:
            assert run.client.call("is_authenticated") is entry["session"]
    finally:
        run.switch(False)
        run.client.close()
