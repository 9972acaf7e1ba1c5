"""Hooks: what CDS Hooks says — discovery, requests, prefetch, and the explanation of an answer."""
