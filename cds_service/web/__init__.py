"""FastAPI and nothing else: routes, reading of bodies, errors, headers."""
