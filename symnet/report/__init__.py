"""Reports from verdicts: HTML, LaTeX, PDF, Markdown, and the errata note."""

from symnet.report import errata
from symnet.report.formats import FORMATS, write

__all__ = ["FORMATS", "errata", "write"]
