#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/number.h"

// Copies digits, sign, point and exponent; leaves out separators of thousands. Returns where the
// number ends.
static const char *copy_digits(const char *at, char *digits, size_t size)
{
    size_t length = 0;
    bool exponent = false;
    for (; *at != '\0' && length + 1 < size; at++) {
        bool separator = (*at == ',' || *at == '_' || *at == ' ') && length > 0 && !exponent &&
                         isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[1]) &&
                         isdigit((unsigned char)at[2]) && isdigit((unsigned char)at[3]) &&
                         !isdigit((unsigned char)at[4]);
        bool sign = (*at == '-' || *at == '+') &&
                    (length == 0 || digits[length - 1] == 'e' || digits[length - 1] == 'E');
        bool power = (*at == 'e' || *at == 'E') && length > 0 && !exponent &&
                     (isdigit((unsigned char)at[1]) ||
                      (strchr("+-", at[1]) != NULL && at[1] && isdigit((unsigned char)at[2])));
        if (separator) {
            continue;
        }
        if (!isdigit((unsigned char)*at) && *at != '.' && !sign && !power) {
            break;
        }
        exponent |= power;
        digits[length++] = *at;
    }
    digits[length] = '\0';
    return at;
}

static bool read_plain(const char **at, double *ret_number)
{
    char digits[64], *end;
    *at += strspn(*at, " \t");
    *at = copy_digits(*at, digits, sizeof digits);
    *ret_number = strtod(digits, &end);
    return digits[0] != '\0' && *end == '\0' && isfinite(*ret_number);
}

bool number_read(const char *text, const char *unit, double *ret_number)
{
    double number, divisor;
    const char *at = text;
    if (!read_plain(&at, &number)) {
        return false;
    }
    if (*at == '/') {
        at++;
        if (!read_plain(&at, &divisor) || divisor == 0) {
            return false;
        }
        number /= divisor;
    }
    at += strspn(at, " \t\n");
    size_t length = strlen(at);
    while (length > 0 && strchr(" \t\n", at[length - 1]) != NULL) {
        length--;
    }
    if (length > 0 && (length != strlen(unit) || memcmp(at, unit, length) != 0)) {
        return false;
    }
    *ret_number = number;
    return true;
}

bool number_agrees(double given, double wanted, double tolerance, bool relative)
{
    double room = relative ? tolerance * fabs(wanted) : tolerance;
    // the last digits of decimal fractions are no reason to fail anyone
    return fabs(given - wanted) <= room + 1e-9 * fabs(wanted);
}
