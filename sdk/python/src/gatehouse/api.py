"""Protect an API: which access tokens are accepted, and how to refuse the others. For any framework.

::

    verifier = TokenVerifier(endpoint="https://id.example.com", audience="https://api.example.com")
    token = verifier.verify_header(request.headers.get("authorization"), scopes=["books:read"])
    token.subject, token.scopes

JWT access tokens are verified by the provider's published keys (RFC 9068). Opaque ones are asked about at the
provider (RFC 7662) when the API has an app id and secret for that.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import httpx

from ._introspection import Introspector
from ._io import AsyncIo, Clock, Io, SyncIo, run
from ._json import is_number
from ._jws import read_token
from ._provider import Provider
from .config import GatehouseConfig
from .errors import ConfigurationError, GatehouseError, TokenError

__all__ = ["AsyncTokenVerifier", "Refusal", "TokenVerifier", "VerifiedToken", "refusal_of"]

ORGANIZATION_AUDIENCE = "urn:logto:organization:"
_TYPES = (None, "jwt", "at+jwt", "application/at+jwt")


@dataclass(frozen=True)
class VerifiedToken:
    """An access token that passed every check.

    :ivar token: as it came.
    :ivar claims: what it says, or what the provider says about it.
    """

    token: str = field(repr=False)
    claims: Mapping[str, Any]

    @property
    def subject(self) -> Optional[str]:
        """The person; of a machine-to-machine token the app."""
        return self._text("sub")

    @property
    def client_id(self) -> Optional[str]:
        """The app that asked for the token."""
        return self._text("client_id") or self._text("azp")

    @property
    def scopes(self) -> frozenset[str]:
        """What it allows (RFC 6749 section 3.3)."""
        return frozenset((self._text("scope") or "").split())

    @property
    def organization_id(self) -> Optional[str]:
        """The organization it is for, if any."""
        return self._text("organization_id") or next(
            (a[len(ORGANIZATION_AUDIENCE) :] for a in _audiences(self.claims) if a.startswith(ORGANIZATION_AUDIENCE)),
            None,
        )

    def _text(self, name: str) -> Optional[str]:
        value = self.claims.get(name)
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True)
class Refusal:
    """How to answer a request whose token is missing or not enough (RFC 6750 section 3)."""

    status: int
    headers: Mapping[str, str]
    body: str


def refusal_of(error: GatehouseError, realm: Optional[str] = None) -> Optional[Refusal]:
    """The answer to an error of :meth:`TokenVerifier.verify_header`.

    :param error: the error.
    :param realm: names the API in the challenge.
    :returns: 401 or 403 with ``WWW-Authenticate``; 503 when the provider could not be asked; None for errors that are
        the app's own.
    """
    if error.code in ("provider_unreachable", "provider_response_invalid", "discovery_invalid"):
        text = "The access token can not be checked at the moment."
        return _answer(503, {"Retry-After": "5"}, error.code, text)
    if not isinstance(error, TokenError):
        return None
    attributes = {"realm": realm} if realm else {}
    forbidden = error.code in ("insufficient_scope", "wrong_organization")
    if error.code != "token_missing":  # section 3.1: no error code for a request without a token
        attributes["error"] = "insufficient_scope" if forbidden else "invalid_token"
        attributes["error_description"] = error.message
    if error.details.get("scopes"):
        attributes["scope"] = " ".join(error.details["scopes"])
    listed = ", ".join(f'{name}="{_quoted(value)}"' for name, value in attributes.items())
    challenge = f"Bearer {listed}".strip()
    return _answer(403 if forbidden else 401, {"WWW-Authenticate": challenge}, error.code, error.message)


def _answer(status: int, headers: Mapping[str, str], code: str, message: str) -> Refusal:
    common = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return Refusal(status, {**common, **headers}, json.dumps({"code": code, "message": message}))


def _quoted(text: str) -> str:
    return re.sub(r"[^\x20-\x7e]", "?", re.sub(r'["\\]', "'", text))


class _Verifier:
    """The checks, once for both verifiers."""

    def __init__(
        self, config: GatehouseConfig, audience: Sequence[str], io: Io, clock: Clock, **options: Any
    ) -> None:
        self._config, self._clock = config, clock
        self._audience = tuple(audience)
        if not self._audience or not all(isinstance(a, str) and a for a in self._audience):
            raise ConfigurationError(message="audience is missing: which tokens are for this API?")
        self._organization_tokens: bool = options["organization_tokens"]
        self._provider = Provider(config, io, clock)
        self._introspector = (
            Introspector(config, self._provider, io, clock, options["introspection_cache_seconds"])
            if config.app_secret
            else None
        )

    async def verify_header(
        self, authorization: Optional[str], scopes: Sequence[str], organization_id: Optional[str]
    ) -> VerifiedToken:
        scheme, _, token = (authorization or "").strip().partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise TokenError("token_missing", "there is no bearer token in the Authorization header")
        return await self.verify(token.strip(), scopes, organization_id)

    async def verify(self, token: str, scopes: Sequence[str], organization_id: Optional[str]) -> VerifiedToken:
        if isinstance(scopes, str):
            raise ConfigurationError(message="scopes must be a list")
        if not re.fullmatch(r"[A-Za-z0-9\-._~+/]+=*", token):  # RFC 6750 section 2.1
            raise _invalid("format", "the access token is malformed")
        claims = await (self._verify_jwt(token) if token.count(".") == 2 else self._introspect(token))
        self._check_claims(claims)
        verified = VerifiedToken(token, claims)
        _check_requirements(verified, scopes, organization_id)
        return verified

    async def _verify_jwt(self, compact: str) -> Mapping[str, Any]:
        token = read_token(compact, lambda check, text: _invalid("format" if check == "malformed" else check, text))
        typ = token.header.get("typ")
        if (typ.lower() if isinstance(typ, str) else typ) not in _TYPES:  # RFC 8725 section 3.11
            raise _invalid("type", "this kind of token is no access token")
        if token.claims.get("iss") != self._config.expected_issuer:
            raise _invalid("issuer", "the access token is from another issuer")
        if "exp" not in token.claims:
            raise _invalid("expired", "the access token has no end")
        await self._provider.verify(token, _invalid)
        return token.claims

    async def _introspect(self, token: str) -> Mapping[str, Any]:
        if self._introspector is None:
            raise _invalid("format", "the access token is opaque, and this API has no credentials to ask about it")
        return await self._introspector.ask(token)

    def _check_claims(self, claims: Mapping[str, Any]) -> None:
        """RFC 9068 section 4, after the signature; of introspection too (RFC 7662 section 2.2)."""
        now, tolerance = self._clock(), self._config.clock_tolerance_seconds
        for name in ("exp", "nbf", "iat"):
            if claims.get(name) is not None and not is_number(claims[name]):
                raise _invalid("format", f"{name} is not a time")
        if claims.get("exp") is not None and now >= claims["exp"] + tolerance:
            raise TokenError("token_expired", "the access token has expired")
        if (claims.get("nbf") or 0) > now + tolerance:
            raise _invalid("not_before", "the access token is not valid yet")
        if (claims.get("iat") or 0) > now + tolerance:
            raise _invalid("issued_at", "the access token is from the future")
        if claims.get("iss") not in (None, self._config.expected_issuer):
            raise _invalid("issuer", "the access token is from another issuer")
        if not any(self._accepts(audience) for audience in _audiences(claims)):
            raise TokenError("wrong_audience", "the access token is for another API")
        if claims.get("cnf") is not None:
            # Bound to a key (RFC 7800; DPoP, mutual TLS): taking it as a bearer token would undo that (RFC 9449 7.2).
            raise _invalid("confirmation", "the access token is bound to a key and can't be used as a bearer token")

    def _accepts(self, audience: str) -> bool:
        return audience in self._audience or (
            self._organization_tokens and audience.startswith(ORGANIZATION_AUDIENCE)
        )


def _audiences(claims: Mapping[str, Any]) -> list[str]:
    aud = claims.get("aud")
    return [a for a in (aud if isinstance(aud, list) else [aud]) if isinstance(a, str)]


def _check_requirements(token: VerifiedToken, scopes: Sequence[str], organization_id: Optional[str]) -> None:
    if organization_id is not None and token.organization_id != organization_id:
        raise TokenError("wrong_organization", "the access token is not for this organization")
    missing = [scope for scope in scopes if scope not in token.scopes]
    if missing:
        details = {"scopes": list(scopes), "missing": missing}
        raise TokenError("insufficient_scope", f"the access token lacks {' '.join(missing)}", details=details)


def _invalid(check: str, message: str) -> TokenError:
    return TokenError("token_invalid", message, details={"check": check})


def _config(
    endpoint: Optional[str], issuer: Optional[str], app_id: Optional[str], app_secret: Optional[str], **more: Any
) -> GatehouseConfig:
    if (app_id is None) != (app_secret is None):
        raise ConfigurationError(message="introspection needs app_id and app_secret")
    return GatehouseConfig(app_id or "api", endpoint=endpoint, issuer=issuer, app_secret=app_secret, **more)


class TokenVerifier:
    """Checks access tokens. Blocks; :class:`AsyncTokenVerifier` awaits. One serves the whole app.

    :param audience: this API's resource indicator, or several. A token for anything else is refused.
    :param endpoint: Gatehouse's address.
    :param issuer: instead of ``endpoint``: the issuer of any OpenID Provider.
    :param app_id: with ``app_secret``: the API's own app, to ask about opaque tokens.
    :param app_secret: see ``app_id``.
    :param organization_tokens: also accept tokens for an organization (``aud = urn:logto:organization:{id}``); demand
        the right ``organization_id`` then.
    :param introspection_cache_seconds: for how long an answer about an opaque token counts; so long a revoked one
        still works.
    :param clock_tolerance_seconds: how far the clocks may be apart.
    :param clock: seconds since 1970, for tests.
    :param transport: an ``httpx`` transport, for proxies or tests.
    :raises ConfigurationError: ``invalid_config``.
    """

    def __init__(
        self,
        *,
        audience: Union[str, Sequence[str]],
        endpoint: Optional[str] = None,
        issuer: Optional[str] = None,
        app_id: Optional[str] = None,
        app_secret: Optional[str] = None,
        organization_tokens: bool = False,
        introspection_cache_seconds: float = 10,
        clock_tolerance_seconds: float = 60,
        clock: Clock = time.time,
        transport: Optional[httpx.BaseTransport] = None,
    ) -> None:
        config = _config(endpoint, issuer, app_id, app_secret, clock_tolerance_seconds=clock_tolerance_seconds)
        self._io = SyncIo(config.timeout_seconds, transport)
        self._verifier = _Verifier(
            config,
            [audience] if isinstance(audience, str) else audience,
            self._io,
            clock,
            organization_tokens=organization_tokens,
            introspection_cache_seconds=introspection_cache_seconds,
        )

    def verify_header(
        self, authorization: Optional[str], *, scopes: Sequence[str] = (), organization_id: Optional[str] = None
    ) -> VerifiedToken:
        """Check the value of an ``Authorization`` header (RFC 6750 section 2.1).

        :param authorization: the header's value, or None.
        :param scopes: what the token has to allow, all of it.
        :param organization_id: the organization that it has to be for.
        :raises TokenError: ``token_missing``, ``token_invalid`` (``details['check']``), ``token_expired``,
            ``wrong_audience``, ``insufficient_scope``, ``wrong_organization``.
        :raises ProviderError: ``provider_unreachable``, ``provider_response_invalid``, ``discovery_invalid``.
        """
        return run(self._verifier.verify_header(authorization, scopes, organization_id))

    def verify(
        self, token: str, *, scopes: Sequence[str] = (), organization_id: Optional[str] = None
    ) -> VerifiedToken:
        """Check a token that came in another way.

        :param token: the access token.
        :param scopes: as in :meth:`verify_header`.
        :param organization_id: as in :meth:`verify_header`.
        :raises GatehouseError: as in :meth:`verify_header`.
        """
        return run(self._verifier.verify(token, scopes, organization_id))

    def close(self) -> None:
        """Close the connections to the provider."""
        self._io.close()


class AsyncTokenVerifier:
    """:class:`TokenVerifier` for ``async`` programs, with the same parameters and checks.

    :param audience: and the others: see :class:`TokenVerifier`.
    :param transport: an asynchronous ``httpx`` transport, for proxies or tests.
    :raises ConfigurationError: ``invalid_config``.
    """

    def __init__(
        self,
        *,
        audience: Union[str, Sequence[str]],
        endpoint: Optional[str] = None,
        issuer: Optional[str] = None,
        app_id: Optional[str] = None,
        app_secret: Optional[str] = None,
        organization_tokens: bool = False,
        introspection_cache_seconds: float = 10,
        clock_tolerance_seconds: float = 60,
        clock: Clock = time.time,
        transport: Optional[httpx.AsyncBaseTransport] = None,
    ) -> None:
        config = _config(endpoint, issuer, app_id, app_secret, clock_tolerance_seconds=clock_tolerance_seconds)
        self._io = AsyncIo(config.timeout_seconds, transport)
        self._verifier = _Verifier(
            config,
            [audience] if isinstance(audience, str) else audience,
            self._io,
            clock,
            organization_tokens=organization_tokens,
            introspection_cache_seconds=introspection_cache_seconds,
        )

    async def verify_header(
        self, authorization: Optional[str], *, scopes: Sequence[str] = (), organization_id: Optional[str] = None
    ) -> VerifiedToken:
        """Check the value of an ``Authorization`` header; see :meth:`TokenVerifier.verify_header`.

        :raises GatehouseError: as there.
        """
        return await self._verifier.verify_header(authorization, scopes, organization_id)

    async def verify(
        self, token: str, *, scopes: Sequence[str] = (), organization_id: Optional[str] = None
    ) -> VerifiedToken:
        """Check a token that came in another way; see :meth:`TokenVerifier.verify`.

        :raises GatehouseError: as there.
        """
        return await self._verifier.verify(token, scopes, organization_id)

    async def aclose(self) -> None:
        """Close the connections to the provider."""
        await self._io.aclose()
