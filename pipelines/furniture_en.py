"""The habits of the English-language press of the region, in the form of furniture. Knows no Indonesian."""

from __future__ import annotations

import re

from pipelines.lines import Rule, Where, rule

_NAME = r"[A-Z][\w.'’-]{1,30}(?:\s(?:bin|binti|al|[A-Z][\w.'’-]{0,30})){0,4}"

ENGLISH: tuple[Rule, ...] = (
    rule("read-also", r"(?:read|see|watch)\s(?:also|more)\s?[:：](?P<related>.*)"),
    rule(
        "read-also", r"(?:also\sread|related(?:\s(?:articles?|stor(?:y|ies)|news))?)\s?[:：](?P<related>.*)"
    ),
    rule("follow-us", r"follow\sus\son\b.{0,160}", Where.TAIL),
    rule(
        "caption",
        r"(?P<captions>.{10,300}\s[—–-]\s(?:picture|photo|afp|reuters)\b.{0,60})",
        Where.HEAD,
        400,
        needs=("picture", "photo", "afp", "reuters"),
    ),
    Rule(
        name="byline",
        pattern=re.compile(rf"(?:By|BY)\s(?P<authors>{_NAME}(?:(?:,\s|\sand\s){_NAME}){{0,3}})\W*"),
        where=Where.HEAD,
        longest=100,
    ),
)
