"""Review sheet: the values on which the service runs → pages that clinicians read, compare with the source and sign."""
