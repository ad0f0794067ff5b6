"""Section 3 in words: every claim is proved, and a false twin of each is refuted by the same derivation."""

import itertools
from dataclasses import replace

import pytest
import sympy as sp

from symnet.claims.claim import Claim
from symnet.claims.collecting import claims_in, paper
from symnet.claims.formula import Formula
from symnet.claims.statement import Conjunction, Equation
from symnet.claims.verdict import Status
from symnet.errors import UnsupportedError
from symnet.judge.judging import judge
from symnet.notation import symbols as s
from symnet.theory.activation import RELU, STEP
from symnet.theory.boundary import FIXED
from symnet.theory.network import gauge_fixed
from symnet.theory.represent import represent
from symnet.theory.zigzag import output_within_step

CLAIMS = {claim.id: claim for claim in claims_in(paper() / "s3_words.py")}


@pytest.mark.parametrize("id", CLAIMS)
def test_what_is_said_follows(id: str) -> None:
    verdict = judge(CLAIMS[id])
    assert verdict.status in {Status.PROVED, Status.LIMIT}, verdict.evidence


def claiming(claim: Claim, wrong: dict[int, sp.Expr]) -> Claim:
    """The claim with other right sides at some of its places."""
    statement = claim.statement
    if isinstance(statement, Formula):
        parts = tuple((name, wrong.get(place, value)) for place, (name, value) in enumerate(statement.parts))
        return replace(claim, states=replace(statement, parts=parts))
    equations = statement.equations if isinstance(statement, Conjunction) else (statement,)
    twins = tuple(
        Equation(sp.Eq(each.subject, wrong.get(place, each.claimed), evaluate=False))
        for place, each in enumerate(equations)
    )
    return replace(claim, states=Conjunction(twins) if isinstance(statement, Conjunction) else twins[0])


def claimed(id: str, place: int = 0) -> sp.Expr:
    statement = CLAIMS[id].statement
    return (statement.equations[place] if isinstance(statement, Conjunction) else statement).claimed


MEAN = (s.x_fin - s.x_ini) / (s.N * s.dt)
SHARE = sp.Symbol("s", nonnegative=True)
LATE = sp.KroneckerDelta(s.i, s.j) + sp.KroneckerDelta(s.i, s.j + 1)
TWINS = [
    ("3.1/zigzag", 0, lambda old: old + s.dt),
    ("3.1/zigzag", 1, lambda _: s.dt),
    ("3.1/zigzag", 2, lambda old: old.subs(SHARE, SHARE**2)),
    ("3.1/zigzag", 2, lambda old: old - SHARE * s.dt * s.w[s.n]),
    ("3.1/zigzag", 3, lambda _: s.w[s.n]),
    ("3.1/infinite-width", 0, lambda _: sp.Integer(1)),
    ("3.1/infinite-width", 1, lambda _: sp.Integer(0)),
    ("3.1/any-potential", 0, lambda old: -old),
    ("3.1/any-potential", 1, lambda old: old + 1),
    ("3.1/any-potential", 2, lambda _: sp.Integer(0)),
    ("3.1/amplitude-limit", 0, lambda old: old / 2),
    ("3.1/amplitude-limit", 1, lambda _: sp.Integer(2)),
    ("3.1/amplitude-limit", 2, lambda old: -old),
    ("3.1/free-width", 0, lambda old: old.subs(sp.Symbol("T", positive=True), s.N * sp.Symbol("T", positive=True))),
    ("3.2/measure", 0, lambda _: s.dt),
    ("3.2/measure", 1, lambda _: sp.S.NegativeOne),
    ("3.2/average", 0, lambda old: old + MEAN),
    ("3.2/average", 0, lambda old: old.subs(s.x_fin, s.x_ini)),
    ("3.2/uniform-motion", 0, lambda _: MEAN),
    ("3.2/uniform-motion", 1, lambda _: 2 * MEAN),
    ("3.2/uniform-motion", 2, lambda old: old + s.i * (s.N - s.i)),
    ("3.2/unique", 0, lambda old: s.m * s.dt * sp.KroneckerDelta(s.i, s.j)),
    ("3.2/unique", 1, lambda _: sp.Integer(0)),
    ("3.2/unique", 1, lambda old: old / s.N),
    ("3.2/independent", 0, lambda _: claimed("3.2/independent", 1)),
    ("3.2/independent", 1, lambda _: claimed("3.2/independent", 0)),
    ("3.3/normal-modes", 0, lambda old: old + sp.KroneckerDelta(s.i, s.j)),
    ("3.3/normal-modes", 1, lambda old: old.subs(s.k, -s.k)),
    ("3.3/normal-modes", 3, lambda _: sp.Integer(1)),
    ("3.3/normal-modes", 4, lambda old: 2 * old),
    ("3.3/normal-modes", 4, lambda _: s.N * LATE / 2),
    ("3.3/normal-modes", 5, lambda old: old / 2),
    ("3.3/normal-modes", 5, lambda _: s.N * LATE / 2),
    ("3.3/quartic", 6, lambda old: old.replace(sp.Sum, lambda f, ends: sp.Sum(f, (ends[0], 1, s.N)))),
    ("3.3/quartic", 7, lambda _: s.N),
    ("3.3/quartic", 8, lambda old: old - 1),
    ("3.3/quartic", 0, lambda _: sp.Integer(0)),
    ("3.3/quartic", 0, lambda old: old.subs(sp.KroneckerDelta(s.i, s.j), LATE)),
    ("3.3/quartic", 1, lambda _: s.g * s.dt),
    ("3.3/quartic", 3, lambda old: 2 * old),
    ("3.3/small-g", 0, lambda old: -old),
]


