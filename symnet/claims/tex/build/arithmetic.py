"""Objects of arithmetic and names: SymPy, unevaluated, in the declared symbols."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from symnet.claims.tex import objects
from symnet.claims.tex.build.environment import Build, Environment
from symnet.claims.tex.tree import (
    Addition,
    Amplitude,
    Bracket,
    Commutator,
    Factorial,
    Family,
    Infinity,
    Mean,
    Modulus,
    Name,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Root,
    walk,
)
from symnet.claims.tex.vocabulary.elementary import ARITIES, CONSTANTS, FUNCTIONS
from symnet.claims.tex.vocabulary.entry import Entry
from symnet.notation import kinds

MAX_EXPONENT = 999


def number(node: Number, env: Environment) -> sp.Expr:
    """Exact, decimals too."""
    return sp.Rational(node.digits)


def infinity(node: Infinity, env: Environment) -> sp.Expr:
    """Refused: infinity stands only alone, as a bound, an argument or a side."""
    env.refuse("arithmetic with infinity", node)


def name(node: Name, env: Environment) -> sp.Expr:
    """An index, a constant, a member of a family, or a call."""
    entry = node.entry
    plain = not node.slots and node.arguments is None
    if plain and node.head in env.vocabulary.indices and node.key == node.head and is_index(node, env):
        return env.index(node.head)
    if entry is None:
        env.refuse(f"{node.head} is not declared", node)
    env.used.add(entry.form)
    slots = [env.script(slot) for slot in node.slots]
    if node.arguments is not None:
        return call(node, entry, slots, env)
    if slots:
        return family_member(node, entry, slots, env)
    if entry.kind == "constant":
        return CONSTANTS[entry.name]
    if entry.kind in ("set", "measure"):
        env.refuse(f"{entry.form} is no number", node)
    if entry.kind == "arbitrary":
        return objects.Arbitrary(sp.Symbol(entry.name))
    return plain_symbol(entry)


def plain_symbol(entry: Entry) -> sp.Symbol:
    """The symbol of a form without slots; a path's own letter is real."""
    return kinds.symbol(entry.name, entry.kind if entry.kind in kinds.SCALARS else "real")


def is_index(node: Name, env: Environment) -> bool:
    """Rule 5: in scripts index letters come first; elsewhere bound, then declared constant, then free index."""
    if node.entry is None:
        return True
    bound = node.head in env.bound
    if not env.in_script:
        what = "the bound index" if bound else f"the constant {node.entry.name}"
        env.note(f"{node.head} at column {node.span[0] + 1} is {what}")
    return bound or env.in_script


def family_member(node: Name, entry: Entry, slots: list[sp.Expr], env: Environment) -> sp.Expr:
    """w_n, or a Kronecker delta."""
    if entry.kind == "elementary":
        return applied(node, entry, slots, env)
    if entry.kind not in kinds.SCALARS or not kinds.symbol(entry.name, entry.kind).is_commutative:
        env.refuse(f"{entry.form} is declared as {entry.kind}, which takes no index", node)
    return kinds.indexed(entry.name, entry.kind)[tuple(slots)]


def call(node: Name, entry: Entry, slots: list[sp.Expr], env: Environment) -> sp.Expr:
    """A function, path, functional or distribution of its arguments."""
    arguments = [env.end(argument) for argument in node.arguments or ()]
    if node.implied and entry.arguments and entry.arguments.bracket:
        env.note(f"{node.head} at column {node.span[0] + 1} stands for {entry.form}")
    if entry.kind == "elementary":
        return applied(node, entry, arguments, env)
    if entry.kind == "functional":
        return objects.Functional(sp.Symbol(entry.name), *slots, *arguments)
    return kinds.function(entry.name)(*slots, *arguments)


def applied(node: Name, entry: Entry, arguments: list[sp.Expr], env: Environment) -> sp.Expr:
    """A function with a fixed meaning."""
    wanted = ARITIES.get(entry.name, 1)
    if wanted not in (0, len(arguments)):
        env.refuse(f"{node.head} takes {wanted} arguments, not {len(arguments)}", node)
    if any(not argument.is_finite for argument in arguments if argument in (sp.oo, -sp.oo)):
        env.refuse(f"{node.head} at infinity is arithmetic with infinity", node)
    return FUNCTIONS[entry.name](*arguments, evaluate=False)


def addition(node: Addition, env: Environment) -> sp.Expr:
    """Terms in the printed order."""
    signed: dict[str, Callable[[sp.Expr], sp.Expr]] = {
        "+": lambda term: term,
        "-": negated,
        r"\pm": objects.PlusMinus,
        r"\mp": lambda term: objects.PlusMinus(negated(term)),
    }
    terms = [signed[sign](env.build(term)) for sign, term in node.terms]
    return terms[0] if len(terms) == 1 else sp.Add(*terms, evaluate=False)


def negated(term: sp.Expr) -> sp.Expr:
    """Minus a term, the sign taken into its leading number."""
    if isinstance(term, sp.Number):
        return -term
    if isinstance(term, sp.Mul) and isinstance(term.args[0], sp.Number):
        return sp.Mul(-term.args[0], *term.args[1:], evaluate=False)
    return sp.Mul(-1, *(term.args if isinstance(term, sp.Mul) else (term,)), evaluate=False)


