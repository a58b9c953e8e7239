"""How an app is set up, checked once when the client is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional, Union
from urllib.parse import urlsplit

from ._urls import url_problem
from .errors import ConfigurationError
from .models import Prompt


@dataclass(frozen=True)
class GatehouseConfig:
    """An app at Gatehouse, or at any other OpenID Provider.

    :param endpoint: Gatehouse's address; the issuer is then ``{endpoint}/oidc``.
    :param issuer: instead of ``endpoint``: the issuer of any OpenID Provider. What only Gatehouse offers
        (``first_screen``, ``direct_sign_in``, organizations) is then refused with ``unsupported``.
    :param app_id: the app's id (``client_id``).
    :param app_secret: for apps that can keep one; sent by HTTP Basic (RFC 6749 section 2.3.1).
    :param scopes: scopes besides ``openid``, ``profile`` and ``offline_access``.
    :param offline_access: whether to ask for a refresh token (OpenID Connect Core 1.0 section 11).
    :param resources: indicators of the API resources that the app calls (RFC 8707).
    :param prompt: default of each sign-in; ``consent`` when offline access is asked for, as the specification wants
        (Gatehouse shows no consent page for your own apps).
    :param clock_tolerance_seconds: how far the two clocks may be apart.
    :param timeout_seconds: how long one request to the provider may take in all.
    :raises ConfigurationError: ``invalid_config``, naming the field.
    """

    app_id: str
    endpoint: Optional[str] = None
    issuer: Optional[str] = None
    app_secret: Optional[str] = field(default=None, repr=False)
    scopes: Sequence[str] = ()
    offline_access: bool = True
    resources: Sequence[str] = ()
    prompt: Union[Prompt, Sequence[Prompt], None] = None
    clock_tolerance_seconds: float = 60
    timeout_seconds: float = 10

    def __post_init__(self) -> None:
        if not isinstance(self.app_id, str) or not self.app_id:
            raise ConfigurationError(message="app_id is missing")
        if bool(self.endpoint) == bool(self.issuer):
            raise ConfigurationError(message="give either endpoint or issuer")
        name = "endpoint" if self.endpoint else "issuer"
        address = self.endpoint or self.issuer or ""
        problem = url_problem(address) or ("must not contain a query" if "?" in address else None)
        if problem:
            raise ConfigurationError(message=f"{name} {problem}")
        if self.app_secret == "":
            raise ConfigurationError(message="app_secret is empty; leave it out for an app without one")
        for member in ("scopes", "resources"):
            values = getattr(self, member)
            if isinstance(values, str) or not all(isinstance(v, str) and v and " " not in v for v in values):
                raise ConfigurationError(message=f"{member} must be a list of names without spaces")
        if not all(urlsplit(indicator).scheme and "#" not in indicator for indicator in self.resources):
            raise ConfigurationError(message="resources are absolute URIs without a fragment (RFC 8707 section 2)")
        if not 0 <= self.clock_tolerance_seconds <= 600:
            raise ConfigurationError(message="clock_tolerance_seconds is not 0 to 600")
        if self.timeout_seconds <= 0:
            raise ConfigurationError(message="timeout_seconds is not positive")

    @property
    def is_gatehouse(self) -> bool:
        """Whether Gatehouse's own conveniences may be used."""
        return self.endpoint is not None

    @property
    def expected_issuer(self) -> str:
        """The issuer that discovery, answers and tokens must name, character by character."""
        return f"{self.endpoint.rstrip('/')}/oidc" if self.endpoint else str(self.issuer)

    @property
    def discovery_url(self) -> str:
        """OpenID Connect Discovery 1.0 section 4.1."""
        return f"{self.expected_issuer.rstrip('/')}/.well-known/openid-configuration"

    @property
    def all_scopes(self) -> list[str]:
        """What is asked for, without repeats."""
        base = ["openid", "profile", *(["offline_access"] if self.offline_access else [])]
        return list(dict.fromkeys([*base, *self.scopes]))
