"""A hand-made run over equations (3.1)-(3.20), as like a real one as can be."""

import json
from pathlib import Path

from symnet.claims.verdict import CounterexampleRecord, Status, StepRecord, Verdict

PRINTED: dict[str, str] = json.loads(Path(__file__).with_name("section3.json").read_text())
"""As printed, (3.1)-(3.20)."""
_W_END = r"\left(\frac{x^{\text{fin}} - x^{\text{ini}}}{\Delta t} - \sum_{k=1}^{N - 1} W_{k}\right)^{2}"
_MIDPOINT = r"x^{\text{ini}} - \frac{1}{2} \Delta t W_{n} + \Delta t \sum_{k=1}^{n} W_{k}"
_KINETIC = rf"\frac{{m \Delta t}}{{2}} \left(\sum_{{n=1}}^{{N - 1}} W_{{n}}^{{2}} + {_W_END}\right)"
_LAST = (
    r"\left(x^{\text{fin}} - \frac{1}{2} \left(x^{\text{fin}} - x^{\text{ini}} - \Delta t \sum_{k=1}^{N - 1}"
    r" W_{k}\right)\right)"
)
_OSCILLATOR = (
    rf"- \frac{{k \Delta t}}{{2}} \left(\sum_{{n=1}}^{{N - 1}} \left({_MIDPOINT}\right)^{{2}} + {_LAST}^{{2}}\right)"
)
_QUARTIC = rf"- g \Delta t \left(\sum_{{n=1}}^{{N - 1}} \left({_MIDPOINT}\right)^{{4}} + {_LAST}^{{4}}\right)"

DERIVED = {
    "3.7": r"x_{n} = x^{\text{ini}} + \Delta t \sum_{j=1}^{n} \left(n - j + 1\right) w_{j}",
    "3.12": r"S = \Delta t \sum_{n=1}^{N} \mathcal{L}\left(x^{\text{ini}} + \Delta t \sum_{k=1}^{n}"
    r" \left(k - \frac{1}{2}\right) w_{n - k + 1}, \sum_{k=1}^{n} w_{k}\right)",
    "3.19": rf"S = {_KINETIC} {_OSCILLATOR}",
    "3.20": rf"S = {_KINETIC} {_OSCILLATOR} {_QUARTIC}",
}
UNDERSTOOD = {
    "3.19": rf"S = {_KINETIC} - \frac{{k \Delta t}}{{2}} \sum_{{n=1}}^{{N - 1}} \left({_MIDPOINT}\right)^{{2}}",
    "3.20": rf"S = {_KINETIC} - \frac{{k \Delta t}}{{2}} \sum_{{n=1}}^{{N - 1}} \left({_MIDPOINT}\right)^{{2}}"
    rf" - g \Delta t \sum_{{n=1}}^{{N - 1}} \left({_MIDPOINT}\right)^{{4}}",
}
_WITNESS = CounterexampleRecord(
    {"N": "1", "dt": "1", "k": "1", "g": "0", "m": "0", "x_ini": "0", "x_fin": "1"},
    lhs="0",
    rhs="-1/8",
    tex="N = 1, dt = 1, k = 1, g = 0, m = 0, x_ini = 0, x_fin = 1",
)
_STEPS = (
    StepRecord("split off the last term", r"\sum_{n=1}^{N} W_{n}^{2}", r"\sum_{n=1}^{N - 1} W_{n}^{2} + W_{N}^{2}"),
    StepRecord(
        "use (3.8) in the form $W_N = (x^{\\text{fin}} - x^{\\text{ini}})/\\Delta t - \\sum_{k=1}^{N-1} W_k$",
        r"\sum_{n=1}^{N - 1} W_{n}^{2} + W_{N}^{2}",
        rf"\sum_{{n=1}}^{{N - 1}} W_{{n}}^{{2}} + {_W_END}",
    ),
)
_DEFINITIONS = {"3.1", "3.2", "3.3", "3.4", "3.5", "3.13", "3.15", "3.18"}
_PREMISES = {
    "3.6": ["3.4", "3.5"],
    "3.7": ["3.2", "3.6"],
    "3.8": ["3.7"],
    "3.9": ["3.7"],
    "3.10": ["3.8", "3.9"],
    "3.11": ["3.1", "3.10"],
    "3.12": ["3.3", "3.7"],
    "3.14": ["3.12", "3.13"],
    "3.16": ["3.11", "3.15"],
    "3.17": ["3.8", "3.14", "3.15"],
    "3.19": ["3.12", "3.15", "3.17", "3.18"],
    "3.20": ["3.12", "3.19"],
}


def _section(claim: str) -> str:
    number = int(claim.split(".")[1])
    return "3.1" if number <= 12 else "3.2" if number <= 17 else "3.3"


def verdict(claim: str) -> Verdict:
    if claim in _DEFINITIONS:
        return Verdict(claim, _section(claim), Status.DEFINITION, "no N", "transcribed", printed=PRINTED[claim])
    refuted = claim in {"3.19", "3.20"}
    understood = UNDERSTOOD.get(claim, PRINTED[claim])
    return Verdict(
        claim,
        _section(claim),
        Status.REFUTED if refuted else Status.PROVED,
        "all N",
        "transcribed",
        printed=PRINTED[claim],
        understood=understood,
        derived=DERIVED.get(claim, understood.rstrip("., \\")),
        corrected=DERIVED[claim] if refuted else None,
        counterexample=_WITNESS if refuted else None,
        assumptions=(r"N \ge 1", r"\Delta t > 0", r"1 \le n \le N"),
        premises={p: "as corrected" if refuted and p == "3.19" else "as printed" for p in _PREMISES.get(claim, ())},
        steps=_STEPS if claim == "3.17" else (),
        evidence=(
            "finite check: class P, equal for every $N \\le 7$, bound $B = 7$",
            "normal form: the difference is 0 on every cell",
        ),
        notes=("The sums stop at N - 1; the last time step is missing.",) if refuted else (),
        seconds=0.12,
        place=f"/somewhere/derivations/paper/s3.py:{40 + 7 * int(claim.split('.')[1])}",
    )


def verdicts() -> list[Verdict]:
    return [verdict(claim) for claim in PRINTED]
