"""Used tokens: each is taken once, by all processes together."""
