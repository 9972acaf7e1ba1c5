"""Writers: one file = one resource that may be proposed; each is built and validated with `fhir.resources`."""
