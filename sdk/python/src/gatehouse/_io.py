"""The only place that touches the network, the storage and locks.

The protocol is written once, as coroutines over :class:`Io`. The asynchronous client awaits them. The synchronous
client gives them an ``Io`` that never suspends and runs them to their end in one step (:func:`run`): no event loop,
no thread.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Callable, Optional, Protocol, TypeVar

import httpx

from .errors import ConfigurationError, GatehouseError, ProviderError, StorageError, response_error
from .storage import AnyStorage

T = TypeVar("T")
MAX_RESPONSE_BYTES = 1_000_000
Clock = Callable[[], float]


@dataclass(frozen=True)
class HttpRequest:
    """A request to the provider, complete."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Optional[Mapping[str, str]] = field(default=None, repr=False)


@dataclass(frozen=True)
class HttpResponse:
    """The provider's answer, at most :data:`MAX_RESPONSE_BYTES` long."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Io(Protocol):
    """What the protocol needs from the world."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Send a request; redirects are not followed."""

    def lock(self, key: str) -> Any:
        """An asynchronous context manager: one holder of a key at a time."""

    async def undisturbed(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run to the end even when whoever waits for it goes away."""

    async def get(self, storage: AnyStorage, key: str) -> Optional[str]:
        """Read from the storage."""

    async def set(self, storage: AnyStorage, key: str, value: str) -> None:
        """Write to the storage."""

    async def remove(self, storage: AnyStorage, key: str) -> None:
        """Remove from the storage."""


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    coroutine.close()
    raise ConfigurationError(message="a synchronous client was given something asynchronous")


class _KeyedLocks:
    """Locks by name that exist only while somebody holds or awaits them."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._guard = threading.Lock()
        self._entries: dict[Any, tuple[Any, int]] = {}

    def enter(self, key: Any) -> Any:
        with self._guard:
            lock, users = self._entries.get(key) or (self._make(), 0)
            self._entries[key] = (lock, users + 1)
            return lock

    def leave(self, key: Any) -> None:
        with self._guard:
            lock, users = self._entries[key]
            if users == 1:
                del self._entries[key]
            else:
                self._entries[key] = (lock, users - 1)


class _Receiver:
    """Collects an answer within a size and a time, so that no provider can hold the app for ever."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._end, self._body = url, time.monotonic() + seconds, bytearray()

    def take(self, chunk: bytes) -> None:
        self._body += chunk
        if len(self._body) > MAX_RESPONSE_BYTES:
            raise response_error("the provider's answer is too long", url=self._url)
        if time.monotonic() > self._end:
            raise _unreachable(self._url, "the answer takes too long")

    def response(self, response: httpx.Response) -> HttpResponse:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpResponse(response.status_code, headers, bytes(self._body))


def _unreachable(url: str, why: str) -> ProviderError:
    return ProviderError("provider_unreachable", f"{url.split('?')[0]}: {why}", details={"url": url.split("?")[0]})


def _http_failure(url: str, error: Exception) -> ProviderError:
    if isinstance(error, httpx.DecodingError):
        return response_error(f"the provider's answer is broken: {error}", url=url)
    return _unreachable(url, f"{type(error).__name__} {error}".strip())


def _arguments(request: HttpRequest) -> dict[str, Any]:
    headers = {"accept": "application/json", "accept-encoding": "identity", **request.headers}
    return {"headers": headers, **({"data": dict(request.form)} if request.form is not None else {})}


_HTTP_ERRORS = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)


def _storage_failure(error: Exception) -> GatehouseError:
    if isinstance(error, GatehouseError):
        return error
    return StorageError(message=f"the storage failed: {type(error).__name__}")


class SyncIo:
    """Blocks. May be used by many threads at once."""

    def __init__(self, seconds: float, transport: Optional[httpx.BaseTransport] = None) -> None:
        self._seconds = seconds
        self._client = httpx.Client(transport=transport, timeout=seconds, follow_redirects=False)
        self._locks = _KeyedLocks(threading.Lock)

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Send a request; redirects are not followed."""
        receiver = _Receiver(request.url, self._seconds)
        try:
            with self._client.stream(request.method, request.url, **_arguments(request)) as response:
                for chunk in response.iter_bytes():
                    receiver.take(chunk)
        except _HTTP_ERRORS as error:
            raise _http_failure(request.url, error) from error
        return receiver.response(response)

    async def undisturbed(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run to the end."""
        return await coroutine

    @asynccontextmanager
    async def lock(self, key: str) -> AsyncIterator[None]:
        """One thread at a time per key."""
        lock = self._locks.enter(key)
        try:
            with lock:
                yield
        finally:
            self._locks.leave(key)

    async def get(self, storage: AnyStorage, key: str) -> Optional[str]:
        """Read from the storage."""
        value: Optional[str] = self._plain(lambda: storage.get(key))
        return value

    async def set(self, storage: AnyStorage, key: str, value: str) -> None:
        """Write to the storage."""
        self._plain(lambda: storage.set(key, value))

    async def remove(self, storage: AnyStorage, key: str) -> None:
        """Remove from the storage."""
        self._plain(lambda: storage.remove(key))

    def _plain(self, call: Callable[[], Any]) -> Any:
        try:
            value = call()
        except Exception as error:
            raise _storage_failure(error) from error
        if inspect.isawaitable(value):
            if inspect.iscoroutine(value):
                value.close()
            raise ConfigurationError(message="the synchronous client needs a storage without async methods")
        return value

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


@asynccontextmanager
async def _closing(chunks: Any) -> AsyncIterator[AsyncIterator[bytes]]:
    """Ends a stream that is not read to its end (``contextlib.aclosing`` of Python 3.10)."""
    try:
        yield chunks
    finally:
        await chunks.aclose()


class AsyncIo:
    """Awaits. Connections belong to the event loop that first used them, so use one client per loop."""

    def __init__(self, seconds: float, transport: Optional[httpx.AsyncBaseTransport] = None) -> None:
        self._seconds = seconds
        self._client = httpx.AsyncClient(transport=transport, timeout=seconds, follow_redirects=False)
        self._locks = _KeyedLocks(asyncio.Lock)

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Send a request; redirects are not followed."""
        receiver = _Receiver(request.url, self._seconds)
        try:
            stream = self._client.stream(request.method, request.url, **_arguments(request))
            async with stream as response, _closing(response.aiter_bytes()) as chunks:
                async for chunk in chunks:
                    receiver.take(chunk)
        except _HTTP_ERRORS as error:
            raise _http_failure(request.url, error) from error
        return receiver.response(response)

    async def undisturbed(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run to the end even when the task that waits for it is cancelled."""
        return await asyncio.shield(asyncio.ensure_future(coroutine))

    @asynccontextmanager
    async def lock(self, key: str) -> AsyncIterator[None]:
        """One task at a time per key."""
        # A lock belongs to its loop; the loop is part of the name so that two loops never share one.
        name = (id(asyncio.get_running_loop()), key)
        lock = self._locks.enter(name)
        try:
            async with lock:
                yield
        finally:
            self._locks.leave(name)

    async def get(self, storage: AnyStorage, key: str) -> Optional[str]:
        """Read from the storage."""
        value: Optional[str] = await self._settled(lambda: storage.get(key))
        return value

    async def set(self, storage: AnyStorage, key: str, value: str) -> None:
        """Write to the storage."""
        await self._settled(lambda: storage.set(key, value))

    async def remove(self, storage: AnyStorage, key: str) -> None:
        """Remove from the storage."""
        await self._settled(lambda: storage.remove(key))

    async def _settled(self, call: Callable[[], Any]) -> Any:
        try:
            value = call()
            return await value if inspect.isawaitable(value) else value
        except Exception as error:
            raise _storage_failure(error) from error

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()
