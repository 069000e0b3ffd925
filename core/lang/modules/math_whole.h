// math's functions of whole numbers, of any size.
#ifndef RANKSH_CORE_LANG_MATH_WHOLE_H
#define RANKSH_CORE_LANG_MATH_WHOLE_H

#include "core/lang/objects/value.h"

struct value math_factorial(struct value *args);
struct value math_gcd(struct value *args);
struct value math_lcm(struct value *args);
struct value math_isqrt(struct value *args);
struct value math_comb(struct value *args);
struct value math_perm(struct value *args);

#endif
