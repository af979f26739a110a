"""The frame of the house: what every part shares (files) and what holds them together (folders)."""

# Written here and read by pyproject.toml, not the other way round: asking for an installed package's version
# takes 25 ms of every command.
__version__ = "0.1.0"
