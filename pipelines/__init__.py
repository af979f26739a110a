"""From a page as fetched to an article in the store. Knows no spider: what a source knows rides on the Page."""
