"""The NET case: the data dictionary of one patient in the guideline's words, and how facts are settled and age; no FHIR."""
