"""What can go wrong, each with a code to branch on and a hint that says what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from ._io import HttpResponse

_HINTS = {
    "not_authenticated": "Send the person through sign_in() first.",
    "session_expired": "The provider ended the session or it became too old. Sign in again.",
    "no_refresh_token": "Ask for offline access (offline_access=True, prompt 'consent'), then sign in again.",
    "sign_in_not_found": "The sign-in was finished already, is older than an hour, or was started in another "
    "browser. Start a new one.",
    "state_mismatch": "The answer carries no usable state, so it belongs to no sign-in of this app. Start a new one.",
    "issuer_mismatch": "The answer came from another provider than the one asked. Start again; if it stays, check "
    "the configured endpoint or issuer.",
    "id_token_invalid": "The provider's ID token breaks a rule (details['check']). Nobody was signed in. Check the "
    "provider's configuration and the clocks of both machines.",
    "provider_error": "The provider refused; details carry its error and description.",
    "access_denied": "The person or a policy refused the sign-in. Offer to try again.",
    "provider_unreachable": "Check the network and that the provider runs, then try again.",
    "provider_response_invalid": "The provider answered something that its specification forbids. Check that "
    "endpoint or issuer really is an OpenID Provider.",
    "discovery_invalid": "Check endpoint or issuer: {issuer}/.well-known/openid-configuration must be there and name "
    "exactly this issuer.",
    "invalid_config": "Correct the configuration.",
    "invalid_redirect_uri": "Use an absolute https address (http only on loopback) that is registered for the app.",
    "invalid_return_to": "Use a path of this site that starts with one slash, such as '/orders?page=2'.",
    "userinfo_subject_mismatch": "The provider answered about another person. Do not use the answer.",
    "opaque_token": "Tokens without a resource have no readable claims. Ask for a token for an API resource.",
    "storage_error": "The storage failed or can not hold the session. Check the store that the app passes.",
    "unsupported": "The provider or this configuration does not offer it.",
    "token_missing": "Send the access token as 'Authorization: Bearer …'.",
    "token_invalid": "Get a new access token for this API.",
    "token_expired": "Get a new access token for this API.",
    "insufficient_scope": "Ask for an access token with the scopes that the API needs.",
    "wrong_audience": "Ask for an access token for this API (its resource indicator).",
    "wrong_organization": "Ask for an access token for the organization that the request is about.",
    "cookie_secret_invalid": "Set a cookie secret of at least 32 random characters, such as the output of "
    "`python -c 'import secrets; print(secrets.token_urlsafe(48))'`.",
}

ERROR_CODES = frozenset(_HINTS)
"""Every code that this package raises. They are the same in Gatehouse's JavaScript SDK."""


class GatehouseError(Exception):
    """Base of all errors of this package.

    :ivar code: one of :data:`ERROR_CODES`; stable, made for branching.
    :ivar message: what happened, for logs. Carries no secret and no token.
    :ivar hint: what to do about it.
    :ivar details: more, for machines: ``check`` (which rule was broken), ``error`` and ``error_description``
        (what the provider said), ``status``.
    """

    default_code = "provider_error"

    def __init__(
        self,
        code: Optional[str] = None,
        message: str = "",
        *,
        hint: Optional[str] = None,
        details: Optional[Mapping[str, Any]] = None,
    ) -> None:
        self.code = code or self.default_code
        self.message = message or self.code.replace("_", " ")
        self.hint = hint or _HINTS.get(self.code, "")
        self.details: dict[str, Any] = dict(details or {})
        super().__init__(self.message)

    def __str__(self) -> str:
        check = self.details.get("check")
        return f"[{self.code}{f'/{check}' if check else ''}] {self.message} {self.hint}".rstrip()


class ConfigurationError(GatehouseError):
    """The app is set up wrongly: ``invalid_config``, ``invalid_redirect_uri``, ``cookie_secret_invalid``,
    ``unsupported``."""

    default_code = "invalid_config"


class NotAuthenticatedError(GatehouseError):
    """Nobody is signed in (any more): ``not_authenticated``, ``session_expired``, ``no_refresh_token``."""

    default_code = "not_authenticated"


class SignInError(GatehouseError):
    """A sign-in did not succeed: ``sign_in_not_found``, ``state_mismatch``, ``issuer_mismatch``,
    ``id_token_invalid``, ``access_denied``, ``invalid_return_to``."""

    default_code = "sign_in_not_found"


class ProviderError(GatehouseError):
    """The provider refused, was not reachable or broke the protocol: ``provider_error``, ``provider_unreachable``,
    ``provider_response_invalid``, ``discovery_invalid``, ``userinfo_subject_mismatch``."""

    default_code = "provider_error"


class StorageError(GatehouseError):
    """The session could not be kept: ``storage_error``."""

    default_code = "storage_error"


class TokenError(GatehouseError):
    """An access token was not accepted, at an API or when reading it: ``token_missing``, ``token_invalid``,
    ``token_expired``, ``insufficient_scope``, ``wrong_audience``, ``wrong_organization``, ``opaque_token``."""

    default_code = "token_invalid"


def id_token_error(check: str, message: str, **details: Any) -> SignInError:
    """An ``id_token_invalid`` error that names the broken rule."""
    return SignInError("id_token_invalid", message, details={"check": check, **details})


def response_error(message: str, **details: Any) -> ProviderError:
    """A ``provider_response_invalid`` error."""
    return ProviderError("provider_response_invalid", message, details=details)


def refuse_outage(response: HttpResponse) -> None:
    """Raise ``provider_unreachable`` when the provider says that it can not answer now (429, 5xx)."""
    if response.status == 429 or response.status >= 500:
        raise ProviderError(
            "provider_unreachable",
            f"the provider answers {response.status}",
            details={"status": response.status},
        )


_NOT_PRINTABLE = re.compile(r"[^\x20-\x7e\u00a0-\ud7ff]")


def refusal(error: object, description: object = None, status: Optional[int] = None) -> GatehouseError:
    """The error for an OAuth error answer (RFC 6749 sections 4.1.2.1 and 5.2).

    The texts come from outside: they are shortened and cleaned; show them as text only, never as HTML.
    """
    name = _NOT_PRINTABLE.sub("", str(error))[:100]
    details: dict[str, Any] = {"error": name}
    if isinstance(description, str):
        details["error_description"] = _NOT_PRINTABLE.sub("", description)[:500]
    if status is not None:
        details["status"] = status
    message = f"the provider answers {name}"
    if name == "access_denied":
        return SignInError("access_denied", message, details=details)
    return ProviderError("provider_error", message, details=details)
