"""From terms to coefficient functions: one slot per index, bound variables gone, equal heads in ascending order.

For each signature (the heads of a product of atoms) the form becomes a list of pieces (guard, value) in the slots
u0, u1, … and the parameters. Slots of equal heads are folded into u0 <= u1 <= …, where the value is the sum over ALL
orders of the slots; so the form vanishes exactly when every folded value does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, groupby, pairwise, product
from math import factorial, prod

from symnet.sums.normal.affine import Affine, Guard, at_least, equal, tidy
from symnet.sums.normal.bases import Powers
from symnet.sums.normal.coefficients import Coefficient
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.summation import solve, sum_out
from symnet.sums.normal.terms import Atom, Form, Piece, Signature, Table, Term, Value


def collapse(problem: Problem, form: Form) -> Table:
    """The coefficient function of a form, signature by signature; pieces may overlap, none is zero.

    Raises:
        Undecidable: when a bound variable cannot be summed out.
    """
    by_signature: dict[Signature, dict[tuple[object, ...], Term]] = {}
    for term in form:
        signature, opened = _open(term)
        guard = problem.regions.simplify((*opened.guard, *problem.domain))
        if guard is not None:
            for folded in _folded(problem, solve(problem, replace(opened, guard=guard))):
                _add(by_signature.setdefault(signature, {}), folded)
    table = {
        s: _pieces(problem, [t for t in terms.values() if not t.coefficient.is_zero])
        for s, terms in by_signature.items()
    }
    return {s: pieces for s, pieces in table.items() if pieces}


def opened(problem: Problem, form: Form) -> Form:
    """The form with its indices solved for, as far as slots determine them; nothing summed out yet."""
    found: list[Term] = []
    for term in form:
        _, slotted = _open(term)
        solved = solve(problem, slotted)
        names = {v for a in slotted.atoms for e in a.index for v in e.variables}
        found.append(replace(solved, bound=solved.bound | names))
    return tuple(found)


def _open(term: Term) -> tuple[Signature, Term]:
    """Give each index of each atom a slot of its own."""
    atoms = sorted(term.atoms, key=lambda a: a.head)
    guard, place, opened = [], 0, []
    for atom in atoms:
        names = [f"u{place + i}" for i in range(len(atom.index))]
        place += len(names)
        guard += [equal(Affine.variable(n), e) for n, e in zip(names, atom.index, strict=True)]
        opened.append(Atom(atom.head, tuple(map(Affine.variable, names))))
    return tuple(a.head for a in atoms), replace(term, guard=term.guard + tuple(guard), atoms=tuple(opened))


def _folded(problem: Problem, term: Term) -> Iterator[Term]:
    """The term with its slots in every order, cut down to ascending slots; orders that look alike come once."""
    blocks = [list(group) for _, group in groupby(term.atoms, key=lambda a: a.head)]
    neighbours = [pair for block in blocks for pair in _ascending(block)]
    classes = [_alike(problem, term, block) for block in blocks]
    moving = [kinds for block, kinds in zip(blocks, classes, strict=True) if block[0].index]
    problem.budget.spend(prod(map(_arrangements, moving)) * prod(map(len, neighbours)))
    chambers = tuple(product(*neighbours))
    times = prod(factorial(kinds.count(kind)) for kinds in classes for kind in set(kinds))
    for orders in product(*(_orders(block, kinds) for block, kinds in zip(blocks, classes, strict=True))):
        places = [pair for block, order in zip(blocks, orders, strict=True) for pair in zip(block, order, strict=True)]
        turned = _turned(problem, term, places)
        for chamber in chambers:
            guard = tidy((*turned.guard, *(c for part in chamber for c in part)))
            if guard is not None:
                yield replace(turned, guard=guard, coefficient=turned.coefficient * times)


def _turned(problem: Problem, term: Term, places: Iterable[tuple[Atom, Atom]]) -> Term:
    """The term with the slots of one atom renamed to those of another, all at once."""
    renaming = {
        a.terms[0][0]: b for old, new in places if old != new for a, b in zip(old.index, new.index, strict=True)
    }
    return replace(term.substitute(renaming, problem.bases), atoms=term.atoms, bound=term.bound) if renaming else term


def _alike(problem: Problem, term: Term, block: list[Atom]) -> list[int]:
    """For each atom of a block the first one it can change places with; atoms without slots have no places."""
    if not block[0].index:
        return list(range(len(block)))
    guard, kinds = tidy(term.guard), list[int]()
    for place, atom in enumerate(block):
        for kind in dict.fromkeys(kinds):
            swapped = _turned(problem, term, [(atom, block[kind]), (block[kind], atom)])
            same = tidy(swapped.guard) == guard and swapped.powers == term.powers
            if same and swapped.coefficient == term.coefficient:
                kinds.append(kind)
                break
        else:
            kinds.append(place)
    return kinds


def _arrangements(kinds: list[int]) -> int:
    """How many ways there are to place atoms of these kinds."""
    return factorial(len(kinds)) // prod(factorial(kinds.count(kind)) for kind in set(kinds))


def _orders(block: list[Atom], kinds: list[int]) -> Iterator[tuple[Atom, ...]]:
    """Arrangements of a block's slots, one for each way that atoms of different kinds can be placed."""
    if not block[0].index:
        yield tuple(block)
        return
    slots = range(len(block))
    groups = [[i for i in slots if kinds[i] == kind] for kind in dict.fromkeys(kinds)]

    def placed(rest: list[list[int]], free: tuple[int, ...]) -> Iterator[dict[int, int]]:
        if not rest:
            yield {}
            return
        for chosen in combinations(free, len(rest[0])):
            left = tuple(i for i in free if i not in chosen)
            yield from ({**dict(zip(rest[0], chosen, strict=True)), **more} for more in placed(rest[1:], left))

    yield from (tuple(block[place[i]] for i in slots) for place in placed(groups, tuple(slots)))


