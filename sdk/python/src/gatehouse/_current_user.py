"""Who made a request, for frameworks whose views block."""

from __future__ import annotations

from typing import Optional

from .client import GatehouseClient
from .models import IdTokenClaims, UserInfo


class CurrentUser:
    """Who made this request.

    :ivar client: the :class:`~gatehouse.GatehouseClient` of this request, for everything else.
    """

    def __init__(self, client: GatehouseClient) -> None:
        self.client = client

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody is signed in."""
        return self.client.is_authenticated()

    @property
    def claims(self) -> IdTokenClaims:
        """The claims of the ID token.

        :raises NotAuthenticatedError: ``not_authenticated``.
        """
        return self.client.get_id_token_claims()

    def get_access_token(self, resource: Optional[str] = None, organization_id: Optional[str] = None) -> str:
        """An access token for an API; see :meth:`gatehouse.GatehouseClient.get_access_token`.

        :param resource: the API's indicator.
        :param organization_id: the organization it is about.
        :raises GatehouseError: ``not_authenticated``, ``session_expired``, …; unhandled, people are sent to sign in.
        """
        return self.client.get_access_token(resource, organization_id)

    def fetch_user_info(self) -> UserInfo:
        """What the provider knows of the person now; see :meth:`gatehouse.GatehouseClient.fetch_user_info`.

        :raises GatehouseError: ``not_authenticated``, ``userinfo_subject_mismatch``, …
        """
        return self.client.fetch_user_info()
