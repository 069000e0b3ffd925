# statistics: averages and spreads. Sums are exact, so results are rounded once, as CPython's are.
from math import fsum as _fsum, isfinite as _isfinite, sqrt as _sqrt
from collections import Counter as _Counter


class StatisticsError(ValueError):
    pass


def _ratio(value):
    """A number as a fraction (above, below) without rounding."""
    if isinstance(value, (int, float)):
        return value.as_integer_ratio()
    raise TypeError("can't convert type '" + type(value).__name__ + "' to numerator/denominator")


def _sum(data):
    """Whether there are floats, the exact sum as (above, below), and how many there were."""
    floats = False
    sums = {}  # below -> above
    odd = []  # infinities and nans
    count = 0
    for value in data:
        count += 1
        if isinstance(value, float):
            floats = True
            if not _isfinite(value):
                odd.append(value)
                continue
        above, below = _ratio(value)
        sums[below] = sums.get(below, 0) + above
    below = max(sums, default=1)  # all are powers of two
    above = sum([part * (below // its) for its, part in sums.items()])
    return floats, (sum(odd) if odd else None), above, below, count


def _divide(above, below):
    """above / below, rounded once."""
    return above / below


def _whole(floats, odd, above, below):
    """The result as the kind of number that went in."""
    if odd is not None:
        return odd
    if not floats and above % below == 0:
        return above // below
    return _divide(above, below)


def mean(data):
    """Return the sample arithmetic mean of data."""
    floats, odd, above, below, count = _sum(data)
    if count < 1:
        raise StatisticsError("mean requires at least one data point")
    if odd is not None:
        return odd / count
    return _whole(floats, odd, above, below * count)


def fmean(data, weights=None):
    """Convert data to floats and compute the arithmetic mean."""
    data = list(data)
    if weights is None:
        if not data:
            raise StatisticsError("fmean requires at least one data point")
        return _fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    above = _fsum([value * weight for value, weight in zip(data, weights)])
    below = _fsum(weights)
    if not below:
        raise StatisticsError("sum of weights must be non-zero")
    return above / below


def geometric_mean(data):
    """Convert data to floats and compute the geometric mean."""
    from math import exp, log
    try:
        return exp(fmean([log(value) for value in data]))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset"
                              " containing positive numbers") from None


def median(data):
    """Return the median (middle value) of numeric data."""
    data = sorted(data)
    count = len(data)
    if count == 0:
        raise StatisticsError("no median for empty data")
    if count % 2 == 1:
        return data[count // 2]
    return (data[count // 2 - 1] + data[count // 2]) / 2


def median_low(data):
    """Return the low median of numeric data."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """Return the high median of data."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def mode(data):
    """Return the most common data point from discrete or nominal data."""
    pairs = _Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    """Return a list of the most frequently occurring values."""
    counts = _Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    """Divide data into n continuous intervals with equal probability."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    count = len(data)
    if count < 2:
        raise StatisticsError("must have at least two data points")
    if method == "inclusive":
        whole = count - 1
        result = []
        for i in range(1, n):
            j, delta = divmod(i * whole, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        whole = count + 1
        result = []
        for i in range(1, n):
            j = i * whole // n
            j = 1 if j < 1 else count - 1 if j > count - 1 else j
            delta = i * whole - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError("Unknown method: " + repr(method))


def _squares(data, center):
    """The sum of squared deviations, exact: floats, odd, above, below, count."""
    data = list(data)
    floats, odd, above, below, count = _sum(data)
    if odd is not None or count == 0:
        return floats, odd, 0, 1, count
    if center is not None:
        middle, under = _ratio(center)
        floats = floats or isinstance(center, float)
    else:
        middle, under = above, below * count
    total, divisor = 0, 1
    for value in data:
        its, own = _ratio(value)
        difference = its * under - middle * own
        square, squared = difference * difference, (own * under) ** 2
        if squared == divisor:
            total += square
        elif squared > divisor and squared % divisor == 0:
            total = total * (squared // divisor) + square
            divisor = squared
        elif divisor % squared == 0:
            total += square * (divisor // squared)
        else:
            total = total * squared + square * divisor
            divisor *= squared
    return floats, None, total, divisor, count


def pvariance(data, mu=None):
    """Return the population variance of data."""
    floats, odd, above, below, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _whole(floats, odd, above, below * count)


def variance(data, xbar=None):
    """Return the sample variance of data."""
    floats, odd, above, below, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("variance requires at least two data points")
    return _whole(floats, odd, above, below * (count - 1))


def _root(above, below):
    """The square root of above / below, rounded once: 109 bits are taken first."""
    from math import isqrt
    if above == 0:
        return 0.0
    shift = (above.bit_length() - below.bit_length() - 109) // 2
    if shift >= 0:
        root = isqrt(above // (below << 2 * shift))
        exact = root * root * below << 2 * shift == above
        return ((root | (not exact)) << shift) / 1
    root = isqrt((above << -2 * shift) // below)
    exact = root * root * below == above << -2 * shift
    return (root | (not exact)) / (1 << -shift)


def stdev(data, xbar=None):
    """Return the square root of the sample variance."""
    floats, odd, above, below, count = _squares(data, xbar)
    if count < 2:
        raise StatisticsError("stdev requires at least two data points")
    return odd if odd is not None else _root(above, below * (count - 1))


def pstdev(data, mu=None):
    """Return the square root of the population variance."""
    floats, odd, above, below, count = _squares(data, mu)
    if count < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return odd if odd is not None else _root(above, below * count)


def _two(x, y, what):
    n = len(x)
    if len(y) != n:
        raise StatisticsError(what + " requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(what + " requires at least two data points")
    return _fsum(x) / n, _fsum(y) / n


def covariance(x, y, /):
    """Return the sample covariance of two inputs x and y."""
    xbar, ybar = _two(x, y, "covariance")
    return _fsum([(xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)]) / (len(x) - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    xbar, ybar = _two(x, y, "correlation")
    sxy = _fsum([(xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)])
    sxx = _fsum([(xi - xbar) ** 2.0 for xi in x])
    syy = _fsum([(yi - ybar) ** 2.0 for yi in y])
    try:
        return sxy / _sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None
