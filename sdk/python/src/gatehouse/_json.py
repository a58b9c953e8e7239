"""JSON from outside: objects only, and no number or nesting that surprises later code."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, NoReturn, Union


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a member appears twice")  # RFC 7515 section 4, RFC 7519 section 4
    return result


def parse_object(text: Union[str, bytes]) -> dict[str, Any]:
    """A JSON object.

    :raises ValueError: not JSON, not an object, a member twice, NaN, or nested too deeply.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_unique)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004
    return value


def base64url_decode(text: str) -> bytes:
    """Strict base64url without padding (RFC 7515 section 2).

    :raises ValueError: any other character, or padding.
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:  # pragma: no cover
        raise ValueError(str(error)) from error


def base64url_encode(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def is_number(value: object) -> bool:
    """Whether a claim is a number (RFC 7519 section 2, NumericDate). True is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
