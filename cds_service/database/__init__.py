"""The database: where it is, transactions on it, and its tables brought up to date."""
