"""The frame of the house: what every part shares (files) and what holds them together (folders)."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ronda")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