def _ascending(block: list[Atom]) -> list[tuple[Guard, ...]]:
    """For each neighbouring pair of atoms, the guards whose union says that the pair is in order."""
    pairs = []
    for first, second in pairwise(block):
        if first.index:
            last = len(first.index) - 1
            pairs.append(
                tuple(
                    (
                        *(equal(a, b) for a, b in zip(first.index[:i], second.index[:i], strict=True)),
                        at_least(second.index[i], first.index[i] + (0 if i == last else 1)),
                    )
                    for i in range(last + 1)
                )
            )
    return pairs


def _add(terms: dict[tuple[object, ...], Term], term: Term) -> None:
    key = (term.guard, term.bound, term.powers)
    terms[key] = replace(term, coefficient=terms[key].coefficient + term.coefficient) if key in terms else term


def _pieces(problem: Problem, terms: list[Term]) -> list[Piece]:
    values: dict[Guard, Value] = {}
    for term in terms:
        for closed in sum_out(problem, term):
            coefficient, powers = on_equalities(problem, closed)
            add_value(values.setdefault(closed.guard, {}), {powers: coefficient})
    return [(guard, value) for guard, value in values.items() if value]


def on_equalities(problem: Problem, term: Term) -> tuple[Coefficient, Powers]:
    """Coefficient and powers with the guard's equalities of unit coefficient used up, so that equal ones look equal."""
    current = term
    for c in term.guard:
        if c.equality:
            form = c.form
            name = next((v for v, f in reversed(form.terms) if abs(f) == 1), None)
            if name is not None:
                rest = Affine.of({v: f for v, f in form.terms if v != name}, form.constant)
                current = current.substitute({name: rest * -form.coefficient(name)}, problem.bases)
    return current.coefficient, current.powers


def add_value(total: Value, more: Value) -> None:
    """Add in place, dropping what cancels."""
    for powers, coefficient in more.items():
        value = total[powers] + coefficient if powers in total else coefficient
        if value.is_zero:
            total.pop(powers, None)
        else:
            total[powers] = value


def plus(left: Value, right: Value) -> Value:
    """The sum as a new value."""
    total = dict(left)
    add_value(total, right)
    return total
