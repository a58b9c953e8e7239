"""How the tests ask the client, and what they expect when it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from fake_provider import API, REDIRECT_URI, FakeProvider
from gatehouse import (
    GatehouseClient,
    GatehouseConfig,
    GatehouseError,
)


def config(**more: Any) -> GatehouseConfig:
    settings = {
        "endpoint": "https://op.example/",
        "app_id": "app",
        "app_secret": "s+cret",
        "resources": [API],
        **more,
    }
    return GatehouseConfig(**{k: v for k, v in settings.items() if v is not None})


def sign_in(client: GatehouseClient, provider: FakeProvider, **options: Any) -> None:
    client.handle_sign_in_callback(provider.authorize(client.sign_in(REDIRECT_URI, **options)))


def fails(code: str, **details: Any) -> Any:
    class Check:
        def __enter__(self) -> None:
            self.raises = pytest.raises(GatehouseError)
            self.caught = self.raises.__enter__()

        def __exit__(self, *exc: Any) -> Any:
            swallowed = self.raises.__exit__(*exc)
            error = self.caught.value
            assert error.code == code, error
            assert {name: error.details.get(name) for name in details} == details
            assert error.hint
            return swallowed

    return Check()
