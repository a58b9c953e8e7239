"""Sign-in for Django.

::

    # settings.py
    MIDDLEWARE = [..., "django.contrib.auth.middleware.AuthenticationMiddleware",
                  "gatehouse.django.middleware.GatehouseMiddleware"]
    AUTHENTICATION_BACKENDS = ["gatehouse.django.backend.GatehouseBackend"]
    LOGIN_URL = "gatehouse:sign_in"
    GATEHOUSE = {"ENDPOINT": "https://id.example.com", "APP_ID": "…", "APP_SECRET": "…",
                 "BASE_URL": "https://app.example.com"}

    # urls.py
    urlpatterns = [path("", include("gatehouse.django.urls")), ...]

Then ``request.gatehouse`` is a :class:`CurrentUser` and ``request.user`` a Django user. Tokens are kept in encrypted
cookies, made with ``SECRET_KEY`` unless ``GATEHOUSE["COOKIE_SECRET"]`` is set.
"""

from ._request import CurrentUser, login_required, require_token, sign_in

__all__ = ["CurrentUser", "login_required", "require_token", "sign_in"]
