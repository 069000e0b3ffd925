# statistics: exact sums, so exact results.
import random
import statistics as st

random.seed(5)
floats = [random.uniform(-10, 10) for _ in range(100)]
for data in ([1, 2, 3, 4], [1, 2, 3, 4, 5], [2.5, 3.25, 5.5], [0.1] * 10, floats, [1e16, 1, -1e16], [5], range(10), [True, False, True]):
    print(st.mean(data), st.fmean(data), st.median(data), st.median_low(data), st.median_high(data), st.pvariance(data), st.pstdev(data))
    try:
        print(st.variance(data), st.stdev(data), st.quantiles(data), st.quantiles(data, n=10, method="inclusive"))
    except st.StatisticsError as error:
        print(error)
print(st.mode([1, 2, 2, 3]), st.mode("hello"), st.multimode("aabbc"), st.multimode([]), st.geometric_mean([54, 24, 36]))
print(st.fmean([1, 2, 3], [3, 1, 1]), st.covariance([1, 2, 3], [4, 5, 7]), st.correlation([1, 2, 3], [4, 5, 7.5]))
print(st.variance([1, 2, 3], 2), st.pvariance([1.5, 2.5], 2.0), st.mean([float("inf"), 1]), st.mean([1, float("nan")]))
for wrong in (lambda: st.mean([]), lambda: st.median([]), lambda: st.mode([]), lambda: st.stdev([1]), lambda: st.mean("abc"), lambda: st.fmean([]),
        lambda: st.quantiles([1]), lambda: st.correlation([1, 1], [1, 2]), lambda: st.covariance([1], [1, 2]), lambda: st.pvariance([])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
