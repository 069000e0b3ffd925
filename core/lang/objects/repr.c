#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/objects/repr.h"
#include "core/lang/text/str.h"

static struct repr *innermost;

bool repr_enter(struct repr *repr, struct value owner)
{
    for (const struct repr *it = innermost; it != NULL; it = it->outer) {
        if (value_same(it->owner, owner)) {
            return false;
        }
    }
    *repr = (struct repr){.owner = owner, .outer = innermost};
    innermost = repr;
    return true;
}

struct str *repr_leave(struct repr *repr)
{
    struct str *str = NULL;
    innermost = repr->outer;
    if (repr->text.failed) {
        raise_memory();
    } else if (!repr->failed) {
        str = str_create(text_string(&repr->text), repr->text.length);
    }
    text_finish(&repr->text);
    return str;
}

struct str *repr_cut(const char *open, const char *close)
{
    return str_format("%s...%s", open, close[0] == ',' ? close + 1 : close);
}

void repr_add(struct repr *repr, struct value value)
{
    value_ref(value);
    struct str *str = repr->failed ? NULL : object_repr(value);
    value_unref(value);
    if (str == NULL) {
        repr->failed = true;
        return;
    }
    text_add_bytes(&repr->text, str->data, str->length);
    object_unref(str);
}
