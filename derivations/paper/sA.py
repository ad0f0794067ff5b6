"""Appendix A: the gauge symmetry of the network, equations (A.1) to (A.5), and what its text says in words.

The units of (3.4) are called 1 ... N. Where the appendix lets n run from 0 to N - 1, w_0 is an entry outside that range
and w_N is missing; the claims ``.../renumbered`` say what holds when the units are given new names.
"""

from types import SimpleNamespace as Parts

from sympy import Derivative, Eq, Function, I, IndexedBase, Max, S, Sum, Symbol, pi, sign, sqrt
from sympy import Product as Repeated

from symnet.claims import Conjunction, Definition, Equation, Replacement, claim, formula
from symnet.notation.dimensions import MASS, VELOCITY
from symnet.notation.symbols import (
    N,
    alpha,
    b,
    b_tilde,
    hbar,
    j,
    k_,
    m,
    n,
    path_derivative,
    position,
    t,
    velocity,
    w,
    w_tilde,
    worldline_rates,
    x_fin,
    x_ini,
)
from symnet.theory.activation import RELU
from symnet.theory.boundary import FIXED
from symnet.theory.composition import composed
from symnet.theory.continuum import rule_error
from symnet.theory.gauge import (
    LineAction,
    at_ordered_thresholds,
    counted_from_zero,
    fix_inner_weights,
    fix_sizes,
    orderings,
    rearranged,
    relativistic,
    transform,
    unit_output,
)
from symnet.theory.lagrangian import Lagrangian
from symnet.theory.network import gauge_fixed, generic_network
from symnet.theory.represent import represent
from symnet.theory.rules import MIDPOINT

scale, second_scale = Symbol("alpha", positive=True), Symbol("beta", positive=True)
from_zero_on = Symbol("alpha", nonnegative=True)
size = IndexedBase("w_tilde", positive=True)
signed = IndexedBase("w_tilde", real=True, nonzero=True)
POSITIVE = {w_tilde[n]: size[n]}
"""What (A.1) says of the inner weights in words."""

NETWORK = generic_network(RELU)
UPRIGHT = generic_network(RELU, inner_weight=size[n])
FIXED_GAUGE = fix_inner_weights(UPRIGHT)
THRESHOLDS = generic_network(RELU, inner_weight=S(1))
"""All parameters free but the inner weights, which are 1."""

first_rate, second_rate = worldline_rates
slope = Symbol("f'", positive=True)
any_slope = Symbol("f'", real=True)
mass, light = Symbol("m", positive=True), Symbol("c", positive=True)
PARTICLE = relativistic(mass, light)
LENGTH_ALONE = LineAction(sqrt(first_rate**2 - second_rate**2), worldline_rates)
PARTICLE_LATTICE = represent("m*v^2/2").lattice
FREE = LineAction(PARTICLE_LATTICE.lagrangian.expr, (velocity,))
output = Symbol("u_n", real=True)
OUTPUT = Symbol(r"x\left(t\right)")
lengths = IndexedBase("h", nonnegative=True)
"""The steps of an arbitrary division of the time."""

V = Function("V")(position)
bend = path_derivative(2)
first_step, second_step = Symbol("h_1", positive=True), Symbol("h_2", positive=True)


