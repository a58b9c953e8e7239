"""What must hold for an ID token (OpenID Connect Core 1.0 sections 3.1.3.7 and 12.2)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from ._json import base64url_encode, is_number
from ._jws import SignedToken, read_token
from ._provider import Provider
from .errors import SignInError, id_token_error


@dataclass(frozen=True)
class Expected:
    """What an ID token is held against.

    :ivar nonce: at a sign-in, the nonce that was sent.
    :ivar max_age: at a sign-in, the ``max_age`` that was asked for, in seconds.
    :ivar issued_within: at a sign-in, how long ago it may have been issued, in seconds.
    :ivar before: at a refresh, the claims of the ID token so far.
    """

    issuer: str
    client_id: str
    access_token: str
    now: float
    tolerance: float
    nonce: Optional[str] = None
    max_age: Optional[int] = None
    issued_within: Optional[float] = None
    before: Optional[Mapping[str, Any]] = None


async def check_id_token(compact: object, expected: Expected, provider: Provider) -> dict[str, Any]:
    """Make every check on an ID token and return its claims.

    Claims are looked at first because it is free; nothing of the token is given out before the signature is checked.

    :raises SignInError: ``id_token_invalid``; ``details['check']`` names the broken rule.
    """
    if compact is None:
        raise id_token_error("missing", "the provider sent no ID token")
    token = read_token(compact, id_token_error)
    supported = (await provider.metadata()).id_token_algorithms
    if supported is not None and token.alg not in supported:
        raise id_token_error("algorithm", f"the provider says that it does not sign with {token.alg}")
    _check_required(token.claims)
    _check_parties(token.claims, expected)
    _check_times(token.claims, expected)
    if expected.nonce is not None:
        _check_nonce(token.claims, expected.nonce)
    _check_at_hash(token, expected.access_token)
    if expected.before is not None:
        _check_same_person(token.claims, expected.before)
    await provider.verify(token, id_token_error)
    return token.claims


def _check_required(claims: Mapping[str, Any]) -> None:
    """Section 2: iss, sub, aud, exp and iat are required."""
    for name in ("iss", "sub", "aud", "exp", "iat"):
        if name not in claims:
            raise id_token_error("missing", f"the claim {name} is missing", claim=name)
    for name in ("exp", "iat"):
        _check_time(claims, name)
    for name in ("auth_time", "nbf"):
        if claims.get(name) is not None:
            _check_time(claims, name)
    sub = claims["sub"]
    if not isinstance(sub, str) or not 0 < len(sub) <= 255:
        raise id_token_error("malformed", "the subject is not a text of 1 to 255 characters", claim="sub")


def _check_time(claims: Mapping[str, Any], name: str) -> None:
    if not is_number(claims[name]):
        raise id_token_error("malformed", f"{name} is not a time", claim=name)


def _check_parties(claims: Mapping[str, Any], expected: Expected) -> None:
    """Rules 2 to 5: from this provider, for this app."""
    if claims["iss"] != expected.issuer:
        raise id_token_error("issuer", "the token is from another issuer", claim="iss")
    aud = claims["aud"]
    audiences = aud if isinstance(aud, list) else [aud]
    if not all(isinstance(a, str) for a in audiences) or expected.client_id not in audiences:
        raise id_token_error("audience", "the token is for another app", claim="aud")
    azp = claims.get("azp")
    if (azp is None and len(audiences) > 1) or (azp is not None and azp != expected.client_id):
        raise id_token_error("authorized_party", "the token was asked for by another app", claim="azp")


def _check_times(claims: Mapping[str, Any], expected: Expected) -> None:
    """Rules 9, 10 and 13."""
    now, tolerance = expected.now, expected.tolerance
    if now >= claims["exp"] + tolerance:
        raise id_token_error("expired", "the token has expired", claim="exp")
    if claims["iat"] > now + tolerance or (claims.get("nbf") or 0) > now + tolerance:
        raise id_token_error("issued_at", "the token is from the future; do the clocks differ?", claim="iat")
    if expected.issued_within is not None and now - claims["iat"] > expected.issued_within + tolerance:
        raise id_token_error("issued_at", "the token was issued long before this sign-in", claim="iat")
    if expected.max_age is not None:
        auth_time = claims.get("auth_time")
        if auth_time is None:
            raise id_token_error("missing", "auth_time is missing although max_age was asked for", claim="auth_time")
        if now - auth_time > expected.max_age + tolerance:
            raise id_token_error("auth_time", "the person signed in longer ago than max_age", claim="auth_time")


def _check_nonce(claims: Mapping[str, Any], nonce: str) -> None:
    """Rule 11: the token answers this very sign-in."""
    sent = claims.get("nonce")
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), nonce.encode()):
        raise id_token_error("nonce", "the token answers another sign-in", claim="nonce")


def _check_at_hash(token: SignedToken, access_token: str) -> None:
    """Section 3.1.3.8: the access token came with this ID token."""
    at_hash = token.claims.get("at_hash")
    if at_hash is None:
        return
    digest = _hash_of(token.alg)(access_token.encode("utf-8")).digest()
    if at_hash != base64url_encode(digest[: len(digest) // 2]):
        raise id_token_error("at_hash", "the access token does not belong to the ID token", claim="at_hash")


def _hash_of(alg: str) -> Any:
    sizes = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
    return sizes.get(alg[-3:], hashlib.sha512)  # EdDSA with Ed25519 uses SHA-512


def _check_same_person(claims: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Section 12.2: a refresh never changes who is signed in, where, and for which app."""
    for name, check in (("iss", "issuer"), ("sub", "subject")):
        if claims[name] != before.get(name):
            raise _changed(check, name)
    if _as_list(claims["aud"]) != _as_list(before.get("aud")):
        raise _changed("audience", "aud")
    if claims.get("nonce") is not None and claims["nonce"] != before.get("nonce"):
        raise _changed("nonce", "nonce")


def _changed(check: str, name: str) -> SignInError:
    return id_token_error(check, f"the refresh changed {name}", claim=name)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]
