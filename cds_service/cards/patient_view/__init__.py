"""Patient view: the cards when a clinician opens the chart."""