def eq(left, right):
    """The relation as printed, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "A.1",
    section="A",
    printed=r"x(t) = \sum_{n=0}^{N-1} w_n \tilde{w}_n \operatorname{ReLU}(t + \tilde{b}_n / \tilde{w}_n) + b.",
    where=POSITIVE,
    premises=("3.4", "A.2"),
    expects="refuted",
)
def the_network_with_inner_weights_drawn_out():
    return FIXED_GAUGE.output(t)


@claim(
    "A.1/renumbered",
    section="A",
    title="with the units of (3.4) called 0 to N-1, (A.1) is that network",
    states=Equation(eq(OUTPUT, Sum(w[n] * size[n] * Max(0, t + b_tilde[n] / size[n]), (n, 0, N - 1)) + b)),
    premises=("3.4", "A.2"),
)
def the_network_counted_from_zero():
    return counted_from_zero(FIXED_GAUGE)


@claim(
    "A.1/unit",
    section="A",
    title="for a positive inner weight, a unit gives the same as its form in (A.1)",
    states=Equation(eq(output, w[n] * size[n] * Max(0, t + b_tilde[n] / size[n]))),
    premises=("3.4", "A.2"),
)
def one_unit_of_the_generic_network():
    return unit_output(UPRIGHT)


@claim(
    "A.1/any-sign",
    section="A",
    title="a unit takes the form that it has in (A.1) also where its inner weight is negative",
    states=Equation(eq(output, w[n] * w_tilde[n] * Max(0, t + b_tilde[n] / w_tilde[n]))),
    premises=("3.4",),
    expects="refuted",
)
def one_unit_with_an_inner_weight_of_any_sign():
    return unit_output(NETWORK)


@claim(
    "A.1/sizes",
    section="A",
    title="for any non-zero inner weight its size can be drawn out, and its sign stays",
    states=Equation(eq(output, w[n] * abs(w_tilde[n]) * Max(0, sign(w_tilde[n]) * t + b_tilde[n] / abs(w_tilde[n])))),
    premises=("3.4", "A.2"),
)
def one_unit_with_the_size_of_its_inner_weight():
    return unit_output(NETWORK)


@claim(
    "A.2",
    section="A",
    printed=r"\operatorname{ReLU}(\alpha x) = \alpha \operatorname{ReLU}(x)",
    title="the scaling relation, for alpha >= 0",
    where={alpha: from_zero_on},
)
def the_rectifier_of_a_scaled_argument():
    return RELU.sigma(from_zero_on * position)


@claim(
    "A.2/any-sign",
    section="A",
    title="the scaling relation (A.2) holds for negative alpha too",
    states=Equation(eq(Symbol(r"\operatorname{ReLU}(\alpha x)"), alpha * Max(0, position))),
    premises=("A.2",),
    expects="refuted",
)
def the_rectifier_of_an_argument_scaled_by_any_number():
    return RELU.sigma(alpha * position)


@claim(
    "A.3",
    section="A",
    printed=r"w_n \to \alpha^{-1} w_n , \quad \tilde{w}_n \to \alpha \tilde{w}_n , \quad \tilde{b}_n \to \alpha \tilde{b}_n ,",
    title="the gauge transformation of a unit, for alpha > 0: alpha = 0, which (A.2) allows, has no inverse",
    where={alpha: scale},
    premises=("3.4", "A.2"),
)
def the_gauge_transformation_of_a_unit():
    return parameters(transform(NETWORK, scale))


def parameters(network):
    """What a unit's three parameters are in the network."""
    return network.output_weight, network.inner_weight, network.inner_bias


@claim(
    "A.3/invariance",
    section="A",
    title="a transformed unit gives the same output, at every time",
    states=Equation(eq(output, w[n] * Max(0, w_tilde[n] * t + b_tilde[n]))),
    premises=("A.3",),
)
def the_output_of_a_transformed_unit():
    return unit_output(transform(NETWORK, scale))


@claim(
    "A.3/group",
    section="A",
    title="the gauge group of a unit is that of the positive numbers: alpha and then beta is alpha beta",
    states=Conjunction(
        (
            Replacement(eq(w[n], w[n] / (scale * second_scale))),
            Replacement(eq(w_tilde[n], scale * second_scale * w_tilde[n])),
            Replacement(eq(b_tilde[n], scale * second_scale * b_tilde[n])),
        )
    ),
    premises=("A.3",),
)
def one_transformation_after_another():
    return parameters(transform(transform(NETWORK, scale), second_scale))


@claim(
    "A.3/fixing",
    section="A",
    title="one transformation of each unit, with alpha = 1/w_tilde, gives the gauge w_tilde = 1",
    states=Conjunction(
        (
            Replacement(eq(w[n], size[n] * w[n])),
            Replacement(eq(size[n], S(1))),
            Replacement(eq(b_tilde[n], b_tilde[n] / size[n])),
        )
    ),
    premises=("A.3",),
)
def the_gauge_of_unit_inner_weights():
    return parameters(FIXED_GAUGE)


