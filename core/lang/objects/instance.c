#include "core/lang/containers/tuple.h"
#include "core/lang/objects/alias.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"

struct question {
    bool (*test)(struct value subject, struct type *type);
    bool of_class;    // issubclass
    struct str *hook; // __instancecheck__ or __subclasscheck__
    const char *wrong;
};

static bool truth_of(struct value answer, bool *ret_truth)
{
    bool fine = value_is_set(answer) && object_truth(answer, ret_truth);
    value_unref(answer);
    return fine;
}

// What an abstract class says of another class.
static bool ask_abstract(struct type *type, struct value subject, bool of_class, bool *ret_is)
{
    struct value *check = type->flags & TYPE_HEAP ? type_find(type, name_abc_check) : NULL;
    if (check == NULL) {
        return true;
    }
    struct value arguments[2] = {value_object(type),
                                 of_class ? subject : value_object(value_type(subject))};
    struct value function = value_ref(*check);
    struct value answer = object_call_values(function, arguments, 2);
    value_unref(function);
    return truth_of(answer, ret_is);
}

// Whether the class that an object says it has is meant (`__class__` as a property).
static bool ask_class(struct value object, struct type *type, bool *ret_is)
{
    struct type *real = value_type(object);
    if (!(real->flags & TYPE_HEAP) ||
        type_find(real, name_class) == type_find(&object_type, name_class)) {
        return true;
    }
    struct value class = object_get_if_there(object, name_class);
    if (value_is_set(class) && type_is_instance(class, &type_type)) {
        *ret_is = type_is_subtype((struct type *)class.object, type);
    }
    value_unref(class);
    return !raise_pending();
}

static bool ask_type(struct value subject, struct type *type, const struct question *question,
                     bool *ret_is)
{
    *ret_is = question->test(subject, type);
    if (*ret_is || !ask_abstract(type, subject, question->of_class, ret_is)) {
        return !raise_pending();
    }
    return *ret_is || question->of_class || ask_class(subject, type, ret_is);
}

static bool ask(struct value subject, struct value of, const struct question *question,
                bool *ret_is)
{
    *ret_is = false;
    if (value_is(of, &tuple_type)) {
        for (size_t i = 0; i < tuple_of(of)->count && !*ret_is; i++) {
            if ((!object_stack_fits() && !object_too_deep(" in a tuple of types")) ||
                !ask(subject, tuple_of(of)->items[i], question, ret_is)) {
                return false;
            }
        }
        return true;
    }
    if (value_is(of, &union_type)) {
        return ask(subject, alias_union_members(of), question, ret_is);
    }
    if (type_is_instance(of, &type_type)) {
        return ask_type(subject, (struct type *)of.object, question, ret_is);
    }
    struct value hook = object_find_special(of, question->hook);
    if (!value_is_set(hook)) {
        return !raise_pending() && raise_false(&exception_type_error, "%s", question->wrong);
    }
    struct value answer = object_call_values(hook, &subject, 1);
    value_unref(hook);
    return truth_of(answer, ret_is);
}

static bool is_instance(struct value subject, struct type *type)
{
    return type_is_instance(subject, type);
}

static bool is_subclass(struct value subject, struct type *type)
{
    return type_is_subtype((struct type *)subject.object, type);
}

bool instance_check(struct value object, struct value of, bool *ret_is)
{
    struct question question = {is_instance, false, name_instancecheck,
                                "isinstance() arg 2 must be a type, a tuple of types, or a union"};
    return ask(object, of, &question, ret_is);
}

bool instance_check_class(struct value type, struct value of, bool *ret_is)
{
    struct question question = {
        is_subclass, true, name_subclasscheck,
        "issubclass() arg 2 must be a class, a tuple of classes, or a union"};
    if (!type_is_instance(type, &type_type)) {
        return raise_false(&exception_type_error, "issubclass() arg 1 must be a class");
    }
    return ask(type, of, &question, ret_is);
}

struct value instance_class_hook(struct value class, struct str *name, struct value argument)
{
    struct value *found = NULL;
    if (type_is_instance(class, &type_type) && ((struct type *)class.object)->flags & TYPE_HEAP) {
        found = type_find((struct type *)class.object, name);
    }
    if (found == NULL) {
        return value_unset;
    }
    struct value function = value_ref(*found), arguments[2] = {class, argument};
    struct value result = object_call_values(function, arguments, value_is_set(argument) ? 2 : 1);
    value_unref(function);
    return result;
}
