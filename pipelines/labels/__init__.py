"""What an article says: places, police units, people, topics. Text in, labels out, each with the words
that gave it.

Pure functions. Knows neither Scrapy nor the store, reads no page, asks no network, learns nothing: vocabulary
stands in `data/`, rules in the modules.

One article is read once, and every finder takes that reading:

    words = read(body, title=title)             # words.py: the words and where they stand
    units = find_units(words, region=region)    # units.py: Polres Ogan Komering Ulu, code 16.01
    places = find_places(words, region=region)  # places.py: where it happened, and what is mentioned besides
    villages = find_villages(words)             # villages.py: Desa, Kelurahan, Pekon … as written
    line = find_dateline(words)                 # dateline.py: also in `places.dateline`
    people = find_officials(words, units=units) # officials.py: name, rank, post, unit; handovers

`label_text` in label.py does all of it, with relevance, topics, operation, event time, law and agency;
article.py makes of that what the store keeps and `ronda label` prints. privacy.py masks names for exports.

- `Words.text` is title and body, joined by one line break. `Span(start, end)` counts characters of that text;
  `words.quote(span)` is what a reader is shown as the reason.
- A label is a frozen dataclass with `evidence: tuple[Span, ...]`, in the order of the text, never empty.
- `region` is a province, kabupaten or kota as a source states it ("Sumatera Selatan"); it decides only
  between readings that the text leaves open, and never adds a label of its own.
- `Words.aside[i]` is true of words in "Baca juga" lines and other pointers away: they give no label.
"""
