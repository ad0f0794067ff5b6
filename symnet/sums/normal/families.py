"""Undefined functions: which calls have the same argument, and one name for each distinct argument.

A call V(e(n)) stands for a family of values, one for each n. Two members are the same value exactly when their
arguments are equal as forms; the set of such pairs is a Presburger set, and the smallest equal member represents all.
Taking too few pairs for equal is sound: it can only leave a difference standing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from symnet.sums.normal.affine import Affine, Constraint, Guard, tidy
from symnet.sums.normal.coincidences import Option, Partner
from symnet.sums.normal.coincidences import partners as smallest_partners
from symnet.sums.normal.collapse import collapse, plus
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.summation import definitions
from symnet.sums.normal.terms import EXP, Atom, Family, Form, Piece, Table, Term, Value
from symnet.sums.normal.vanish import where_nonzero

Members = dict[int, list[Guard]]
"""For each family the members that occur: guards in s0, s1, … and parameters; other variables are existential."""


@dataclass(frozen=True, slots=True)
class Known:
    """A family with its arguments as coefficient functions of s0, s1, …"""

    number: int
    tables: tuple[Table, ...]
    arity: int

    def key(self) -> object:
        """Equal for families that are the same function of their formals."""
        return self.arity, tuple(
            tuple(sorted((repr(s), _piece_key(pieces)) for s, pieces in table.items())) for table in self.tables
        )


def _piece_key(pieces: list[tuple[Guard, Value]]) -> tuple[object, ...]:
    return tuple(sorted((repr(g), tuple(sorted((repr(p), str(c)) for p, c in v.items()))) for g, v in pieces))


def resolve(problem: Problem, form: Form) -> Form:
    """The same form with every function call naming the representative of its arguments."""
    return _represented(problem, form, representatives(problem, form))


def resolve_both(problem: Problem, left: Form, right: Form) -> tuple[Form, Form]:
    """Two forms resolved together, so that equal arguments have the same representative in both."""
    partners = representatives(problem, (*left, *right))
    return _represented(problem, left, partners), _represented(problem, right, partners)


def representatives(problem: Problem, form: Form) -> dict[int, list[Partner]]:
    """For each family of arguments in a form, which equal member stands for which of its members."""
    members = _members(problem, form)
    partners: dict[int, list[Partner]] = {}
    if any(a.head.name == EXP for t in form for a in t.atoms):
        problem.families.append(Family(((),), (), 0))
        problem.nothing = len(problem.families) - 1
        members[problem.nothing] = [()]
    earlier: list[Known] = []
    ordered = sorted(members, key=lambda f: (problem.families[f].depth, f))
    for _, numbers in groupby(ordered, key=lambda f: problem.families[f].depth):
        same: dict[object, Known] = {}
        aliases: dict[int, int] = {}
        for number in numbers:
            known = _know(problem, number, partners)
            problem.arguments[number] = known.tables
            first = same.setdefault(known.key(), known)
            aliases[number] = first.number
            if first.number != number:
                members[first.number] += members[number]
        for known in same.values():
            earlier.append(known)
            options = [_option(problem, known, other, members[other.number]) for other in earlier]
            names = [f"s{i}" for i in range(known.arity)]
            own = [*problem.parameters, *names]
            partners[known.number] = smallest_partners(problem, own, members[known.number], options, names)
        partners |= {alias: partners[number] for alias, number in aliases.items()}
    return partners


def _members(problem: Problem, form: Form) -> Members:
    """Which members of each family occur, outer calls before inner ones."""
    found: Members = {}
    _occurrences(form, (), found)
    done: set[int] = set()
    while rest := set(found) - done:
        number = max(rest, key=lambda f: (problem.families[f].depth, f))
        done.add(number)
        family = problem.families[number]
        for guard in found[number]:
            own = {v: Affine.variable(v + "~") for c in guard for v in c.form.variables if v not in problem.parameters}
            own |= {f"s{i}": Affine.variable(name) for i, name in enumerate(family.formals)}
            around = tuple(c.substitute(own) for c in guard)
            for argument in family.arguments:
                _occurrences(argument, around, found)
    return found


def _occurrences(form: Form, around: Guard, found: Members) -> None:
    for term in form:
        for atom in term.atoms:
            if atom.head.kind == "call":
                place = (Constraint(Affine.variable(f"s{i}") - e, True) for i, e in enumerate(atom.index))
                guard = tidy((*around, *term.guard, *place))
                occurrences = found.setdefault(atom.head.family, [])
                if guard is not None and guard not in occurrences:
                    occurrences.append(guard)


def _know(problem: Problem, number: int, partners: dict[int, list[Partner]]) -> Known:
    family = problem.families[number]
    names = {name: Affine.variable(f"s{i}") for i, name in enumerate(family.formals)}
    tables = []
    for argument in family.arguments:
        moved = tuple(t.substitute(names, problem.bases) for t in _represented(problem, argument, partners))
        tables.append(collapse(problem, moved))
    return Known(number, tuple(tables), len(family.formals))


def _option(problem: Problem, source: Known, target: Known, members: list[Guard]) -> Option:
    """The members of ``target`` (in t0, t1, …), and where its arguments differ from those of ``source``."""
    targets = {f"s{i}": Affine.variable(f"t{i}") for i in range(target.arity)}
    codomain = tuple(tuple(c.substitute(targets) for c in guard) for guard in members)
    names = tuple(f"t{i}" for i in range(target.arity))
    if len(source.tables) != len(target.tables):
        return Option(target.number, names, codomain, ((),))
    unequal: list[Guard] = []
    doubtful: list[Piece] = []
    for left, right in zip(source.tables, target.tables, strict=True):
        for signature in left.keys() | right.keys():
            pieces = [_moved(problem, g, v, {}) for g, v in left.get(signature, [])]
            for guard, value in right.get(signature, []):
                moved, other = _moved(problem, guard, value, targets)
                pieces.append((moved, {p: -c for p, c in other.items()}))
            for guards, gap in problem.regions.cells(pieces, plus):
                for guard, exact in where_nonzero(problem, guards, gap):
                    if exact:
                        unequal.append(guard)
                    else:
                        doubtful.append((guard, gap))
    return Option(target.number, names, codomain, tuple(unequal), tuple(doubtful))


def _moved(problem: Problem, guard: Guard, value: Value, names: dict[str, Affine]) -> tuple[Guard, Value]:
    """A piece in other variables, with the definitions of its floors, whose variables become its own."""
    used = {v for c in guard for v in c.form.variables}
    used |= {v for p, c in value.items() for e in p for v in e[1].variables} | {
        v for c in value.values() for v in c.variables()
    }
    floors = definitions(problem, *(Affine.variable(v) for v in used))
    mark = "'" if names else '"'
    names = names | {v: Affine.variable(v + mark) for c in floors for v in c.form.variables if v.startswith("floor:")}
    terms = [Term(c, powers=p).substitute(names, problem.bases) for p, c in value.items()]
    return tuple(c.substitute(names) for c in (*guard, *floors)), {t.powers: t.coefficient for t in terms}


def _represented(problem: Problem, form: Form, partners: dict[int, list[Partner]]) -> Form:
    result: list[Term] = []
    for term in form:
        cases = [replace(term, atoms=())]
        for atom in term.atoms:
            cases = [
                replace(case, guard=case.guard + guard, atoms=case.atoms + named)
                for case in cases
                for guard, named in _names_of(problem, atom, partners)
            ]
        result += cases
    return tuple(result)


def _names_of(problem: Problem, atom: Atom, partners: dict[int, list[Partner]]) -> list[tuple[Guard, tuple[Atom, ...]]]:
    """An atom by cases: under a guard, the representative; the exponential of nothing is 1."""
    if atom.head.kind != "call":
        return [((), (atom,))]
    values = {f"s{i}": e for i, e in enumerate(atom.index)}
    cases: list[tuple[Guard, tuple[Atom, ...]]] = []
    for partner in partners.get(atom.head.family, ()):  # a family without members stands in terms that never occur
        guard = tuple(c.substitute(values) for c in partner.guard)
        index = tuple(e.substitute(values) for e in partner.index)
        named = Atom(atom.head._replace(family=partner.tag), index)
        cases.append((guard, () if atom.head.name == EXP and partner.tag == problem.nothing else (named,)))
    return cases
