"""What is kept → the report: figures, and the three forms in which they are shown."""
