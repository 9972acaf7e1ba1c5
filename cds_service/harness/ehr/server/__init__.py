"""The FHIR server's door: requests, answers, and what a fault makes of them."""
