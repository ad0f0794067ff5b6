"""Pictures made from the objects that the formulas are made from: a network's path, the network itself, a random walk.

``FIGURES`` names them; each is a function without arguments that returns a :class:`Drawing`, which
``to_svg`` and ``to_tikz`` write.
"""

from symnet.report.figures.drawing import Drawing
from symnet.report.figures.paper import FIGURES
from symnet.report.figures.writing import to_svg, to_tikz, write_figures

__all__ = ["FIGURES", "Drawing", "to_svg", "to_tikz", "write_figures"]
