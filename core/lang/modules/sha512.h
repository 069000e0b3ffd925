// SHA-512 (FIPS 180-4), for seeds that are texts.
#ifndef RANKSH_CORE_LANG_SHA512_H
#define RANKSH_CORE_LANG_SHA512_H

#include <stddef.h>

enum { SHA512_SIZE = 64 };

void sha512(const void *data, size_t length, unsigned char digest[static SHA512_SIZE]);

#endif
