"""Displayed mathematics: TeX to a layout tree, broken into lines, printed as MathML or as TeX again.

``read`` (tokens, parse) → ``lay_out`` (width, breaking) → ``to_mathml`` | ``to_tex``. The tree knows how a formula
looks, not what it means. Only commands of :mod:`.commands` pass, so what is printed is safe by construction.
"""

from symnet.report.math.breaking import lay_out
from symnet.report.math.layout import Layout, Line
from symnet.report.math.mathml import to_mathml
from symnet.report.math.parse import read
from symnet.report.math.print_tex import to_tex
from symnet.report.math.tokens import UnreadableTexError

__all__ = ["Layout", "Line", "UnreadableTexError", "lay_out", "read", "to_mathml", "to_tex"]
