"""How far a small group's mean moves towards the mean of all groups.

Three letters say little of an office. The true means of groups are taken to vary about that of the
whole by an inverse gamma distribution, and what a group's spans say of its own by a gamma one of
``finished / spread`` units of information. Then the best guess lies between the two (the linear
credibility of Bühlmann and Straub, with the exact posterior of Jewell and of Morris):

    weight = information / (information + prior),  shrunk = weight * mean + (1 - weight) * whole

How much groups vary is not known either: the answers under several amounts are averaged, each
weighed by how well it explains the groups (empirical Bayes with a correction for that, after Kass
and Steffey).

Sources:
    H. Bühlmann, E. Straub: Glaubwürdigkeit für Schadensätze. Mitteilungen der Vereinigung
    schweizerischer Versicherungsmathematiker 70 (1970), 111-133.
    W. S. Jewell: Credible means are exact Bayesian for exponential families. ASTIN Bulletin 8
    (1974), 77-90.
    C. N. Morris: Parametric empirical Bayes inference. Journal of the American Statistical
    Association 78 (1983), 47-55.
    R. E. Kass, D. Steffey: Approximate Bayesian inference in conditionally independent
    hierarchical models. Journal of the American Statistical Association 84 (1989), 717-726.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.reports.distributions import log_gamma, student_quantile_975
from wian.reports.latency.cluster_variance import Counts, Numbers
from wian.reports.latency.mean_intervals import LEAST_FREEDOM

SMALL = 30
"""A group with fewer finished spans is small: its shrunk mean is the one to show."""
_VARY = np.geomspace(0.03, 2.0, 24)
"""Amounts by which the groups' true means may vary about the whole, as shares of it."""
_ASKED = 5_000
"""How many groups are asked how much groups vary; evenly spaced where there are more."""
_NEGLIGIBLE = 1e-4
"""Amounts that are less likely than this are left out."""
_Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What is thought of each group's true mean: an inverse gamma distribution.

    Attributes:
        mean: Best guess.
        shape: Shape of the distribution, above 2; infinite where there is no doubt.
        weight: How much of the guess is the group's own, from 0 to 1.
    """

    mean: Numbers
    shape: Numbers
    weight: Numbers

    @property
    def low(self) -> Numbers:
        """The true mean is lower with 2.5 % probability."""
        return self._quantile(-_Z95)

    @property
    def high(self) -> Numbers:
        """The true mean is higher with 2.5 % probability."""
        return self._quantile(_Z95)

    def _quantile(self, z: float) -> Numbers:
        """By the cube root of Wilson and Hilferty: within 1 % from shape 5, 8 % too wide at 2."""
        with np.errstate(invalid="ignore"):
            cube = 1 - 1 / (9 * self.shape) - z / (3 * np.sqrt(self.shape))
            return self.mean * (1 - 1 / self.shape) / cube**3


_SURE = 1e12
"""A shape beyond which there is no doubt."""


def shrink(  # noqa: PLR0913, PLR0917 - what is known of groups that are alike
    mean: Numbers,
    finished: Numbers | Counts,
    total: Numbers | Counts,
    spread: float,
    whole: float,
    off: float = 0.0,
    freedom: float = 1 << 40,
) -> Shrunk | None:
    """Shrink the means of groups that are alike towards that of the whole.

    Args:
        mean: Mean of each group; not used where nothing of it is finished.
        finished: Finished spans of each; of spans that cluster, as many independent ones as say
            the same.
        total: Lengths of that many spans together: what a group of open ones alone says.
        spread: Variance of one span as a share of the squared mean, within groups.
        whole: Mean over all groups.
        off: Variance of the whole as a share of it squared, from what all groups share.
        freedom: Degrees of freedom of the spread. Where they are few, the answers are as much wider
            as Student's t is than the normal distribution.

    Returns:
        What is thought of each group; ``None`` where there is nothing to shrink or towards: one
        group alone, or means and spreads that are all zero or unknown.
    """
    if len(mean) < 2 or not (whole > 0 and spread > 0) or freedom < LEAST_FREEDOM:
        return None
    known = finished > 0
    information = np.where(known, finished / spread, 0)
    said = np.where(known, information * np.nan_to_num(mean), total / spread)
    likely = _likelihoods(information[known], said[known], whole)
    doubt = np.sum(likely * _VARY**2) * whole**2 * np.sum(finished**2.0) / np.sum(finished) ** 2
    first, second, weight = (np.zeros(len(mean)) for _ in range(3))
    for vary, share in zip(_VARY[likely > 0], likely[likely > 0], strict=True):
        prior = 1 + 1 / vary**2
        guess = (whole * prior + said) / (prior + information)
        own = information / (prior + information)
        variance = guess**2 / (prior + information - 1) + (1 - own) ** 2 * doubt
        variance += (1 - own**2) * off * whole**2  # own letters share it with the whole
        first += share * guess
        second += share * (variance + guess**2)
        weight += share * own
    wide = student_quantile_975(np.array([freedom]))[0] / _Z95
    variance = np.maximum((second - first**2) * wide**2, first**2 / _SURE)
    return Shrunk(first, 2 + first**2 / variance, weight)


def _likelihoods(information: Numbers, said: Numbers, whole: float) -> NDArray[np.float64]:
    """How likely each amount of variation is, after what the groups say; sums to 1."""
    step = -(-len(said) // _ASKED) or 1
    information, said = information[::step], said[::step]
    logs = np.array([_log_likelihood(vary, information, said, whole) for vary in _VARY])
    weights = np.exp(logs - logs.max()) * _VARY  # every amount alike: the grid is geometric
    weights[weights < _NEGLIGIBLE * weights.sum()] = 0
    return np.asarray(weights / weights.sum())


def _log_likelihood(vary: float, information: Numbers, said: Numbers, whole: float) -> float:
    shape = 2 + 1 / vary**2
    scale = whole * (shape - 1)
    return float(
        np.sum(
            log_gamma(shape + information)
            - log_gamma(shape)
            - information * np.log(scale)
            - (shape + information) * np.log1p(said / scale)
        )
    )
