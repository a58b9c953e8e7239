"""Signed tokens (RFC 7515, RFC 7519): who signed, and with an algorithm that only the provider can use.

PyJWT verifies the signature. Which algorithm and which key are decided here, before it is asked: by the allow-list
and the provider's key set, never by what the token brings along (RFC 8725 sections 3.1 and 3.2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Optional

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from ._json import base64url_decode, parse_object
from .errors import GatehouseError

MAX_TOKEN_LENGTH = 65_536

# alg → (kty, crv). Asymmetric only: 'none' and HS* would let anybody, or whoever knows the app secret, make tokens.
ALGORITHMS: Mapping[str, tuple[str, Optional[str]]] = {
    "RS256": ("RSA", None),
    "RS384": ("RSA", None),
    "RS512": ("RSA", None),
    "PS256": ("RSA", None),
    "PS384": ("RSA", None),
    "PS512": ("RSA", None),
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}

Refusal = Callable[[str, str], GatehouseError]
"""Makes the error for (check, message): ID tokens and access tokens have different codes."""


@dataclass(frozen=True)
class SignedToken:
    """A token taken apart, **not verified yet**."""

    compact: str
    header: dict[str, Any]
    claims: dict[str, Any]

    @property
    def alg(self) -> str:
        """The algorithm; a member of :data:`ALGORITHMS`."""
        return str(self.header["alg"])

    @property
    def kid(self) -> Optional[str]:
        """The name of the key, if it is a name at all."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None


def read_token(token: object, refuse: Refusal) -> SignedToken:
    """Take a compact JWS apart and refuse what must not even be looked at."""
    if not isinstance(token, str) or len(token) > MAX_TOKEN_LENGTH:
        raise refuse("malformed", "not a signed token")
    parts = token.split(".")
    if len(parts) != 3:
        raise refuse("malformed", "not a signed token")
    try:
        header = parse_object(base64url_decode(parts[0]))
        claims = parse_object(base64url_decode(parts[1]))
    except ValueError as error:
        raise refuse("malformed", "not a signed token") from error
    if header.get("alg") not in ALGORITHMS:
        raise refuse("algorithm", f"the algorithm {str(header.get('alg'))[:20]!r} is not accepted")
    if "crit" in header:  # RFC 7515 section 4.1.11: no extension is understood here
        raise refuse("signature", "the token demands an unknown extension")
    if "kid" in header and not isinstance(header["kid"], str):
        raise refuse("malformed", "the key id is not a text")
    return SignedToken(token, header, claims)


def _may_verify(key_ops: object) -> bool:
    return isinstance(key_ops, list) and "verify" in key_ops


def usable_keys(token: SignedToken, keys: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The keys of the set that may have signed the token (RFC 7517 section 4)."""
    kty, crv = ALGORITHMS[token.alg]

    def fits(key: Mapping[str, Any]) -> bool:
        return (
            key.get("kty") == kty
            and (crv is None or key.get("crv") == crv)
            and key.get("use", "sig") == "sig"
            and key.get("alg", token.alg) == token.alg
            and _may_verify(key.get("key_ops", ["verify"]))
            and (token.kid is None or key.get("kid") == token.kid)
        )

    return [key for key in keys if fits(key)]


def verify_signature(token: SignedToken, keys: list[Mapping[str, Any]], refuse: Refusal) -> None:
    """Check the signature with the one key that fits.

    :param keys: from :func:`usable_keys`.
    """
    if len(keys) != 1:
        why = "no key of the provider fits" if not keys else "several keys of the provider fit and none is named"
        raise refuse("signature", why)
    try:
        key = jwt.PyJWK(dict(keys[0]), algorithm=token.alg).key
        if isinstance(key, RSAPublicKey) and key.key_size < 2048:  # RFC 7518 section 3.3
            raise refuse("signature", "the provider's RSA key is shorter than 2048 bits")
        jwt.PyJWS(algorithms=[token.alg]).decode(token.compact, key=key, algorithms=[token.alg])
    except (jwt.PyJWTError, UnsupportedAlgorithm, ValueError, TypeError, KeyError, AttributeError) as error:
        raise refuse("signature", "the signature is not the provider's") from error
