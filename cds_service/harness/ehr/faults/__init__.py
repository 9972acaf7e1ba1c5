"""Ways in which an EHR breaks a rule on purpose, as data."""
