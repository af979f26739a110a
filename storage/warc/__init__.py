"""Pages as they were fetched, in WARC files (ISO 28500) beside the database. Knows no SQL."""
