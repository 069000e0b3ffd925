#include "core/base/memory.h"
#include "core/lang/compile/code.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/objects/native.h"
#include "core/lang/text/str.h"

static struct code *of(struct value self)
{
    return (struct code *)self.object;
}

struct str **code_parameter_names(const struct code *code)
{
    const struct signature *signature = &code->signature;
    struct str **names = memory_alloc(signature->count * sizeof *names);
    for (size_t i = 0; names != NULL && i < signature->count; i++) {
        names[i] = code->locals[signature_slot(signature, i)];
    }
    if (names == NULL) {
        raise_memory();
    }
    return names;
}

static void finish(struct object *self)
{
    struct code *code = (struct code *)self;
    memory_free(code->signature.names, code->signature.count * sizeof *code->signature.names);
    source_unref(code->source);
    object_unref(code->name);
    object_unref(code->qualified);
    value_unref(code->doc);
    for (uint32_t i = 0; code->locals != NULL && i < code->local_count; i++) {
        object_unref(code->locals[i]);
    }
    for (uint32_t i = 0; i < code->constant_count; i++) {
        value_unref(code->constants[i]);
    }
    for (uint32_t i = 0; i < code->site_count; i++) {
        object_unref(code->sites[i].name);
    }
    memory_free(code->locals, code->local_count * sizeof *code->locals);
    memory_free(code->instructions, code->capacity * sizeof *code->instructions);
    memory_free(code->positions, code->capacity * sizeof *code->positions);
    memory_free(code->constants, code->constant_capacity * sizeof *code->constants);
    memory_free(code->sites, code->site_capacity * sizeof *code->sites);
    memory_free(code->handlers, code->handler_capacity * sizeof *code->handlers);
}

static void visit_constants(struct object *self, visit_fn *visit, void *context)
{
    struct code *code = (struct code *)self;
    for (uint32_t i = 0; i < code->constant_count; i++) {
        visit(code->constants[i], context);
    }
}

static struct value repr(struct value self)
{
    struct code *code = of(self);
    return value_object(str_format("<code object %s at %p, file \"%s\", line %u>", code->name->data,
                                   (void *)code, code->source->name, code->first_line));
}

static struct value get_name(struct value *args)
{
    return value_of(of(args[0])->name);
}

static struct value get_argcount(struct value *args)
{
    return value_int((int64_t)of(args[0])->signature.positional);
}

static struct value get_varnames(struct value *args)
{
    struct code *code = of(args[0]);
    uint32_t count = code->local_count - code->free_count;
    struct tuple *names = tuple_create(count);
    // *rest comes behind the keyword-only ones there
    uint32_t rest = (uint32_t)code->signature.positional, last = (uint32_t)code->signature.count;
    for (uint32_t i = 0; names != NULL && i < count; i++) {
        uint32_t from = !code->signature.rest || i < rest || i > last ? i
                        : i == last                                   ? rest
                                                                      : i + 1;
        names->items[i] = value_of(code->locals[from]);
    }
    return value_object(names);
}

static struct value get_filename(struct value *args)
{
    return value_object(str_from(of(args[0])->source->name));
}

static struct value get_first_line(struct value *args)
{
    return value_int(of(args[0])->first_line);
}

static const struct native methods[] = {
    {"co_name(self)", get_name, NATIVE_GETTER, NULL},
    {"co_argcount(self)", get_argcount, NATIVE_GETTER, NULL},
    {"co_varnames(self)", get_varnames, NATIVE_GETTER, NULL},
    {"co_filename(self)", get_filename, NATIVE_GETTER, NULL},
    {"co_firstlineno(self)", get_first_line, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type code_type = {
    .name = "code",
    .size = sizeof(struct code),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
    .visit = visit_constants,
    .repr = repr,
};
