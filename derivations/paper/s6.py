"""Section 6: what the summary says of the map's limits. It has no numbered equation."""

from types import SimpleNamespace as Parts

from sympy import Eq, Rational, Sum, Symbol

from symnet.claims import Equation, claim, formula
from symnet.notation.symbols import N, dt, i, j, k_, m, n, phi_ini, w
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.field import action_of_components
from symnet.theory.gauge_field import along_the_gauge, coupled
from symnet.theory.grassmann import coefficient, measure_factor
from symnet.theory.network import gauge_fixed
from symnet.theory.path import read_out
from symnet.theory.represent import represent

FREE = represent("m*v^2/2")
PATH = read_out(gauge_fixed(RELU, FIXED), FIXED)
MIDDLE_OF_THE_FIELD = phi_ini[2] + dt * Sum((k_ - Rational(1, 2)) * w[n - k_ + 1, 2], (k_, 1, n))
INSIDE = (i >= 1) & (i <= N) & (j >= 1) & (j <= N)


@claim(
    "6/bosonic",
    section="6",
    title="limited to bosonic scalars: for one anticommuting weight at each time the action (3.14) is empty, and the factor of the measure (3.9) is upside down",
    states=formula(
        r"S = \sum_{i<j} c_{ij} \theta_i \theta_j,\ \theta_j \theta_i = -\theta_i \theta_j:\quad c_{ij} = <coupling>, \quad "
        r"\prod_{n=1}^{N-1} dx_n = <factor> \prod_{n=1}^{N-1} d\theta_n",
        coupling=0,
        factor=dt ** (1 - N),
    ),
    assumptions=INSIDE,
    premises=("3.9", "3.14"),
)
def the_map_with_anticommuting_weights():
    action = FREE.weight_action("w", "kept").expr
    return Parts(coupling=coefficient(action, i, j), factor=measure_factor(FREE.measure_in("w", last="eliminated")))


@claim(
    "6/gauge-fields",
    section="6",
    title="gauge volumes: with one output for q and one for its gauge field A, L = m (q' - A)^2/2, the action is the same whatever epsilon_1 to epsilon_N the weights of A are changed by, once those of q follow",
    states=Equation(
        Eq(
            Symbol(r"S\left[w + \delta_\epsilon w\right]"),
            dt * Sum(m / 2 * (Sum(w[k_, 1], (k_, 1, n)) - MIDDLE_OF_THE_FIELD) ** 2, (n, 1, N)),
            evaluate=False,
        )
    ),
    premises=("3.12", "3.4/components"),
)
def the_action_along_the_gauge_directions():
    return along_the_gauge(action_of_components(coupled, PATH, 2), PATH)
