"""What a CDS client sends: context, prefetch, and access to the FHIR server."""
