"""Ordering: the cards when a clinician selects or signs an order."""
