"""Reports: the same verdicts as HTML and LaTeX."""
