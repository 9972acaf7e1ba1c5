"""Items: the data dictionary PF01–PF75 of the clinical model, and the tests that can be put to one item."""
