"""What is observed of the service: its log and its numbers, in which nothing of a patient stands."""
