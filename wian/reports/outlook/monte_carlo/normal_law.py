"""Which share of a normal distribution lies beyond a point, and beyond which point lies a share?

numpy has neither, and both are asked millions of times for one outlook.

Sources:
    M. J. Wichura: Algorithm AS 241, the percentage points of the normal distribution. Applied
    Statistics 37 (1988), 477-484.
    W. H. Press et al.: Numerical Recipes in C (second edition, 1992), 6.2, the complementary error
    function by a Chebyshev fit with a relative error below 1.2e-7 everywhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

_CELLS = 1 << 14
"""Cells of the table of quantiles: with straight lines between, its error is below 2e-6."""
_TAIL = 0.01
"""Below this share, and above its complement, the table is too coarse and the formula is used."""
_SMALLEST = 1e-300
_ERFC = (
    *(-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806),
    *(0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277),
)
_CENTRE = (
    (
        *(3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427),
        *(13731.693765509461125, 45921.953931549871457, 67265.770927008700853),
        *(33430.575583588128105, 2509.0809287301226727),
    ),
    (
        *(1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077),
        *(21213.794301586595867, 39307.895800092710610, 28729.085735721942674),
        5226.4952788528545610,
    ),
)
_NEAR = (
    (
        *(1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550),
        *(3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770),
        *(0.0227238449892691845833, 7.74545014278341407640e-4),
    ),
    (
        *(1.0, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550),
        *(0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4),
        1.05075007164441684324e-9,
    ),
)
_FAR = (
    (
        *(6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580),
        *(0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860),
        *(2.71155556874348757815e-5, 2.01033439929228813265e-7),
    ),
    (
        *(1.0, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525),
        *(7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7),
        2.04426310338993978564e-15,
    ),
)


def log_share_above(points: ArrayLike) -> Numbers:
    """The logarithm of the share that lies above each point; exact to 1.2e-7 far out, too."""
    scaled = np.asarray(points, dtype=np.float64) / np.sqrt(2)
    size = np.abs(scaled)
    t = 1 / (1 + 0.5 * size)
    with np.errstate(divide="ignore"):  # nothing lies above infinity
        above = np.log(t / 2) - size * size + _polynomial(_ERFC, t)
        below = np.log1p(-np.exp(np.minimum(above, 0)))
        return np.asarray(np.where(scaled >= 0, above, below))


def share_above(points: ArrayLike) -> Numbers:
    """The share that lies above each point."""
    return np.asarray(np.exp(log_share_above(points)))


def exact_quantile(shares: ArrayLike) -> Numbers:
    """The point below which each share lies, to sixteen digits; shares between 0 and 1."""
    share = np.asarray(shares, dtype=np.float64)
    q = share - 0.5
    r = 0.180625 - q * q
    centre = q * _ratio(_CENTRE, r)
    tail = np.sqrt(-np.log(np.maximum(np.minimum(share, 1 - share), _SMALLEST)))
    outer = np.where(tail <= 5, _ratio(_NEAR, tail - 1.6), _ratio(_FAR, tail - 5))
    return np.where(np.abs(q) <= 0.425, centre, np.sign(q) * outer)


def quantile(shares: Numbers) -> Numbers:
    """The same to five digits, ten times as fast.

    Args:
        shares: Above 0 and below 1; an array of any shape.
    """
    place = shares * _CELLS
    cell = place.astype(np.int32)
    np.minimum(cell, _CELLS - 1, out=cell)
    place -= cell
    found = _SLOPES.take(cell)
    found *= place
    found += _POINTS.take(cell)
    outer = np.flatnonzero((shares < _TAIL) | (shares > 1 - _TAIL))
    if outer.size:
        found.ravel()[outer] = exact_quantile(shares.ravel()[outer])
    return found


def _ratio(of: tuple[tuple[float, ...], tuple[float, ...]], x: Numbers) -> Numbers:
    return _polynomial(of[0], x) / _polynomial(of[1], x)


def _polynomial(coefficients: tuple[float, ...], x: Numbers) -> Numbers:
    """By Horner's rule; the constant comes first."""
    value = np.full(np.shape(x), coefficients[-1])
    for each in reversed(coefficients[:-1]):
        value = value * x + each
    return value


_SHARES = np.clip(np.arange(_CELLS + 1) / _CELLS, 0.5 / _CELLS, 1 - 0.5 / _CELLS)
_POINTS: Numbers = exact_quantile(_SHARES)
_SLOPES: Numbers = np.diff(_POINTS)
