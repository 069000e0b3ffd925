#include "core/lang/objects/none.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

static struct object not_implemented = {.refs = 1, .type = &not_implemented_type};
static struct object ellipsis = {.refs = 1, .type = &ellipsis_type};

// Never freed: their counts start at one that nobody gives back.
const struct value value_not_implemented = {.tag = VALUE_OBJECT, .object = &not_implemented};
const struct value value_ellipsis = {.tag = VALUE_OBJECT, .object = &ellipsis};

static struct value none_repr(struct value self)
{
    return value_object(str_from(value_is_none(self)              ? "None"
                                 : value_is_not_implemented(self) ? "NotImplemented"
                                                                  : "Ellipsis"));
}

static bool none_truth(struct value self, bool *ret_truth)
{
    (void)self;
    *ret_truth = false;
    return true;
}

static bool none_hash(struct value self, int64_t *ret_hash)
{
    (void)self;
    *ret_hash = 0xfca86420;
    return true;
}

static struct value only(struct type *type, const struct arguments *arguments)
{
    if (arguments->count > 0 || arguments->names != NULL) {
        return raise_type("%s takes no arguments", type->name);
    }
    return type == &none_type              ? value_none
           : type == &not_implemented_type ? value_ref(value_not_implemented)
                                           : value_ref(value_ellipsis);
}

struct type none_type = {
    .name = "NoneType",
    .create = only,
    .repr = none_repr,
    .truth = none_truth,
    .hash = none_hash,
};

struct type not_implemented_type = {
    .name = "NotImplementedType",
    .create = only,
    .repr = none_repr,
};

struct type ellipsis_type = {
    .name = "ellipsis",
    .create = only,
    .repr = none_repr,
};
