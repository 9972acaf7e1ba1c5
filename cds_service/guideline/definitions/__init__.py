"""Definitions: the derived predicates of the clinical model, each a named criterion with its citation."""
