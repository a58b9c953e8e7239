"""Gatehouse's part of one request, and what views use of it."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, Optional, TypeVar, cast

from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponse

from .. import _current_user
from .._cookies import CookieStorage
from .._io import run
from .._web import WebAuth, WebResponse, as_sent, lower_headers, split_options
from ..api import TokenVerifier, refusal_of
from ..client import GatehouseClient
from ..errors import ConfigurationError, GatehouseError
from ..storage import MemoryStorage

F = TypeVar("F", bound=Callable[..., Any])


class CurrentUser(_current_user.CurrentUser):
    """Who made this request; ``request.gatehouse``.

    :ivar client: the :class:`~gatehouse.GatehouseClient` of this request, for everything else.
    """

    def __init__(self, client: GatehouseClient, auth: WebAuth, storage: CookieStorage) -> None:
        super().__init__(client)
        self._auth, self._storage = auth, storage


class Extension:
    """The client of this process, made of the settings when it is first needed."""

    def __init__(self) -> None:
        given = {name.lower(): value for name, value in getattr(settings, "GATEHOUSE", {}).items()}
        clock, transport = given.pop("clock", time.time), given.pop("transport", None)
        if given.get("cookie_secret") is None:
            given["cookie_secret"] = [settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", [])]
        config, web = split_options(given)
        self.client = GatehouseClient(config, storage=MemoryStorage(), clock=clock, transport=transport)
        self.auth = WebAuth(self.client._core.shared, web)

    def open(self, request: HttpRequest) -> CurrentUser:
        """The session that comes with a request."""
        storage = self.auth.storage(request.COOKIES)
        return CurrentUser(self.client.with_storage(storage), self.auth, storage)


@functools.lru_cache(maxsize=1)
def extension() -> Extension:
    """The extension of this process."""
    return Extension()


def _forget(*, setting: str, **_: Any) -> None:
    if setting in ("GATEHOUSE", "SECRET_KEY"):
        extension.cache_clear()


setting_changed.connect(_forget, dispatch_uid="gatehouse")  # only sent by tests


def of(request: HttpRequest) -> CurrentUser:
    """The request's session."""
    found = getattr(request, "gatehouse", None)
    if not isinstance(found, CurrentUser):
        raise ConfigurationError(message="GatehouseMiddleware is not among the MIDDLEWARE")
    return found


def sign_in(request: HttpRequest, return_to: Optional[str] = None, **options: Any) -> HttpResponse:
    """For a view of your own: the redirect that starts a sign-in.

    :param request: the present request.
    :param return_to: path of this site to go on with.
    :param options: as :meth:`gatehouse.GatehouseClient.sign_in`, such as
        ``direct_sign_in={"method": "sso", "target": "acme"}`` or ``login_hint="anna@acme.example"``.
    :raises GatehouseError: as :meth:`gatehouse.GatehouseClient.sign_in`.
    """
    user = of(request)
    return answer(run(user._auth.start(user.client._core, return_to, **options)))


def login_required(view: F) -> F:
    """Let only signed-in people in: browsers are sent to sign in and come back, programs get a 401.

    Django's own ``login_required`` works too, with ``LOGIN_URL = "gatehouse:sign_in"``.

    :param view: the view function.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        user = of(request)
        if not user.is_authenticated:
            return answer(user._auth.challenge(request.method or "GET", headers(request), target(request)))
        return view(request, *args, **kwargs)

    return cast(F, guarded)


def require_token(verifier: TokenVerifier, *scopes: str, organization_id: Optional[str] = None) -> Callable[[F], F]:
    """Protect an API view by an access token; the view finds it as ``request.token``, a
    :class:`~gatehouse.api.VerifiedToken`. Refusals are answered by RFC 6750. Needs no middleware and no session.

    :param verifier: which tokens are accepted.
    :param scopes: what the token has to allow, all of it.
    :param organization_id: the organization that the token has to be for.
    """

    def decorate(view: F) -> F:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            header = request.META.get("HTTP_AUTHORIZATION")
            try:
                token = verifier.verify_header(header, scopes=scopes, organization_id=organization_id)
            except GatehouseError as error:
                refusal = refusal_of(error)
                if refusal is None:
                    raise
                return answer(WebResponse(refusal.status, refusal.headers, refusal.body))
            cast(Any, request).token = token
            return view(request, *args, **kwargs)

        # The token is in a header that no other site can send: a form's CSRF token has no meaning here.
        cast(Any, guarded).csrf_exempt = True
        return cast(F, guarded)

    return decorate


def headers(request: HttpRequest) -> dict[str, str]:
    """Header names in lower case."""
    return lower_headers(request.headers.items())


def target(request: HttpRequest) -> str:
    """The path asked for, as it was sent."""
    return as_sent(request.get_full_path())


def answer(response: WebResponse) -> HttpResponse:
    """As Django's."""
    made = HttpResponse(response.body.encode("utf-8"), status=response.status)
    if "Content-Type" not in response.headers:
        del made["Content-Type"]
    for name, value in response.headers.items():
        made[name] = value
    return made
