"""A Django project in one file, with its database in memory."""

from __future__ import annotations

import sys

import django
from django.conf import settings

SECRET = "a secret that only the tests know of"
settings.configure(
    DEBUG=False,
    SECRET_KEY=SECRET,
    ALLOWED_HOSTS=["app.example", "evil.example", "testserver"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "gatehouse.django.middleware.GatehouseMiddleware",
    ],
    AUTHENTICATION_BACKENDS=[
        "gatehouse.django.backend.GatehouseBackend",
        "django.contrib.auth.backends.ModelBackend",
    ],
    LOGIN_URL="gatehouse:sign_in",
    GATEHOUSE={"ENDPOINT": "https://op.example", "APP_ID": "app", "BASE_URL": "https://app.example"},
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.decorators import login_required as django_login_required  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import clear_url_caches, include, path  # noqa: E402

from fake_provider import API  # noqa: E402
from gatehouse.django import login_required  # noqa: E402

call_command("migrate", verbosity=0)


def home(request: HttpRequest) -> HttpResponse:
    user = request.gatehouse
    return HttpResponse(user.claims["name"] if user.is_authenticated else "nobody")


@login_required
def me(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.gatehouse.claims["sub"])


@django_login_required
def account(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


def token(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(str(len(request.gatehouse.get_access_token(f"{API}/{name}"))))


urlpatterns = [
    path("", include("gatehouse.django.urls")),
    path("", home),
    path("me", me),
    path("account", account),
    path("token/<str:name>", token),
]


def reset() -> None:
    """Nobody is known, and addresses are read from the settings again."""
    get_user_model().objects.all().delete()
    sys.modules.pop("gatehouse.django.urls", None)
    urlpatterns[0] = path("", include("gatehouse.django.urls"))
    clear_url_caches()
