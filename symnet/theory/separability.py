"""Actions that a linear redefinition splits into independent variables: one function for each new variable."""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.notation import symbols

FORMS = sp.IndexedBase("L", real=True)
"""L[l, n]: how much of x_n is in the new variable y_l."""

FUNCTION = sp.Function("f")
"""f(l, y_l): what the new variable y_l adds to the action, whatever function that is."""

_WHICH = symbols.index("l")


@dataclass(frozen=True, slots=True)
class SeparableAction:
    """S = f_1(y_1) + ... + f_count(y_count), where y_l = sum of L[l, n] x_n over 1 <= n <= size.

    A constant differential operator D of second order sees y_l with the number A_l = D(y_l**2/2). So N of them give
    D_i D_j S = sum over l of A_il A_jl f_l'''', which is a sum of ``count`` matrices of rank 1.
    """

    count: sp.Expr
    size: sp.Expr

    @property
    def expr(self) -> sp.Expr:
        """For symbolic ``count`` and ``size``."""
        return sp.Sum(FUNCTION(_WHICH, self.variable()), (_WHICH, 1, self.count))

    def variable(self, which: sp.Expr = _WHICH) -> sp.Expr:
        """The new variable y_l."""
        n = symbols.n
        return sp.Sum(FORMS[which, n] * symbols.x[n], (n, 1, self.size))

    @property
    def highest_rank(self) -> sp.Expr:
        """As many as there are terms in the sum over the new variables."""
        total = self.expr
        (_, first, last) = total.limits[0]
        return last - first + 1
