// The end of objects. An object's own references may be the last ones to others, and so on for a
// million nodes: containers therefore wait in a list for their turn instead of dying inside the
// death of another.
#include "core/base/memory.h"
#include "core/lang/numbers/float.h"
#include "core/lang/numbers/int.h"
#include "core/lang/objects/box.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/none.h"
#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct type *const value_inline_type[VALUE_OBJECT] = {
    [VALUE_UNSET] = &none_type, [VALUE_NONE] = &none_type,   [VALUE_BOOL] = &bool_type,
    [VALUE_INT] = &int_type,    [VALUE_FLOAT] = &float_type,
};

static struct container *dying; // linked through `next`
static bool busy;

static void end(struct object *object)
{
    struct type *type = object->type;
    if (type->finish != NULL) {
        type->finish(object);
    }
    if (type->attributes_at != 0) {
        object_unref(*(struct dict **)((char *)object + type->attributes_at));
    } else if (type->flags & TYPE_BOXED) {
        value_unref(*box_hidden(object));
    }
    if (type->flags & TYPE_SLOTTED) {
        type_drop_slots(object);
    }
    memory_free(object, type->size_of != NULL ? type->size_of(object) : type->size);
    if (type->flags & TYPE_HEAP) {
        object_unref(type);
    }
}

void value_object_dead(struct object *object)
{
    if (!(object->type->flags & TYPE_CONTAINER)) {
        end(object);
        return;
    }
    if (object->mark == COLLECT_DOOMED) {
        return; // the collector frees it
    }
    if (object->type->save != NULL && object->type->save(object)) {
        return;
    }
    struct container *container = (struct container *)object;
    collect_untrack(container);
    container->next = dying;
    dying = container;
    if (busy) {
        return;
    }
    busy = true;
    while (dying != NULL) {
        container = dying;
        dying = container->next;
        end(&container->object);
    }
    busy = false;
}
