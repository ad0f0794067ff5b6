"""The program of an action's derivatives by its keywords, at fixed weights: a longer step moves every later position.

Input: a `Layout`. Output: a `Program`, one result for each keyword but hbar, of a held end for each of its rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from symnet.kernels.ir import Param, Program, Reduce, Step
from symnet.kernels.names import identifier
from symnet.kernels.places import Place
from symnet.kernels.programs import Layout, channels_of, suffix
from symnet.kernels.step import Channel
from symnet.notation import symbols


def parameter_gradient(layout: Layout) -> Program:
    """dS/d(keyword) for dt, the ends and the Lagrangian's own."""
    outputs: list[tuple[str, sp.Expr]] = []
    reduce: list[Reduce] = []
    results: list[tuple[str, sp.Expr]] = []
    kept: set[str] = set()
    for _, channel, end in channels_of(layout):
        for param in layout.params[:-1]:
            for found in _derivatives(layout, channel, param, end):
                outputs += found.outputs
                reduce += found.reduce
                results.append((found.name, found.result))
                kept |= {found.name} if param.role == "end" else set()
    step = Step(layout.body.point, tuple(dict.fromkeys(outputs)))
    return Program("pgrad", layout.paths(), step, tuple(dict.fromkeys(reduce)), tuple(results), kept=frozenset(kept))


@dataclass(frozen=True, slots=True)
class _Derivative:
    """One result of the parameter gradient, and what it is made of."""

    name: str
    outputs: list[tuple[str, sp.Expr]]
    reduce: list[Reduce]
    result: sp.Expr


def _derivatives(layout: Layout, channel: Channel, param: Param, end: str) -> list[_Derivative]:
    name = f"d_{param.name}{end}"
    if param.role == "lagrangian":
        total = Reduce(f"sum_{identifier(param.name)}{end}", f"by_{identifier(param.name)}{end}")
        output = (total.of, sp.diff(channel.lagrangian, param.symbol))
        return [_Derivative(name, [output], [total], symbols.dt * sp.Symbol(total.name))]
    if param.role == "dt":
        return [_by_dt(layout, channel, name, end)]
    rows = zip(layout.body.coordinates, channel.forces, channel.momenta, strict=True)
    return [_by_end(layout, param.name, end, *row) for row in rows]


def _by_dt(layout: Layout, channel: Channel, name: str, end: str) -> _Derivative:
    """At fixed weights a longer step also moves every later position."""
    dt, total = symbols.dt, Reduce(f"sum_dt{end}", f"by_dt{end}")
    by = channel.lagrangian + dt * sp.diff(channel.lagrangian, dt)
    rows = list(zip(layout.body.coordinates, channel.forces, channel.momenta, strict=True))
    for at, force, _ in rows:
        by += force * (at.span + dt * layout.body.point * at.velocity)
    found = _Derivative(name, [(total.of, by)], [total], sp.Symbol(total.name))
    for at, _, momentum in rows if layout.ends.closed else ():
        tag = suffix(layout, at)
        last, far = Reduce(f"last{end}{tag}", f"momentum{end}{tag}", "last"), Reduce(f"far{tag}", f"reach{tag}", "last")
        outputs = [*found.outputs, (last.of, momentum), (far.of, at.velocity + at.span / dt)]
        result = found.result - sp.Symbol(last.name) * sp.Symbol(far.name)
        found = _Derivative(name, outputs, [*found.reduce, last, far], result)
    return found


def _by_end(layout: Layout, name: str, end: str, at: Place, force: sp.Expr, momentum: sp.Expr) -> _Derivative:
    tag = suffix(layout, at)
    last, total = (
        Reduce(f"last{end}{tag}", f"momentum{end}{tag}", "last"),
        Reduce(f"sum_force{end}{tag}", f"force{end}{tag}"),
    )
    held, pushed = (last.of, momentum), (total.of, force)
    called = f"d_{name}{end}{tag}"
    if name == "x_fin":
        return _Derivative(called, [held], [last], sp.Symbol(last.name))
    first = symbols.dt * sp.Symbol(total.name)
    if not layout.ends.closed:
        return _Derivative(called, [pushed], [total], first)
    return _Derivative(called, [pushed, held], [total, last], first - sp.Symbol(last.name))
