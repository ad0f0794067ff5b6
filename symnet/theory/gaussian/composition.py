"""Steps put together as numbers: the position between two of them integrated out, or two where one alone would fail.

Source:
    two positions at once: J. R. Bunch, L. Kaufman, Math. Comp. 31, 163 (1977)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import mpmath

from symnet.errors import UnboundedError, ZeroModeError

_LOST = 15
"""Bits of a sum that may be rounding."""


@dataclass(frozen=True)
class Composed:
    """Many steps as one: early x^2/2 - coupling x y + late y^2/2 + push x + pull y + constant from x to y.

    log_root: minus half the log of det(A/mass per dt) so far, with the phase of each Fresnel integral.
    """

    early: mpmath.mpc
    coupling: mpmath.mpc
    late: mpmath.mpc
    push: mpmath.mpc
    pull: mpmath.mpc
    constant: mpmath.mpc
    log_root: mpmath.mpc

    def __call__(self, x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpc:
        """The action left over between two held ends."""
        quadratic = self.early * x**2 / 2 - self.coupling * x * y + self.late * y**2 / 2
        return quadratic + self.push * x + self.pull * y + self.constant


def compose(steps: Iterable[Composed], phase: mpmath.mpc) -> Composed:
    """Integrate out the positions between the steps, from the first on; ``phase`` is i or -1.

    Raises:
        UnboundedError: a Euclidean integral that diverges.
        ZeroModeError: an integral over a direction on which the action does not depend quadratically: a caustic.
    """
    iterator = iter(steps)
    total = next(iterator)
    for step in iterator:
        if phase.imag and _is_small(total, step) and (after := next(iterator, None)) is not None:
            total = _both(total, step, after) if _is_mixed(total, step, after) else _in_turn(total, step, after, phase)
        else:
            total = _joined(total, step, phase)
    return total


def log_gauss(pivot: mpmath.mpc, phase: mpmath.mpc, scale: mpmath.mpf) -> mpmath.mpc:
    """log of the integral of exp(phase*pivot*x^2/2) over x, over sqrt(2 pi): minus half the log of -phase*pivot.

    Raises:
        UnboundedError: Re(phase*pivot) > 0.
        ZeroModeError: a pivot that is 0 beside what it is the sum of, ``scale``.
    """
    if abs(pivot) <= mpmath.ldexp(scale, _LOST - mpmath.mp.prec):
        raise ZeroModeError("a position enters the action only linearly: a caustic")
    if mpmath.re(phase * pivot) > 0:
        raise UnboundedError(f"the weight grows with a position: its coefficient is {mpmath.nstr(phase * pivot, 6)}")
    return -mpmath.log(-phase * pivot) / 2


def _joined(total: Composed, step: Composed, phase: mpmath.mpc) -> Composed:
    pivot, source = total.late + step.early, total.pull + step.push
    root = log_gauss(pivot, phase, abs(total.late) + abs(step.early))
    return Composed(
        early=total.early - total.coupling**2 / pivot,
        coupling=total.coupling * step.coupling / pivot,
        late=step.late - step.coupling**2 / pivot,
        push=total.push + total.coupling * source / pivot,
        pull=step.pull + step.coupling * source / pivot,
        constant=total.constant + step.constant - source**2 / (2 * pivot),
        log_root=total.log_root + step.log_root + root,
    )


def _is_small(total: Composed, step: Composed) -> bool:
    """Whether dividing by the pivot would cost digits: then the next position is integrated out together with it."""
    return bool(4 * abs(total.late + step.early) < abs(step.coupling))


def _is_mixed(total: Composed, first: Composed, second: Composed) -> bool:
    """Whether the form of two positions has one positive and one negative eigenvalue, well away from 0."""
    product = (total.late + first.early) * (first.late + second.early)
    return bool(2 * mpmath.re(product) < abs(first.coupling) ** 2)


def _in_turn(total: Composed, first: Composed, second: Composed, phase: mpmath.mpc) -> Composed:
    return _joined(_joined(total, first, phase), second, phase)


def _both(total: Composed, first: Composed, second: Composed) -> Composed:
    """Two positions at once; their form has one eigenvalue of each sign, so that the two phases cancel."""
    a, b, c = total.late + first.early, first.late + second.early, first.coupling
    determinant = a * b - c * c
    source, after = total.pull + first.push, first.pull + second.push
    before, behind = total.coupling, second.coupling
    shared = b * source**2 + 2 * c * source * after + a * after**2
    return Composed(
        early=total.early - before**2 * b / determinant,
        coupling=before * c * behind / determinant,
        late=second.late - behind**2 * a / determinant,
        push=total.push + before * (b * source + c * after) / determinant,
        pull=second.pull + behind * (c * source + a * after) / determinant,
        constant=total.constant + first.constant + second.constant - shared / (2 * determinant),
        log_root=total.log_root + first.log_root + second.log_root - mpmath.log(-determinant) / 2,
    )
