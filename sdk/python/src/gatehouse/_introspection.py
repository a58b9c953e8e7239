"""Asks the provider about tokens that only it can read (RFC 7662), with a short memory."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from ._answers import read_introspection
from ._io import Clock, Io
from ._json import is_number
from ._provider import Provider
from ._requests import introspection_request
from .config import GatehouseConfig
from .errors import ConfigurationError

_ENTRIES = 1000


class Introspector:
    """Remembers answers by the hash of their token, never longer than the token itself (RFC 7662 section 4)."""

    def __init__(
        self, config: GatehouseConfig, provider: Provider, io: Io, clock: Clock, cache_seconds: float
    ) -> None:
        self._config, self._provider, self._io, self._clock = config, provider, io, clock
        self._cache_seconds = cache_seconds
        self._known: OrderedDict[str, tuple[Mapping[str, Any], float]] = OrderedDict()
        self._guard = threading.Lock()

    async def ask(self, token: str) -> Mapping[str, Any]:
        """What the provider says about the token.

        :raises TokenError: ``token_invalid`` with check ``inactive``.
        """
        key = hashlib.sha256(token.encode("utf-8")).hexdigest()
        with self._guard:
            known = self._known.get(key)
        if known and self._clock() < known[1]:
            return known[0]
        metadata = await self._provider.metadata()
        if metadata.introspection_endpoint is None:
            raise ConfigurationError("unsupported", "the provider has no introspection endpoint")
        request = introspection_request(self._config, metadata, metadata.introspection_endpoint, token)
        claims = read_introspection(await self._io.send(request))
        self._remember(key, claims)
        return claims

    def _remember(self, key: str, claims: Mapping[str, Any]) -> None:
        until = self._clock() + self._cache_seconds
        if is_number(claims.get("exp")):
            until = min(until, float(claims["exp"]))
        with self._guard:
            self._known[key] = (claims, until)
            self._known.move_to_end(key)
            while len(self._known) > _ENTRIES:
                self._known.popitem(last=False)
