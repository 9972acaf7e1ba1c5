"""Feedback: which cards were sent, what became of them, and the report on it; nothing of a patient or a user."""
