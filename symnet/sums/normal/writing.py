"""Terms and coefficient functions back to SymPy: nested sums with explicit ranges, coefficients in factored form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import sympy as sp

from symnet.sums.normal.affine import Affine, Constraint, Guard
from symnet.sums.normal.budget import Undecidable
from symnet.sums.normal.problem import Problem
from symnet.sums.normal.reading import Reader
from symnet.sums.normal.spelling import Names, Spelling
from symnet.sums.normal.summation import definitions, solve
from symnet.sums.normal.tables import tidied, unfolded
from symnet.sums.normal.terms import EXP, LOG, Atom, Head, Piece, Table, Term

LETTERS = ("k", "j", "i", "l", "p", "q", "r", "s")
"""Names for the indices of written sums, in this order, as far as they are free."""


@dataclass(slots=True)
class Writer:
    """Writes forms of one problem; index symbols avoid the names the caller uses.

    ``raw`` writes the arguments of functions as they were read, not in normal form.
    """

    problem: Problem
    reader: Reader
    avoid: frozenset[str] = frozenset()
    raw: bool = False
    spelling: Spelling = field(init=False)
    names: dict[str, sp.Expr] = field(init=False)
    taken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.spelling = Spelling(self.problem)
        self.names = {name: symbol for symbol, name in self.reader.parameters.items()}
        self.names |= {name: expr for expr, name in self.reader.scalars.items()}
        used = {str(s) for e in self.names.values() for s in e.free_symbols}
        self.taken = frozenset(used | self.avoid | {str(base) for base in self.reader.entries.values()})

    def form(self, form: Iterable[Term]) -> sp.Expr:
        """Terms as they stand, with their bound variables as the indices of sums."""
        return sp.Add(*(self.term(t, self.names, self.problem.domain) for t in form))

    def table(self, table: Table, names: Names | None = None, context: Guard | None = None) -> sp.Expr:
        """A coefficient function inside a context: for each signature, sums over its slots."""
        names = self.names if names is None else names
        context = self.problem.domain if context is None else context
        total = []
        for signature, pieces in sorted(table.items()):
            cells = tidied(self.problem, pieces, context)
            if any(self.problem.arity(head) for head in signature):
                total += [self.term(t, names, context) for t in unfolded(self.problem, signature, cells)]
            else:
                total.append(self._cases(signature, cells, names, context))
        return sp.Add(*total)

    def _cases(self, signature: tuple[Head, ...], cells: Sequence[Piece], names: Names, context: Guard) -> sp.Expr:
        """What has no slot: one formula, or a Piecewise over regions of the parameters."""
        cases = []
        context = (*context, *definitions(self.problem, *(c.form for guard, _ in cells for c in guard)))
        for guard, value in cells:
            terms = list(unfolded(self.problem, signature, [(guard, value)]))
            formula = sp.Add(*(sp.Mul(*self.body(t, names, context)) for t in terms))
            cases.append((formula, self.spelling.relation(self.problem.regions.gist(guard, context), names)))
        if len(cases) == 1 and cases[0][1] is sp.true:
            return cases[0][0]
        if cases and self.problem.regions.covered(context, [guard for guard, _ in cells]):
            return sp.Piecewise(*cases[:-1], (cases[-1][0], True))
        return sp.Piecewise(*cases, (0, True)) if cases else sp.Integer(0)

    def term(self, term: Term, names: Names, context: Guard) -> sp.Expr:
        """One term: its sums around coefficient, powers and atoms; a condition becomes a case."""
        shape = self._shape(term, names, context)
        if shape is None:
            return sp.Integer(0)
        condition, limits, number, body, _ = shape
        if condition is not sp.true:
            body = sp.Piecewise((body, condition), (0, True))
        return number * (_pulled_out(body, limits) if limits else body)

    def _shape(
        self, term: Term, names: Names, context: Guard
    ) -> tuple[sp.Basic, list[tuple[sp.Symbol, sp.Expr, sp.Expr]], sp.Rational, sp.Expr, Names] | None:
        """A term's condition, ranges, number, summand, and what its variables are written as; None for 0."""
        guard = self.problem.regions.simplify((*term.guard, *context))
        if guard is None or term.coefficient.is_zero:
            return None
        term = solve(self.problem, replace(term, guard=guard))
        order = sorted(term.bound, key=lambda v: (len(v), v))
        inside = {**names, **dict(zip(order, self._letters(len(order), names), strict=True))}
        limits = [(inside[v], *self._ends(term.guard, v, order[place + 1 :], inside)) for place, v in enumerate(order)]
        number, body = self.body(term, inside, term.guard)
        outer = tuple(c for c in term.guard if not c.form.variables & term.bound)
        known = (*context, *definitions(self.problem, *(c.form for c in outer)))
        condition = self.spelling.relation(self.problem.regions.gist(outer, known), names)
        return condition, limits, number, body, inside

    def body(self, term: Term, names: Names, context: Guard) -> tuple[sp.Rational, sp.Expr]:
        """Coefficient, powers and atoms without sums: a number, and the rest."""
        number, result = self.spelling.parts(term.coefficient, names)
        for base, exponent in term.powers:
            result *= sp.Pow(
                self.spelling.coefficient(self.problem.bases.table[base], names), self.spelling.affine(exponent, names)
            )
        for atom in term.atoms:
            result *= self.atom(atom, names, context)
        return number, result

    def atom(self, atom: Atom, names: Names, context: Guard) -> sp.Expr:
        """An entry, a reciprocal, or a function at the arguments its family has there."""
        index = [self.spelling.affine(e, names) for e in atom.index]
        if atom.head.kind == "entry":
            return self.reader.entries[atom.head.name][tuple(index)]
        if atom.head.kind == "reciprocal":
            return 1 / index[0]
        if self.raw:
            return self._as_read(atom, dict(names), index, context)
        formals = [f"s{i}" for i in range(len(index))]
        inside = {**self.names, **dict(zip(formals, index, strict=True))}
        outer = {v: Affine.variable("outer:" + v) for c in context for v in c.form.variables if v[0] == "s"}
        around = [c.substitute(outer) for c in context]
        around += [
            Constraint(Affine.variable(s) - e.substitute(outer), True) for s, e in zip(formals, atom.index, strict=True)
        ]
        known = self.problem.regions.project(tuple(around), [*self.problem.parameters, *formals])
        near = known[0] if len(known) == 1 else self.problem.domain
        tables = self.problem.arguments[atom.head.family]
        if atom.head.name == EXP:
            return self._product(tables[0], inside, near)
        return self._applied(atom.head, [self.table(t, inside, near) for t in tables])

    def _as_read(self, atom: Atom, names: dict[str, sp.Expr], index: Sequence[sp.Expr], context: Guard) -> sp.Expr:
        family = self.problem.families[atom.head.family]
        inside = names | dict(zip(family.formals, index, strict=True))
        if atom.head.name == EXP:
            return sp.Mul(*(self._log_factor(t, inside, context) for t in family.arguments[0]))
        arguments = [sp.Add(*(self.term(t, inside, context) for t in form)) for form in family.arguments]
        return self._applied(atom.head, arguments)

    def _product(self, logarithm: Table, names: Names, context: Guard) -> sp.Expr:
        """The product whose formal logarithm is given: one factor for each of its sums."""
        terms = (
            term
            for signature, pieces in sorted(logarithm.items())
            for term in unfolded(self.problem, signature, tidied(self.problem, pieces, context))
        )
        return sp.Mul(*(self._log_factor(term, names, context) for term in terms))

    def _log_factor(self, term: Term, names: Names, context: Guard) -> sp.Expr:
        """The factor that a term of a formal logarithm stands for."""
        if len(term.atoms) != 1 or not term.atoms[0].head.name.startswith(LOG):
            raise Undecidable("a product of powers of constants is not written back")
        head = term.atoms[0].head
        atom = replace(term.atoms[0], head=head._replace(name=head.name.removeprefix(LOG)))
        term = replace(term, atoms=(atom,))
        shape = self._shape(replace(term, coefficient=self.problem.ring.constant(1)), names, context)
        if shape is None:
            return sp.Integer(1)
        condition, limits, _, body, inside = shape
        power = body ** self.spelling.coefficient(term.coefficient, inside)
        if condition is not sp.true:
            power = sp.Piecewise((power, condition), (1, True))
        return sp.Product(power, *reversed(limits)) if limits else power

    def _applied(self, head: Head, arguments: list[sp.Expr]) -> sp.Expr:
        if head.name in ("", "Pow"):
            return sp.Pow(*arguments) if head.name else arguments[0]
        function = self.reader.functions.get(head.name) or getattr(sp, head.name)
        if not any(head.orders):
            return function(*arguments)
        slots = sp.symbols(f"xi_1:{len(arguments) + 1}")
        orders = [(x, o) for x, o in zip(slots, head.orders, strict=True) if o]
        return sp.Subs(sp.Derivative(function(*slots), *orders), slots, tuple(arguments))

    def _letters(self, count: int, names: Names) -> list[sp.Symbol]:
        used = self.taken | {str(s) for e in names.values() for s in e.free_symbols}
        free = [letter for letter in LETTERS if letter not in used]
        free += [f"{letter}_{i}" for i in range(1, count + 1) for letter in LETTERS if f"{letter}_{i}" not in used]
        return [sp.Symbol(letter, integer=True) for letter in free[:count]]

    def _ends(self, guard: Guard, name: str, later: Sequence[str], names: Names) -> tuple[sp.Expr, sp.Expr]:
        """The range of one variable, given those summed outside it."""
        kept = sorted({v for c in guard for v in c.form.variables} - set(later))
        shadows = self.problem.regions.project(guard, kept) if later else [guard]
        if len(shadows) != 1:
            raise Undecidable("a range falls into several parts")
        lows, highs = [], []
        for c in shadows[0]:
            size = c.form.coefficient(name)
            if not size:
                continue
            rest = self.spelling.affine(Affine.of({v: f for v, f in c.form.terms if v != name}, c.form.constant), names)
            if size > 0 or c.equality:
                lows.append(sp.ceiling(-rest / size))
            if size < 0 or c.equality:
                highs.append(sp.floor(-rest / size))
        return (sp.Max(*lows) if lows else -sp.oo), (sp.Min(*highs) if highs else sp.oo)


def _pulled_out(body: sp.Expr, limits: Sequence[tuple[sp.Symbol, sp.Expr, sp.Expr]]) -> sp.Expr:
    """The sum with the factors that no index reaches in front of it."""
    indices = {limit[0] for limit in limits}
    inside = [f for f in sp.Mul.make_args(body) if f.free_symbols & indices]
    outside = [f for f in sp.Mul.make_args(body) if not f.free_symbols & indices]
    return sp.Mul(*outside, sp.Sum(sp.Mul(*inside), *reversed(limits)))
