"""The waves that each boundary's paths are made of: orthogonal on the grid of times, which gives the measure of their coefficients.

With S the matrix of the waves, S^T D S is the diagonal matrix of their squares, D counting free ends by half: so the
product of the squares is (det S)^2 det D, and dx_0 ... dx_N = |det S| da_0 ... da_N.
"""

from sympy import Eq, KroneckerDelta, Product, Rational, S, Symbol

from symnet.claims import Conjunction, Equation, claim
from symnet.notation.symbols import N, i, j
from symnet.theory.boundary import FIXED, FREE, RING
from symnet.theory.gaussian.ends import ends_of
from symnet.theory.gaussian.modes import waves_on
from symnet.theory.mode_measure import mode_measure, overlaps

INNER = (i >= 1) & (i <= N - 1) & (j >= 1) & (j <= N - 1)
AROUND = (i >= 0) & (i <= N - 1) & (j >= 0) & (j <= N - 1)
WHOLE = (i >= 0) & (i <= N) & (j >= 0) & (j <= N)
HALVES = {FIXED: S(1), RING: S(1), FREE: Rational(1, 4)}
SAME = KroneckerDelta(i, j)


def said(name, value):
    """A name and what it is."""
    return Equation(Eq(Symbol(name), value, evaluate=False))


def product_of_squares(boundary):
    """(det S)^2 det D, wave by wave; cosines that do not change or that alternate stand apart."""
    modes = waves_on(ends_of(boundary))
    if boundary is not FREE:
        return Product(modes.norm(i), (i, modes.first, modes.last))
    between = modes.norm(i).subs({KroneckerDelta(i, 0): 0, KroneckerDelta(i, N): 0})
    return modes.norm(S(0)) * modes.norm(N) * Product(between, (i, 1, N - 1))


def square_of_the_measure(boundary):
    """The same from the factor that stands before the coefficients' differentials."""
    return mode_measure(boundary).factor ** 2 * HALVES[boundary]


@claim(
    "modes/fixed",
    section="modes",
    title="sines between held ends are orthogonal on the grid of times, for every width",
    states=said(r"e_i \cdot e_j", N * SAME / 2),
    assumptions=INNER,
)
def the_overlap_of_sines():
    return overlaps(FIXED)[0].lhs


@claim(
    "modes/ring",
    section="modes",
    title="on the ring (cos + sin)(cos + sin) is the cosine of the difference and the sine of the sum: the one adds up to N or 0, the other to 0",
    states=Conjunction((said(r"C_{i-j}", N * SAME), said(r"S_{i+j}", S(0)))),
    assumptions=AROUND,
)
def the_overlap_of_waves_on_the_ring():
    return tuple(overlap.lhs for overlap in overlaps(RING))


@claim(
    "modes/free",
    section="modes",
    title="cosines between free ends are orthogonal where the two ends are counted by half: that is half of the walk along the grid and back",
    states=said(r"e_i \cdot e_j", N * SAME * (1 + KroneckerDelta(i, 0) + KroneckerDelta(i, N)) / 2),
    assumptions=WHOLE,
)
def the_overlap_of_cosines():
    return overlaps(FREE)[0].lhs


@claim(
    "modes/measure",
    section="modes",
    title="the product of the squares is that of the measure's factor and of the two ends counted by half: held ends, ring, free ends",
    states=Conjunction(
        tuple(said(name, square_of_the_measure(each)) for name, each in (("F", FIXED), ("R", RING), ("C", FREE)))
    ),
    premises=("modes/fixed", "modes/ring", "modes/free"),
)
def the_squares_multiplied():
    return tuple(product_of_squares(each) for each in (FIXED, RING, FREE))
