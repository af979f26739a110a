"""The catalogue: which sources there are. Data in `*.toml`, one file a network."""

from spiders.catalog.load import Catalog, load_catalog
from spiders.catalog.source import Source

__all__ = ["Catalog", "Source", "load_catalog"]
