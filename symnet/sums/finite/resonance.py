"""Waves are added up over the grid: where they are in step (resonance) a sum counts, elsewhere it is geometric.

The domain is split until each question has one answer: is a range empty, does a condition hold, is a slope a multiple
of 2*D*M. On each part the statement is then a combination of powers of omega with coefficients of class P or C,
and it vanishes if all of these do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symnet.sums.finite import affine, language, phases, polyhedra
from symnet.sums.finite.affine import Affine
from symnet.sums.finite.budget import spend
from symnet.sums.finite.language import Node
from symnet.sums.finite.outcome import OutOfReachError
from symnet.sums.finite.rewriting import Lemmas
from symnet.sums.finite.waves import INDEX, Grid, Wave, coefficients

HARMONICS = 4
"""Multiples of 2*D*M at which resonances are looked for."""

Domain = tuple[Affine, ...]


class _Split(Exception):
    """The domain must be split by the sign of these forms, in disjoint parts."""

    def __init__(self, *parts: Domain) -> None:
        self.parts = parts


@dataclass(frozen=True, slots=True)
class _Term:
    """A wave whose sums are being done; ``poles`` are the s in 1/(1 - omega**s)."""

    wave: Wave
    poles: tuple[Affine, ...] = ()


def vanishes(node: Node, parameters: tuple[str, ...], lemmas: Lemmas) -> bool:
    """The statement is 0 on the whole domain of the lemmas; False where that is not shown.

    Raises:
        OutOfReachError: its waves have no common grid, or a phase is not linear in a summation index.
    """
    grid = Grid(node)
    return all(
        _vanish([_Term(wave) for wave in waves], lemmas.domain, (*parameters, *labels), grid, lemmas)
        for labels, waves in coefficients(grid.waves(node))
    )


def _vanish(terms: list[_Term], domain: Domain, names: tuple[str, ...], grid: Grid, lemmas: Lemmas) -> bool:
    if polyhedra.is_empty(domain):
        return True
    spend(1000 * (1 + len(terms)), "splitting the domain at resonances")
    try:
        done = [term for start in terms for term in _summed(start, domain, grid)]
    except _Split as split:
        return all(_on(terms, (*domain, *part), names, grid, lemmas) for part in split.parts)
    return all(lemmas.vanishes(part, names, domain) for part in _independent(done, grid))


def _on(terms: list[_Term], domain: Domain, names: tuple[str, ...], grid: Grid, lemmas: Lemmas) -> bool:
    """On a part, after equations have been used up."""
    for form in domain:
        back = affine.scaled(form, -1)
        solvable = [v for v, c in form if v and abs(c) == 1 and v not in affine.variables(grid.length)]
        if back in domain and solvable:
            name = solvable[-1]
            c = affine.coefficient(form, name)
            value = affine.scaled(affine.substituted(form, name, ()), -c)
            put = tuple(affine.substituted(f, name, value) for f in domain)
            moved = [
                _Term(t.wave.put(name, value), tuple(affine.substituted(p, name, value) for p in t.poles))
                for t in terms
            ]
            rest = tuple(dict.fromkeys(f for f in put if affine.variables(f) or affine.coefficient(f, "") < 0))
            return polyhedra.is_empty(rest) or _on(moved, rest, tuple(v for v in names if v != name), grid, lemmas)
    return _vanish(terms, domain, names, grid, lemmas)


def _holds(form: Affine, domain: Domain) -> bool:
    """The form is >= 0 everywhere (False: nowhere).

    Raises:
        _Split: here and there.
    """
    if polyhedra.implies(domain, form):
        return True
    if polyhedra.implies(domain, affine.negated(form)):
        return False
    _about_parameters(form)
    raise _Split((form,), (affine.negated(form),))


def _about_parameters(form: Affine) -> None:
    """Raises OutOfReachError where a form contains a summation index, by which a domain cannot be split."""
    if any(v.endswith(INDEX) for v in affine.variables(form)):
        raise OutOfReachError("waves under sums whose ranges depend on each other")


def _summed(term: _Term, domain: Domain, grid: Grid) -> Iterator[_Term]:
    """The term with its conditions and sums done, the innermost sum first."""
    wave = term.wave
    bound = {v for v, _, _ in wave.sums}
    for form in wave.conditions:
        if not affine.variables(form) & bound:
            if _holds(form, domain):
                kept = tuple(f for f in wave.conditions if f != form)
                yield from _summed(replace(term, wave=replace(wave, conditions=kept)), domain, grid)
            return
    if not wave.sums:
        yield term
        return
    *outer, (name, lo, hi) = wave.sums
    wave = replace(wave, sums=tuple(outer))
    for form in wave.conditions:
        if name in affine.variables(form):
            yield from _summed(replace(term, wave=_narrowed(wave, form, (name, lo, hi), domain)), domain, grid)
            return
    ranges = tuple(
        f for v, a, b in outer for f in (affine.minus(affine.variable(v), a), affine.minus(b, affine.variable(v)))
    )
    length = affine.shifted(affine.minus(hi, lo), 1)
    if not _holds(length, (*domain, *ranges) if affine.variables(length) & bound else domain):
        return
    for added in _added(replace(term, wave=wave), name, lo, hi, domain, grid):
        yield from _summed(added, domain, grid)


def _narrowed(wave: Wave, form: Affine, loop: tuple[str, Affine, Affine], domain: Domain) -> Wave:
    """A condition on the summation index as a narrower range."""
    name, lo, hi = loop
    c, rest = affine.coefficient(form, name), affine.substituted(form, name, ())
    if abs(c) != 1:
        raise OutOfReachError("a condition with an index coefficient other than 1 or -1")
    if c == 1:
        low = affine.scaled(rest, -1)
        lo = lo if _holds(affine.minus(lo, low), domain) else low
    else:
        hi = hi if _holds(affine.minus(rest, hi), domain) else rest
    return replace(wave, sums=(*wave.sums, (name, lo, hi)), conditions=tuple(f for f in wave.conditions if f != form))


def _added(term: _Term, name: str, lo: Affine, hi: Affine, domain: Domain, grid: Grid) -> Iterator[_Term]:
    """The sum over one index: counted at resonance, geometric elsewhere."""
    wave = term.wave
    inside = [node for node in wave.factors if name in language.free(node)]
    plain = tuple(node for node in wave.factors if name not in language.free(node))
    slope = phases.slope(wave.phase, name)
    still = phases.put(wave.phase, name, ())
    if _in_step(slope, domain, grid):
        body = language.mul(*inside) if inside else language.ONE
        yield replace(term, wave=replace(wave, factors=(*plain, ("sum", name, lo, hi, body)), phase=still))
        return
    if inside:
        raise OutOfReachError("a wave times a polynomial in the summation index")
    for sign, end in ((1, lo), (-1, affine.shifted(hi, 1))):
        phase = phases.plus(still, phases.times(phases.of_form(slope), phases.of_form(end)))
        here = replace(wave, real=sign * wave.real, imaginary=sign * wave.imaginary, phase=phase, factors=plain)
        yield _Term(here, (*term.poles, slope))


def _in_step(slope: Affine, domain: Domain, grid: Grid) -> bool:
    """The slope is a multiple of 2*D*M everywhere (False: nowhere).

    Raises:
        _Split: here and there.
        OutOfReachError: it reaches beyond the harmonics that are looked at.
    """
    turn = affine.scaled(grid.length, 2 * grid.denominator)
    for k in range(-HARMONICS, HARMONICS + 1):
        off = affine.plus(slope, turn, -k)
        below, above = affine.negated(off), affine.shifted(off, -1)
        if not off or (polyhedra.implies(domain, off) and polyhedra.implies(domain, affine.scaled(off, -1))):
            return True
        at = (affine.tightened(off), affine.tightened(affine.scaled(off, -1)))
        if not polyhedra.is_empty((*domain, *at)):
            _about_parameters(off)
            raise _Split(at, (below,), (above,))
    first, last = (affine.plus(slope, turn, k) for k in (HARMONICS, -HARMONICS))
    if polyhedra.implies(domain, first) and polyhedra.implies(domain, affine.negated(last)):
        return False
    raise OutOfReachError("a harmonic too high for the grid")


def _independent(terms: list[_Term], grid: Grid) -> list[Node]:
    """The coefficients of the distinct powers of omega, all denominators multiplied out; each must vanish."""
    turned = [_turned(term) for term in terms]
    common: Counter[Affine] = Counter()
    for term in turned:
        common |= Counter(term.poles)
    groups: dict[object, list[Node]] = {}
    for term in turned:
        waves = [term.wave]
        for pole in (common - Counter(term.poles)).elements():
            shifted = [
                replace(w, real=-w.real, imaginary=-w.imaginary, phase=phases.plus(w.phase, phases.of_form(pole)))
                for w in waves
            ]
            waves += shifted
        for wave in waves:
            sign, key = _reduced(wave.phase, grid)
            for part, c in (("real", wave.real), ("imaginary", wave.imaginary)):
                if c:
                    groups.setdefault((part, key), []).append(language.mul(language.number(sign * c), *wave.factors))
    return [language.add(*nodes) for nodes in groups.values()]


def _turned(term: _Term) -> _Term:
    """Every pole with a positive first coefficient: 1/(1 - omega**-s) = -omega**s/(1 - omega**s)."""
    wave, poles = term.wave, []
    for pole in term.poles:
        if pole[-1][1] < 0:
            pole = affine.scaled(pole, -1)
            phase = phases.plus(wave.phase, phases.of_form(pole))
            wave = replace(wave, real=-wave.real, imaginary=-wave.imaginary, phase=phase)
        poles.append(pole)
    return _Term(wave, tuple(poles))


def _reduced(phase: phases.Phase, grid: Grid) -> tuple[int, object]:
    """omega**phase as a sign and a name: omega**(D*M) = -1, so multiples of M leave only their residue."""
    name, c = next(((v, c) for v, c in reversed(grid.length) if v), ("", 0))
    if abs(c) != 1:
        raise OutOfReachError("a grid whose length has no parameter with coefficient 1")
    mark = "M "
    value = phases.plus((((mark,), Fraction(c)),), phases.of_form(affine.substituted(grid.length, name, ())), -c)
    moved = phases.put(phase, name, value)
    turns = phases.put(tuple((tuple(v for v in m if v != mark), k) for m, k in moved if mark in m), mark, ())
    turns = phases.put(turns, name, phases.of_form(affine.variable(name)))
    rest = tuple((m, k) for m, k in moved if mark not in m)
    full = 2 * grid.denominator
    if any(m.count(mark) > 1 for m, _ in moved):
        raise OutOfReachError("a phase quadratic in the length of the grid")
    around = {m: int(k) % full for m, k in turns}
    constant = around.pop((), 0)
    sign, constant = (-1, constant - grid.denominator) if constant >= grid.denominator else (1, constant)
    return sign, (rest, constant, tuple(sorted((m, k) for m, k in around.items() if k)))
