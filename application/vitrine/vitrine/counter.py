"""The number of visits, which only the cache knows."""

import logging
from typing import cast

from valkey import Valkey
from valkey.exceptions import ValkeyError

from vitrine.settings import Settings

_KEY = "visites"
_PATIENCE = 0.5
_log = logging.getLogger(__name__)


class Counter:
    """The counter in the cache; connects at the first visit, and again after a fault."""

    def __init__(self, settings: Settings) -> None:
        self._cache = Valkey(
            host=settings.cache_domain,
            port=settings.cache_port,
            password=settings.cache_password,
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
        )

    def add_visit(self) -> int | None:
        """The number of visits with this one; None when the cache does not answer."""
        try:
            return cast(int, self._cache.incr(_KEY))  # typed as if it might be awaited
        except ValkeyError as error:
            _log.warning("Cache: %s", error)
            return None