@claim(
    "A.3/sizes",
    section="A",
    title="for inner weights of any sign but 0, the gauge leaves their signs",
    states=Conjunction(
        (
            Replacement(eq(w[n], abs(signed[n]) * w[n])),
            Replacement(eq(signed[n], sign(signed[n]))),
            Replacement(eq(b_tilde[n], b_tilde[n] / abs(signed[n]))),
        )
    ),
    premises=("A.3",),
)
def the_gauge_for_inner_weights_of_any_sign():
    return parameters(fix_sizes(generic_network(RELU, inner_weight=signed[n])))


@claim(
    "A.4",
    section="A",
    printed=r"x(t) = \sum_{n=0}^{N-1} w_n \text{ReLU}(t + \tilde{b}_n) + b.",
    premises=("3.4", "A.3/fixing"),
    expects="refuted",
)
def the_network_in_the_gauge_of_unit_inner_weights():
    return THRESHOLDS.output(t)


@claim(
    "A.4/renumbered",
    section="A",
    title="with the units of (3.4) called 0 to N-1, (A.4) is that network",
    states=Equation(eq(OUTPUT, Sum(w[n] * Max(0, t + b_tilde[n]), (n, 0, N - 1)) + b)),
    premises=("3.4", "A.3/fixing"),
)
def the_network_of_thresholds_counted_from_zero():
    return counted_from_zero(THRESHOLDS)


@claim(
    "A.4/thresholds",
    section="A",
    title="the gauge b_n -> -t_{n-1} (the tilde is not printed) is that of (3.5)",
    states=Replacement(eq(b_tilde[n], -FIXED.time(n - 1))),
    assumptions=(n >= 1) & (n <= N),
    premises=("3.2", "3.5"),
)
def the_thresholds_of_the_path():
    return gauge_fixed(RELU, FIXED).inner_bias


@claim(
    "A.4/late-thresholds",
    section="A",
    title="the gauge b_tilde_n -> -t_n, below (A.5), is that of (3.5)",
    states=Replacement(eq(b_tilde[n], -FIXED.time(n))),
    assumptions=(n >= 1) & (n <= N),
    premises=("3.2", "3.5"),
    expects="refuted",
)
def the_thresholds_of_the_path_again():
    return gauge_fixed(RELU, FIXED).inner_bias


@claim(
    "A.4/late-thresholds-from-zero",
    section="A",
    title="b_tilde_n -> -t_n is the gauge of (3.5) when the units are called 0 to N-1, as in (A.4)",
    states=Equation(eq(OUTPUT, Sum(w[n] * Max(0, t - FIXED.time(n)), (n, 0, N - 1)) + FIXED.start)),
    premises=("3.5", "A.4/renumbered"),
)
def the_path_with_units_counted_from_zero():
    return counted_from_zero(gauge_fixed(RELU, FIXED))


@claim(
    "A/orderings",
    section="A",
    title="the thresholds in order fill one part in N! of their space: the volume of the permutations",
    states=Equation(eq(Symbol("V"), Repeated(n, (n, 1, N)))),
    premises=("A.4",),
)
def the_volume_of_the_permutations():
    return orderings()


@claim(
    "A/relabelling",
    section="A",
    title="the order of the units does not matter: two that change places give the same output",
    states=Equation(eq(output, w[n] * Max(0, t + b_tilde[n]) + w[n + 1] * Max(0, t + b_tilde[n + 1]))),
    premises=("A.4",),
)
def two_units_in_the_other_order():
    return unit_output(THRESHOLDS, n + 1) + unit_output(THRESHOLDS, n)


@claim(
    "A/permutations",
    section="A",
    title="nor does any other rearrangement: where each place n takes the units of row n of a matrix P, and each unit is taken once in all, the output is the same",
    states=Equation(eq(OUTPUT, Sum(w[n] * Max(0, t + b_tilde[n]), (n, 1, N)) + b)),
    premises=("A.4", "A/relabelling"),
)
def the_units_in_any_order():
    return rearranged(THRESHOLDS)


