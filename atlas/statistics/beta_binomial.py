"""The share of a region in two periods as beta-binomial counts in blocks of time, integrated on a grid.

In every block the region's share is drawn anew about the mean share of its period; ``rho`` is the correlation of two
incidents of one block (Skellam 1948, Journal of the Royal Statistical Society B 10, 257-261). Nothing is sampled: the
posterior of both logits is summed over a grid, so the same counts always give the same figures.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import expit, gammaln, logit, ndtr

from atlas.statistics.blocks import Blocks
from atlas.statistics.estimate import Estimate
from atlas.statistics.periods import PriorName

Floats = NDArray[np.float64]

POINTS = 601
"""Points of the grid on each logit; even steps."""

COARSE = 241
"""Points where many posteriors are wanted at once: probabilities differ by less than 0.003 (held by a test)."""

REACH = 9.0
"""The grid spans logits from minus to plus this."""

RHO = np.array([0.005, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
"""The correlations within a block that are summed over."""

BINS = 4000
"""Bins of the difference of two shares from -1 to 1, by which its quantiles are read."""

LONGEST_TABLE = 512
"""Blocks of more incidents are worked out by the gamma function instead of from a table of factorials."""


class Prior(NamedTuple):
    """What is believed before looking: chosen by simulation (docs/SIMULATION.md), the same for rise and fall."""

    level_sd: float = 1.5
    """Standard deviation of the mean of both logits."""
    difference_sd: float = 1.5
    """Standard deviation of the difference of the logits, whose mean is 0."""
    level: float | None = None
    """Mean of the mean of both logits; None takes the pooled share, held between ``lowest`` and ``highest``."""
    lowest: float = -2.5
    highest: float = 1.0

    def centre(self, inside: int, total: int) -> float:
        """Return the logit that the level is centred on."""
        if self.level is not None:
            return self.level
        return float(np.clip(logit(inside / total), self.lowest, self.highest))


PRIORS: dict[PriorName, Prior] = {"standard": Prior(), "wide": Prior(2.5, 2.5), "narrow": Prior(1.0, 1.0)}
"""What can be chosen: the standard one, and what a wider and a narrower one do to level and difference."""

STANDARD = PRIORS["standard"]


@dataclass(frozen=True, eq=False)
class Posterior:
    """What two periods say about a region's share: the weight of each pair of logits, first period in the rows.

    The estimand is the mean share of the blocks of a period, not the pooled share.
    """

    weights: Floats

    @cached_property
    def p_rise(self) -> float:
        """The probability that the share rose."""
        return self.p_odds_beyond(1.0)

    @cached_property
    def difference(self) -> Estimate:
        """The second share less the first: median and 95 % interval, as fractions."""
        bins, _ = _by_difference(len(self.weights))
        mass = np.bincount(bins, self.weights.ravel(), minlength=BINS)
        edges = np.linspace(-1, 1, BINS + 1)
        low, middle, high = np.interp((0.025, 0.5, 0.975), np.concatenate([[0], mass.cumsum()]), edges)
        return Estimate(float(middle), float(low), float(high))

    @cached_property
    def before(self) -> Estimate:
        """The mean share of the first period."""
        return _share(self.weights.sum(axis=1))

    @cached_property
    def after(self) -> Estimate:
        """The mean share of the second period."""
        return _share(self.weights.sum(axis=0))

    @cached_property
    def _by_log_odds(self) -> Floats:
        """The weight of each difference of the logits, from -2 x REACH in steps of the grid."""
        points = len(self.weights)
        steps = np.arange(points) - np.arange(points)[:, None] + points - 1
        return np.asarray(np.bincount(steps.ravel(), self.weights.ravel()), dtype=np.float64)

    @property
    def _log_odds(self) -> Floats:
        points = len(self.weights)
        return np.linspace(-2 * REACH, 2 * REACH, 2 * points - 1)

    @cached_property
    def _odds_distribution(self) -> tuple[Floats, Floats]:
        """Edges of the steps of the log odds ratio, and the probability of lying below each."""
        half = (self._log_odds[1] - self._log_odds[0]) / 2
        edges = np.concatenate([self._log_odds - half, [self._log_odds[-1] + half]])
        return edges, np.concatenate([[0.0], self._by_log_odds.cumsum()])

    def p_beyond(self, least: float) -> float:
        """Return the probability that the second share exceeds the first by more than ``least`` (a fraction)."""
        _, differences = _by_difference(len(self.weights))
        return float(self.weights[differences > least].sum())

    def p_odds_beyond(self, factor: float) -> float:
        """Return the probability that the odds grew by more than a factor: a rise that survives so strong a bias."""
        return float(1 - np.interp(np.log(factor), *self._odds_distribution))

    def factor_at(self, probability: float) -> float:
        """Return the factor beyond which the odds grew with a probability; below 1 where a rise has less than that."""
        edges, ends = self._odds_distribution
        return float(np.exp(np.interp(1 - probability, ends, edges)))

    def p_rise_if_capture_changed(self, factor: float) -> float:
        """Return the probability of a true rise if the region's capture against the rest may have changed.

        The logarithm of the change is normal about 0; with 95 % it lies within ``factor`` (from 1) either way.
        """
        if factor <= 1:
            return self.p_rise
        spread = np.log(factor) / 1.96
        return float(self._by_log_odds @ ndtr(self._log_odds / spread))


def posterior(before: Blocks, after: Blocks, prior: Prior = STANDARD, points: int = POINTS) -> Posterior | None:
    """Integrate over both shares and the correlation within a block.

    Parameters
    ----------
    before, after
        Counts of the blocks of each period.
    prior
        See `Prior`. The correlation, common to both periods, has a density proportional to (1 - rho)^3.
    points
        Points of the grid on each logit.

    Returns
    -------
    Posterior or None
        None where the region has none, or all, of the incidents of both periods, or a period has none.
    """
    inside, total = before.n_inside + after.n_inside, before.n + after.n
    if not before.n or not after.n or inside in (0, total):
        return None
    first, second = (_log_likelihood(each, points) for each in (before, after))
    # Each correlation keeps its own weight: its largest products are scaled out of both factors and put back.
    tops = [each.max(axis=1) for each in (first, second)]
    scale = sum(tops) + _log_rho()
    scaled = [np.exp(each - top[:, None]) for each, top in zip((first, second), tops, strict=True)]
    likelihood = (scaled[0] * np.exp(scale - scale.max())[:, None]).T @ scaled[1]
    weights = likelihood * _prior(prior, prior.centre(inside, total), points)
    return Posterior(weights / weights.sum())


def p_more_than_half(blocks: Blocks, prior: Prior = STANDARD, points: int = POINTS) -> float | None:
    """Return the probability that a region has the larger part of its blocks' incidents, None without any.

    Set against one rival alone, this is the probability of leading it. The prior is symmetric about one half.
    """
    if not blocks.n:
        return None
    log = _log_likelihood(blocks, points) + _log_rho()[:, None]
    grid = _grid(points)
    weights = np.exp(log - log.max()).sum(axis=0) * np.exp(-0.5 * (grid / prior.level_sd) ** 2)
    middle = weights[points // 2] / 2 if points % 2 else 0.0
    return float((weights[grid > 1e-9].sum() + middle) / weights.sum())


def _log_rho() -> Floats:
    return np.asarray(3 * np.log1p(-RHO) + np.log(np.gradient(RHO)))


@cache
def _grid(points: int) -> Floats:
    return np.linspace(-REACH, REACH, points)


@cache
def _by_difference(points: int) -> tuple[NDArray[np.int64], Floats]:
    """Return for each pair of logits the bin of the difference of their shares, and the difference."""
    shares = expit(_grid(points))
    differences = shares - shares[:, None]
    bins = np.clip(((differences + 1) * BINS / 2).astype(np.int64), 0, BINS - 1)
    return bins.ravel(), differences


def _share(weights: Floats) -> Estimate:
    """Return median and 95 % interval of a share from the weights of its logits."""
    step = 2 * REACH / (len(weights) - 1)
    edges = np.linspace(-REACH - step / 2, REACH + step / 2, len(weights) + 1)
    ends = np.concatenate([[0.0], weights.cumsum()])
    low, middle, high = expit(np.interp((0.025, 0.5, 0.975), ends / ends[-1], edges))
    return Estimate(float(middle), float(low), float(high))


def _prior(prior: Prior, centre: float, points: int) -> Floats:
    """Return the prior weight of each pair of logits: a function of their sum times one of their difference."""
    steps = np.linspace(-2 * REACH, 2 * REACH, 2 * points - 1)
    level = np.exp(-0.5 * ((steps / 2 - centre) / prior.level_sd) ** 2)
    difference = np.exp(-0.5 * (steps / prior.difference_sd) ** 2)
    return np.asarray(sliding_window_view(level, points) * sliding_window_view(difference, points)[::-1])


def _log_likelihood(blocks: Blocks, points: int) -> Floats:
    """Return the log-likelihood of a period's counts for each correlation and each logit, up to a constant."""
    inside, outside = blocks.inside, blocks.total - blocks.inside
    found = _rising(inside, points).sum(axis=0) + _rising(outside, points).sum(axis=0)[:, ::-1]
    return np.asarray(found - _rising_of_whole(blocks.total)[:, None])


