"""The CDS client of a mock EHR: it discovers services, calls them, and does with their cards what an EHR does."""
