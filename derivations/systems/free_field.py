"""The free scalar field on a space-time lattice: its modes, and when its transfer matrix is positive."""

from sympy import Symbol

from symnet.claims import claim
from symnet.notation.symbols import dt, m
from symnet.theory.free_field import free_field

MASS = Symbol("m", positive=True)


@claim(
    "field/dispersion",
    section="field",
    title="the energy of the wave number p in one dimension of space, by endpoint or trapezoid rule: 4/dt^2 sinh(varepsilon dt/2)^2 is the lattice's m^2 + momentum^2 (M. Creutz, Quarks, Gluons and Lattices)",
    printed=r"\cosh(\varepsilon \Delta t) = 1 + \frac{\Delta t^2}{2} \left(m^2 + \frac{4}{\Delta x^2} \sin^2\left(\frac{\pi p}{L}\right)\right)",
)
def the_dispersion_of_the_field():
    field = free_field(1, "trapezoid")
    return field.of_momentum(field.step.ratio).subs(m, MASS)


@claim(
    "field/midpoint-positivity",
    section="field",
    title="the transfer matrix of the midpoint rule is positive just if the coupling q of its shortest wave is: if the step is shorter than 2 over that wave's frequency (K. Osterwalder, E. Seiler, Ann. Phys. 110, 440 (1978), for positivity on a lattice)",
    printed=r"q \Delta t = 1 - \frac{\Delta t^2}{4} \left(m^2 + \frac{4}{\Delta x^2} \sin^2\left(\frac{\pi p}{L}\right)\right)",
)
def the_coupling_of_a_wave_by_the_midpoint_rule():
    field = free_field(1, "midpoint")
    return field.of_momentum(field.step.coupling * dt).subs(m, MASS)


@claim(
    "field/trapezoid-positivity",
    section="field",
    title="the transfer matrix of the trapezoid rule is positive for every step: the coupling does not depend on the wave",
    printed=r"q \Delta t = 1",
)
def the_coupling_of_a_wave_by_the_trapezoid_rule():
    field = free_field(1, "trapezoid")
    return field.of_momentum(field.step.coupling * dt)
