"""The programs of one kernel: action, gradient, Hessian-vector product and the gradient in the parameters.

Input: a step's body and the path's ends and order. Output: `Program` records, which targets lower.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import sympy as sp

from symnet.kernels.ir import ORDERS, Ends, Param, PrefixSum, Program, Reduce, Step, SuffixSum
from symnet.kernels.names import identifier
from symnet.kernels.step import POSITION, VELOCITY, Channel, StepBody
from symnet.notation import symbols

D_POSITION, D_VELOCITY = sp.symbols("δ\\ x δ\\ v", real=True)
"""A variation of the path at one step; the blank keeps these from being anyone's parameter."""
SPAN = sp.Symbol("x_{n-1}\\ -\\ x_0", real=True)
"""How far the path has come before the step."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One kernel: its step, its path, and what they are called.

    boundary and time are names; title is the Lagrangian as text.
    """

    body: StepBody
    ends: Ends
    order: int
    time: str = "real"
    boundary: str = "fixed"
    title: str = ""

    @property
    def channels(self) -> int:
        """How many doubles make one number: two for a complex action."""
        return len(self.body.channels)

    @property
    def params(self) -> tuple[Param, ...]:
        """dt, the ends, the Lagrangian's own by name, hbar."""
        held = tuple(Param(sp.Symbol(name, real=True), "end") for name in self.ends.keywords)
        own = tuple(Param(symbol, "lagrangian") for symbol in self.body.parameters)
        return (Param(symbols.dt, "dt"), *held, *own, Param(symbols.hbar, "hbar"))

    @property
    def activation(self) -> str:
        """The activation's name."""
        return next(name for name, order in ORDERS.items() if order == self.order)

    @property
    def variables(self) -> str:
        """The free variables, in order, in words."""
        letter = "w" if self.order == 2 else "W"
        last = "N-1" if self.ends.closed else "N"
        return f"{'x_0, ' if self.ends.origin else ''}{letter}_1 ... {letter}_{last}"

    def path(self) -> PrefixSum:
        """The path of the weights."""
        return PrefixSum("w", POSITION, VELOCITY, self.order, self.ends.first, self.ends.last)

    def variation(self) -> PrefixSum:
        """How the path moves when the weights move along ``u``."""
        held = PrefixSum("u", D_POSITION, D_VELOCITY, self.order, "0", "0")
        first = replace(held, first="weight") if self.ends.origin else held
        return first if self.ends.last == "x_fin" else replace(first, last=self.ends.last)


def _suffix(channels: tuple[Channel, ...]) -> list[str]:
    return [""] if len(channels) == 1 else ["_re", "_im"]


def action(layout: Layout) -> Program:
    """S, one number for each channel."""
    outputs, reduce, results = _values(layout)
    return Program("action", (layout.path(),), Step(layout.body.point, outputs), reduce, results)


def gradient(layout: Layout) -> Program:
    """S and its derivatives by all free variables."""
    outputs, reduce, results = _values(layout)
    back = []
    for channel, end in zip(layout.body.channels, _suffix(layout.body.channels), strict=True):
        outputs += ((f"force{end}", channel.force), (f"momentum{end}", channel.momentum))
        back.append(SuffixSum(f"force{end}", f"momentum{end}", layout.order))
    return Program("grad", (layout.path(),), Step(layout.body.point, outputs), reduce, results, tuple(back))


Named = tuple[tuple[str, sp.Expr], ...]


def _values(layout: Layout) -> tuple[Named, tuple[Reduce, ...], Named]:
    """Each term's part that changes along the path is summed by itself, its coefficient is applied to the sum."""
    outputs: list[tuple[str, sp.Expr]] = []
    reduce: list[Reduce] = []
    results: list[tuple[str, sp.Expr]] = []
    for channel, end in zip(layout.body.channels, _suffix(layout.body.channels), strict=True):
        total: sp.Expr = sp.S.Zero
        for i, (coefficient, term) in enumerate(_terms(channel.lagrangian)):
            outputs.append((f"term{i}{end}", term))
            reduce.append(Reduce(f"sum{i}{end}", f"term{i}{end}"))
            total += coefficient * sp.Symbol(f"sum{i}{end}")
        results.append((f"action{end}", symbols.dt * total))
    return tuple(outputs), tuple(reduce), tuple(results)


