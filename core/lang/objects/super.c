// super objects.
#include "core/lang/compile/code.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/property.h"
#include "core/lang/run/interpret.h"
#include "core/lang/text/str.h"

struct super {
    struct container container;
    struct type *type;  // attributes are looked for behind this one
    struct value self;  // an instance, or a class
    struct type *owner; // in whose order of classes
};

struct value super_create(struct type *type, struct value self)
{
    struct type *owner = NULL;
    if (type_is_instance(self, &type_type) && type_is_subtype((struct type *)self.object, type)) {
        owner = (struct type *)self.object;
    } else if (type_is_instance(self, type)) {
        owner = value_type(self);
    } else {
        return raise_type("super(type, obj): obj must be an instance or subtype of type");
    }
    struct super *super = type_allocate(&super_type, 0);
    if (super != NULL) {
        super->type = object_ref(type);
        super->self = value_ref(self);
        super->owner = object_ref(owner);
    }
    return value_object(super);
}

static struct value super_new(struct type *type, const struct arguments *arguments)
{
    (void)type;
    if (arguments->names != NULL) {
        return raise_type("super() takes no keyword arguments");
    }
    if (arguments->count == 0) {
        struct frame *frame = frame_current();
        bool any = frame != NULL && frame->code->signature.positional > 0;
        return raise_error(&exception_runtime_error,
                           any ? "super(): __class__ cell not found" : "super(): no arguments");
    }
    if (!type_is_instance(arguments->values[0], &type_type)) {
        return raise_type("super() argument 1 must be a type, not %s",
                          type_name(arguments->values[0]));
    }
    if (arguments->count == 1) {
        return raise_refused("ranksh has no super() with one argument");
    }
    return super_create((struct type *)arguments->values[0].object, arguments->values[1]);
}

static struct value super_get(struct value self, struct str *name)
{
    struct super *super = (struct super *)self.object;
    struct value *found =
        name == name_class ? NULL : type_find_after(super->owner, super->type, name);
    if (found == NULL) {
        return object_get_generic(self, name);
    }
    struct value value = value_ref(*found);
    struct type *type = value_type(value);
    if (type->descriptor_get == NULL) {
        return value;
    }
    bool through_class = value_same(super->self, value_object(super->owner));
    struct value bound =
        type->descriptor_get(value, through_class ? value_unset : super->self, super->owner);
    value_unref(value);
    return bound;
}

static struct value super_repr(struct value self)
{
    struct super *super = (struct super *)self.object;
    return value_object(
        str_format("<super: <class '%s'>, <%s object>>", super->type->name, super->owner->name));
}

static void super_finish(struct object *self)
{
    struct super *super = (struct super *)self;
    object_unref(super->type);
    value_unref(super->self);
    object_unref(super->owner);
}

static void super_visit(struct object *self, visit_fn *visit, void *context)
{
    struct super *super = (struct super *)self;
    visit(value_object(super->type), context);
    visit(super->self, context);
    visit(value_object(super->owner), context);
}

struct type super_type = {
    .name = "super",
    .size = sizeof(struct super),
    .flags = TYPE_CONTAINER,
    .finish = super_finish,
    .visit = super_visit,
    .create = super_new,
    .get = super_get,
    .repr = super_repr,
};
