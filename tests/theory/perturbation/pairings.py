"""Brute force: a ring of a given N with rational numbers, every moment by enumerating all pairings."""

from functools import cache
from itertools import product

import sympy as sp

from symnet.notation import symbols as s


@cache
def pairings(count):
    """All ways to pair count places."""
    if count == 0:
        return ((),)
    found = []
    for partner in range(1, count):
        rest = [place for place in range(1, count) if place != partner]
        found += [((0, partner), *[(rest[a], rest[b]) for a, b in inner]) for inner in pairings(count - 2)]
    return tuple(found)


def moment(covariance, places):
    if len(places) % 2:
        return sp.S.Zero
    total = sp.S.Zero
    for pairing in pairings(len(places)):
        term = sp.S.One
        for a, b in pairing:
            term *= covariance[places[a], places[b]]
        total += term
    return total


class Ring:
    """The ring of N sites: S_E = x.A.x/2 + dt * sum of vertices, all numbers."""

    def __init__(self, system, N, values):
        self.N, self.dt, self.hbar = N, values[s.dt], values[s.hbar]
        parts = (system.step.early, system.step.coupling, system.step.late)
        early, coupling, late = (part.subs(values) for part in parts)
        form = sp.zeros(N, N)
        for n in range(1, N + 1):
            before, after = n - 1, n % N
            form[before, before] += early
            form[after, after] += late
            form[before, after] -= coupling
            form[after, before] -= coupling
        self.covariance = self.hbar * form.inv()
        self.vertex = [
            (places, factor) for places, factor in sp.Poly(system.vertex.subs(values), s.x_prev, s.x_next).terms()
        ]
        self.known = {}

    def mean(self, places):
        places = tuple(sorted(places))
        if places not in self.known:
            self.known[places] = moment(self.covariance, places)
        return self.known[places]

    def monomials(self):
        for n in range(1, self.N + 1):
            for (p, q), factor in self.vertex:
                yield factor * self.dt / self.hbar, (n - 1,) * p + (n % self.N,) * q

    def log_partition(self):
        first = -sum(factor * self.mean(places) for factor, places in self.monomials())
        pairs = product(self.monomials(), repeat=2)
        squared = sum(f * h * self.mean(left + right) for (f, left), (h, right) in pairs)
        return first, (squared - first**2) / 2

    def squared(self):
        """<x_0^2>: first and second order of <x^2 e^{-V}>/<e^{-V}>."""
        x = (0, 0)
        one = sum(f * self.mean(places) for f, places in self.monomials())
        with_one = sum(f * self.mean(x + places) for f, places in self.monomials())
        plain = self.mean(x)
        pairs = list(product(self.monomials(), repeat=2))
        two = sum(f * h * self.mean(left + right) for (f, left), (h, right) in pairs)
        with_two = sum(f * h * self.mean(x + left + right) for (f, left), (h, right) in pairs)
        first = -(with_one - plain * one)
        return first, (with_two - plain * two) / 2 - one * (with_one - plain * one)
