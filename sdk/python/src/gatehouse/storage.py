"""Where a session is kept: strings in, strings out."""

from __future__ import annotations

import threading
from collections.abc import Awaitable
from typing import Optional, Protocol, Union, runtime_checkable


@runtime_checkable
class Storage(Protocol):
    """What holds the session of **one** person. Web frameworks make one for each request.

    Keys are ``session`` and ``sign-in:{state}``, one of those for each sign-in that was started.
    A storage that can list its keys may drop ``sign-in:`` values older than an hour.
    """

    def get(self, key: str) -> Optional[str]:
        """The value, or None."""

    def set(self, key: str, value: str) -> None:
        """Keep the value."""

    def remove(self, key: str) -> None:
        """Forget the value; not an error when there is none."""


@runtime_checkable
class AsyncStorage(Protocol):
    """:class:`Storage` whose methods are awaited."""

    def get(self, key: str) -> Awaitable[Optional[str]]:
        """The value, or None."""

    def set(self, key: str, value: str) -> Awaitable[None]:
        """Keep the value."""

    def remove(self, key: str) -> Awaitable[None]:
        """Forget the value; not an error when there is none."""


AnyStorage = Union[Storage, AsyncStorage]


class MemoryStorage:
    """A dictionary: for tests, command-line tools and other programs that serve one person.

    Works with both clients. Never share one between the people of a web app: they would all be signed in as one.
    """

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, key: str) -> Optional[str]:
        """The value, or None."""
        with self._lock:
            return self._values.get(key)

    def set(self, key: str, value: str) -> None:
        """Keep the value; at most ten started sign-ins are kept, the oldest is dropped."""
        with self._lock:
            self._values[key] = value
            started = [name for name in self._values if name.startswith("sign-in:")]
            for name in started[:-10]:
                del self._values[name]

    def remove(self, key: str) -> None:
        """Forget the value."""
        with self._lock:
            self._values.pop(key, None)
