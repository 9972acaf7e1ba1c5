"""A mock EHR: a FHIR server, and a CDS client, that keep every rule or break one on purpose."""
