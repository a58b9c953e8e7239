"""What several test files need."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from asking import config
from fake_provider import Clock, FakeProvider
from gatehouse import GatehouseClient, MemoryStorage
from processes import REPOSITORY, Program, Sample, simulator

CONFORMANCE = json.loads((REPOSITORY / "sdk" / "conformance.json").read_text())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> FakeProvider:
    return FakeProvider(clock)


@pytest.fixture
def client(provider: FakeProvider, clock: Clock) -> GatehouseClient:
    return GatehouseClient(config(), storage=MemoryStorage(), clock=clock, transport=provider)


@pytest.fixture(scope="session")
def op_simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The simulator with the directory of sdk/conformance.json."""
    file = tmp_path_factory.mktemp("simulator") / "idps.yaml"
    file.write_text(json.dumps(CONFORMANCE["simulator"]["file"]))
    program = simulator(file)
    yield program
    program.stop()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """Gatehouse as the guides want it."""
    sample = Sample(tmp_path_factory.mktemp("gatehouse"))
    yield sample
    sample.stop()
