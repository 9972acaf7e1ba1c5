"""Cards: verdicts → at most three CDS Hooks cards that are legal and that people understand."""
