"""SMART App Launch 2 of a mock EHR: apps get tokens that its FHIR server honours to the letter."""
