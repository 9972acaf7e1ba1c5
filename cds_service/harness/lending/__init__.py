"""What a call lends to a service: a mock EHR's FHIR server, and a token for it."""