@pytest.mark.parametrize(("id", "place", "twin"), TWINS)
def test_a_false_twin_is_refuted(id: str, place: int, twin) -> None:
    statement = CLAIMS[id].statement
    old = statement.parts[place][1] if isinstance(statement, Formula) else claimed(id, place)
    verdict = judge(claiming(CLAIMS[id], {place: sp.sympify(twin(old))}))
    assert verdict.status is Status.REFUTED, verdict.evidence


def test_each_claim_has_a_false_twin() -> None:
    assert {id for id, _, _ in TWINS} == set(CLAIMS)


@pytest.mark.parametrize("width", [1, 2, 4])
def test_between_the_times_the_formula_is_the_network(width: int) -> None:
    network = gauge_fixed(RELU, FIXED)
    for step in range(1, width + 1):
        for share in (sp.S.Zero, sp.Rational(1, 3), sp.S.One):
            moment = FIXED.time(sp.Integer(step) - 1) + share * s.dt
            whole = network.output(moment).subs(s.N, width).doit()
            within = output_within_step(network, FIXED, share).subs({s.n: step, s.N: width}).doit()
            assert sp.expand(whole - within) == 0


def test_a_network_that_jumps_draws_no_zigzag() -> None:
    with pytest.raises(UnsupportedError, match="jumps"):
        output_within_step(gauge_fixed(STEP, FIXED), FIXED, SHARE)


@pytest.mark.parametrize(
    ("time", "boundary"), [("real", "fixed"), ("euclidean", "ring"), ("euclidean", "halfline"), ("euclidean", "free")]
)
def test_modes_are_orthogonal_on_every_boundary(time: str, boundary: str) -> None:
    width = 4
    modes = represent("m*v^2/2 - k*x^2/2", time=time, boundary=boundary).gaussian("x").modes()
    places = range(int(modes.first), int(modes.last.subs(s.N, width)) + 1)
    for one, other in itertools.product(places, repeat=2):
        found = modes.overlap(sp.Integer(one), sp.Integer(other)).subs(s.N, width).doit()
        wanted = modes.norm(sp.Integer(one)).subs(s.N, width) if one == other else 0
        assert sp.nsimplify(sp.N(found - wanted, 30), tolerance=1e-20) == 0
