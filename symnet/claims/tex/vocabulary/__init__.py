"""What may be printed: entries, the base vocabulary of physics, and the loading of a user's own."""