def product(node: Product, env: Environment) -> sp.Expr:
    """Factors in the printed order; an operator acts on the functions behind it."""
    if sum(_is_vector(factor) for factor in node.factors) > 1:
        env.refuse("a product of two vectors can mean several things", node)
    return multiplied([env.build(factor) for factor in node.factors])


def _is_vector(node: Node) -> bool:
    return isinstance(node, Name) and node.entry is not None and node.entry.kind == "vector"


def multiplied(factors: list[sp.Expr]) -> sp.Expr:
    """The product of the factors as they stand."""
    if len(factors) == 1:
        return factors[0]
    opened = [_factors(factor) if not factor.is_commutative else (factor,) for factor in factors[:-1]]
    factors = [factor for inner in opened for factor in inner] + factors[-1:]
    operators = [place for place, factor in enumerate(factors) if not factor.is_commutative]
    if operators and operators[-1] < len(factors) - 1:
        first, last = operators[0], operators[-1] + 1
        acting = objects.Acting(multiplied(factors[first:last]), multiplied(factors[last:]))
        return multiplied([*factors[:first], acting])
    return sp.Mul(*factors, evaluate=False)


def _factors(product: sp.Expr) -> tuple[sp.Expr, ...]:
    return tuple(product.args) if isinstance(product, sp.Mul) else (product,)


def quotient(node: Quotient, env: Environment) -> sp.Expr:
    """A fraction; of two integers, the exact number."""
    return divided(node, env.build(node.numerator), env.build(node.denominator), env)


def divided(node: Node, numerator: sp.Expr, denominator: sp.Expr, env: Environment) -> sp.Expr:
    """Numerator over denominator."""
    if denominator == 0:
        env.refuse("division by zero", node)
    if not denominator.is_commutative:
        env.refuse("a fraction with an operator below can be read in two ways", node)
    inverse = 1 / denominator if denominator.is_Rational else sp.Pow(denominator, -1, evaluate=False)
    if numerator == 1:
        return inverse
    if numerator.is_Rational and inverse.is_Rational:
        return numerator * inverse
    return multiplied([numerator, inverse] if numerator.is_commutative else [inverse, numerator])


def power(node: Power, env: Environment) -> sp.Expr:
    """A power, bounded where it is a number's; e to something is the exponential."""
    if any(isinstance(part, Power) and isinstance(_bare(part.base), Number) for part in walk(node.exponent)):
        env.refuse("a tower of powers of numbers", node.exponent)
    base, exponent = env.build(node.base), env.build(node.exponent)
    if exponent.is_Number and abs(exponent) > MAX_EXPONENT:
        env.refuse(f"an exponent beyond {MAX_EXPONENT}", node.exponent)
    if base == 0:
        env.refuse("a power of zero", node)
    return sp.exp(exponent, evaluate=False) if base == sp.E else sp.Pow(base, exponent, evaluate=False)


def _bare(node: Node) -> Node:
    while isinstance(node, Bracket):
        node = node.inside
    return node


def root(node: Root, env: Environment) -> sp.Expr:
    """A square root or one of a printed degree."""
    degree = sp.Integer(2) if node.degree is None else env.build(node.degree)
    if not degree.is_Integer or not 2 <= degree <= MAX_EXPONENT:
        env.refuse("the degree of a root must be a whole number from 2", node)
    return sp.Pow(env.build(node.radicand), 1 / degree, evaluate=False)


def family(node: Family, env: Environment) -> sp.Expr:
    """All members, with the index letters that run."""
    letters = [slot for slot in node.member.slots if isinstance(slot, Name) and slot.head in env.vocabulary.indices]
    running = tuple(letter.head for letter in letters if letter.head not in env.bound)
    if not running:
        env.refuse("no index runs in this family", node)
    with env.binding(running) as indices:
        return objects.Family(env.build(node.member), *indices)


def commutator(node: Commutator, env: Environment) -> sp.Expr:
    """Of two operators: of numbers it would be nothing, and square brackets then mean something else."""
    left, right = env.build(node.left), env.build(node.right)
    if left.is_commutative or right.is_commutative:
        env.refuse("a commutator of things that are no operators", node)
    return objects.Commutator(left, right)


ARITHMETIC: dict[type[Node], Build] = {
    Number: number,
    Infinity: infinity,
    Name: name,
    Addition: addition,
    Product: product,
    Quotient: quotient,
    Power: power,
    Root: root,
    Family: family,
    Bracket: lambda node, env: env.build(node.inside),
    Factorial: lambda node, env: sp.factorial(env.build(node.of), evaluate=False),
    Modulus: lambda node, env: sp.Abs(env.build(node.inside), evaluate=False),
    Mean: lambda node, env: objects.Mean(env.build(node.inside)),
    Amplitude: lambda node, env: objects.Amplitude(env.build(node.final), env.build(node.initial)),
    Commutator: commutator,
}
