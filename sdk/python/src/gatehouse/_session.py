"""What is kept between requests: a started sign-in, and a session with its tokens. Both travel as JSON text."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Optional

from ._json import base64url_decode, parse_object

SESSION_KEY = "session"
SIGN_IN_SECONDS = 3600.0
EARLY_SECONDS = 60.0
"""A token is renewed this long before it ends, so that it doesn't end on its way to the API."""


def sign_in_key(state: str) -> str:
    """Where a started sign-in is kept: one each, so that sign-ins in parallel tabs don't disturb each other."""
    return f"sign-in:{state}"


def token_key(resource: Optional[str] = None, organization_id: Optional[str] = None) -> str:
    """The name of an access token in a session; empty for the default one."""
    return f"{resource or ''}#{organization_id}" if organization_id else resource or ""


@dataclass(frozen=True)
class StartedSignIn:
    """What has to be known again when the person comes back. ``code_verifier`` and ``nonce`` never leave the app."""

    state: str
    nonce: str = field(repr=False)
    code_verifier: str = field(repr=False)
    redirect_uri: str
    created_at: float
    max_age: Optional[int] = None
    return_to: Optional[str] = None

    def dump(self) -> str:
        """JSON text."""
        return json.dumps({k: v for k, v in asdict(self).items() if v is not None}, separators=(",", ":"))


def load_sign_in(text: Optional[str]) -> Optional[StartedSignIn]:
    """A started sign-in, or None when the text is none."""
    try:
        return StartedSignIn(**parse_object(text)) if text else None
    except (ValueError, TypeError):
        return None


@dataclass(frozen=True)
class AccessToken:
    """An access token and when it ends (seconds since 1970)."""

    token: str = field(repr=False)
    expires_at: float
    scope: str = ""

    def is_fresh(self, now: float) -> bool:
        """Whether it can still be used for a while."""
        return now < self.expires_at - EARLY_SECONDS


@dataclass(frozen=True)
class Session:
    """The tokens of one person in one browser.

    ``version`` grows with every renewal, so that of two copies the newer one is known.
    """

    id: str
    id_token: str = field(repr=False)
    refresh_token: Optional[str] = field(default=None, repr=False)
    tokens: Mapping[str, AccessToken] = field(default_factory=dict, repr=False)
    version: int = 0

    @property
    def claims(self) -> dict[str, Any]:
        """Claims of the ID token, which was verified before it was kept."""
        return parse_object(base64url_decode(self.id_token.split(".")[1]))

    def renewed(self, key: str, token: AccessToken, refresh_token: Optional[str], id_token: Optional[str]) -> Session:
        """With a new access token, and what came along."""
        others = {name: value for name, value in self.tokens.items() if name != key}
        return replace(
            self,
            id_token=id_token or self.id_token,
            refresh_token=refresh_token or self.refresh_token,
            tokens={**others, key: token},
            version=self.version + 1,
        )

    def dump(self) -> str:
        """JSON text; the access token that was renewed last comes last."""
        tokens = {name: [value.token, value.expires_at, value.scope] for name, value in self.tokens.items()}
        members = {
            "v": 1,
            "id": self.id,
            "version": self.version,
            "id_token": self.id_token,
            "refresh_token": self.refresh_token,
            "tokens": tokens,
        }
        return json.dumps({k: v for k, v in members.items() if v is not None}, separators=(",", ":"))


def new_session_id() -> str:
    """128 random bits."""
    return secrets.token_urlsafe(16)


def load_session(text: Optional[str]) -> Optional[Session]:
    """A session, or None when the text is none (nobody is signed in then)."""
    if not text:
        return None
    try:
        members = parse_object(text)
        if members.get("v") != 1:
            return None
        tokens = {name: AccessToken(*value) for name, value in members["tokens"].items()}
        session = Session(
            members["id"], members["id_token"], members.get("refresh_token"), tokens, members["version"]
        )
        return session if isinstance(session.claims["sub"], str) else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None


def without_oldest_token(text: str) -> Optional[str]:
    """The session's text without the resource token that was renewed longest ago, or None when there is none left.

    For storages with little room: a dropped token comes back with the next renewal.
    """
    session = load_session(text)
    oldest = next((name for name in session.tokens if name), None) if session else None
    if session is None or oldest is None:
        return None
    return replace(session, tokens={n: t for n, t in session.tokens.items() if n != oldest}).dump()
