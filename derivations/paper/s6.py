"""Section 6: what the summary says of the map's limits. It has no numbered equation."""

from types import SimpleNamespace as Parts

from symnet.claims import claim, formula
from symnet.notation.symbols import N, dt, i, j
from symnet.theory.grassmann import coefficient, measure_factor
from symnet.theory.represent import represent

FREE = represent("m*v^2/2")
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
