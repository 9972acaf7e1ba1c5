"""EHR: reading what prefetch lacks from the EHR's FHIR server, and nothing else from nowhere else."""
