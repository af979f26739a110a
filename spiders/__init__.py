"""What is monitored and how its addresses are found and fetched. Knows neither pipelines nor storage."""
