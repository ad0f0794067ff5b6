"""Objects back to TeX."""
