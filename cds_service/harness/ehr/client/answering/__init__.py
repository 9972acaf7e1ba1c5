"""What a CDS client makes of an answer: cards that may be shown, and why others may not."""
