"""The exact value of a statement at explicit integers: nodes become closures, sums become loops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symnet.sums.finite import affine, language
from symnet.sums.finite.budget import STEP, spend
from symnet.sums.finite.determinant import determinant
from symnet.sums.finite.language import Node
from symnet.sums.finite.ring import FullRingError, Key, Ring, Value, inverted, plus, raised, times


class UndefinedInstanceError(Exception):
    """At this instance a side has no value: a zero denominator, a determinant of negative size."""


@dataclass
class State:
    """Where an evaluation stands: the integers, the ring, and what was computed before."""

    env: dict[str, int]
    ring: Ring
    memory: dict[Any, Value] = field(default_factory=dict)


WINDOW = 18
"""How far a sum over Z is added up at a point whose entries vanish away from 0."""

Evaluation = Callable[[State], Value]


class Instances:
    """Evaluates nodes, each compiled once; remembers how many atoms the last instance had."""

    def __init__(self, *, with_flint: bool = True, window: int = WINDOW) -> None:
        self._compiled: dict[int, tuple[Node, Evaluation]] = {}
        self._size, self._with_flint, self._window = 16, with_flint, window

    def values(
        self, nodes: tuple[Node, ...], env: Mapping[str, int], given: Mapping[Key, Fraction] | None = None
    ) -> tuple[Ring, list[Value]]:
        """The values of several nodes at one instance, in one ring.

        Raises:
            UndefinedInstanceError: a denominator vanishes there.
        """
        ring, (values,) = self.table(nodes, [env], given)
        return ring, values

    def table(
        self, nodes: tuple[Node, ...], envs: Sequence[Mapping[str, int]], given: Mapping[Key, Fraction] | None = None
    ) -> tuple[Ring, list[list[Value]]]:
        """The values of several nodes at several instances, all in one ring.

        Raises:
            UndefinedInstanceError: a denominator vanishes at one of them.
        """
        env: Mapping[str, int] = {}
        while True:
            state = State({}, Ring(self._size, given, self._with_flint))
            rows = []
            try:
                for env in envs:
                    state.env.clear()
                    state.env.update(env)
                    rows.append([self._run(node)(state) for node in nodes])
                return state.ring, rows
            except FullRingError:
                self._size *= 2
            except ZeroDivisionError:
                where = ", ".join(f"{v} = {value}" for v, value in env.items())
                raise UndefinedInstanceError(f"a denominator vanishes at {where or 'this point'}") from None

    def _run(self, node: Node) -> Evaluation:
        known = self._compiled.get(id(node))
        if known is None:
            known = self._compiled[id(node)] = (node, _COMPILERS[node[0]](self, node))
        return known[1]

    def _num(self, node: Node) -> Evaluation:
        value = node[1]
        return lambda s: s.ring.rational(value)

    def _sym(self, node: Node) -> Evaluation:
        return lambda s: s.ring.atom(node)

    def _int(self, node: Node) -> Evaluation:
        form = node[1]
        return lambda s: affine.at(form, s.env)

    def _ind(self, node: Node) -> Evaluation:
        form = node[1]
        return lambda s: int(affine.at(form, s.env) >= 0)

    def _at(self, node: Node) -> Evaluation:
        _, head, forms = node
        return lambda s: s.ring.atom(("at", head, tuple(affine.at(f, s.env) for f in forms)))

    def _add(self, node: Node) -> Evaluation:
        parts = [self._run(part) for part in node[1]]

        def run(s: State) -> Value:
            total: Value = 0
            for part in parts:
                total = plus(total, part(s))
            return total

        return run

    def _mul(self, node: Node) -> Evaluation:
        parts = [self._run(part) for part in node[1]]

        def run(s: State) -> Value:
            total: Value = 1
            for part in parts:
                factor = part(s)
                if s.ring.is_zero(factor):
                    return 0
                total = times(total, factor)
            return total

        return run

    def _pow(self, node: Node) -> Evaluation:
        base, exponent = self._run(node[1]), node[2]
        return lambda s: raised(base(s), exponent)

    def _inv(self, node: Node) -> Evaluation:
        base = self._run(node[1])
        return lambda s: inverted(s.ring, base(s))

    def _exp(self, node: Node) -> Evaluation:
        base, form = self._run(node[1]), node[2]

        def run(s: State) -> Value:
            exponent = affine.at(form, s.env)
            value = raised(base(s), abs(exponent))
            return value if exponent >= 0 else inverted(s.ring, value)

        return run

    def _fun(self, node: Node) -> Evaluation:
        name, parts = node[1], [self._run(part) for part in node[2]]
        return lambda s: s.ring.function(name, tuple(part(s) for part in parts))

    def _sum(self, node: Node) -> Evaluation:
        return self._loop(node, 0, plus)

    def _prod(self, node: Node) -> Evaluation:
        return self._loop(node, 1, times)

    def _loop(self, node: Node, start: int, join: Callable[[Value, Value], Value]) -> Evaluation:
        _, name, lo, hi, body = node
        inner, outer = self._run(body), sorted(language.free(node))
        constant = name not in language.free(body)

        def run(s: State) -> Value:
            place = (id(node), *[s.env[v] for v in outer])
            if place in s.memory:
                return s.memory[place]
            total: Value = start
            first, last = affine.at(lo, s.env), affine.at(hi, s.env)
            turns = max(0, last - first + 1)
            spend(STEP * turns, "adding up a range")
            if constant and turns:
                value = inner(s)
                total = times(turns, value) if start == 0 else raised(value, turns)
            else:
                for k in range(first, last + 1):
                    s.env[name] = k
                    total = join(total, inner(s))
            s.memory[place] = total
            return total

        return run

    def _all(self, node: Node) -> Evaluation:
        """Exact where every entry farther than WINDOW - REACH from 0 is 0, as at a representative's entries."""
        _, name, body = node
        ends = affine.constant(-self._window), affine.constant(self._window)
        return self._loop(("sum", name, *ends, body), 0, plus)

    def _det(self, node: Node) -> Evaluation:
        _, i, j, size, entry = node
        inner = self._run(entry)

        def run(s: State) -> Value:
            n = affine.at(size, s.env)
            if n < 0:
                raise UndefinedInstanceError(f"a determinant has the size {n}")

            def cell(row: int, column: int) -> Value:
                s.env[i], s.env[j] = row, column
                return inner(s)

            return determinant(s.ring, [[cell(r, c) for c in range(n)] for r in range(n)])

        return run

    def _lin(self, node: Node) -> Evaluation:
        *numbers, form = node[1:]
        a, q, first, second = map(self._run, numbers)

        def run(s: State) -> Value:
            n = affine.at(form, s.env)
            now, after = first(s), second(s)
            for _ in range(n):
                now, after = after, times(a(s), after) + (-1) * times(q(s), now)
            for _ in range(-n):
                now, after = times(times(a(s), now) + (-1) * after, inverted(s.ring, q(s))), now
            return now

        return run

    def _root(self, node: Node) -> Evaluation:
        base, degree = self._run(node[1]), node[2]
        return lambda s: s.ring.root(base(s), degree)


_COMPILERS: dict[str, Callable[[Instances, Node], Evaluation]] = {
    name.removeprefix("_"): method
    for name, method in vars(Instances).items()
    if name in {"_num", "_sym", "_int", "_ind", "_at", "_add", "_mul", "_pow", "_inv", "_exp"}
    or name in {"_fun", "_sum", "_all", "_prod", "_det", "_lin", "_root"}
}
