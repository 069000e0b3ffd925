// What every unit test includes: CMocka wants these headers before its own.
#ifndef RANKSH_TESTS_UNIT_TEST_H
#define RANKSH_TESTS_UNIT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
