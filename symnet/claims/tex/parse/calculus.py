"""Integrals, differentials and derivatives as they are printed."""

from __future__ import annotations

from abc import abstractmethod

from symnet.claims.tex.operators import Condition, Derivative, Differential, Integral, Nabla, PathMeasure
from symnet.claims.tex.parse.matching import Window
from symnet.claims.tex.parse.ranges import Ranges
from symnet.claims.tex.parse.scopes import bound_names, free_names
from symnet.claims.tex.tree import Name, Node, Power, Quotient, walk

_D = ("d", r"\text{d}")
_NABLA = {"": "gradient", r"\cdot": "divergence", r"\times": "curl"}


class Calculus(Ranges):
    """Reads ``\\int``, d, ``\\partial``, ``\\nabla`` and fractions of differentials."""

    @abstractmethod
    def factor(self) -> Node:
        """One factor with its powers; the parser's."""

    @abstractmethod
    def at_factor(self) -> bool:
        """Whether another factor follows; the parser's."""

    def integral(self) -> Integral:
        """An integral with its bounds and the rest of its term, in which its differentials stand."""
        start = self.place
        sign = self.take()
        ends: dict[str, Node] = {}
        while mark := self.accept("_", "^"):
            if mark.text in ends:
                self.refuse("a second script at one sign", mark)
            ends[mark.text] = self.integral_end(self.script())
        if len(ends) == 1:
            self.refuse("an integral needs both bounds or none", sign)
        with self.setting(in_integral=True, in_argument=False):
            body = self.term()
        node = Integral(self.span_from(start), ends.get("_"), ends.get("^"), body)
        self.check_variables(node)
        return node

    def check_variables(self, node: Integral) -> None:
        """Refuse bounds that use their own variable, and a variable integrated over twice."""
        bound = bound_names(node)
        for end in (node.lower, node.upper):
            if end is not None and (used := free_names(end) & bound):
                self.refuse(f"the bound uses its own variable {min(used)}", end)
        for inner in walk(node.body):
            if isinstance(inner, Integral) and (twice := bound & bound_names(inner)):
                self.refuse(f"{min(twice)} is already integrated over", inner)

    def integral_end(self, span: Window) -> Node:
        """A bound of an integral: a value, or a path's value there."""
        if "=" not in self.texts(span):
            return self.within(span, "bound")
        before, self.place = self.place, span[0]
        with self.window(span[1], "boundary condition"), self.setting(in_integral=False):
            condition = self.boundary()
        self.place = before
        return condition

    def boundary(self) -> Condition:
        """``x(0) = y``, or with the time named, ``x(\\tau=0) = y``."""
        start = self.place
        first = self.peek()
        named = self.text(1) == "(" and self.text(3) == "="
        if named and first is not None:
            path = self.path_at_named_time()
        else:
            node = self.name()
            if not isinstance(node, Name) or not node.arguments:
                self.refuse("a boundary condition is about a path at a time", node)
            path = node
        if not self.accept("="):
            self.refuse("a boundary condition needs =")
        return Condition(self.span_from(start), path, self.expression())

    def path_at_named_time(self) -> Name:
        """``x(\\tau = 0)``: the path at that time."""
        token = self.take()
        entry = next((e for e in self.heads.get(token.text, ()) if e.arguments and len(e.arguments.letters) == 1), None)
        if entry is None or entry.arguments is None:
            self.refuse(f"{token.text} is not declared as a path", token)
        with self.group("time"):
            variable, power = self.variable()
            sort = variable.entry.sort if variable.entry else ""
            if power or not sort or sort != self.sort(entry.arguments.letters[0]):
                self.refuse(f"{entry.form} does not take this", variable)
            self.take()
            value = self.expression()
        return Name((token.start, self.tokens[self.place - 1].end), token.text, entry, (), (value,))

    def at_differential(self, place: int | None = None) -> bool:
        """Whether d and a declared name stand here (where d itself is declared: only inside an integral)."""
        at = self.place if place is None else place
        if at >= len(self.tokens) or (place is None and at >= self.end) or self.tokens[at].text not in _D:
            return False
        if self.scalar_entry("d") and not self.in_integral and place is None:
            return False
        after = at + 1
        if after < len(self.tokens) and self.tokens[after].text == "^":
            after += 1
            after = self.pairs[after] + 1 if after in self.pairs else after + 1
        limit = self.end if place is None else len(self.tokens)
        return after < limit and self.tokens[after].kind == "name"

    def differential(self) -> Differential:
        """``dx``, ``d^d x``; in a function's argument an increment."""
        start = self.place
        self.take()
        dimension = self.within(self.script(), "dimension") if self.accept("^") else None
        variable, power = self.variable()
        if power is not None:
            self.refuse("a power behind a differential can be read in two ways", self.tokens[power[0]])
        return Differential(self.span_from(start), variable, dimension, self.in_argument)

    def path_measure(self) -> PathMeasure:
        """``\\mathcal{D}x`` or ``\\mathcal{D}[x]``."""
        start = self.place
        sign = self.heads[self.take().text][0].form
        if self.text() == "[":
            with self.group("path"):
                variable, power = self.variable()
        else:
            variable, power = self.variable()
        if power is not None or variable.entry is None:
            self.refuse("a measure is over a declared path", variable)
        letters = self.tokens[self.place : self.place + 3]
        if (
            self.text() == "("
            and len(letters) == 3
            and letters[2].text == ")"
            and self.path_form(variable.head, letters[1].text)
        ):
            self.place += 3
        return PathMeasure(self.span_from(start), variable, sign)

    def path_form(self, head: str, letter: str) -> bool:
        """Whether the path is declared with that letter in its brackets."""
        return any(entry.arguments and entry.arguments.letters == (letter,) for entry in self.heads.get(head, ()))

    def fraction(self) -> Node:
        """A quotient, or a derivative written as one."""
        start = self.place
        self.take()
        above, below = self.fraction_parts()
        if self.derives(above, below):
            return self.derivative(start, above, below)
        numerator = self.within(above, "numerator")
        with self.setting(in_integral=False):
            denominator = self.within(below, "denominator")
        return Quotient(self.span_from(start), numerator, denominator)

    def fraction_parts(self) -> tuple[Window, Window]:
        """The tokens of numerator and denominator."""
        return self.script(), self.script()

    def derives(self, above: Window, below: Window) -> bool:
        """Whether both parts begin with a d or both with a partial sign."""
        top, bottom = self.tokens[above[0]].text, self.tokens[below[0]].text
        return (top in _D and bottom in _D) or top == bottom == r"\partial"

    def derivative(self, start: int, above: Window, below: Window) -> Derivative:
        """The derivative of what stands in the numerator, or else of the factor that follows."""
        after, self.place = self.place, below[0]
        with self.window(below[1], "denominator"):
            variables = self.variables(self.tokens[below[0]].text)
        self.place = above[0]
        with self.window(above[1], "numerator"):
            sign = self.take()
            order = self.order(self.script()) if self.accept("^") else 1
            if order != sum(times for _, times in variables):
                self.refuse(f"the orders of this derivative do not agree ({order} above)", sign)
            of = self.numerator(tuple(name for name, _ in variables)) if self.peek() else None
        self.place = after
        total = sign.text in _D
        return Derivative(self.span_from(start), self.operand() if of is None else of, variables, total)

    def numerator(self, variables: tuple[Name, ...]) -> Node:
        """What is differentiated: a name, or one bracket."""
        token = self.peek()
        if token and token.kind == "name":
            of = self.name(variables)
            if isinstance(of, Power):
                self.refuse("a power in a derivative's numerator can be read in two ways", of, "put it in brackets")
        else:
            of = self.factor()
        if self.peek():
            self.refuse("this may or may not be differentiated", hint="put brackets around what is")
        return of

    def operand(self) -> Node:
        """The one factor that an operator in front of it acts on."""
        if not self.at_factor():
            self.refuse("nothing follows to be differentiated")
        of = self.factor()
        if self.at_factor():
            self.refuse("this may or may not be differentiated", hint="put brackets around what is")
        return of

    def variables(self, sign: str) -> tuple[tuple[Name, int], ...]:
        """The variables of a derivative, each so many times."""
        found: list[tuple[Name, int]] = []
        while self.peek():
            if self.text() != sign and not (self.text() in _D and sign in _D):
                self.refuse(f"a derivative's denominator has only {sign} and variables")
            self.take()
            variable, power = self.variable()
            found.append((variable, 1 if power is None else self.order(power)))
        return tuple(found)

    def order(self, span: Window) -> int:
        """A printed order of differentiation."""
        digits = self.texts(span)
        if len(digits) != 1 or not digits[0].isdigit() or not 1 <= int(digits[0]) <= 9:
            self.refuse("an order of differentiation must be a digit", self.tokens[span[0]])
        return int(digits[0])

    def partial(self) -> Derivative:
        """``\\partial_t f``."""
        start = self.place
        sign = self.take()
        if not self.accept("_"):
            self.refuse(r"\partial needs its variable, as in \partial_t", sign)
        span = self.script()
        order = self.order(self.script()) if self.accept("^") else 1
        before, self.place = self.place, span[0]
        with self.window(span[1], "variable"):
            variable, power = self.variable()
        self.place = before
        if power is not None:
            self.refuse("a power in a subscript", variable)
        return Derivative(self.span_from(start), self.operand(), ((variable, order),), total=False)

    def nabla(self) -> Nabla:
        """Gradient, Laplacian, divergence or curl of the factor that follows."""
        start = self.place
        sign = self.take()
        if self.accept("^"):
            if self.texts(self.script()) != ("2",):
                self.refuse("of the powers of \\nabla only the square is known", sign)
            return Nabla(self.span_from(start), self.factor(), "laplacian")
        mark = self.accept(r"\cdot", r"\times")
        return Nabla(self.span_from(start), self.factor(), _NABLA[mark.text if mark else ""])