def _rising(numbers: NDArray[np.int64], points: int) -> Floats:
    """Return log of alpha (alpha + 1) ... (alpha + n - 1) for each number n, correlation and logit.

    The grid is symmetric, so the same values, mirrored, serve the incidents outside the region.
    """
    if numbers.max(initial=0) <= LONGEST_TABLE:
        size = 1 << int(numbers.max(initial=1)).bit_length()
        return np.asarray(_table(size, points)[numbers])
    distinct, back = np.unique(numbers, return_inverse=True)
    alpha = expit(_grid(points)) * ((1 - RHO) / RHO)[:, None]
    least = gammaln(alpha)
    values = np.stack([gammaln(alpha + number) - least for number in distinct])
    return np.asarray(values[back])


@cache
def _table(size: int, points: int) -> Floats:
    alpha = expit(_grid(points)) * ((1 - RHO) / RHO)[:, None]
    steps = np.log(alpha + np.arange(size)[:, None, None])
    return np.concatenate([np.zeros((1, *alpha.shape)), steps.cumsum(axis=0)])


def _rising_of_whole(totals: NDArray[np.int64]) -> Floats:
    whole = (1 - RHO) / RHO
    return np.asarray((gammaln(whole + totals[:, None]) - gammaln(whole)).sum(axis=0))
