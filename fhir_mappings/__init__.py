"""FHIR R4 → the case and back: what resources say, and what we may propose; no HTTP, no guideline."""
