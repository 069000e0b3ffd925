// Between texts and bytes: UTF-8, ASCII, Latin-1.
#ifndef RANKSH_CORE_LANG_ENCODING_H
#define RANKSH_CORE_LANG_ENCODING_H

#include "core/lang/text/bytes.h"
#include "core/lang/text/str.h"

// `encoding` and `errors` are texts, or unset for "utf-8" and "strict". LookupError for encodings
// that are not known, UnicodeEncodeError and UnicodeDecodeError in CPython's words. NULL: raised.
struct bytes *encoding_encode(struct str *str, struct value encoding, struct value errors);
struct str *encoding_decode(const struct bytes *bytes, struct value encoding, struct value errors);

#endif
