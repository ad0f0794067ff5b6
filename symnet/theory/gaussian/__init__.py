"""Quadratic actions solved for every width N, from one end-modified tridiagonal form.

The stages, in order:

1. ``step``: the six numbers of a quadratic step, read from any discretised action.
2. ``ends``: the boundary, and with it the matrix of the form in the positions, a chain or a cycle of
   ``symnet.sums.linear_algebra``, which has its determinant and inverse.
3. ``positions``, ``increments``: the form in x, in the velocities W and in their increments w.
4. ``form``: all of it as one record, :class:`GaussianForm`; ``modes``: the basis in which it is a sum of squares.
5. ``classical``: the stationary path and its action (completing the square).
6. ``fresnel``, ``convergence``: the Gaussian integral, oscillatory with its phase or decaying with its condition.
"""

from symnet.sums.linear_algebra.chebyshev import hyperbolic, trigonometric
from symnet.theory.gaussian.form import GaussianForm, gaussian_form
from symnet.theory.gaussian.step import QuadraticStep, quadratic_step

__all__ = ["GaussianForm", "QuadraticStep", "gaussian_form", "hyperbolic", "quadratic_step", "trigonometric"]
