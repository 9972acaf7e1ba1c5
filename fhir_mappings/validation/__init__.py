"""What is wrong with a resource as FHIR R4, element by element; nothing here decides whether it is read."""
