"""Steps of different length: when their order does not matter, and the closed form there.

A step is a Mehler kernel whose impedance q sin(theta), edge and centre say which oscillator it belongs to. Kernels of
one oscillator compose to one of the same oscillator, angles adding up: then only the total angle counts, and the steps
may be taken in any order. The midpoint rule's impedance is (m k)^(1/2) at every step length; the other rules' depends
on the length, so that the order matters.
"""

from __future__ import annotations

import sympy as sp

from symnet.errors import UnsupportedError
from symnet.notation import symbols as s
from symnet.notation.tidy import tidy
from symnet.theory.gaussian.classical import pull_on_the_end
from symnet.theory.gaussian.effective import impedance
from symnet.theory.gaussian.step import QuadraticStep, StepAction, quadratic_step

LENGTHS = sp.IndexedBase("dt", positive=True)
"""dt_n, the length of the n-th step."""


def order_matters(lattice: StepAction) -> bool:
    """Whether two steps of different length make another step when they are exchanged; decided by composing them."""
    return bool(_moved_by_exchange(quadratic_step(lattice)))


def nonuniform_amplitude(lattice: StepAction, lengths: sp.IndexedBase = LENGTHS) -> sp.Expr:
    """The amplitude over N steps of lengths dt_1 ... dt_N, in whatever order.

    In Euclidean time the value is oo where the integral diverges. It is nan, the case "the coupling vanishes" of
    ``special``, where a step has just the length at which it does not couple its ends.

    Raises:
        UnsupportedError: where the order matters (the recursion in ``banded`` works there), or on a boundary that is
            not fixed.
    Source:
        the time divisions of Appendix A
    """
    step = quadratic_step(lattice)
    if moved := _moved_by_exchange(step):
        raise UnsupportedError(f"the order of the steps matters: exchanging two of them changes {', '.join(moved)}")
    if lattice.boundary.name != "fixed":
        raise UnsupportedError(f"an amplitude needs both ends held; the boundary is {lattice.boundary.name!r}")
    return (_turning if step.is_bound else _unbound)(lattice, step, lengths)


def _turning(lattice: StepAction, step: QuadraticStep, lengths: sp.IndexedBase) -> sp.Expr:
    """Mehler's kernel at the sum of the steps' angles, from tan(theta/2)**2 = (2q - d)/(2q + d) in each.

    Half an angle keeps apart what cos(theta) does not: past the zero of a coupling, where motion is hyperbolic, theta
    is pi + i mu, and pi - i mu has the same cosine.
    """
    euclidean, phase = lattice.time.name == "euclidean", lattice.time.phase
    cosine, sine, angle_of = (sp.cosh, sp.sinh, sp.atanh) if euclidean else (sp.cos, sp.sin, sp.atan)
    own = sp.sign(step.mass) * impedance(step, euclidean=euclidean)
    uneven, skew = tidy((step.late - step.early) / 4), pull_on_the_end(step)
    _refuse_lengths(own, uneven, step.centre, skew)
    squared = tidy(-step.stiffness / (step.diagonal + 2 * step.coupling))
    angle = _total(2 * angle_of(sp.sqrt(-squared if euclidean else squared)), lengths)
    start, finish = s.x_ini - step.centre, s.x_fin - step.centre
    action = own / (2 * sine(angle)) * (cosine(angle) * (start**2 + finish**2) - 2 * start * finish)
    action += uneven * (finish**2 - start**2) + skew * (finish - start)
    action += _total(step.constant + step.force * step.centre / 2, lengths)
    spread = sp.sqrt(-phase * step.mass / (2 * sp.pi * s.hbar)) * sp.sqrt(sp.Abs(own / (step.mass * sine(angle))))
    value = spread * sp.exp(-_total(sp.log(sp.Abs(step.scale)), lengths) / 2) * sp.exp(phase * action / s.hbar)
    swept = _total(2 * sp.atan(sp.sqrt(sp.Max(0, squared))), lengths)
    coupled = sp.Ne(sp.Product(step.scale.subs(s.dt, lengths[s.n]), (s.n, 1, s.N)), 0)
    if euclidean:
        return sp.Piecewise((sp.oo, sp.Ge(swept, sp.pi)), (value, coupled), (sp.nan, True))
    value *= sp.exp(-sp.I * sp.pi * sp.sign(step.mass) * sp.floor(swept / sp.pi) / 2)
    return sp.Piecewise((value, coupled), (sp.nan, True))


def _unbound(lattice: StepAction, step: QuadraticStep, lengths: sp.IndexedBase) -> sp.Expr:
    """The kernel of uniform acceleration over the whole duration, and what each step's rule leaves out of its own."""
    phase, duration = lattice.time.phase, _total(s.dt, lengths)
    mass, force = tidy(step.coupling * s.dt), tidy(step.force / s.dt)
    uneven, skew = tidy((step.late - step.early) / 4), tidy((step.pull - step.push) / 2)
    _refuse_lengths(mass, force, uneven, skew)
    start, finish = s.x_ini, s.x_fin
    action = mass * (finish - start) ** 2 / (2 * duration) + force * duration * (start + finish) / 2
    action += uneven * (finish**2 - start**2) + skew * (finish - start) - force**2 * duration**3 / (24 * mass)
    action += _total(tidy(step.constant + force**2 * s.dt**3 / (24 * mass)), lengths)
    return sp.sqrt(-phase * mass / (2 * sp.pi * s.hbar * duration)) * sp.exp(phase * action / s.hbar)


def _total(of_step: sp.Expr, lengths: sp.IndexedBase) -> sp.Expr:
    return sp.Sum(of_step.subs(s.dt, lengths[s.n]), (s.n, 1, s.N)) if of_step != 0 else sp.S.Zero


def _refuse_lengths(*parts: sp.Expr) -> None:
    for part in parts:
        if part.has(s.dt):
            raise UnsupportedError(f"no closed form for unequal steps: {part} depends on the length of the step")


def _moved_by_exchange(step: QuadraticStep) -> list[str]:
    """The names of the numbers of two composed steps that change when the two are exchanged."""
    other = sp.Dummy("dt", positive=True)
    there, back = _composed(step, s.dt, other), _composed(step, other, s.dt)
    return [name for name, part in there.items() if _numerator(part - back[name]) != 0]


def _numerator(fraction: sp.Expr) -> sp.Expr:
    """What vanishes where a fraction does; nothing is cancelled, which would take a minute where it is complex."""
    return sp.expand(sp.fraction(sp.together(fraction))[0])


def _composed(step: QuadraticStep, first: sp.Expr, second: sp.Expr) -> dict[str, sp.Expr]:
    """The numbers of the step that two steps make once the position between them is integrated out."""

    def at(part: sp.Expr, length: sp.Expr) -> sp.Expr:
        return part.subs(s.dt, length)

    pivot = at(step.late, first) + at(step.early, second)
    source = at(step.pull, first) + at(step.push, second)
    before, after = at(step.coupling, first), at(step.coupling, second)
    return {
        "early": at(step.early, first) - before**2 / pivot,
        "late": at(step.late, second) - after**2 / pivot,
        "push": at(step.push, first) + before * source / pivot,
        "pull": at(step.pull, second) + after * source / pivot,
        "constant": at(step.constant, first) + at(step.constant, second) - source**2 / (2 * pivot),
    }
