"""What a person who searches means: the language of queries, affixes, synonyms, relevance. Runs no SQL."""

from __future__ import annotations

from storage.search.query import FIELDS, Both, Either, Field, Node, Question, Term, Without, parse

__all__ = ["FIELDS", "Both", "Either", "Field", "Node", "Question", "Term", "Without", "parse"]
