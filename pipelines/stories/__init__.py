"""Which articles are one text, one event, one case: values in, links between them out.

Pure functions: no Scrapy, no store, no clock, no network. The way of a new article:

    Document ──profile_of──▶ Profile ──keys──▶ Lookup.candidates ──compare──▶ Link … ──components──▶ stories

- `profile.py`    `Document` (what is known of an article) → `Profile` (all that comparing needs)
- `shingles.py`   a text made comparable: words without dateline, credits, "Baca juga"; shingles
- `signature.py`  MinHash bands and winnowed fingerprints → look-up keys, with the version of the algorithm
- `newsrooms.py`  which hosts are one newsroom; `weights.py` how much a word tells; `headlines.py` what a
                  headline says of its place in a case
- `copies.py`     two texts: verbatim, light edit, or neither
- `origin.py`     who had it first: credited agencies, press releases, earliest publication
- `events.py`     two articles: the same event, the same case, or neither, with a score and its reasons
- `relations.py`  `Relation`, `Verdict`, `Link`
- `index.py`      what linking asks of an index of keys, and one in memory
- `group.py`      `links_of(profile, …)` for one new article, `group_articles(…)` for a whole file
- `summary.py`    a story in figures: who carries it, who tells it in words of their own
"""
