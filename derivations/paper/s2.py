"""Section 2: the neural network field theory, equations (2.1) to (2.5), for the oscillator.

The average over the parameters is taken exactly, at every width N.
"""

from sympy import Eq, S, Sum, Symbol, cos, sqrt

from symnet.claims import Equation, claim, formula
from symnet.notation.dimensions import LENGTH, TIME
from symnet.notation.symbols import N, a, b, cutoff, frequencies, g, i, index, k, m, n, position, tau_1, tau_2, velocity
from symnet.notation.symbols import j as l
from symnet.notation.symbols import units as u
from symnet.theory.ensemble import (
    Normal,
    coupling,
    oscillator_ensemble,
    propagator,
    width_independent,
)
from symnet.theory.plane_waves import INPUTS, plane_waves

EUCLIDEAN = m * velocity**2 + k * position**2
"""The Lagrangian that the text names below (2.1)."""

NNFT = oscillator_ensemble(EUCLIDEAN)
UNITS = {"a": LENGTH * TIME**-1, "b": TIME**-1, "c": TIME**0, "tau": TIME}
wave = cos(b * (tau_1 - tau_2)) / (b**2 + k / m)


def eq(left, right):
    """The relation as said, not evaluated."""
    return Eq(left, right, evaluate=False)


@claim(
    "2.1",
    section="2",
    printed=r"x(\tau) = \sum_{n=1}^{N} a_n \frac{1}{\sqrt{b_n^2 + k/m}} \cos(b_n \tau + c_n) .",
    defines=True,
    units=UNITS,
)
def the_network_of_cosines():
    return NNFT.output()


@claim("2.2", section="2", printed=r"a_n \sim P(a) = \mathcal{N}(0, 1/N),", defines=True)
def the_amplitudes():
    return Normal(S(0), width_independent(lambda law: oscillator_ensemble(EUCLIDEAN, law)))


@claim(
    "2.2/variance",
    section="2",
    title="below (2.4): N(0, 1/N) is the normal distribution with the vanishing mean and the variance 1/sqrt(N)",
    states=formula(
        r"a_n \sim \mathcal{N}, \quad \langle a_n \rangle = <mean>, \quad \langle a_n^2 \rangle = <variance>",
        mean=0,
        variance=1 / sqrt(N),
    ),
    premises=("2.1", "2.2", "2.5"),
    expects="refuted",
)
def the_variance_that_does_not_depend_on_the_width():
    return Normal(S(0), width_independent(lambda law: oscillator_ensemble(EUCLIDEAN, law)))


@claim("2.3", section="2", printed=r"b_n \sim P(b) = \mathcal{U}(-\Lambda, \Lambda),", defines=True)
def the_frequencies():
    return NNFT.frequency


@claim("2.4", section="2", printed=r"c_n \sim P(c) = \mathcal{U}(-\pi, \pi).", defines=True)
def the_phases():
    return NNFT.phase


@claim(
    "2.5",
    section="2",
    printed=r"\langle x(\tau_1) x(\tau_2) \rangle = \int \prod_n (P(a_n) da_n P(b_n) db_n P(c_n) dc_n) x(\tau_1) x(\tau_2) = \int_{-\Lambda}^{\Lambda} db \, \frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m} \,.",
    premises=("2.1", "2.2", "2.3", "2.4"),
    expects="refuted",
)
def the_two_point_function_at_every_width():
    return NNFT.two_point


@claim(
    "2.5/shape",
    section="2",
    title="up to a factor that is free of the oscillator and of the times, (2.5) is the two-point function: 1/(4 Lambda)",
    states=Equation(eq(Symbol("c"), 1 / (4 * cutoff))),
    premises=("2.5",),
)
def the_factor_of_the_two_point_function():
    return NNFT.two_point_factor


