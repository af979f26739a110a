"""`ronda metadata`: titles, facets and descriptions for Datasette, as it reads them."""

from __future__ import annotations

import typer

from crawler.cli import output
from crawler.cli.options import example


def register(app: typer.Typer) -> None:
    epilog = example("ronda metadata > metadata.json", "datasette ronda.db --metadata metadata.json")
    app.command("metadata", epilog=epilog)(metadata)


def metadata() -> None:
    """Print metadata for Datasette, as JSON."""
    from storage import datasette_metadata

    output.print_json(datasette_metadata())
