"""The tables of SimdMath.Normal.cs: minimax polynomials of what lies beyond |x| in the normal distribution, and of its density.

    /usr/bin/python3 tests/goldens/fit_normal.py        # needs numpy

|x| is cut into pieces of 8/19 about the multiples of it; piece 15 is 0. Each polynomial is fitted to the least relative error by Lawson's
iteration (weighted least squares whose weights grow where the error is largest), then rounded to float. Prints one line for each power,
sixteen coefficients, and the errors of float arithmetic as SimdMath has it.
"""
from math import erfc

import numpy as np

PIECES, DEGREE, PER_UNIT = 16, 5, 2.375
MAGIC = np.float32(12582912)


def beyond(a):
    return 0.5 * np.vectorize(erfc)(a / np.sqrt(2))


def density(a):
    return np.exp(-a * a / 2) / np.sqrt(2 * np.pi)


def fit(function):
    table = np.zeros((DEGREE + 1, PIECES))
    for piece in range(PIECES - 1):
        low = -0.5 if piece else 0.0
        r = low + (0.5 - low) * (1 - np.cos(np.pi * (np.arange(400) + 0.5) / 400)) / 2
        y = function((r + piece) / PER_UNIT)
        powers = np.vander(r, DEGREE + 1, increasing=True)
        weights = np.full(len(r), 1 / len(r))
        for _ in range(300):
            scale = np.sqrt(weights) / y
            c = np.linalg.lstsq(powers * scale[:, None], y * scale, rcond=None)[0]
            error = np.abs(powers @ c - y) / y
            weights *= error / error.max() + 1e-6
            weights /= weights.sum()
        table[:, piece] = c
    return table.astype(np.float32)


def fused(a, b, c):
    return (a.astype(float) * np.float64(b) + c).astype(np.float32)


def evaluate(table, a):
    a = np.minimum(a, np.float32(15 / PER_UNIT))
    total = fused(a, PER_UNIT, float(MAGIC))
    piece = total.view(np.int32) & 15
    r = fused(a, PER_UNIT, (MAGIC - total).astype(float))
    result = table[DEGREE, piece]
    for power in range(DEGREE - 1, -1, -1):
        result = (result.astype(float) * r + table[power, piece]).astype(np.float32)
    return result


x = np.linspace(0, 10, 1_000_001).astype(np.float32)
for name, function in (("beyond |x|", beyond), ("density", density)):
    table = fit(function)
    print(name)
    for power in range(DEGREE, -1, -1):
        print(f"  r^{power}:", ", ".join(f"{c:.9g}f" for c in table[power]))
    error = np.abs(evaluate(table, x) - function(x.astype(float)))
    print(f"  error {error.max():.2e}, beyond 4 {error[x > 4].max():.2e}")
