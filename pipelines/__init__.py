"""From a page as fetched to an article in the store.

Knows no spider: what a source knows about its pages rides on the Page.
"""
