"""Sign-in, tokens and protected APIs with Gatehouse, or with any OpenID Provider.

- :class:`GatehouseClient` and :class:`AsyncGatehouseClient`: the protocol, for any program.
- :mod:`gatehouse.flask`, :mod:`gatehouse.fastapi`, :mod:`gatehouse.django`: ten lines to a working sign-in.
- :mod:`gatehouse.api`: protect an API, in any framework.
"""

from .aio import AsyncGatehouseClient
from .client import GatehouseClient
from .config import GatehouseConfig
from .errors import (
    ERROR_CODES,
    ConfigurationError,
    GatehouseError,
    NotAuthenticatedError,
    ProviderError,
    SignInError,
    StorageError,
    TokenError,
)
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
from .storage import AnyStorage, AsyncStorage, MemoryStorage, Storage

__version__ = "0.1.0"

__all__ = [
    "ERROR_CODES",
    "AccessTokenClaims",
    "AnyStorage",
    "AsyncGatehouseClient",
    "AsyncStorage",
    "ConfigurationError",
    "DirectSignIn",
    "FirstScreen",
    "GatehouseClient",
    "GatehouseConfig",
    "GatehouseContext",
    "GatehouseError",
    "IdTokenClaims",
    "MemoryStorage",
    "NotAuthenticatedError",
    "Prompt",
    "ProviderError",
    "SignInError",
    "SignInResult",
    "Storage",
    "StorageError",
    "TokenError",
    "UserInfo",
    "__version__",
]
