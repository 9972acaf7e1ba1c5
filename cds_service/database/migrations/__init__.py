"""Steps from each version of the tables to the next; Alembic runs those that a database lacks.

To change a table, change it where it is declared and add a file to `versions/`: it names the step before it, and
only goes forward. `tests/database/test_migrating.py` compares what the steps make with what is declared.
"""
