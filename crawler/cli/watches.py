"""What a source is watched for, also one that the catalogue does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.labels import Watch

if TYPE_CHECKING:
    from crawler.cli.context import Context


def watch_of(here: Context, source: str) -> Watch:
    """By the catalogue; an import's own sources are watched for what the configuration says."""
    if source in here.catalog:
        return here.catalog[source].hints.watch
    return here.config.watch()
