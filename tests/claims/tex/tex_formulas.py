"""The right-hand sides of the paper's equations as plain Python, written from the paper."""

from __future__ import annotations

from fractions import Fraction

from tex_world import SITES, Formula, Number, World, relu, step

half = Fraction(1, 2)


def total(values: object) -> Number:
    return sum(values, Fraction(0))  # type: ignore[call-overload]


def product(values: object) -> Number:
    result = Fraction(1)
    for value in values:  # type: ignore[attr-defined]
        result *= value
    return result


def slope(v: World) -> Number:
    return (v.x_fin - v.x_ini) / v.dt


def path_from(v: World, start: Number, n: int) -> Number:
    """x_n of the ReLU network."""
    return start + v.dt * total(k * v.of("w", n - k + 1) for k in range(n + 1))


def walked(v: World, start: Number, n: int) -> Number:
    """x_n as the sum of the velocities."""
    return start + v.dt * total(v.of("W", k) for k in range(1, n + 1))


def constraint(v: World) -> Number:
    return v.call("DiracDelta", total(k * v.of("w", v.N - k + 1) for k in range(1, v.N + 1)) - slope(v))


def measure(v: World, name: str, last: int) -> Number:
    return product(v.call("Differential", v.of(name, n)) for n in range(1, last + 1))


def weight(v: World) -> Number:
    return v.call("exp", v.random("symbol", "I") / v.hbar * v.S)


def kinetic(v: World) -> Number:
    squares = total(v.of("W", n) ** 2 for n in range(1, v.N))
    return v.m * v.dt / 2 * (squares + (slope(v) - total(v.of("W", k) for k in range(1, v.N))) ** 2)


def potential(v: World, power: int) -> Number:
    return total((walked(v, v.x_ini, n) - v.dt * v.of("W", n) / 2) ** power for n in range(1, v.N))


def action_of_lagrangian(v: World) -> Number:
    return v.dt * total(
        v.call("L", (v.of("x", n) + v.of("x", n - 1)) / 2, (v.of("x", n) - v.of("x", n - 1)) / v.dt)
        for n in range(1, v.N + 1)
    )


def action_of_weights(v: World) -> Number:
    def position(n: int) -> Number:
        return v.x_ini + v.dt * total((k - half) * v.of("w", n - k + 1) for k in range(1, n + 1))

    return v.dt * total(
        v.call("L", position(n), total(v.of("w", k) for k in range(1, n + 1))) for n in range(1, v.N + 1)
    )


def network(v: World, hidden: range, unit: object, bias: Number, time: Number) -> Number:
    return total(unit(n, time) for n in hidden) + bias  # type: ignore[operator]


def lattice_lagrangian(v: World) -> Number:
    def cell(i: int) -> Number:
        here, there = v.field(i, v.t), v.field(i + 1, v.t)
        return (
            half * v.call("derivative 1", here, v.t) ** 2
            - (there - here) ** 2 / (2 * v.dx**2)
            - v.m**2 / 2 * here**2
            - v.g * here**4
        )

    return total(cell(i) for i in range(SITES.start - 1, SITES.stop + 1))


def lattice_action(v: World) -> Number:
    def cell(n: int, i: int) -> Number:
        now, before = v.field(i, n), v.field(i, n - 1)
        right_now, right_before = v.field(i + 1, n), v.field(i + 1, n - 1)
        return (
            half * (now - before) ** 2 / v.dt**2
            - (right_now + right_before - now - before) ** 2 / (8 * v.dx**2)
            - v.m**2 / 8 * (now + before) ** 2
            - v.g / 16 * (now + before) ** 4
        )

    sites = range(SITES.start - 1, SITES.stop + 1)
    return v.dt * total(cell(n, i) for n in range(1, v.N + 1) for i in sites)


def modes(v: World) -> Number:
    pi = v.random("symbol", "pi")
    return total(v.of("a", n) ** 2 * (v.m * (n * pi / v.T) ** 2 - v.k) for n in range(1, v.N + 1))


