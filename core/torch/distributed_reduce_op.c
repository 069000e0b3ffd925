// torch.distributed.ReduceOp and its members.
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/distributed_inside.h"

enum { OPS = 9, PREMUL_SUM = 8 };

struct reduce_op_object {
    struct object object;
    int number; // enum reduce_op, or PREMUL_SUM
};

static const char *const names[OPS] = {"SUM",  "AVG", "PRODUCT", "MIN",       "MAX",
                                       "BAND", "BOR", "BXOR",    "PREMUL_SUM"};

static int number_of(struct value self)
{
    return ((struct reduce_op_object *)self.object)->number;
}

static struct value repr(struct value self)
{
    return value_object(str_format("<RedOpType.%s: %d>", names[number_of(self)], number_of(self)));
}

static struct value str(struct value self)
{
    return value_object(str_format("RedOpType.%s", names[number_of(self)]));
}

static bool hash(struct value self, int64_t *ret_hash)
{
    *ret_hash = number_of(self);
    return true;
}

static struct value compare(enum comparison comparison, struct value self, struct value other)
{
    if (!value_is(other, &distributed_reduce_op_type) ||
        (comparison != COMPARISON_EQUAL && comparison != COMPARISON_NOT_EQUAL)) {
        return value_ref(value_not_implemented);
    }
    return value_bool((number_of(self) == number_of(other)) == (comparison == COMPARISON_EQUAL));
}

static struct value get_name(struct value *args)
{
    return value_object(str_from(names[number_of(args[0])]));
}

static struct value get_value(struct value *args)
{
    return value_int(number_of(args[0]));
}

static const struct native methods[] = {
    {"name(self)", get_name, NATIVE_GETTER, NULL},
    {"value(self)", get_value, NATIVE_GETTER, NULL},
    {0},
};

struct type distributed_reduce_op_type = {
    .name = "torch._C._distributed_c10d.ReduceOp", // as its AttributeError calls it
    .module = "torch.distributed",
    .size = sizeof(struct reduce_op_object),
    .flags = TYPE_NO_CREATE,
    .methods = methods,
    .repr = repr,
    .str = str,
    .hash = hash,
    .compare = compare,
};

bool distributed_reduce_op_fill(void)
{
    if (!type_ready(&distributed_reduce_op_type)) {
        return false;
    }
    for (int i = 0; i < OPS; i++) {
        struct reduce_op_object *op = type_allocate(&distributed_reduce_op_type, 0);
        struct str *name = str_interned(names[i]);
        if (op == NULL || name == NULL) {
            return false;
        }
        op->number = i;
        struct value value = value_object(op);
        bool set = type_set_attribute(&distributed_reduce_op_type, name, value);
        value_unref(value);
        object_unref(name);
        if (!set) {
            return false;
        }
    }
    return true;
}

bool distributed_reduce_op(struct value op, const char *options, enum reduce_op *ret_op)
{
    if (value_is(op, &distributed_reduce_op_type) && number_of(op) != PREMUL_SUM) {
        *ret_op = (enum reduce_op)number_of(op);
        return true;
    }
    struct str *text = object_repr(op);
    if (text != NULL) {
        raise_type("(): incompatible function arguments. The following argument types are "
                   "supported:\n    1. (self: torch._C._distributed_c10d.%s, arg0: "
                   "torch._C._distributed_c10d.ReduceOp) -> None\n\nInvoked with: "
                   "<torch.distributed.distributed_c10d.%s object>, %s",
                   options, options, text->data);
    }
    object_unref(text);
    return false;
}
