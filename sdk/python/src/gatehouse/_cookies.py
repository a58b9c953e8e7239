"""A session and its started sign-ins in the cookies of one request, or the session in a store of the app."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, Callable, Optional, Protocol, Union

from ._io import Clock
from ._seal import Sealer, sealed_length
from ._session import SESSION_KEY, SIGN_IN_SECONDS, load_session, load_sign_in, without_oldest_token
from .errors import StorageError

CHUNK = 3800
"""Browsers keep 4096 bytes per cookie, with its name and attributes (RFC 6265 section 6.1)."""
SESSION_BYTES = 5700
"""Web servers refuse a Cookie header beyond 8 KiB (nginx, gunicorn), and a person refused there can't even sign out.
So a session takes at most this much, started sign-ins about 2 KiB more."""
MAX_SIGN_INS = 5
_CHUNKS = 4


class SessionStore(Protocol):
    """Where an app keeps sessions itself, such as Redis. Methods may be asynchronous with :mod:`gatehouse.fastapi`.

    What is stored is sealed with the cookie secret.
    """

    def get(self, session_id: str) -> Union[Optional[str], Awaitable[Optional[str]]]:
        """The value, or None when there is none or it is too old."""

    def set(self, session_id: str, value: str, ttl_seconds: int) -> Union[Awaitable[None], None]:
        """Keep the value for so many seconds."""

    def remove(self, session_id: str) -> Union[Awaitable[None], None]:
        """Forget the value."""


@dataclass(frozen=True)
class SetCookie:
    """A cookie to set, or to remove when ``max_age`` is 0. Always HttpOnly, SameSite=Lax, Path=/."""

    name: str
    value: str
    max_age: int
    secure: bool

    @property
    def header(self) -> str:
        """The value of the Set-Cookie header."""
        secure = "; Secure" if self.secure else ""
        return f"{self.name}={self.value}; Max-Age={self.max_age}; Path=/; HttpOnly; SameSite=Lax{secure}"


@dataclass(frozen=True)
class CookieRules:
    """How cookies are made."""

    name: str
    secure: bool
    sealer: Sealer
    session_seconds: int
    clock: Clock
    store: Optional[SessionStore] = None

    @property
    def session_name(self) -> str:
        """``__Host-``: no other host of the domain can plant it (RFC 6265bis section 4.1.3.2)."""
        return f"__Host-{self.name}" if self.secure else self.name

    def sign_in_name(self, state: str) -> str:
        """One cookie for each started sign-in."""
        return f"{self.session_name}_s_{hashlib.sha256(state.encode()).hexdigest()[:16]}"


def _then(value: Any, continue_with: Callable[[Any], Any]) -> Any:
    """Continue now, or when the value has come: stores may be asynchronous or not."""
    if not inspect.isawaitable(value):
        return continue_with(value)

    async def later() -> Any:
        result = continue_with(await value)
        return await result if inspect.isawaitable(result) else result

    return later()


class CookieStorage:
    """The :class:`~gatehouse.Storage` of one request. What was changed is handed out once by :meth:`changes`."""

    def __init__(self, rules: CookieRules, cookies: Mapping[str, str]) -> None:
        self._rules, self._cookies = rules, cookies
        self._pending: dict[str, SetCookie] = {}
        self._known: dict[str, Optional[str]] = {}
        self.session_changed = False
        self.used = False

    # -- Storage --------------------------------------------------------------------------------------------------

    def get(self, key: str) -> Any:
        """The value, or None."""
        self.used = True
        if key not in self._known:
            self._known[key] = self._read(key)
        value = self._known[key]
        if key == SESSION_KEY and self._rules.store is not None and value is not None:
            return _then(self._rules.store.get(value), self._open_stored)
        return value

    def set(self, key: str, value: str) -> Any:
        """Keep the value."""
        if key != SESSION_KEY:
            return self._set_sign_in(key, value)
        self.session_changed = True
        if self._rules.store is None:
            self._set_session(self._shortened(value))
            return None
        return self._set_stored(value, self._rules.store)

    def remove(self, key: str) -> Any:
        """Forget the value."""
        known = self._known[key] if key in self._known else self._read(key)
        self._known[key] = None
        if key != SESSION_KEY:
            return self._put(self._rules.sign_in_name(_state(key)), "", 0)
        self.session_changed = True
        self._put_chunks([], 0)
        return self._rules.store.remove(known) if self._rules.store is not None and known else None

    # -- cookies --------------------------------------------------------------------------------------------------

    def changes(self) -> list[SetCookie]:
        """The cookies to set in the answer."""
        changes, self._pending = list(self._pending.values()), {}
        self.session_changed = False
        return changes

    def _read(self, key: str) -> Optional[str]:
        name = self._rules.session_name if key == SESSION_KEY else self._rules.sign_in_name(_state(key))
        sealed = self._cookies.get(name)
        if sealed and key == SESSION_KEY:
            for number in range(1, _CHUNKS):
                sealed += self._cookies.get(f"{name}-{number}", "")
        return self._rules.sealer.open(sealed, _purpose(key), self._rules.clock()) if sealed else None

    def _seal(self, key: str, value: str, seconds: float) -> str:
        return self._rules.sealer.seal(value, _purpose(key), self._rules.clock() + seconds)

    def _put(self, name: str, value: str, max_age: int) -> None:
        self._pending[name] = SetCookie(name, value, max_age, self._rules.secure)

    def _set_session(self, value: str) -> None:
        self._known[SESSION_KEY] = value
        sealed = self._seal(SESSION_KEY, value, self._rules.session_seconds)
        self._put_chunks([sealed[i : i + CHUNK] for i in range(0, len(sealed), CHUNK)], self._rules.session_seconds)

    def _put_chunks(self, chunks: list[str], max_age: int) -> None:
        """Sets the chunks and removes those that the browser has beyond them."""
        for number in range(_CHUNKS):
            name = self._rules.session_name + (f"-{number}" if number else "")
            if number < len(chunks):
                self._put(name, chunks[number], max_age)
            elif name in self._cookies or name in self._pending:
                self._put(name, "", 0)

    def _shortened(self, value: str) -> str:
        """Resource tokens are dropped, oldest first, until the session fits; they come back by renewal."""
        text: Optional[str] = value
        while text is not None and sealed_length(text) > SESSION_BYTES:
            text = without_oldest_token(text)
        if text is None:
            raise StorageError(
                message="the session does not fit into cookies",
                hint="Ask for fewer claims in the ID token, or pass a session_store.",
            )
        return text

    def _set_sign_in(self, key: str, value: str) -> None:
        self._known[key] = value
        self._drop_old_sign_ins()
        self._put(
            self._rules.sign_in_name(_state(key)), self._seal(key, value, SIGN_IN_SECONDS), int(SIGN_IN_SECONDS)
        )

    def _drop_old_sign_ins(self) -> None:
        prefix = f"{self._rules.session_name}_s_"
        ages: list[tuple[float, str]] = []
        for name, sealed in self._cookies.items():
            if name.startswith(prefix):
                text = self._rules.sealer.open(sealed, "sign-in", self._rules.clock())
                started = load_sign_in(text)
                ages.append((started.created_at if started else 0, name))
        newest = sorted(ages, reverse=True)[: MAX_SIGN_INS - 1]
        for age in ages:
            if age not in newest or age[0] == 0:
                self._put(age[1], "", 0)

    # -- store ----------------------------------------------------------------------------------------------------

    def _open_stored(self, sealed: Optional[str]) -> Optional[str]:
        return self._rules.sealer.open(sealed, "store", self._rules.clock()) if sealed else None

    def _set_stored(self, value: str, store: SessionStore) -> Any:
        """The cookie carries the session's id, which is new at every sign-in."""
        session = load_session(value)
        if session is None:
            raise StorageError(message="not a session")
        before = self._known[SESSION_KEY] if SESSION_KEY in self._known else self._read(SESSION_KEY)
        seconds = self._rules.session_seconds
        sealed = self._rules.sealer.seal(value, "store", self._rules.clock() + seconds)
        self._set_session(session.id)
        written = store.set(session.id, sealed, seconds)
        if before is None or before == session.id:
            return written
        return _then(written, lambda _: store.remove(before))


def _state(key: str) -> str:
    return key.split(":", 1)[1]


def _purpose(key: str) -> str:
    return "session" if key == SESSION_KEY else "sign-in"
