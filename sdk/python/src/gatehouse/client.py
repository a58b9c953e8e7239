"""The client that blocks."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Optional, Union

import httpx

from ._core import Core, share
from ._io import Clock, SyncIo, run
from .config import GatehouseConfig
from .models import (
    AccessTokenClaims,
    DirectSignIn,
    FirstScreen,
    GatehouseContext,
    IdTokenClaims,
    Prompt,
    SignInResult,
    UserInfo,
)
from .storage import Storage


class GatehouseClient:
    """Signs people in, and keeps and renews their tokens. This one blocks; :class:`AsyncGatehouseClient` awaits.

    One object serves a whole app: :meth:`with_storage` gives the same client with another person's session, sharing
    connections, discovery document, keys and locks. Safe for use by many threads.

    :param config: the app and its provider.
    :param storage: where the session of **one** person is kept.
    :param clock: seconds since 1970; :func:`time.time` unless a test says otherwise.
    :param transport: an ``httpx`` transport, for proxies, client certificates or tests.
    :raises ConfigurationError: ``invalid_config``.
    """

    def __init__(
        self,
        config: GatehouseConfig,
        *,
        storage: Storage,
        clock: Clock = time.time,
        transport: Optional[httpx.BaseTransport] = None,
    ) -> None:
        self._io = SyncIo(config.timeout_seconds, transport)
        self._core = Core(share(config, self._io, clock), storage)

    @property
    def config(self) -> GatehouseConfig:
        """What the client was made with."""
        return self._core.config

    def with_storage(self, storage: Storage) -> GatehouseClient:
        """The same client for another session.

        :param storage: that session's storage.
        :returns: a client that shares connections, discovery document, keys and locks with this one.
        """
        other = object.__new__(GatehouseClient)
        other._io = self._io
        other._core = Core(self._core.shared, storage)
        return other

    def sign_in(
        self,
        redirect_uri: str,
        *,
        first_screen: Optional[FirstScreen] = None,
        login_hint: Optional[str] = None,
        direct_sign_in: Optional[DirectSignIn] = None,
        prompt: Union[Prompt, Sequence[Prompt], None] = None,
        organization_id: Optional[str] = None,
        acr_values: Optional[Sequence[str]] = None,
        max_age: Optional[int] = None,
        ui_locales: Optional[Sequence[str]] = None,
        extra_params: Optional[Mapping[str, str]] = None,
        return_to: Optional[str] = None,
    ) -> str:
        """Start a sign-in (OpenID Connect Core 1.0 section 3.1.2.1, with PKCE, RFC 7636).

        Several may be under way at once, in parallel tabs.

        :param redirect_uri: where the provider sends the person back; registered for the app.
        :param first_screen: page to begin with, such as ``register`` (Gatehouse only).
        :param login_hint: what to fill in as identifier.
        :param direct_sign_in: go straight to an identity provider, such as ``{"method": "sso", "target": "acme"}``
            (Gatehouse only).
        :param prompt: instead of the configured one; ``login`` asks for the password again, ``none`` shows no page.
        :param organization_id: the organization to sign in to (Gatehouse only).
        :param acr_values: authentication contexts that are wished for.
        :param max_age: how long ago, in seconds, the person may have proved who they are; checked afterwards.
        :param ui_locales: languages of the pages, best first (BCP 47).
        :param extra_params: further parameters; not those that the checks depend on.
        :param return_to: path of this site to go on with afterwards, given back by :meth:`handle_sign_in_callback`.
        :returns: the address to send the browser to.
        :raises ConfigurationError: ``invalid_redirect_uri``, ``invalid_config``, ``unsupported``.
        :raises SignInError: ``invalid_return_to``.
        :raises ProviderError: ``provider_unreachable``, ``discovery_invalid``.
        :raises StorageError: ``storage_error``.
        """
        return run(
            self._core.sign_in(
                redirect_uri,
                first_screen=first_screen,
                login_hint=login_hint,
                direct_sign_in=direct_sign_in,
                prompt=prompt,
                organization_id=organization_id,
                acr_values=acr_values,
                max_age=max_age,
                ui_locales=ui_locales,
                extra_params=extra_params,
                return_to=return_to,
            )
        )

    def handle_sign_in_callback(self, url: str) -> SignInResult:
        """Finish a sign-in: check the answer, redeem the code, check the ID token, keep the session.

        Checked are state (used once), issuer (RFC 9207), and of the ID token signature, algorithm, iss, aud, azp,
        exp, iat, nonce, at_hash, and auth_time when ``max_age`` was asked for (OpenID Connect Core 1.0, 3.1.3.7).

        :param url: the callback's whole address, with its query.
        :returns: where to go on.
        :raises SignInError: ``sign_in_not_found`` (unknown, replayed, older than an hour), ``state_mismatch``,
            ``issuer_mismatch``, ``access_denied``, ``id_token_invalid`` (``details['check']``).
        :raises ProviderError: ``provider_error``, ``provider_unreachable``, ``provider_response_invalid``.
        :raises ConfigurationError: ``invalid_redirect_uri``: the answer came to another path.
        :raises StorageError: ``storage_error``.
        """
        return run(self._core.handle_sign_in_callback(url))

    def is_sign_in_callback(self, url: str) -> bool:
        """Whether the address is the answer to a sign-in that was started here.

        :param url: the whole address, with its query.
        """
        return run(self._core.is_sign_in_callback(url))

    def sign_out(self, post_logout_redirect_uri: Optional[str] = None, state: Optional[str] = None) -> str:
        """End the session here, revoke its tokens (RFC 7009, best effort), and say where to end it at the provider.

        :param post_logout_redirect_uri: where the provider sends the person then; registered for the app.
        :param state: given back to that address.
        :returns: the address to send the browser to (OpenID Connect RP-Initiated Logout 1.0).
        :raises ConfigurationError: ``invalid_redirect_uri``; ``unsupported``: the provider can't.
        :raises ProviderError: ``provider_unreachable``, ``discovery_invalid``; the session here has ended all the
            same.
        """
        return run(self._core.sign_out(post_logout_redirect_uri, state))

    def clear(self) -> None:
        """Forget the session here only; the provider's session and tokens stay.

        :raises StorageError: ``storage_error``.
        """
        run(self._core.clear())

    def is_authenticated(self) -> bool:
        """Whether somebody is signed in here. Asks nobody.

        :raises StorageError: ``storage_error``.
        """
        return run(self._core.is_authenticated())

    def get_id_token_claims(self) -> IdTokenClaims:
        """Who is signed in: the claims of the ID token, verified when it came.

        :raises NotAuthenticatedError: ``not_authenticated``.
        """
        return run(self._core.get_id_token_claims())

    def get_id_token(self) -> Optional[str]:
        """The ID token as it came, or None when nobody is signed in.

        :raises StorageError: ``storage_error``.
        """
        return run(self._core.get_id_token())

    def get_access_token(self, resource: Optional[str] = None, organization_id: Optional[str] = None) -> str:
        """An access token that is good for at least a minute; renewed when needed (RFC 6749 section 6).

        Parallel calls for one session renew it once.

        :param resource: indicator of the API (RFC 8707), one of the configured ones; None for the provider's own
            UserInfo endpoint.
        :param organization_id: for what the person may do in this organization (Gatehouse only).
        :raises NotAuthenticatedError: ``not_authenticated``, ``session_expired``, ``no_refresh_token``.
        :raises ProviderError: ``provider_error`` (``details['error']``, such as ``invalid_target``),
            ``provider_unreachable``, ``provider_response_invalid``.
        :raises SignInError: ``id_token_invalid``: a new ID token is about somebody else.
        """
        return run(self._core.get_access_token(resource, organization_id))

    def get_access_token_claims(
        self, resource: Optional[str] = None, organization_id: Optional[str] = None
    ) -> AccessTokenClaims:
        """What an access token says, **not verified**: to show, not to decide. APIs use :mod:`gatehouse.api`.

        :param resource: as in :meth:`get_access_token`.
        :param organization_id: as in :meth:`get_access_token`.
        :raises TokenError: ``opaque_token``: without a resource there are no readable claims.
        :raises NotAuthenticatedError: as in :meth:`get_access_token`.
        :raises ProviderError: as in :meth:`get_access_token`.
        """
        return run(self._core.get_access_token_claims(resource, organization_id))

    def get_organization_token(self, organization_id: str) -> str:
        """An access token for what the person may do in an organization (Gatehouse only).

        :param organization_id: the organization.
        :raises ConfigurationError: ``invalid_config``, ``unsupported``.
        :raises NotAuthenticatedError: as in :meth:`get_access_token`.
        :raises ProviderError: as in :meth:`get_access_token`.
        """
        return run(self._core.get_organization_token(organization_id))

    def fetch_user_info(self) -> UserInfo:
        """What the provider knows of the person now (OpenID Connect Core 1.0 section 5.3).

        :raises ProviderError: ``userinfo_subject_mismatch``, ``provider_error``, ``provider_unreachable``,
            ``provider_response_invalid``.
        :raises NotAuthenticatedError: as in :meth:`get_access_token`.
        :raises ConfigurationError: ``unsupported``: no such endpoint.
        """
        return run(self._core.fetch_user_info())

    def get_context(
        self,
        *,
        fetch_user_info: bool = False,
        resource: Optional[str] = None,
        organization_id: Optional[str] = None,
    ) -> GatehouseContext:
        """What a page wants to know, at once. Asks nobody unless told to.

        :param fetch_user_info: also ask the provider for the person's profile.
        :param resource: also get an access token for this API.
        :param organization_id: also get an access token for this organization.
        :raises GatehouseError: as the methods that get these; never because nobody is signed in.
        """
        return run(
            self._core.get_context(
                fetch_user_info=fetch_user_info, resource=resource, organization_id=organization_id
            )
        )

    def close(self) -> None:
        """Close the connections to the provider."""
        self._io.close()

    def __enter__(self) -> GatehouseClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
