// The gamma function and its logarithm, with CPython's last digits.
#ifndef RANKSH_CORE_LANG_MATH_GAMMA_H
#define RANKSH_CORE_LANG_MATH_GAMMA_H

// NaN at zero and the negative integers (the poles), infinity where the result is too large.
double gamma_function(double x);
double gamma_logarithm(double x);

#endif