@claim(
    "A.4/any-division",
    section="A",
    title="any thresholds in order, b_tilde_n = -s_{n-1}, correspond to a discretization of the time axis by the steps h_n = s_n - s_{n-1}",
    states=formula(
        r"x(s_n) = <path>, \quad \frac{\partial x(s_n)}{\partial w_j} = <slope> \text{ for } j \le n",
        path=b + Sum(lengths[j] * Sum(w[k_], (k_, 1, j)), (j, 1, n)),
        slope=Sum(lengths[k_], (k_, j, n)),
    ),
    assumptions=(n >= 1) & (j >= 1) & (j <= n) & (n <= N),
    premises=("A.4", "A/permutations"),
)
def the_path_at_the_thresholds():
    path = at_ordered_thresholds(THRESHOLDS, lengths)
    return Parts(path=path, slope=Derivative(path, w[j]))


@claim(
    "A/division-free",
    section="A",
    title="the path integral may be free of the discretization manner: the free particle's is, two steps of any lengths being one step of their sum",
    states=formula(
        r"\int dx'\, K_{h_2}(x'' - x') K_{h_1}(x' - x) = \sqrt{<squared>} \exp\left[<exponent>\right]",
        squared=m / (2 * pi * I * hbar * (first_step + second_step)),
        exponent=I * m * (x_fin - x_ini) ** 2 / (2 * hbar * (first_step + second_step)),
    ),
    premises=("3.13", "A.4/any-division"),
)
def two_steps_of_the_free_particle():
    return composed(PARTICLE_LATTICE, first_step, second_step)


@claim(
    "A/lattice-artifact",
    section="A",
    title="lattice artifacts go away as N grows, for every division: a step of length h misses its part of the action at third order, and the sum of h^3 is at most T times the square of the longest step",
    states=formula(
        r"S_h - \int_{s}^{s+h} \mathcal{L}\, dt = h^{<order>} \left(<density>\right) + \cdots",
        order=3,
        density=(velocity**2 * V.diff(position, 2) - 2 * bend * V.diff(position) - m * bend**2) / 24,
    ),
    premises=("3.1/infinite-width", "A.4/any-division"),
)
def the_action_missed_by_one_step():
    error = rule_error(MIDPOINT, Lagrangian.parse("m*v^2/2 - V(x)"))
    return Parts(order=(error.step / error.density).as_base_exp()[1], density=error.density)


@claim(
    "A.5",
    section="A",
    printed=r"S = \int dt \sqrt{(\dot{X}^0)^2 - (\dot{X}^1)^2}",
    title="a relativistic action: a length is no action until it is multiplied by -m c",
    where={m: mass},
    defines=True,
    premises=("3.13",),
    units={"X_dot_0": VELOCITY, "X_dot_1": VELOCITY, "c": VELOCITY},
    expects="refuted",
)
def the_action_of_a_relativistic_particle():
    return PARTICLE


@claim(
    "A.5/constant",
    section="A",
    title="a slow particle is the free one of (3.13) only if the constant before the root is -m c",
    states=Definition(eq(Symbol("L_rel"), -mass * light * sqrt(first_rate**2 - second_rate**2))),
    premises=("3.13",),
    units={"X_dot_0": VELOCITY, "X_dot_1": VELOCITY, "c": VELOCITY, "L_rel": MASS * VELOCITY**2},
)
def the_density_of_a_relativistic_particle():
    return PARTICLE.density


@claim(
    "A.5/invariance",
    section="A",
    title="under t -> f(t) with f' > 0 the integral (A.5) does not change",
    states=Equation(eq(Symbol(r"\frac{dS}{dt}"), sqrt(first_rate**2 - second_rate**2))),
    premises=("A.5",),
)
def the_length_in_another_parameter():
    return LENGTH_ALONE.reparametrised(slope).density


@claim(
    "A.5/orientation",
    section="A",
    title="where f' < 0 the integral (A.5), taken between the moved ends, changes its sign",
    states=Equation(eq(Symbol(r"\frac{dS}{dt}"), sign(any_slope) * sqrt(first_rate**2 - second_rate**2))),
    premises=("A.5", "A.5/invariance"),
)
def the_length_in_a_parameter_that_may_run_back():
    return LENGTH_ALONE.reparametrised(any_slope).density


@claim(
    "A.5/free-particle",
    section="A",
    title="the action of the free particle (3.13) is invariant in the same way",
    states=Equation(eq(Symbol(r"\frac{dS}{dt}"), m / 2 * velocity**2)),
    premises=("3.13",),
    expects="refuted",
)
def the_free_action_in_another_parameter():
    return FREE.reparametrised(slope).density
