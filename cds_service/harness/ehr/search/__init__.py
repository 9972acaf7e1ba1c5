"""FHIR search over resources in memory."""
