"""Rates and ratios in words, no more precise than they are known."""


def factor(value: float) -> str:
    """Write a ratio or a rate with two significant digits, but never without its whole part: "0.33", "1.5", "12"."""
    if value >= 9.95:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 0.995 else f"{value:.2f}"


def between(low: float | None, high: float | None) -> str:
    """Write an interval of ratios or rates: "0.33 to 1.5"; empty where a bound is not known."""
    return "" if low is None or high is None else f"{factor(low)} to {factor(high)}"
