"""Conformance checks for any CDS Hooks service, over HTTP and without knowledge of ours."""
