"""One fetch for all who want the same at the same time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Optional, TypeVar

from ._io import Io
from .errors import GatehouseError

T = TypeVar("T")


class Turns:
    """Whoever waited for a fetch shares its result, or its failure.

    When the provider hangs, a hundred threads must not wait for it one after the other.
    """

    def __init__(self, io: Io) -> None:
        self._io = io
        self._ended: dict[str, int] = {}
        self._failures: dict[str, GatehouseError] = {}

    async def once(self, key: str, known: Callable[[], Optional[T]], fetch: Callable[[], Awaitable[T]]) -> T:
        """What is known, or what the fetch brings.

        :param known: looks whether somebody else has fetched it meanwhile.
        """
        found = known()
        if found is not None:
            return found
        before = self._ended.get(key, 0)
        async with self._io.lock(key):
            found = known()
            if found is not None:
                return found
            failure = self._failures.get(key)
            if failure is not None and self._ended.get(key, 0) > before:
                raise _again(failure)
            self._failures.pop(key, None)
            try:
                return await fetch()
            except GatehouseError as error:
                self._failures[key] = _again(error)
                raise
            finally:
                self._ended[key] = self._ended.get(key, 0) + 1


def _again(error: GatehouseError) -> GatehouseError:
    """The same error for somebody else: one object would gather the traces of all who raise it."""
    return type(error)(error.code, error.message, hint=error.hint, details=error.details)
