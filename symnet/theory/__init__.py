"""From a Lagrangian to an ensemble of networks: the stages, in order.

Each stage takes a record and returns a record; N is a symbol throughout, and a number only at the very end.

==================================  ==============================  ==============================  ===================
stage                               input                           output                          source
==================================  ==============================  ==============================  ===================
``lagrangian.Lagrangian.parse``     typed text, or SymPy            ``Lagrangian`` L(x, v)          Section 3
``discretization.discretize``       Lagrangian, rule, ends, time    ``LatticeAction`` l(x', x)      (3.1)-(3.3), (5.1)
``network.gauge_fixed``             activation, boundary            ``Network`` x(t)                (3.4)-(3.6), (4.1)
``path.read_out``                   Network, boundary               ``PathMap`` x_n of the weights  (3.7), (4.2), (5.5)
``cosine.ensemble``                 activation, boundary            network, path: cosines too      (4.6)
``path.PathMap.inverse``            PathMap                         ``InversePath``                 (4.4), (4.5)
``action.substitute``               LatticeAction, PathMap          ``WeightAction``                (3.12), (3.17)
``measure.measure``                 boundary, PathMap               ``Measure`` with its delta      (3.9), (3.10)
``mode_measure.mode_measure``       boundary                        ``Measure`` of its modes        (4.8)
``measure.integral``                WeightAction, Measure           ``PathIntegral``                (3.11), (5.7)
``continuum.rule_error``            rule                            ``RuleError`` in powers of dt   below (3.12)
``represent.represent``             Lagrangian and four names       ``Representation``: all of it
``perturbation.boundaries``         Euclidean LatticeAction         two orders beyond Gaussian      below (3.20)
==================================  ==============================  ==============================  ===================

All of them on the oscillator:

>>> from symnet.notation.text import text
>>> from symnet.theory.lagrangian import Lagrangian
>>> lagrangian = Lagrangian.parse("m*v^2/2 - k*x^2/2")
>>> lagrangian.parameters
(k, m)
>>> from symnet.theory.discretization import discretize
>>> lattice = discretize(lagrangian, rule="midpoint", boundary="fixed", time="real")
>>> print(text(lattice.step))
m*(x_next - x_prev)^2/(2*dt^2) - k*((x_next + x_prev)/2)^2/2
>>> from symnet.theory.activation import RELU
>>> from symnet.theory.boundary import FIXED
>>> from symnet.theory.network import gauge_fixed
>>> network = gauge_fixed(RELU, FIXED)
>>> print("x(t) =", text(network.output()))
x(t) = x_ini + Σ_{n=1}^{N} w_n*max(0, t - dt*(n - 1) - t_ini)
>>> from symnet.theory.path import read_out
>>> path = read_out(network, FIXED)
>>> print("x_n =", text(path.position()))
x_n = x_ini + dt*Σ_{j=1}^{n} (n - j + 1)*w_j
>>> print("w_n =", text(path.inverse().expression))
w_n = (x_{n-2} + x_n - 2*x_{n-1})/dt
>>> from symnet.theory.action import substitute
>>> action = substitute(lattice, path, last="kept")
>>> print("S =", text(action.expr))
S = dt*Σ_{n=1}^{N} (m*(Σ_{j=1}^{n} w_j)^2/2 - k*(x_ini + dt*Σ_{j=1}^{n} (n - j + 1/2)*w_j)^2/2)
>>> from symnet.theory.measure import integral, measure
>>> weights = measure(FIXED, path, last="kept")
>>> print(text(weights.density))
dt^(N - 1)*δ((x_ini - x_fin)/dt + Σ_{j=1}^{N} (N - j + 1)*w_j)
>>> integral(action, weights).exponent.coeff(action.expr)
I/hbar
>>> from symnet.theory.continuum import rule_error
>>> rule_error("midpoint").order
2

and in one call, at N = 2 in the end:

>>> from symnet.theory.represent import represent
>>> print(text(represent("m*v^2/2").action("W", N=2)))
m*dt*((x_fin - x_ini)/dt - W_1)^2/2 + m*dt*W_1^2/2
"""
