"""The NET case: one patient in the guideline's words, and how facts are settled and age; no FHIR."""
