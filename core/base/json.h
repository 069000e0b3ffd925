// Writes JSON into a text: the calls name the structure, commas and escapes come by themselves.
//
//     struct json json = {.out = &text};
//     json_object(&json, NULL);
//     json_string(&json, "backend", "gloo");
//     json_end(&json);
#ifndef RANKSH_CORE_BASE_JSON_H
#define RANKSH_CORE_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/text.h"

enum { JSON_DEPTH = 32 };

struct json {
    struct text *out; // a failure to grow shows there
    int depth;
    bool filled[JSON_DEPTH];     // something stands in this object or array already
    char closer[JSON_DEPTH + 1]; // '}' or ']'
};

// `name` is the key inside an object, NULL inside an array and at the top.
void json_object(struct json *json, const char *name);
void json_array(struct json *json, const char *name);
void json_end(struct json *json); // closes the innermost of the two
void json_string(struct json *json, const char *name, const char *value); // NULL gives null
void json_int(struct json *json, const char *name, int64_t value);
void json_number(struct json *json, const char *name, double value); // NaN, infinity give null
void json_bool(struct json *json, const char *name, bool value);

#endif
