"""The guideline: what is recommended, warned of and asked, as values; and how they are evaluated on a case."""
