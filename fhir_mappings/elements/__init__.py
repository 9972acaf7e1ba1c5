"""Typed access to FHIR elements: an accessor answers with a value or with a Problem, and never raises."""
