"""What is known about the provider: its discovery document and its keys, fetched when needed and kept for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ._io import Clock, HttpRequest, Io
from ._json import parse_object
from ._jws import Refusal, SignedToken, usable_keys, verify_signature
from ._turns import Turns
from ._urls import url_problem
from .config import GatehouseConfig
from .errors import ProviderError, refuse_outage, response_error

DISCOVERY_SECONDS = 3600.0
JWKS_SECONDS = 600.0
JWKS_COOLDOWN_SECONDS = 30.0
"""An unknown key id makes the keys be fetched again, but not more often than this: forged tokens must not make the
app hammer the provider."""
MAX_KEYS = 100


@dataclass(frozen=True)
class Metadata:
    """The part of the discovery document that is used (OpenID Connect Discovery 1.0 section 3, RFC 8414)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: Optional[str]
    end_session_endpoint: Optional[str]
    revocation_endpoint: Optional[str]
    introspection_endpoint: Optional[str]
    promises_iss: bool
    id_token_algorithms: Optional[frozenset[str]]
    token_auth_methods: frozenset[str]


def read_metadata(document: Mapping[str, Any], expected_issuer: str) -> Metadata:
    """Check a discovery document.

    The issuer must be exactly the configured one (Discovery section 4.3): otherwise a document from elsewhere could
    send people and codes anywhere. Every endpoint must be https unless on loopback.
    """
    if document.get("issuer") != expected_issuer:
        named = str(document.get("issuer"))[:200]
        raise _invalid(f"the document names the issuer {named!r} and not {expected_issuer!r}", check="issuer")

    def endpoint(name: str) -> Optional[str]:
        value = document.get(name)
        if value is None:
            return None
        problem = url_problem(value)
        if problem:
            raise _invalid(f"{name} {problem}", check=name)
        return str(value)

    def required(name: str) -> str:
        value = endpoint(name)
        if value is None:
            raise _invalid(f"{name} is missing", check=name)
        return value

    def names(name: str) -> Optional[frozenset[str]]:
        value = document.get(name)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _invalid(f"{name} is not a list of names", check=name)
        return frozenset(value)

    return Metadata(
        issuer=expected_issuer,
        authorization_endpoint=required("authorization_endpoint"),
        token_endpoint=required("token_endpoint"),
        jwks_uri=required("jwks_uri"),
        userinfo_endpoint=endpoint("userinfo_endpoint"),
        end_session_endpoint=endpoint("end_session_endpoint"),
        revocation_endpoint=endpoint("revocation_endpoint"),
        introspection_endpoint=endpoint("introspection_endpoint"),
        promises_iss=document.get("authorization_response_iss_parameter_supported") is True,
        id_token_algorithms=names("id_token_signing_alg_values_supported"),
        token_auth_methods=names("token_endpoint_auth_methods_supported") or frozenset({"client_secret_basic"}),
    )


def _invalid(message: str, **details: Any) -> ProviderError:
    return ProviderError("discovery_invalid", message, details=details)


@dataclass
class _KeySet:
    keys: list[Mapping[str, Any]]
    fetched_at: float


class Provider:
    """One provider, shared by all sessions of a client; safe for threads and tasks."""

    def __init__(self, config: GatehouseConfig, io: Io, clock: Clock) -> None:
        self._config, self._io, self._clock = config, io, clock
        self._turns = Turns(io)
        self._metadata: Optional[tuple[Metadata, float]] = None
        self._key_set: Optional[_KeySet] = None
        self._again_after = 0.0

    async def metadata(self) -> Metadata:
        """The discovery document, at most an hour old."""
        return await self._turns.once("discovery", self._fresh_metadata, self._discover)

    def _fresh_metadata(self) -> Optional[Metadata]:
        if self._metadata and 0 <= self._clock() - self._metadata[1] < DISCOVERY_SECONDS:
            return self._metadata[0]
        return None

    async def _discover(self) -> Metadata:
        try:
            response = await self._io.send(HttpRequest("GET", self._config.discovery_url))
        except ProviderError as error:
            if error.code != "provider_response_invalid":
                raise
            raise _invalid(error.message, **error.details) from error
        refuse_outage(response)
        if response.status != 200:
            raise _invalid(f"discovery answered {response.status}", status=response.status)
        try:
            document = parse_object(response.body)
        except ValueError as error:
            raise _invalid(f"discovery is {error}") from error
        known = read_metadata(document, self._config.expected_issuer)
        self._metadata = (known, self._clock())
        return known

    async def verify(self, token: SignedToken, refuse: Refusal) -> None:
        """Check a token's signature by the provider's keys.

        An unknown key means that the provider may have changed its keys: they are fetched once more, at
        most every :data:`JWKS_COOLDOWN_SECONDS` (OpenID Connect Core 1.0 section 10.1.1).
        """
        key_set = await self._keys()
        usable = usable_keys(token, key_set.keys)
        if not usable:
            usable = usable_keys(token, (await self._newer_keys(key_set)).keys)
        verify_signature(token, usable, refuse)

    async def _keys(self) -> _KeySet:
        return await self._turns.once("jwks", self._fresh_keys, self._fetch_keys)

    def _fresh_keys(self) -> Optional[_KeySet]:
        known = self._key_set
        return known if known and 0 <= self._clock() - known.fetched_at < JWKS_SECONDS else None

    async def _newer_keys(self, known: _KeySet) -> _KeySet:
        def newer() -> Optional[_KeySet]:
            # Somebody else may have fetched them while this one waited.
            if self._key_set is not None and self._key_set is not known:
                return self._key_set
            return known if self._clock() < self._again_after else None

        async def fetch() -> _KeySet:
            self._again_after = self._clock() + JWKS_COOLDOWN_SECONDS
            return await self._fetch_keys()

        return await self._turns.once("jwks", newer, fetch)

    async def _fetch_keys(self) -> _KeySet:
        metadata = await self.metadata()
        response = await self._io.send(HttpRequest("GET", metadata.jwks_uri))
        refuse_outage(response)
        if response.status != 200:
            raise response_error(f"the key set answered {response.status}", status=response.status)
        try:
            keys = parse_object(response.body).get("keys")
        except ValueError as error:
            raise response_error(f"the key set is {error}") from error
        if not isinstance(keys, list) or len(keys) > MAX_KEYS:
            raise response_error("the key set is not a list of keys")
        # RFC 7517 section 5: skip what isn't understood.
        fetched = self._key_set = _KeySet([key for key in keys if isinstance(key, dict)], self._clock())
        return fetched
