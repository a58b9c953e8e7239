"""Opens the session when a request comes and writes its cookies into the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Optional, cast

from django.http import HttpRequest, HttpResponse

from .._io import run
from .._web import cookie_headers
from ..errors import GatehouseError
from ._request import answer, extension, headers, of, target
from ._user import leave_if_changed

__all__ = ["GatehouseMiddleware"]

_log = logging.getLogger("gatehouse.django")


class GatehouseMiddleware:
    """Sets ``request.gatehouse``. Belongs after Django's ``AuthenticationMiddleware``.

    :param get_response: the rest of the application.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        user = extension().open(request)
        cast(Any, request).gatehouse = user
        leave_if_changed(request, user)
        response = self._get_response(request)
        cookies = run(user._auth.finish(user.client._core, user._storage))
        for cookie in cookies:
            response.set_cookie(
                cookie.name,
                cookie.value,
                max_age=cookie.max_age,
                path="/",
                secure=cookie.secure,
                httponly=True,
                samesite="Lax",
            )
        for name, value in cookie_headers((), user._storage.used, response.get):
            response[name] = f"{response[name]}, {value}" if response.has_header(name) else value
        if cookies and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> Optional[HttpResponse]:
        """The answer to an error of this package that no view handled: to sign in again, or a plain page.

        :param request: the present request.
        :param exception: what the view raised; None is answered for others than ours.
        """
        if not isinstance(exception, GatehouseError):
            return None
        _log.warning("%s", exception)
        method = request.method or "GET"
        return answer(of(request)._auth.explain(exception, method, headers(request), target(request)))
