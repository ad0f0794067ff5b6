"""Section 3.4: several components and quantum field theory, equations (3.21) to (3.25).

Units here have c = 1, as in (3.21): times are lengths.
"""

from types import SimpleNamespace as Parts

from sympy import Derivative, Eq, Function, IndexedBase, KroneckerDelta, Rational, S, Sum, Symbol, cos, oo, pi, sin

from symnet.claims import Equation, claim, formula
from symnet.claims.tex.objects import Gradient
from symnet.notation.dimensions import LENGTH, MASS
from symnet.notation.symbols import (
    N,
    dt,
    dx,
    field,
    field_gradient,
    field_velocity,
    g,
    i,
    m,
    n,
    phi,
    phi_ini,
    phi_velocity,
    position,
    t,
    w,
)
from symnet.notation.symbols import j as l
from symnet.notation.symbols import k_ as j
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.field import PHI4, SiteLagrangian, action_of_components, component, components, on_sites
from symnet.theory.measure import measure
from symnet.theory.network import gauge_fixed
from symnet.theory.path import read_out

u = Function("phi")
d = Symbol("d", integer=True, positive=True)
sites = Symbol("M", integer=True, positive=True)
"""The number of sites of a ring."""

AMPLITUDE = (MASS * LENGTH ** (2 - d)) ** Rational(1, 2)
"""The dimension of the field in d dimensions of space: hbar = 1 mass * 1 length."""

UNITS = {
    "phi": AMPLITUDE,
    "phi_dot": AMPLITUDE * LENGTH**-1,
    "phi_grad": AMPLITUDE * LENGTH**-1,
    "x": LENGTH,
    "L": MASS,
    "m": LENGTH**-1,
    "g": AMPLITUDE**-2 * LENGTH**-2,
    "t": LENGTH,
}
CONTINUUM = {
    Derivative(u(position, t), t): field_velocity,
    Gradient(u(position, t)): field_gradient,
    u(position, t): field,
}
SITES = {Derivative(u(i, t), t): phi_velocity[i], u(i, t): phi[i]}
TIMES = {IndexedBase("t", real=True)[n]: FIXED.time(n)}
AS_PRINTED = SiteLagrangian(on_sites(PHI4).site / dx)
"""The Lagrangian of (3.22) as it is printed."""

NETWORK = gauge_fixed(RELU, FIXED)
L, AXES = Function("L"), (1, 2, 3)


