"""The action in the network's weights: the path put into the lattice action, for any Lagrangian."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import sympy as sp

from symnet.errors import InputError
from symnet.notation import symbols
from symnet.notation.functions import spelled_out
from symnet.notation.tex import tex
from symnet.theory.discretization import LatticeAction, tex_action
from symnet.theory.instance import at_width
from symnet.theory.linear import LinearForm
from symnet.theory.path import PathMap

Last: TypeAlias = Literal["kept", "eliminated"]

DEFAULT_LAST: dict[str, Last] = {"x": "eliminated", "w": "kept", "W": "eliminated"}
"""As the paper has it: w_N kept with its delta (3.11), W_N eliminated (3.17)."""


@dataclass(frozen=True, slots=True)
class WeightAction:
    """S (S_E in Euclidean time) in x, w or W, for symbolic N.

    Shapes:
        ends: pairs (x[0] or x[N], what it is) that hold in ``expr``; only in the variables x.
    Units:
        expr [action].
    Source:
        eqs. (3.12), (3.17), (3.19), (5.6)
    """

    lattice: LatticeAction
    variables: str
    last: Last
    expr: sp.Expr
    ends: tuple[tuple[sp.Expr, sp.Expr], ...] = ()

    def at(self, width: int) -> sp.Expr:
        """The instance N = ``width``, in SymPy's own functions."""
        ends = {at_width(place, width): value for place, value in self.ends}
        return spelled_out(at_width(self.expr, width).xreplace(ends))

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {tex_action(self.lattice.time)} = {tex(self.expr)}$"


def substitute(lattice: LatticeAction, path: PathMap | None = None, last: Last | None = None) -> WeightAction:
    """Put the path into the lattice action; without a path the variables are the positions x_n themselves.

    ``last`` says whether the last weight is kept (with the measure's delta) or eliminated by x_N = end; where the far
    end is free there is nothing to eliminate.

    Raises:
        InputError: ``last`` is neither.
    """
    variables = "x" if path is None else str(path.weights)
    last = last or DEFAULT_LAST[variables]
    if last not in ("kept", "eliminated"):
        raise InputError(f"the last weight is 'kept' or 'eliminated', not {last!r}")
    if path is None:
        return _in_positions(lattice, last)
    taken = {letter.name for letter in lattice.parameters}
    names = symbols.fresh_names(("n", "j", "l", "i", "p", "q"), taken)
    time, unit = symbols.index(next(names)), symbols.index(next(names))
    return WeightAction(lattice, variables, last, _in_weights(lattice, path, last, time, unit))


def _in_positions(lattice: LatticeAction, last: Last) -> WeightAction:
    taken = {letter.name for letter in lattice.parameters}
    time = symbols.index(next(symbols.fresh_names(("n", "j", "l"), taken)))
    before, after = symbols.x[time - 1], symbols.x[time]
    velocity = (after - before) / symbols.dt
    step = lattice.local.xreplace({symbols.x_prev: before, symbols.x_next: after, symbols.velocity: velocity})
    boundary, ends = lattice.boundary, []
    if boundary.free_start is None:
        ends.append((symbols.x[0], boundary.start))
    if boundary.end is not None and last == "eliminated":
        ends.append((symbols.x[symbols.N], boundary.end))
    expr = symbols.dt * sp.Sum(step, (time, 1, symbols.N))
    return WeightAction(lattice, "x", last, expr, tuple(ends))


def _in_weights(lattice: LatticeAction, path: PathMap, last: Last, time: sp.Symbol, unit: sp.Symbol) -> sp.Expr:
    step = _Step(path.form(time - 1, unit), path.form(time, unit), path.step_form(time, unit))
    end = lattice.boundary.end
    if end is None or last == "kept":
        return symbols.dt * sp.Sum(step.substituted(lattice.local), (time, 1, symbols.N))
    inner = sp.Sum(step.substituted(lattice.local), (time, 1, symbols.N - 1))
    return symbols.dt * inner + symbols.dt * _last_step(path, end, unit).substituted(lattice.local)


def _last_step(path: PathMap, end: sp.Expr, unit: sp.Symbol) -> _Step:
    """The step from x_{N-1} to the fixed end."""
    before = path.form(symbols.N - 1, unit)
    after = LinearForm(path.weights, unit, end, sp.S.Zero, before.last)
    return _Step(before, after, after.plus(before.scaled(sp.S.NegativeOne)).scaled(1 / symbols.dt))


@dataclass(frozen=True, slots=True)
class _Step:
    """What stands for x_{n-1}, x_n and v_n; sums of them are combined before they are written out."""

    before: LinearForm
    after: LinearForm
    velocity: LinearForm

    def form(self, atom: sp.Symbol) -> LinearForm:
        return {symbols.x_prev: self.before, symbols.x_next: self.after, symbols.velocity: self.velocity}[atom]

    def substituted(self, expr: sp.Basic) -> sp.Expr:
        if not expr.has(*_ATOMS):
            return expr
        form = self.combined(expr) if isinstance(expr, sp.Expr) else None
        if form is not None:
            return form.expression()
        return expr.func(*[self.substituted(argument) for argument in expr.args])

    def combined(self, expr: sp.Expr) -> LinearForm | None:
        """The linear form that a sum of atoms with coefficients becomes; None for anything else."""
        terms = [term.as_independent(*_ATOMS, as_Add=False) for term in sp.Add.make_args(expr)]
        if any(core != 1 and core not in _ATOMS for _, core in terms) or (len(terms) == 1 and terms[0][0] != 1):
            return None
        free = LinearForm(self.before.weights, self.before.unit, sp.S.Zero, sp.S.Zero, self.before.last)
        for factor, core in terms:
            free = free.plus(replace(free, constant=factor) if core == 1 else self.form(core).scaled(factor))
        return free


_ATOMS = (symbols.x_prev, symbols.x_next, symbols.velocity)
