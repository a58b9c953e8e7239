"""Seals what a browser or a store keeps for the app: nobody else can read it, and a changed value counts as none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Optional, Union

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ._json import base64url_decode, base64url_encode
from .errors import ConfigurationError

_VERSION = b"\x01"
_SALT = 24
MIN_SECRET_LENGTH = 32


class Sealer:
    """AES-256-GCM (NIST SP 800-38D) with a key and nonce of its own for each message, by HKDF (RFC 5869).

    Deriving them from a fresh 192-bit salt removes the limit on messages per key that random GCM nonces have.

    :param secrets: the first seals, all of them open, so that a secret can be replaced without signing people out.
    :raises ConfigurationError: ``cookie_secret_invalid``: missing or shorter than 32 characters.
    """

    def __init__(self, secrets: Union[str, Sequence[str]]) -> None:
        given = [secrets] if isinstance(secrets, str) else list(secrets or ())
        if not given or any(not isinstance(s, str) or len(s) < MIN_SECRET_LENGTH for s in given):
            raise ConfigurationError(
                "cookie_secret_invalid", f"the cookie secret has fewer than {MIN_SECRET_LENGTH} characters"
            )
        self._secrets = [secret.encode("utf-8") for secret in given]

    def seal(self, text: str, purpose: str, expires_at: float) -> str:
        """Seal a text.

        :param purpose: what it is for; opens only for the same (one cookie can't stand in for another).
        :param expires_at: seconds since 1970; doesn't open afterwards.
        """
        salt = os.urandom(_SALT)
        cipher, nonce = _cipher(self._secrets[0], salt)
        plain = int(expires_at).to_bytes(8, "big") + text.encode("utf-8")
        return base64url_encode(_VERSION + salt + cipher.encrypt(nonce, plain, purpose.encode("utf-8")))

    def open(self, sealed: str, purpose: str, now: float) -> Optional[str]:
        """The text, or None when the value was changed, is for something else, or is too old."""
        try:
            data = base64url_decode(sealed)
        except ValueError:
            return None
        if data[:1] != _VERSION or len(data) < 1 + _SALT + 8 + 16:
            return None
        salt, encrypted = data[1 : 1 + _SALT], data[1 + _SALT :]
        for secret in self._secrets:
            cipher, nonce = _cipher(secret, salt)
            try:
                plain = cipher.decrypt(nonce, encrypted, purpose.encode("utf-8"))
            except InvalidTag:
                continue
            return plain[8:].decode("utf-8") if now < int.from_bytes(plain[:8], "big") else None
        return None


def _cipher(secret: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    derived = HKDF(algorithm=SHA256(), length=44, salt=salt, info=b"gatehouse seal v1").derive(secret)
    return AESGCM(derived[:32]), derived[32:]


def sealed_length(text: str) -> int:
    """How long a text will be when sealed."""
    return -(-(1 + _SALT + 8 + len(text.encode("utf-8")) + 16) * 4 // 3)
