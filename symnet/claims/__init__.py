"""Claims: printed statements, how they are read, what the theory derives, and the verdict's record."""

from symnet.claims.claim import Claim, claim
from symnet.claims.derived import Closing, Convergence, Derived
from symnet.claims.formula import Formula, UpToConstant, formula
from symnet.claims.statement import (
    Amplitude,
    Conjunction,
    Definition,
    Density,
    Equation,
    MeasureEquation,
    Replacement,
    Statement,
    TendsTo,
)
from symnet.claims.verdict import Status, Verdict

__all__ = [
    "Amplitude",
    "Claim",
    "Closing",
    "Conjunction",
    "Convergence",
    "Definition",
    "Density",
    "Derived",
    "Equation",
    "Formula",
    "MeasureEquation",
    "Replacement",
    "Statement",
    "Status",
    "TendsTo",
    "UpToConstant",
    "Verdict",
    "claim",
    "formula",
]
