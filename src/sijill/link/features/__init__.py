"""What linking compares of two happenings."""
