"""Determinants of explicit matrices over the ring: division-free, so that any entry is allowed."""

from __future__ import annotations

from symnet.sums.finite.ring import Ring, Value, times


def determinant(ring: Ring, rows: list[list[Value]]) -> Value:
    """The determinant; a tridiagonal or triangular matrix takes O(n) products, any other O(n^4)."""
    size = len(rows)
    if all(ring.is_zero(rows[i][j]) for i in range(size) for j in range(size) if abs(i - j) > 1):
        return _tridiagonal(rows)
    for triangle in (range, lambda n: range(n, size)):
        if all(ring.is_zero(rows[i][j]) for i in range(size) for j in triangle(i) if i != j):
            return _diagonal(rows)
    return _samuelson_berkowitz(rows)


def _tridiagonal(rows: list[list[Value]]) -> Value:
    before: Value = 0
    now: Value = 1
    for n, row in enumerate(rows):
        corner = times(row[n - 1], rows[n - 1][n]) if n else 0
        before, now = now, times(row[n], now) + (-1) * times(corner, before)
    return now


def _diagonal(rows: list[list[Value]]) -> Value:
    total: Value = 1
    for n, row in enumerate(rows):
        total = times(total, row[n])
    return total


def _samuelson_berkowitz(rows: list[list[Value]]) -> Value:
    """The last coefficient of the characteristic polynomial, from the Toeplitz factors of the leading blocks."""
    size = len(rows)
    characteristic: list[Value] = [1, (-1) * rows[0][0]]
    for n in range(1, size):
        row, column = rows[n][:n], [rows[i][n] for i in range(n)]
        toeplitz: list[Value] = [1, (-1) * rows[n][n]]
        for _ in range(n):
            toeplitz.append((-1) * _dot(row, column))
            column = [_dot(rows[i][:n], column) for i in range(n)]
        characteristic = [
            _dot(toeplitz[: k + 1][::-1], characteristic[: k + 1])
            if k < len(characteristic)
            else _dot(toeplitz[k - len(characteristic) + 1 : k + 1][::-1], characteristic)
            for k in range(n + 2)
        ]
    return characteristic[-1] if size % 2 == 0 else (-1) * characteristic[-1]


def _dot(a: list[Value], b: list[Value]) -> Value:
    total: Value = 0
    for x, y in zip(a, b, strict=True):
        if x != 0 and y != 0:
            total = total + times(x, y)
    return total
