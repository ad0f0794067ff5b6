"""What is not quadratic, in perturbation theory: Wick's rule on the lattice, first and second order, exact in dt.

======================================  =====================================  ==================================
stage                                   input                                  output
======================================  =====================================  ==================================
``vertex.anharmonic``                   lattice action                         ``Anharmonic``: step and vertex
``line.line_series``                    ``Anharmonic``                         ``LineSeries``: energy, <x>, <x^2>
``ring.ring_series``                    ``Anharmonic``                         ``RingSeries``: log Z, <x^2>
``continuum.continuum``                 either series                          its limits dt -> 0, with rates
``recursion.energy_coefficients``       a potential, an order                  the continuum's coefficients
======================================  =====================================  ==================================

A rule turns x^p into a polynomial in the two ends of a step, and what is averaged over the Gaussian is that polynomial.
On the infinite line the correlator is G z^r, so the sums over distant steps are geometric; on the ring it is
G (z^r + z^(N-r))/(1 - z^N), and they still are.

The series in the coupling is asymptotic: its coefficients grow like factorials, so that more orders help only as long
as their terms shrink (``recursion.growth``, ``recursion.best_order``).

Source:
    below eq. (3.20); F. J. Dyson, Phys. Rev. 85, 631 (1952); C. M. Bender, T. T. Wu, Phys. Rev. 184, 1231 (1969)
"""
