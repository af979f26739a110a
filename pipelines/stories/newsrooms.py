"""Which addresses are one newsroom. Knows no source catalogue.

A copy in the same newsroom is an update of its own; a copy elsewhere is a source taken over. `news.detik.com`
and `oto.detik.com` are desks of one newsroom, `batam.tribunnews.com` and `medan.tribunnews.com` two of one
network: a desk is called by a subject, a regional newsroom by a place.
"""

from __future__ import annotations

_DESK_NAMES = """
    www m amp wap web index news berita nasional daerah regional nusantara metro megapolitan hukum kriminal
    politik dunia international internasional ekonomi economy ekbis bisnis finance money properti oto otomotif
    tekno techno inet edukasi sport sports bola travel health food lifestyle wolipop hot celebrity seleb
    entertainment muslim islami foto video tv
"""
_DESKS = frozenset(_DESK_NAMES.split())


def newsroom(outlet: str | None) -> str | None:
    """The newsroom of a host or source id: a host without the names of its desks; None for none."""
    if not outlet:
        return None
    parts = outlet.casefold().strip(".").split(".")
    while len(parts) > 2 and parts[0] in _DESKS:
        del parts[0]
    return ".".join(parts)
