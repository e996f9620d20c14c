"""Templates that are compiled once: Material has many, and each build needs most of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from timonier.cache import Cache
from timonier.lint.basis import programs

STAGE: Final = "gabarits"
_LIBRARIES: Final = ("jinja2-", "markupsafe-", "mkdocs-", "properdocs-")


@dataclass(frozen=True, slots=True)
class Compiled(BytecodeCache):
    """Where Jinja finds the code of a template; it compares the template's text itself."""

    cache: Cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is known of a template."""
        if known := self.cache.recall(STAGE, bucket.key, programs((), _LIBRARIES)):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what Jinja made of it."""
        self.cache.keep(STAGE, bucket.key, programs((), _LIBRARIES), bucket.bytecode_to_string())
