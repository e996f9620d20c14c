"""`timonier-slides`: a deck beside each lesson. No deck is built yet, so the plugin has no hook."""

from __future__ import annotations

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin


class SlidesConfig(Config):
    """No option."""


class SlidesPlugin(BasePlugin[SlidesConfig]):
    """Declared in mkdocs.yml from the first day, so that no course has to change when decks come."""
