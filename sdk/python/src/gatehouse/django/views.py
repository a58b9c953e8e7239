"""The four routes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from .._io import run
from ._request import answer, headers, of
from ._request import sign_in as start
from ._user import enter, leave

__all__ = ["callback", "sign_in", "sign_out", "sign_up"]


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Starts a sign-in; ``?return_to=`` or, as Django's ``login_required`` writes it, ``?next=`` says where to go on.

    :param request: the request.
    """
    return start(request, request.GET.get("return_to") or request.GET.get("next"))


@require_safe
def sign_up(request: HttpRequest) -> HttpResponse:
    """As :func:`sign_in`, beginning with the page that makes an account.

    :param request: the request.
    """
    return start(request, request.GET.get("return_to") or request.GET.get("next"), first_screen="register")


@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Finishes a sign-in, here and in Django.

    :param request: the request.
    """
    user = of(request)
    query = request.META.get("QUERY_STRING", "")
    return answer(run(user._auth.callback(user.client._core, query, lambda: enter(request, user))))


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session here, in Django and at the provider.

    :param request: the request.
    """
    user = of(request)
    response = run(user._auth.sign_out(user.client._core, request.method or "GET", headers(request)))
    if response.status == 303:
        leave(request)
    return answer(response)
