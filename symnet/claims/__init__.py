"""Claims: printed statements, how they are read, what the theory derives, and the verdict's record."""
