"""What Prometheus is told of the sources: `families.py` makes the figures, `served.py` answers for them."""
