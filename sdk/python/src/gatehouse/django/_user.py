"""Keeps Django's own sign-in (``request.user``) and the session at Gatehouse in step."""

from __future__ import annotations

from typing import Any, Optional, cast

from django.apps import apps
from django.contrib import auth
from django.http import HttpRequest

from .._web import WebResponse, page
from ._request import CurrentUser

_SUBJECT = "gatehouse_sub"


def _uses_django_users(request: HttpRequest) -> bool:
    return hasattr(request, "session") and apps.is_installed("django.contrib.auth") and hasattr(request, "user")


def enter(request: HttpRequest, user: CurrentUser) -> Optional[WebResponse]:
    """Sign in to Django whom a backend finds for the claims; an answer when that person may not."""
    if not _uses_django_users(request):
        return None
    claims = user.claims
    found = auth.authenticate(request, gatehouse_claims=claims)
    if found is None:
        user.client.clear()
        auth.logout(request)
        home = user._auth.web.absolute("/")
        return page(403, "You have no access here", "Your account is not active in this app.", home)
    auth.login(request, found)  # gives the Django session a new key (session fixation)
    request.session[_SUBJECT] = claims["sub"]
    return None


def leave(request: HttpRequest) -> None:
    """Sign out of Django."""
    if _uses_django_users(request):
        auth.logout(request)


def leave_if_changed(request: HttpRequest, user: CurrentUser) -> None:
    """Whoever came through Gatehouse is signed in to Django only as long as the session at Gatehouse is theirs."""
    session = cast(Any, getattr(request, "session", None))
    subject = session.get(_SUBJECT) if session is not None else None
    if subject is None:
        return
    if not user.is_authenticated or user.claims["sub"] != subject:
        leave(request)
