"""What a CDS client does wrong on purpose."""
