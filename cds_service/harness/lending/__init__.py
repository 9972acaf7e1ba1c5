"""What the harness has on this machine while it calls: a mock EHR that it lends to services, and its public keys."""
