"""The network of N cosines at finite width: how far it is from the oscillator's Gaussian process."""

from dataclasses import replace

from sympy import Symbol

from symnet.claims import claim
from symnet.notation.symbols import k, m, position, velocity
from symnet.theory.ensemble_width import finite_width

MASS, OMEGA = (Symbol(name, positive=True) for name in ("m", "omega"))
PHYSICAL = {k: MASS * OMEGA**2, m: MASS}
EUCLIDEAN = m * velocity**2 / 2 + k * position**2 / 2
NETWORK = finite_width(EUCLIDEAN)
AS_PRINTED = finite_width(EUCLIDEAN, physical=False)


def physical(limit):
    """A limit in terms of mass and frequency, both positive."""
    value, correction, small = (part.subs(PHYSICAL) for part in (limit.value, limit.correction, limit.small))
    return replace(limit, value=value, correction=correction, small=small)


@claim(
    "ensemble/variance",
    section="ensemble",
    title="with amplitudes of variance 2 hbar Lambda/(pi m N) the mean square at every width is the oscillator's but for the cut-off",
    printed=r"\rho = \frac{\hbar}{\pi m \omega} \arctan\left(\frac{\Lambda}{\omega}\right)",
)
def the_mean_square_at_finite_width():
    return NETWORK.variance.subs(PHYSICAL)


@claim(
    "ensemble/printed-variance",
    section="ensemble",
    title="with the paper's amplitudes of variance 1/N it vanishes as the cut-off grows",
    printed=r"\rho = \frac{1}{2 \omega \Lambda} \arctan\left(\frac{\Lambda}{\omega}\right)",
    premises=("2.1", "2.2", "2.3", "2.4"),
)
def the_mean_square_with_the_papers_amplitudes():
    return AS_PRINTED.variance.subs(PHYSICAL)


@claim(
    "ensemble/kurtosis",
    section="ensemble",
    title="the excess kurtosis at every width and cut-off, whatever the amplitudes' variance",
    printed=r"\kappa = \frac{1}{N} \left(\frac{9 \Lambda}{4 \omega \arctan\left(\frac{\Lambda}{\omega}\right)} + \frac{9 \Lambda^2}{4 (\omega^2 + \Lambda^2) \arctan\left(\frac{\Lambda}{\omega}\right)^2} - 3\right)",
)
def the_excess_kurtosis():
    return NETWORK.excess_kurtosis.subs(PHYSICAL)


@claim(
    "ensemble/wide",
    section="ensemble",
    title="at fixed cut-off the output becomes Gaussian as N grows",
    printed=r"\kappa = 0",
)
def the_kurtosis_of_a_wide_network():
    return physical(NETWORK.wide)


@claim(
    "ensemble/deep",
    section="ensemble",
    title="at fixed width kurtosis times N omega/Lambda tends to 9/(2 pi) as the cut-off grows: the two limits do not commute",
    printed=r"\kappa = \frac{9}{2 \pi}",
    premises=("ensemble/kurtosis",),
)
def the_kurtosis_of_a_large_cut_off():
    return physical(NETWORK.deep)
