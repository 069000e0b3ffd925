// CPython's method. A container's references from other containers are subtracted from its count;
// what is left over comes from outside, and whatever can be reached from there lives. The others
// are cycles: all of them drop what they own, then all are freed.
#include "core/base/memory.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/type.h"

enum { FIRST_THRESHOLD = 20000 };

struct collect collect;

static void memory_reached(void)
{
    attention_raise(ATTENTION_COLLECT);
}

// A few containers may keep much memory: when it has grown by half and some, or eaten half of what
// the budget had left, it is time too.
static void watch_memory(void)
{
    enum { SOME = 32 << 20, LEAST = 4 << 20 };
    size_t used = memory_in_use(), left = memory_budget() > used ? memory_budget() - used : 0;
    size_t more = used / 2 + SOME;
    more = more < left / 2 ? more : left / 2;
    memory_watch(used + (more > LEAST ? more : LEAST), memory_reached);
}

void collect_init(void)
{
    watch_memory();
    collect.head.next = collect.head.previous = &collect.head;
    collect.live = 0;
    collect.threshold = FIRST_THRESHOLD;
}

static struct container *container_of(struct value value)
{
    if (value.tag != VALUE_OBJECT || !(value.object->type->flags & TYPE_CONTAINER)) {
        return NULL;
    }
    return (struct container *)value.object;
}

static void visit_all(struct container *container, visit_fn *visit, void *context)
{
    struct type *type = container->object.type;
    if (type->visit != NULL) {
        type->visit(&container->object, visit, context);
    }
    if (type->attributes_at != 0) {
        visit(value_object(*(struct dict **)((char *)container + type->attributes_at)), context);
    }
    if (type->flags & TYPE_SLOTTED) {
        type_visit_slots(&container->object, visit, context);
    }
    if (type->flags & TYPE_HEAP) {
        visit(value_object(type), context);
    }
}

static void subtract(struct value value, void *context)
{
    (void)context;
    struct container *container = container_of(value);
    if (container != NULL && container->object.mark > 0) {
        container->object.mark--;
    }
}

static void ring_init(struct container *ring)
{
    ring->next = ring->previous = ring;
}

static void ring_move(struct container *container, struct container *ring)
{
    container->previous->next = container->next;
    container->next->previous = container->previous;
    container->previous = ring->previous;
    container->next = ring;
    ring->previous->next = container;
    ring->previous = container;
}

enum { LIVES = UINT32_MAX - 1 };

// Moves what a living container refers to behind it, so that the walk over the ring gets there.
static void rescue(struct value value, void *ring)
{
    struct container *container = container_of(value);
    if (container != NULL && container->object.mark != LIVES) {
        if (container->next != NULL) {
            container->object.mark = LIVES;
            ring_move(container, ring);
        }
    }
}

static void split(struct container *living)
{
    ring_init(living);
    for (struct container *it = collect.head.next; it != &collect.head; it = it->next) {
        it->object.mark = it->object.refs;
    }
    for (struct container *it = collect.head.next; it != &collect.head; it = it->next) {
        visit_all(it, subtract, NULL);
    }
    struct container *next;
    for (struct container *it = collect.head.next; it != &collect.head; it = next) {
        next = it->next;
        if (it->object.mark > 0) {
            it->object.mark = LIVES;
            ring_move(it, living);
        }
    }
    for (struct container *it = living->next; it != living; it = it->next) {
        visit_all(it, rescue, living);
    }
}

// Frees the doomed: types after their instances, whose sizes they know.
static size_t free_all(bool types)
{
    size_t count = 0;
    struct container *next;
    for (struct container *it = collect.head.next; it != &collect.head; it = next) {
        struct object *object = &it->object;
        struct type *type = object->type;
        next = it->next;
        if ((type == &type_type) != types) {
            continue;
        }
        collect_untrack(it);
        memory_free(object, type->size_of != NULL ? type->size_of(object) : type->size);
        if (type->flags & TYPE_HEAP) {
            object_unref(type);
        }
        count++;
    }
    return count;
}

size_t collect_run(void)
{
    struct container living;
    split(&living);
    for (struct container *it = collect.head.next; it != &collect.head; it = it->next) {
        it->object.mark = COLLECT_DOOMED;
    }
    for (struct container *it = collect.head.next; it != &collect.head; it = it->next) {
        struct type *type = it->object.type;
        if (type->finish != NULL) {
            type->finish(&it->object);
        }
        if (type->attributes_at != 0) {
            object_unref(*(struct dict **)((char *)it + type->attributes_at));
        }
        if (type->flags & TYPE_SLOTTED) {
            type_drop_slots(&it->object);
        }
    }
    size_t count = free_all(false);
    count += free_all(true);
    if (living.next != &living) {
        collect.head = living;
        collect.head.next->previous = collect.head.previous->next = &collect.head;
    }
    for (struct container *it = collect.head.next; it != &collect.head; it = it->next) {
        it->object.mark = 0;
    }
    watch_memory();
    collect.threshold = collect.live * 2 > FIRST_THRESHOLD ? collect.live * 2 : FIRST_THRESHOLD;
    return count;
}