def nnft_measure(v: World) -> Number:
    return product(
        v.call("P", v.of(name, n)) * v.call("Differential", v.of(name, n))
        for n in range(1, v.N + 1)
        for name in ("a", "b", "c")
    )


def infinity(v: World) -> Number:
    return v.random("symbol", "oo")


def minus_infinity(v: World) -> Number:
    return v.random("symbol", "minus_oo")


def speed(v: World) -> Number:
    return v.call("derivative 1", v.call("x", v.tau), v.tau)


def slope_of(v: World, name: str, times: int = 1) -> Number:
    return v.call(f"derivative {times}", v.call(name, v.x), v.x)


def euclidean_paths(v: World, exponent: Number) -> Number:
    return v.call("PathIntegral", v.call("exp", exponent), v.call("PathMeasure", v.x))


def bulk(v: World) -> Number:
    return euclidean_paths(v, -1 / v.hbar * v.call("integral", v.L_E, v.tau, minus_infinity(v), Fraction(0)))


def boundary_weight(v: World, factor: Number) -> Number:
    return v.call("exp", -factor * v.call("G", v.call("x", Fraction(0))))


def prescribed(v: World) -> Number:
    now = v.call("x", v.tau)
    increment = v.call("Increment", v.tau)
    later = v.call("x", v.tau + increment)
    body = half * (v.call("F", now) + v.call("F", later)) * (later - now)
    return -1 / (2 * v.D) * v.call("IncrementIntegral", body, increment)


def stochastic_paths(v: World) -> Number:
    inside = speed(v) ** 2 + slope_of(v, "G") ** 2 - 2 * v.D * slope_of(v, "G", 2)
    return euclidean_paths(v, -1 / (4 * v.D) * v.call("integral", inside, v.tau, minus_infinity(v), Fraction(0)))


def ground_state(v: World) -> Number:
    ends = (
        v.call("Boundary", v.call("x", minus_infinity(v)), v.call("Arbitrary", v.random("symbol", "any"))),
        v.call("Boundary", v.call("x", Fraction(0)), v.x_ini),
    )
    one = v.call("Differential", v.of("x", v.n))
    return v.call("PathIntegral", v.call("exp", -1 / v.hbar * v.S_E), one, *ends)


