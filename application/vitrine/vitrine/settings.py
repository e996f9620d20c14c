"""What the environment tells the application."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the application runs, and whom it calls."""

    context: str = "DEV"
    portraits_domain: str = "portraits"
    cache_domain: str = "cache"
    cache_password: str | None = None
    portraits_port: int = 8080
    cache_port: int = 6379

    @classmethod
    def from_environment(cls) -> "Settings":
        """The variables of the environment; an empty one counts as absent. Ports are not among them."""
        return cls(
            context=os.environ.get("CONTEXT") or cls().context,
            portraits_domain=os.environ.get("PORTRAITS_DOMAIN") or cls().portraits_domain,
            cache_domain=os.environ.get("CACHE_DOMAIN") or cls().cache_domain,
            cache_password=os.environ.get("CACHE_PASSWORD") or None,
        )
