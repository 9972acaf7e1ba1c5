"""What is kept of cards and of feedback, and how it gets there."""