FORMULAS: dict[str, Formula] = {
    "2.1": lambda v: total(
        v.of("a", n)
        / v.call("sqrt", v.of("b", n) ** 2 + v.k / v.m)
        * v.call("cos", v.of("b", n) * v.tau + v.of("c", n))
        for n in range(1, v.N + 1)
    ),
    "2.2": lambda v: v.call("Normal", Fraction(0), Fraction(1, v.N)),
    "2.3": lambda v: v.call("Uniform", -v.Lambda, v.Lambda),
    "2.4": lambda v: v.call("Uniform", -v.random("symbol", "pi"), v.random("symbol", "pi")),
    "2.5": lambda v: v.call(
        "integral", v.call("cos", v.b * (v.tau_1 - v.tau_2)) / (v.b**2 + v.k / v.m), v.b, -v.Lambda, v.Lambda
    ),
    "3.1": lambda v: v.call(
        "PathIntegral",
        v.call("exp", v.random("symbol", "I") / v.hbar * v.call("Functional", v.S, v.x)),
        measure(v, "x", v.N - 1),
    ),
    "3.2": lambda v: (v.t_ini + v.n * v.dt, (v.t_fin - v.t_ini) / v.N),
    "3.3": action_of_lagrangian,
    "3.4": lambda v: (
        total(v.of("w", n) * relu(v.of("w_tilde", n) * v.t + v.of("b_tilde", n)) for n in range(1, v.N + 1)) + v.b_out
    ),
    "3.5": lambda v: (Fraction(1), -v.of("t", v.n - 1)),
    "3.6": lambda v: total(v.of("w", n) * relu(v.t - v.of("t", n - 1)) for n in range(1, v.N + 1)) + v.b_out,
    "3.7": lambda v: path_from(v, v.x_ini, v.n),
    "3.8": lambda v: 1 / v.dt * (v.x_fin - v.x_ini) - total(k * v.of("w", v.N - k + 1) for k in range(2, v.N + 1)),
    "3.9": lambda v: v.dt ** (v.N - 1) * measure(v, "w", v.N - 1),
    "3.10": lambda v: v.dt ** (v.N - 1) * constraint(v) * measure(v, "w", v.N),
    "3.11": lambda v: v.dt ** (v.N - 1) * v.call("PathIntegral", constraint(v) * weight(v), measure(v, "w", v.N)),
    "3.12": action_of_weights,
    "3.13": lambda v: v.m / 2 * v.v**2,
    "3.14": lambda v: (
        v.m * v.dt / 2 * total(total(v.of("w", k) for k in range(1, n + 1)) ** 2 for n in range(1, v.N + 1))
    ),
    "3.15": lambda v: total(v.of("w", k) for k in range(1, v.n + 1)),
    "3.16": lambda v: v.dt ** (v.N - 1) * v.call("PathIntegral", weight(v), measure(v, "W", v.N - 1)),
    "3.17": kinetic,
    "3.18": lambda v: v.m / 2 * v.v**2 - v.call("V", v.x),
    "3.19": lambda v: kinetic(v) - v.k * v.dt / 2 * potential(v, 2),
    "3.20": lambda v: kinetic(v) - v.k * v.dt / 2 * potential(v, 2) - v.g * v.dt * potential(v, 4),
    "3.21": lambda v: v.call(
        "IntegralOver",
        half * v.call("derivative 1", v.call("phi", v.x, v.t), v.t) ** 2
        - half * v.call("Gradient", v.call("phi", v.x, v.t)) ** 2
        - v.m**2 / 2 * v.call("phi", v.x, v.t) ** 2
        - v.g * v.call("phi", v.x, v.t) ** 4,
        v.call("Differential", v.x, v.d),
    ),
    "3.22": lattice_lagrangian,
    "3.23": lambda v: (
        total(v.of("w", n, v.i) * relu(v.t - v.of("t", n - 1)) for n in range(1, v.N + 1)) + v.of("phi_ini", v.i)
    ),
    "3.24": lambda v: v.of("phi_ini", v.i) + total(k * v.of("w", v.n - k + 1, v.i) * v.dt for k in range(v.n + 1)),
    "3.25": lattice_action,
    "4.1": lambda v: (
        v.x_ini + v.dt * total(v.of("W", n) * step(v.t - v.of("t", n - 1) - half) for n in range(1, v.N + 1))
    ),
    "4.2": lambda v: walked(v, v.x_ini, v.n),
    "4.3": lambda v: (v.x_fin - v.x_ini) / v.dt - total(v.of("W", k) for k in range(1, v.N)),
    "4.4": lambda v: (v.of("x", v.n) - v.of("x", v.n - 1)) / v.dt,
    "4.5": lambda v: (v.of("x", v.n) - 2 * v.of("x", v.n - 1) + v.of("x", v.n - 2)) / v.dt,
    "4.6": lambda v: total(
        v.of("a", n) * v.call("cos", n * v.random("symbol", "pi") / v.T * v.t) for n in range(1, v.N + 1)
    ),
    "4.7": modes,
    "4.8": lambda v: v.J * measure(v, "a", v.N),
    "4.9": lambda v: v.call(
        "PathIntegral",
        v.J * v.call("x", v.t_1) * v.call("x", v.t_2) * v.call("exp", v.random("symbol", "I") / v.hbar * modes(v)),
        measure(v, "a", v.N),
    ),
    "5.1": lambda v: v.m / 2 * speed(v) ** 2 + v.call("V", v.x),
    "5.2": ground_state,
    "5.3": lambda v: v.call("integral", v.L_E, v.tau, minus_infinity(v), Fraction(0)),
    "5.4": lambda v: v.x_ini + total(v.of("w", n) * relu(-v.tau - (n - 1) * v.dt) for n in range(1, v.last + 1)),
    "5.5": lambda v: path_from(v, v.x_ini, v.n),
    "5.6": lambda v: total(
        v.m * v.dt / 2 * v.of("W", n) ** 2 + v.k * v.dt / 2 * walked(v, v.x_ini, n) ** 2 for n in range(1, v.last + 1)
    ),
    "5.7": lambda v: v.call(
        "PathIntegral",
        v.call("exp", -1 / v.hbar * v.call("S_E", v.call("Family", v.of("w", v.n), Fraction(v.n)), v.x_ini)),
        measure(v, "w", v.last),
    ),
    "5.8": lambda v: (
        v.x_ini + v.dt * total(v.of("W", n) * step(-v.tau - (n - half) * v.dt) for n in range(1, v.last + 1))
    ),
    "5.9": lambda v: walked(v, v.x_ini, v.n),
    "5.10": lambda v: v.call("F", v.call("x", v.tau), v.tau) + v.call("sqrt", 2 * v.D) * v.call("eta", v.tau),
    "5.11": lambda v: (Fraction(0), v.call("DiracDelta", v.tau_1 - v.tau_2)),
    "5.12": lambda v: v.of("x", v.n) + v.dt * v.of("eta_tilde", v.n),
    "5.13": lambda v: v.of("x", v.n) + v.dt * v.of("W", v.n + 1),
    "A.1": lambda v: (
        total(
            v.of("w", n) * v.of("w_tilde", n) * relu(v.t + v.of("b_tilde", n) / v.of("w_tilde", n)) for n in range(v.N)
        )
        + v.b_out
    ),
    "A.2": lambda v: v.alpha * relu(v.x),
    "A.3": lambda v: (v.of("w", v.n) / v.alpha, v.alpha * v.of("w_tilde", v.n), v.alpha * v.of("b_tilde", v.n)),
    "A.4": lambda v: total(v.of("w", n) * relu(v.t + v.of("b_tilde", n)) for n in range(v.N)) + v.b_out,
    "A.5": lambda v: v.call(
        "IntegralOver", v.call("sqrt", v.X_dot_0**2 - v.X_dot_1**2), v.call("Differential", v.random("symbol", "t"))
    ),
    "B.1": lambda v: v.call("F", v.call("x", v.tau)) + v.call("sqrt", 2 * v.D) * v.call("eta", v.tau),
    "B.2": lambda v: v.call("DiracDelta", v.tau - v.tau_prime),
    "B.3": lambda v: v.norm * euclidean_paths(v, -v.call("integral", v.L_s, v.tau, minus_infinity(v), Fraction(0))),
    "B.4": lambda v: 1 / (4 * v.D) * (speed(v) - v.call("F", v.x)) ** 2 + half * slope_of(v, "F"),
    "B.5": prescribed,
    "B.6": lambda v: -slope_of(v, "G"),
    "B.7": lambda v: (
        1 / (2 * v.D) * v.call("G", v.call("x", Fraction(0))) + v.call("Arbitrary", v.random("symbol", "const"))
    ),
    "B.8": lambda v: v.norm_1 * boundary_weight(v, 1 / (2 * v.D)) * stochastic_paths(v),
    "B.9": lambda v: v.m / 2 * speed(v) ** 2 + v.m / 2 * slope_of(v, "G") ** 2 - v.hbar / 2 * slope_of(v, "G", 2),
    "B.10": lambda v: v.norm_1 * boundary_weight(v, v.m / v.hbar) * bulk(v),
    "B.11": lambda v: v.call("Abs", v.call("psi", v.x)) ** 2,
    "B.12": lambda v: v.norm_2 * bulk(v),
    "B.13": lambda v: v.p**2 / (2 * v.m) + v.m / 2 * slope_of(v, "G") ** 2 - v.hbar / 2 * slope_of(v, "G", 2),
    "B.14": lambda v: Fraction(0),
    "B.15": lambda v: (
        v.p_hat**2 / (2 * v.m)
        + v.call("V", v.x_hat)
        - v.random("symbol", "I")
        / v.call("sqrt", 2 * v.m)
        * v.call("Commutator", v.p_hat, v.call("sqrt", v.call("V", v.x_hat)))
    ),
}
