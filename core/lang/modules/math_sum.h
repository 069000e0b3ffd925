// math's sums over many numbers: exact before their one rounding.
#ifndef RANKSH_CORE_LANG_MATH_SUM_H
#define RANKSH_CORE_LANG_MATH_SUM_H

#include "core/lang/objects/value.h"

struct value math_fsum(struct value *args);
struct value math_hypot(struct value *args);
struct value math_dist(struct value *args);
struct value math_prod(struct value *args);

#endif
