"""Public keys of clients: which may verify, and where they are read."""
