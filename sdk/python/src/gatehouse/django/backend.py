"""Finds or makes the Django user of a person who signed in through Gatehouse."""

from __future__ import annotations

import hashlib
from typing import Any, Optional

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from ..models import IdTokenClaims

__all__ = ["GatehouseBackend"]


class GatehouseBackend(ModelBackend):
    """An authentication backend: issuer and ``sub`` → Django user.

    Never by email: an address can be given to somebody else, ``sub`` can't (OpenID Connect Core 1.0 section 5.7).
    Permissions and groups work as with Django's ``ModelBackend``. Subclass it to store more, or to map otherwise.
    """

    def authenticate(  # type: ignore[override]
        self, request: Optional[HttpRequest], gatehouse_claims: Optional[IdTokenClaims] = None, **_: Any
    ) -> Any:
        """The user for the claims of a verified ID token; None for other ways to sign in and for inactive users.

        :param request: the present request.
        :param gatehouse_claims: given by this package's callback only.
        """
        if gatehouse_claims is None:
            return None
        user = self.get_or_create(gatehouse_claims)
        self.update(user, gatehouse_claims)
        return user if self.user_can_authenticate(user) else None

    def username(self, claims: IdTokenClaims) -> str:
        """The name under which the person is stored.

        It contains a colon, which Django's forms don't allow in a name: nobody can register it in advance.

        :param claims: of the ID token.
        """
        issuer = hashlib.sha256(claims["iss"].encode("utf-8")).hexdigest()[:8]
        name = f"gatehouse:{issuer}:{claims['sub']}"
        if len(name) <= 150:
            return name
        return f"gatehouse:{issuer}:{hashlib.sha256(claims['sub'].encode('utf-8')).hexdigest()}"

    def get_or_create(self, claims: IdTokenClaims) -> Any:
        """The stored user; made, without a password, when the person comes for the first time.

        :param claims: of the ID token.
        """
        model: Any = get_user_model()
        user, created = model._default_manager.get_or_create(**{model.USERNAME_FIELD: self.username(claims)})
        if created:
            user.set_unusable_password()
            user.save()
        return user

    def update(self, user: Any, claims: IdTokenClaims) -> None:
        """Take over name and verified email address.

        :param user: the Django user.
        :param claims: of the ID token.
        """
        wanted = {
            "first_name": claims.get("given_name") or claims.get("name"),
            "last_name": claims.get("family_name"),
        }
        if claims.get("email_verified") is True:
            wanted["email"] = claims.get("email")
        changed = []
        for name, value in wanted.items():
            if isinstance(value, str) and name != user.USERNAME_FIELD and hasattr(user, name):
                value = value[: user._meta.get_field(name).max_length]
                if getattr(user, name) != value:
                    setattr(user, name, value)
                    changed.append(name)
        if changed:
            user.save(update_fields=changed)
