"""Who calls: JWT client authentication as CDS Hooks has it, trusted clients, their keys, used tokens, rate limits."""
