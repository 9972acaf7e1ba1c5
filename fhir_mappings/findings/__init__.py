"""Findings: shapes that several readers share — observations, conditions, procedures and treatments of one question."""
