"""Gathering: prefetch values → one patient's entries, opened, sifted by patient, and without duplicates."""