def _terms(lagrangian: sp.Expr) -> list[tuple[sp.Expr, sp.Expr]]:
    """(coefficient, what depends on the path) of each term."""
    found: dict[sp.Expr, sp.Expr] = {}
    for term in sorted(sp.Add.make_args(lagrangian), key=sp.default_sort_key):
        coefficient, rest = term.as_independent(POSITION, VELOCITY, as_Add=False)
        found[rest] = found.get(rest, sp.S.Zero) + coefficient
    return [(coefficient, rest) for rest, coefficient in found.items()]


def hessian_vector(layout: Layout) -> Program:
    """The gradient's change along a direction u: the same suffix sums, of the varied force and momentum."""
    outputs: list[tuple[str, sp.Expr]] = []
    back: list[SuffixSum] = []
    for channel, end in zip(layout.body.channels, _suffix(layout.body.channels), strict=True):
        outputs += [(f"force{end}", along(channel.force)), (f"momentum{end}", along(channel.momentum))]
        back.append(SuffixSum(f"force{end}", f"momentum{end}", layout.order))
    paths = (layout.path(), layout.variation())
    return Program("hvp", paths, Step(layout.body.point, tuple(outputs)), back=tuple(back))


def along(e: sp.Expr) -> sp.Expr:
    """The change of e along a variation; where a force jumps (a corner of the potential) its slope counts as none."""
    slopes = (sp.diff(e, POSITION), sp.diff(e, VELOCITY))
    smooth = [slope.xreplace(dict.fromkeys(slope.atoms(sp.DiracDelta), sp.S.Zero)) for slope in slopes]
    return smooth[0] * D_POSITION + smooth[1] * D_VELOCITY


def parameter_gradient(layout: Layout) -> Program:
    """dS/d(keyword) for dt, the ends and the Lagrangian's own, at fixed weights."""
    outputs: list[tuple[str, sp.Expr]] = []
    reduce: list[Reduce] = []
    results: list[tuple[str, sp.Expr]] = []
    for channel, end in zip(layout.body.channels, _suffix(layout.body.channels), strict=True):
        for param in layout.params[:-1]:
            found = _derivative(layout, channel, param, end)
            outputs += found[0]
            reduce += found[1]
            results.append((f"d_{param.name}{end}", found[2]))
    step = Step(layout.body.point, tuple(dict.fromkeys(outputs)))
    return Program("pgrad", (layout.path(),), step, tuple(dict.fromkeys(reduce)), tuple(results))


def _derivative(
    layout: Layout, channel: Channel, param: Param, end: str
) -> tuple[list[tuple[str, sp.Expr]], list[Reduce], sp.Expr]:
    dt, name = symbols.dt, param.name
    if param.role == "lagrangian":
        total = Reduce(f"sum_{identifier(name)}{end}", f"by_{identifier(name)}{end}")
        return [(total.of, sp.diff(channel.lagrangian, param.symbol))], [total], dt * sp.Symbol(total.name)
    if param.role == "end":
        return _end_derivative(layout, channel, name, end)
    total = Reduce(f"sum_dt{end}", f"by_dt{end}")
    spread = channel.lagrangian + dt * sp.diff(channel.lagrangian, dt)
    moved = channel.force * (SPAN + dt * layout.body.point * VELOCITY)
    outputs = [(total.of, spread + moved), (f"momentum{end}", channel.momentum)]
    if not layout.ends.closed:
        return outputs[:1], [total], sp.Symbol(total.name)
    last, far = Reduce(f"last{end}", f"momentum{end}", "last"), Reduce("far", "reach", "last")
    outputs.append((far.of, VELOCITY + SPAN / dt))
    return outputs, [total, last, far], sp.Symbol(total.name) - sp.Symbol(last.name) * sp.Symbol(far.name)


def _end_derivative(
    layout: Layout, channel: Channel, name: str, end: str
) -> tuple[list[tuple[str, sp.Expr]], list[Reduce], sp.Expr]:
    momentum, force = (f"momentum{end}", channel.momentum), (f"force{end}", channel.force)
    last, total = Reduce(f"last{end}", momentum[0], "last"), Reduce(f"sum_force{end}", force[0])
    if name == "x_fin":
        return [momentum], [last], sp.Symbol(last.name)
    pushed = symbols.dt * sp.Symbol(total.name)
    if not layout.ends.closed:
        return [force], [total], pushed
    return [force, momentum], [total, last], pushed - sp.Symbol(last.name)
