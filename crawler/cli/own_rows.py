"""Puts a row into the owner's `ronda.toml`, or leaves the file exactly as it was. Knows no site."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from crawler.config import read_config
from crawler.errors import ConfigError, UsageError


def add_row(file: Path, name: str, table: str) -> None:
    """Appends the TOML lines of `[sources.NAME]` to a file, which need not exist.

    What is to become the file is read as configuration and catalogue first, and only then takes its place, at
    once. Raises UsageError when it cannot be read so, or not be written; nothing has changed then.
    """
    from spiders.catalog.write import with_row

    target = file.resolve()  # a link stays a link
    try:
        old = target.read_bytes() if target.exists() else b""
        with NamedTemporaryFile(
            dir=target.parent, prefix=".ronda-", suffix=".toml", delete=False
        ) as temporary:
            new = Path(temporary.name)
            temporary.write(with_row(old, table))
            temporary.flush()
            os.fsync(temporary.fileno())
        try:
            _as_before(target, new)
            _must_be_sound(file, new, name, table)
            if (target.read_bytes() if target.exists() else b"") != old:
                raise UsageError(f"{file}: was changed meanwhile, so nothing was written. Try again")
            new.replace(target)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"{file}: {error.strerror}, so nothing was written. Put this in:\n{table}"
        ) from error


def _as_before(target: Path, new: Path) -> None:
    """Permissions and owner of the file that is replaced; of a new file, what the user's umask leaves."""
    if target.exists():
        shutil.copymode(target, new)
        with suppress(PermissionError):
            os.chown(new, target.stat().st_uid, target.stat().st_gid)
        return
    umask = os.umask(0)
    os.umask(umask)
    new.chmod(0o666 & ~umask)


def _must_be_sound(file: Path, new: Path, name: str, table: str) -> None:
    from spiders.catalog import load_catalog

    try:
        catalog = load_catalog(read_config(new))
    except ConfigError as error:
        said = str(error).replace(str(new), str(file))
        raise UsageError(f"nothing was written: {said}\nMend that, or put this in:\n{table}") from error
    if name not in catalog:
        raise UsageError(f"{file}: {name} would not be a source, so nothing was written")
