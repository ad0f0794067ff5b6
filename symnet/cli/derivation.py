"""What ``symnet derive`` says of a representation: a page for people, a record for machines."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import sympy as sp

from symnet.errors import NotQuadraticError, UnsupportedError
from symnet.notation import symbols
from symnet.notation.tex import tex
from symnet.notation.text import ASCII, Glyphs, paragraph, text
from symnet.theory.action import WeightAction
from symnet.theory.measure import Measure, tex_measure
from symnet.theory.represent import VARIABLES, Representation

_TITLES = {
    "x": "Action in the positions x",
    "w": "Action in the weights w",
    "W": "Action in the weights W",
    "a": "Action in the weights a",
}
_MEANINGS = {
    "x": "",
    "w": "w_n are increments of the velocity",
    "W": "W_n = w_1 + ... + w_n are velocities",
    "a": "a_n are the coefficients of the modes",
}
_WEIGHTS = {"real": "exp(i*S/hbar)", "euclidean": "exp(-S_E/hbar)"}


def glyphs_for(encoding: str) -> Glyphs:
    """Greek where the terminal can show it."""
    greek = Glyphs()
    try:
        "".join((greek.sum, greek.product, greek.integral, greek.delta, greek.step)).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return greek


def page(representation: Representation, width: int, glyphs: Glyphs) -> str:
    """Readable from 40 columns on."""
    sections = [_section(representation, variables, width, glyphs) for variables in _variables(representation)]
    sentences = "\n".join(_wrapped(sentence, width) for sentence in _costs(representation))
    gaussian = f"Gaussian\n  {gaussian_sentence(representation)}" + (f"\n{sentences}" if sentences else "")
    return "\n\n".join((_opening(representation, width, glyphs), *sections, gaussian))


def _variables(representation: Representation) -> tuple[str, ...]:
    """Positions and velocities, and the network's own weights where these are others."""
    return tuple(dict.fromkeys((*VARIABLES, str(representation.path.weights))))


def _costs(representation: Representation) -> tuple[str, ...]:
    """What the rule does, where the form is quadratic and has a kinetic term."""
    try:
        return representation.cost_of_rule()
    except (NotQuadraticError, UnsupportedError):
        return ()


def _wrapped(sentence: str, width: int) -> str:
    return fill(sentence, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False)


def _opening(representation: Representation, width: int, glyphs: Glyphs) -> str:
    lattice, network, path = representation.lattice, representation.network, representation.path
    letters = ", ".join(letter.name for letter in representation.parameters) or "none"
    names = f"{lattice.rule.name} rule, {lattice.time.name} time, {lattice.boundary.name} boundary"
    return "\n".join(
        (
            paragraph("L = ", representation.lagrangian.expr, width, glyphs=glyphs),
            f"  real parameters: {letters}",
            f"  {network.activation.name} network, {names}",
            f"  weight of a path: {_WEIGHTS[lattice.time.name]}",
            "",
            "Path",
            paragraph("x(t) = ", network.output(), width, 2, glyphs=glyphs),
            paragraph("x_n = ", path.position(), width, 2, glyphs=glyphs),
        )
    )


def _section(representation: Representation, variables: str, width: int, glyphs: Glyphs) -> str:
    action = representation.weight_action(variables)
    over = representation.measure_in(variables, action.last)
    notes = "; ".join(note for note in (_MEANINGS[variables], _ends(action)) if note)
    lines = [_TITLES[variables], f"  {notes}"] if notes else [_TITLES[variables]]
    lines.append(paragraph(f"{action.lattice.time.action} = ", action.expr, width, 2, glyphs=glyphs))
    factor = "" if over.factor == 1 else text(over.factor, glyphs) + " "
    delta = "" if over.constraint is None else f"{glyphs.delta}(c) "
    lines.append(f"  measure: {factor}{delta}{_product(over, glyphs)}")
    if over.constraint is not None:
        lines.append(paragraph("with c = ", over.constraint, width, 2, glyphs=glyphs))
    return "\n".join(lines)


def _ends(action: WeightAction) -> str:
    """What holds at the ends, in words."""
    if action.variables == "x":
        return ", ".join(f"{text(place)} = {text(value)}" for place, value in action.ends)
    if action.lattice.boundary.end is None or action.variables == "a":
        return ""
    verb = "is kept, the measure holds" if action.last == "kept" else "is eliminated by"
    return f"{action.variables}_N {verb} x_N = {text(action.lattice.boundary.end)}"


def _product(over: Measure, glyphs: Glyphs) -> str:
    start = "" if over.start is None else f"d{text(over.start)} "
    lower, upper = (text(end).replace(" ", "") for end in (over.lower, over.upper))
    return f"{start}{glyphs.product}_{{n={lower}}}^{{{upper}}} d{text(over.variables[symbols.n])}"


def gaussian_sentence(representation: Representation) -> str:
    """Yes, or no and why."""
    terms = representation.obstacles
    if not terms:
        return "yes: L is at most quadratic in x and v, and so is the action in the weights"
    subject, verb = ("the terms", "are") if len(terms) > 1 else ("the term", "is")
    return f"no: {subject} {', '.join(map(text, terms))} of L {verb} not at most quadratic in x and v"


def record(typed: str, representation: Representation) -> dict[str, Any]:
    """Schema ``symnet.derive/1``; every formula as SymPy text, TeX and plain text."""
    lattice = representation.lattice
    return {
        "schema": "symnet.derive/1",
        "lagrangian": {"typed": typed, **_formula(representation.lagrangian.expr)},
        "parameters": [letter.name for letter in representation.parameters],
        "activation": representation.network.activation.name,
        "rule": lattice.rule.name,
        "time": lattice.time.name,
        "boundary": lattice.boundary.name,
        "network": _formula(representation.network.output()),
        "path": _formula(representation.path.position()),
        "actions": [_action_record(representation, variables) for variables in _variables(representation)],
        "gaussian": {
            "is_gaussian": representation.is_gaussian,
            "obstacles": [_formula(term) for term in representation.obstacles],
            "cost_of_rule": list(_costs(representation)),
        },
    }


def _action_record(representation: Representation, variables: str) -> dict[str, Any]:
    action = representation.weight_action(variables)
    over = representation.measure_in(variables, action.last)
    return {
        "variables": variables,
        "last": action.last,
        "symbol": action.lattice.time.action,
        "action": _formula(action.expr),
        "ends": {str(place): str(value) for place, value in action.ends},
        "measure": {
            "tex": tex_measure(over),
            "factor": _formula(over.factor),
            "constraint": None if over.constraint is None else _formula(over.constraint),
            "lower": str(over.lower),
            "upper": str(over.upper),
            "start": None if over.start is None else str(over.start),
        },
    }


def _formula(expr: sp.Expr) -> dict[str, str]:
    return {"sympy": str(expr), "tex": tex(expr), "text": text(expr)}
