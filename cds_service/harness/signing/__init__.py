"""Key pairs of a CDS client, and the tokens that it signs with them."""
