"""Feedback as clients send it → feedback."""
