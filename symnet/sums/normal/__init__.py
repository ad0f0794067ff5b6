"""The normal form on Z^d: decides identities, and constructs closed forms."""

from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.forms import NormalForm, difference, entry, normal_form
from symnet.sums.normal.prove import prove
from symnet.sums.normal.steps import steps
from symnet.sums.normal.structure import write

__all__ = ["NormalForm", "Undecidable", "difference", "entry", "normal_form", "prove", "steps", "write"]