@claim(
    "2.5/lagrangian",
    section="2",
    title="the oscillator with the Euclidean Lagrangian m x'^2 + k x^2 has the two-point function (2.5), with these k, m and hbar",
    states=formula(
        r"\langle x(\tau_1) x(\tau_2) \rangle = <factor> \int db \, \frac{\cos(b(\tau_1 - \tau_2))}{b^2 + <squared_frequency>}",
        factor=1,
        squared_frequency=k / m,
    ),
    premises=("2.1", "2.5"),
    expects="refuted",
)
def the_two_point_function_of_the_path_integral():
    return propagator(EUCLIDEAN)


@claim(
    "2.5/conjugate",
    section="2",
    title="the integrated parameter b is conjugate to the time: in (2.5) minus the second time derivative is b^2",
    states=Equation(
        eq(Symbol(r"-\frac{\partial^2}{\partial \tau_1^2}\frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m}"), b**2 * wave)
    ),
    premises=("2.5",),
)
def minus_the_second_time_derivative():
    return -NNFT.spectrum.diff(tau_1, 2)


@claim(
    "2.5/propagator",
    section="2",
    title="(2.5) is a Fourier transform of the propagator: -d^2/dtau^2 + k/m makes every frequency's part a plain wave",
    states=Equation(
        eq(
            Symbol(
                r"\left(-\frac{\partial^2}{\partial \tau_1^2} + \frac{k}{m}\right)\frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m}"
            ),
            cos(b * (tau_1 - tau_2)),
        )
    ),
    premises=("2.5", "2.5/conjugate"),
)
def the_operator_on_the_two_point_function():
    return -NNFT.spectrum.diff(tau_1, 2) + k / m * NNFT.spectrum


@claim(
    "2/wide-limit",
    section="2",
    title="when the width N is infinite the output is a Gaussian process: the fourth cumulant vanishes, like 1/N",
    states=Equation(eq(Symbol("K_4"), S(0))),
    premises=("2.1", "2.2", "2.3", "2.4"),
)
def the_fourth_cumulant():
    return NNFT.fourth_cumulant


p = index("p")


@claim(
    "2/every-cumulant",
    section="2",
    title="all possible correlators are given by pairs: of width N, the connected one of 2p outputs is N^(1-p) times that of width 1, and only that of p = 1 stays",
    states=Equation(eq(Symbol(r"K_{2p}\left(N\right)/K_{2p}\left(1\right)"), N ** (1 - p))),
    assumptions=p >= 1,
    premises=("2.1", "2.2", "2/wide-limit"),
)
def a_cumulant_of_any_order():
    return NNFT.cumulant_per_unit(p)


d, b_component = Symbol("d", integer=True, positive=True), frequencies


@claim(
    "2/dimensions",
    section="2",
    title="generalized to free theories in d dimensions by preparing d input units: the two-point function is again a Fourier transform of the propagator",
    states=formula(
        r"\langle \phi(x_1, \ldots, x_d)\, \phi(y_1, \ldots, y_d) \rangle = <factor> \int_{-\Lambda}^{\Lambda} d^d b \, "
        r"\frac{\cos\left(<angle>\right)}{<denominator>}",
        factor=1 / (2 * (2 * cutoff) ** d),
        angle=Sum(b_component[l] * (INPUTS[0][l] - INPUTS[1][l]), (l, 1, d)),
        denominator=Sum(b_component[l] ** 2, (l, 1, d)) + k / m,
    ),
    premises=("2.5", "2.5/shape"),
)
def the_two_point_function_in_d_dimensions():
    return plane_waves(NNFT, d)


@claim(
    "2/interaction",
    section="2",
    title="a factor exp(-g x^4) in the density reproduces the interaction and breaks the i.i.d. property: it couples two amplitudes",
    states=Equation(
        eq(
            Symbol(r"\frac{\partial^2}{\partial a_n \partial a_j} \log e^{-g x^4}"),
            -12 * g * u[n] * u[l] * Sum(a[i] * u[i], (i, 1, N)) ** 2,
        )
    ),
    assumptions=(n >= 1) & (n < l) & (l <= N),
    premises=("2.1",),
)
def the_coupling_of_two_amplitudes():
    return coupling(lambda output: -g * output**4, n, l)
