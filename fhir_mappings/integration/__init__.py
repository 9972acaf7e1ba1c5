"""What people who connect a system ask: what is read, what a code means here, and which codes are not understood."""