def eq(left, right):
    """The relation as said, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "3.4/components",
    section="3.4",
    title="in d dimensions of space: one output neuron for each coordinate, and precisely the same argument",
    states=formula(
        r"x_{i,n} = <path>, \quad \prod_{i,n} dx_{i,n} = <jacobian> \prod_{i,n} dw_n^{(i)}",
        path=phi_ini[i] + dt * Sum(j * w[n - j + 1, i], (j, 1, n)),
        jacobian=dt ** (d * (N - 1)),
    ),
    assumptions=(n >= 0) & (n <= N),
    premises=("3.7", "3.9"),
)
def several_coordinates():
    path = read_out(NETWORK, FIXED)
    return components(path, measure(FIXED, path, last="eliminated"), d, i)


def middle(which):
    """A coordinate in the middle of step n, as (3.12) has it."""
    return phi_ini[which] + dt * Sum((j - Rational(1, 2)) * w[n - j + 1, which], (j, 1, n))


def speed(which):
    """Its velocity there."""
    return Sum(w[j, which], (j, 1, n))


@claim(
    "3.4/three-dimensions",
    section="3.4",
    title="a particle in three dimensional space (Fig. 2), whatever its Lagrangian: (3.12) with one path for each coordinate",
    states=Equation(eq(Symbol("S"), dt * Sum(L(*map(middle, AXES), *map(speed, AXES)), (n, 1, N)))),
    premises=("3.12", "3.4/components"),
)
def the_action_of_a_particle_in_space():
    return action_of_components(L, read_out(NETWORK, FIXED), len(AXES))


@claim(
    "3.21",
    section="3.4",
    printed=r"\mathcal{L} = \int d^d x \left[\frac{1}{2} (\dot{\phi}(x,t))^2 - \frac{1}{2} (\nabla \phi(x,t))^2 - \frac{m^2}{2} \phi(x,t)^2 - g \phi(x,t)^4 \right].",
    defines=True,
    where=CONTINUUM,
    units=UNITS,
)
def the_field_theory():
    return PHI4


@claim(
    "3.22",
    section="3.4",
    printed=r"\mathcal{L} = \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} (\dot{\phi}_i(t))^2 - \frac{(\phi_{i+1}(t) - \phi_i(t))^2}{2(\Delta x)^2} - \frac{m^2}{2} \phi_i(t)^2 - g\phi_i(t)^4 \right].",
    where=SITES,
    premises=("3.21",),
    expects="refuted",
)
def the_field_on_a_lattice_of_sites():
    return on_sites(PHI4).at_once()


lattice_density = (
    phi_velocity[i] ** 2 / 2 - (phi[i + 1] - phi[i]) ** 2 / (2 * dx**2) - m**2 / 2 * phi[i] ** 2 - g * phi[i] ** 4
)


@claim(
    "3.22/factor",
    section="3.4",
    title="(3.22) is the lattice Lagrangian divided by the lattice constant",
    states=Equation(eq(Symbol("L") / dx, Sum(lattice_density, (i, -oo, oo)))),
    premises=("3.21", "3.22"),
)
def the_lagrangian_per_length():
    return AS_PRINTED.at_once()


def printed_density(sites, gradients):
    """What (3.22) has between its brackets, for other squares of differences."""
    return phi_velocity[sites] ** 2 / 2 - gradients / (2 * dx**2) - m**2 / 2 * phi[sites] ** 2 - g * phi[sites] ** 4


def differences(*pairs):
    """The sum of the squares of these differences of the field."""
    return sum((phi[one] - phi[other]) ** 2 for one, other in pairs)


ORIGIN = {i: 0, l: 0, j: 0, n: 1}
LINE, PLANE, SPACE = ((i,), (i, l), (i, l, j))
IN_PLANE = (((i + 1, l), (i, l)), ((i, l + 1), (i, l)))
IN_SPACE = (((i + 1, l, j), (i, l, j)), ((i, l + 1, j), (i, l, j)), ((i, l, j + 1), (i, l, j)))


@claim(
    "3.22/more-dimensions",
    section="3.4",
    title="in two and three dimensions of space each site (here the one at the origin) has the same, with one difference for each direction, and a power of the lattice constant",
    states=formula(
        r"\left(\mathcal{L}_{d=2}\right)_{0,0} = <plane>, \quad \left(\mathcal{L}_{d=3}\right)_{0,0,0} = <space>",
        plane=(dx**2 * printed_density(PLANE, differences(*IN_PLANE))).subs(ORIGIN),
        space=(dx**3 * printed_density(SPACE, differences(*IN_SPACE))).subs(ORIGIN),
    ),
    premises=("3.21", "3.22/factor"),
)
def the_field_in_the_plane_and_in_space():
    return Parts(plane=on_sites(PHI4, 2).site.subs(ORIGIN), space=on_sites(PHI4, 3).site.subs(ORIGIN))


before_on_ring = (1 - KroneckerDelta(i, 1)) * phi[i - 1] + KroneckerDelta(i, 1) * phi[sites]


@claim(
    "3.22/periodic",
    section="3.4",
    title="on a ring of M sites, where before the first comes the last: the sum ends at M",
    states=Equation(
        eq(
            Symbol(r"\mathcal{L}_{\text{ring}}"),
            dx * Sum(printed_density(LINE, (phi[i] - before_on_ring) ** 2), (i, 1, sites)),
        )
    ),
    premises=("3.21", "3.22/factor"),
)
def the_field_on_a_ring():
    return on_sites(PHI4, sites=sites).at_once()


@claim(
    "3.23",
    section="3.4",
    printed=r"\phi_i(t) = \sum_{n=1}^N w_n^{(i)} \text{ReLU}(t - t_{n-1}) + \phi_i^{\text{ini}}.",
    where=TIMES,
    premises=("3.6",),
)
def one_output_neuron_for_each_site():
    return component(NETWORK.output(t), i)


@claim(
    "3.24",
    section="3.4",
    printed=r"\phi_{i,n} = \phi_i^{\text{ini}} + \sum_{k=0}^n k w_{n-k+1}^{(i)} \Delta t \,.",
    assumptions=(n >= 0) & (n <= N),
    premises=("3.7", "3.23"),
)
def the_zigzag_of_the_field():
    return component(read_out(NETWORK, FIXED).position(n), i)


@claim(
    "3.25",
    section="3.4",
    printed=r"S = \Delta t \sum_{n=1}^{N} \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} \frac{(\phi_{i,n} - \phi_{i,n-1})^2}{(\Delta t)^2} - \frac{(\phi_{i+1,n} + \phi_{i+1,n-1} - \phi_{i,n} - \phi_{i,n-1})^2}{8(\Delta x)^2} - \frac{m^2}{8} (\phi_{i,n} + \phi_{i,n-1})^2 - \frac{g}{16} (\phi_{i,n} + \phi_{i,n-1})^4 \right],",
    premises=("3.3", "3.22"),
    expects="refuted",
)
def the_action_of_the_field_on_both_lattices():
    return on_sites(PHI4).action()


def both_ends(*site):
    """The field at the two ends of a step, added up."""
    return phi[*site, n] + phi[*site, n - 1]


def step_density(site, gradients):
    """What (3.25) has between its brackets, for other squares of differences of both ends."""
    moved, rest = phi[*site, n] - phi[*site, n - 1], both_ends(*site)
    return moved**2 / (2 * dt**2) - gradients / (8 * dx**2) - m**2 / 8 * rest**2 - g / 16 * rest**4


def sum_of_squares(*pairs):
    """The sum of the squares of these differences, both ends of the step added up."""
    return sum((both_ends(*one) - both_ends(*other)) ** 2 for one, other in pairs)


pair = both_ends(i)
pair_before_on_ring = (1 - KroneckerDelta(i, 1)) * both_ends(i - 1) + KroneckerDelta(i, 1) * both_ends(sites)
angle = 2 * pi * l / sites


def wave(place):
    """A plane wave on the ring, real: cosine and sine together."""
    return cos(angle * place) + sin(angle * place)


@claim(
    "3.25/relative",
    section="3.4",
    title="(3.25) follows from (3.22) as it is printed, without the lattice constant",
    states=Equation(
        eq(
            Symbol("S") / dx,
            dt * Sum(Sum(step_density(LINE, (both_ends(i + 1) - pair) ** 2), (i, -oo, oo)), (n, 1, N)),
        )
    ),
    premises=("3.3", "3.22/factor"),
)
def the_action_of_the_printed_lagrangian():
    return AS_PRINTED.action()


@claim(
    "3.25/more-dimensions",
    section="3.4",
    title="in two and three dimensions of space each site in each step (here the one at the origin in the first) has the same as in (3.25), with one difference for each direction, and a power of the lattice constant; in space it is shown for g = 0",
    states=formula(
        r"\left(S_{d=2}\right)_{0,0;n=1}/\Delta t = <plane>, \quad \left.\left(S_{d=3}\right)_{0,0,0;n=1}\right|_{g=0}/\Delta t = <space>",
        plane=(dx**2 * step_density(PLANE, sum_of_squares(*IN_PLANE))).subs(ORIGIN),
        space=(dx**3 * step_density(SPACE, sum_of_squares(*IN_SPACE))).subs({**ORIGIN, g: 0}),
    ),
    premises=("3.3", "3.22/more-dimensions"),
)
def the_action_of_the_field_in_the_plane_and_in_space():
    return Parts(
        plane=on_sites(PHI4, 2).site_step(n).subs(ORIGIN), space=on_sites(PHI4, 3).site_step(n).subs({**ORIGIN, g: 0})
    )


@claim(
    "3.25/periodic",
    section="3.4",
    title="on a ring of M sites, a step of (3.25), here the first, ends at M",
    states=Equation(
        eq(
            Symbol(r"\left(S_{\text{ring}}\right)_1/\Delta t"),
            dx * Sum(step_density(LINE, (pair - pair_before_on_ring) ** 2), (i, 1, sites)).subs(n, 1),
        )
    ),
    premises=("3.3", "3.22/periodic"),
)
def a_step_of_the_field_on_a_ring():
    return on_sites(PHI4, sites=sites).step(S(1))


@claim(
    "3.25/plane-waves",
    section="3.4",
    title="for g = 0 a proper diagonalization is that in plane waves: on a ring of M sites each is multiplied by a number",
    states=formula(
        r"e_i = \cos\frac{2\pi j i}{M} + \sin\frac{2\pi j i}{M}:\quad \left.\frac{\partial \mathcal{L}}{\partial \phi_i}\right|_{g=0,\phi=e} = <response>,"
        r"\quad e_{i+M} - e_i = <closes>",
        response=-dx * (m**2 + (2 - 2 * cos(angle)) / dx**2) * wave(i),
        closes=0,
    ),
    assumptions=(l >= 0) & (l <= sites - 1) & (i >= 1) & (i <= sites),
    premises=("3.22/periodic", "3.25/gaussian"),
)
def the_response_to_a_plane_wave():
    return Parts(response=on_sites(PHI4).response(wave).subs(g, 0), closes=wave(i + sites) - wave(i))


@claim(
    "3.25/gaussian",
    section="3.4",
    title="for g = 0 everything is quadratic in the network parameters; for g > 0 the quartic term is not",
    states=Equation(eq(Symbol(r"\mathcal{L}_{\text{beyond}}"), -g * field**4)),
    premises=("3.21",),
)
def the_terms_that_are_not_quadratic():
    return PHI4.terms_beyond(2)
