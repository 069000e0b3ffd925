// Generators. The run loop resumes them itself for `for` and `yield from`; the rest is here.
#include "core/base/memory.h"
#include "core/lang/objects/iterator.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/attention.h"
#include "core/lang/run/generator.h"
#include "core/lang/run/interpret.h"
#include "core/lang/run/run.h"
#include "core/lang/text/str.h"

static struct generator *of(struct value self)
{
    return (struct generator *)self.object;
}

// The generator of a frame that has bound its arguments; it takes over the locals.
struct value run_make_generator(struct frame *frame, struct value *sp, const uint32_t *next)
{
    struct code *code = frame->code;
    uint32_t capacity = code->local_count + code->stack_size + 1;
    struct generator *generator = type_allocate(&generator_type, 0);
    struct value *values = generator != NULL ? memory_alloc(capacity * sizeof *values) : NULL;
    if (values == NULL) {
        object_unref(generator);
        return raise_memory();
    }
    generator->values = values;
    generator->capacity = capacity;
    generator->value_count = (uint32_t)(sp - frame->locals);
    for (uint32_t i = 0; i < generator->value_count; i++) {
        value_put(&values[i], frame->locals[i]);
    }
    generator->code = object_ref(code);
    generator->closure = object_ref(frame->closure);
    generator->globals = object_ref(frame->globals);
    generator->name = object_ref(code->name);
    generator->qualified = object_ref(code->qualified);
    generator->next = next;
    return value_object(generator);
}

void generator_end(struct generator *generator)
{
    uint32_t count = generator->value_count;
    generator->state = GENERATOR_ENDED;
    generator->value_count = 0;
    for (uint32_t i = count; i > 0; i--) {
        value_unref(generator->values[i - 1]);
    }
    value_clear(&generator->handled);
}

static bool already_running(const struct generator *generator)
{
    return generator->state == GENERATOR_RUNNING &&
           !raise_false(&exception_value_error, "generator already executing");
}

bool run_generator_ready(struct generator *generator, bool *ret_ended)
{
    *ret_ended = generator->state == GENERATOR_ENDED;
    return !already_running(generator);
}

bool run_can_delegate(const struct generator *generator, struct value sent)
{
    return generator->state == GENERATOR_SUSPENDED ||
           (generator->state == GENERATOR_NEW && value_is_none(sent));
}

struct value generator_send(struct generator *generator, struct value value,
                            struct value *ret_result)
{
    *ret_result = value_unset;
    if (already_running(generator)) {
        return value_unset;
    }
    if (generator->state == GENERATOR_ENDED) {
        *ret_result = value_none;
        return value_unset;
    }
    if (generator->state == GENERATOR_NEW && !value_is_none(value)) {
        return raise_type("can't send non-None value to a just-started generator");
    }
    return interpret_resume(generator, value, ret_result);
}

// StopIteration(result), as next() and send() end.
static struct value stop(struct value result)
{
    if (!value_is_set(result)) {
        return value_unset;
    }
    raise_with(&exception_stop_iteration, value_is_none(result) ? value_unset : result);
    value_unref(result);
    return value_unset;
}

struct value run_send(struct value iterator, struct value sent, bool *ret_ended)
{
    struct value result = value_unset, item;
    *ret_ended = false;
    if (value_is(iterator, &generator_type)) {
        item = generator_send(of(iterator), sent, &result);
        *ret_ended = value_is_set(result);
        return *ret_ended ? result : item;
    }
    value_clear(&object_stop_result);
    item = value_is_none(sent) ? object_next(iterator)
                               : object_call_method(iterator, "send", &sent, 1);
    if (value_is_set(item)) {
        return item;
    }
    if (!raise_pending()) {
        *ret_ended = true;
        result = object_stop_result;
        object_stop_result = value_unset;
        return value_is_set(result) ? result : value_none;
    }
    if (raise_is(&exception_stop_iteration)) {
        struct value exception = raise_take();
        struct tuple *arguments = ((struct exception *)exception.object)->arguments;
        result = arguments->count > 0 ? value_ref(arguments->items[0]) : value_none;
        value_unref(exception);
        *ret_ended = true;
        return result;
    }
    return value_unset;
}

void run_generator_raised(struct frame *frame)
{
    (void)frame;
    if (!raise_is(&exception_stop_iteration)) {
        return;
    }
    struct value inner = raise_take();
    raise_error(&exception_runtime_error, "generator raised StopIteration");
    struct value outer = raise_current();
    if (exception_is(outer)) {
        struct exception *exception = (struct exception *)outer.object;
        value_replace(&exception->cause, value_ref(inner));
        value_replace(&exception->context, value_ref(inner));
        exception->context_hidden = true;
        exception_add_trace(exception, frame->code, frame_at(frame));
    }
    value_unref(inner);
}

// ---- throw and close

// What a generator that is suspended in `yield from` waits for; unset: it is not.
static struct value delegate_of(const struct generator *generator)
{
    const uint32_t *next = generator->next;
    if (generator->state != GENERATOR_SUSPENDED || next - 2 < generator->code->instructions ||
        code_opcode(next[-2]) != OP_SEND || code_opcode(next[-1]) != OP_YIELD) {
        return value_unset;
    }
    return generator->values[generator->value_count - 1];
}

static struct value throw(struct generator * generator, struct value *ret_result);

// Throws what is raised into the iterator that `generator` delegates to. False: it has ended, or
// knows no throw; then the exception, or its result, is for the generator itself.
static bool throw_into_delegate(struct generator *generator, struct value delegate,
                                struct value *ret_item, struct value *ret_result)
{
    struct value exception;
    generator->state = GENERATOR_RUNNING;
    if (value_is(delegate, &generator_type)) {
        *ret_item = throw(of(delegate), ret_result);
    } else if (raise_is(&exception_generator_exit)) {
        exception = raise_take();
        struct value closed = object_get_if_there(delegate, name_close);
        struct value done = value_is_set(closed) ? object_call_values(closed, NULL, 0) : value_none;
        if (value_is_set(done)) {
            raise_again(exception);
        } else {
            value_unref(exception);
        }
        value_unref(closed);
        value_unref(done);
        *ret_item = value_unset;
    } else {
        exception = raise_take();
        struct value method = object_get_if_there(delegate, name_throw);
        *ret_item = value_unset;
        if (value_is_set(method)) {
            *ret_item = object_call_values(method, &exception, 1);
            value_unref(exception);
        } else {
            raise_again(exception);
        }
        value_unref(method);
    }
    generator->state = GENERATOR_SUSPENDED;
    return value_is_set(*ret_item);
}

// Throws what is raised. Gives what is yielded next; at the end as generator_send.
static struct value throw(struct generator * generator, struct value *ret_result)
{
    *ret_result = value_unset;
    struct value delegate = value_ref(delegate_of(generator)), item, result = value_unset;
    if (value_is_set(delegate)) {
        bool goes_on = throw_into_delegate(generator, delegate, &item, &result);
        value_unref(delegate);
        if (goes_on) {
            return item;
        }
        if (value_is_set(result)) { // the delegate ended: its result goes on in the generator
            struct value *top = &generator->values[generator->value_count - 1];
            value_replace(top, result);
            generator->next += code_operand(generator->next[-2]) - 1;
            return interpret_resume(generator, value_unset, ret_result);
        }
    }
    if (generator->state == GENERATOR_NEW || generator->state == GENERATOR_ENDED) {
        if (generator->state == GENERATOR_NEW) {
            generator_end(generator);
        }
        return value_unset;
    }
    return interpret_throw(generator, ret_result);
}

static struct value make_exception(struct value class, const struct value *values, size_t count)
{
    struct value made = object_call_values(class, values, count);
    if (value_is_set(made) && !exception_is(made)) {
        struct str *text = object_repr(class);
        if (text != NULL) {
            raise_type("calling %s should have returned an instance of BaseException, not %s",
                       text->data, type_name(made));
        }
        object_unref(text);
        value_clear(&made);
    }
    return made;
}

// As throw(class, argument) makes it. What is wrong with it is thrown instead.
static struct value exception_for(struct value class, struct value argument)
{
    if (type_is_instance(argument, (struct type *)class.object)) {
        return value_ref(argument);
    }
    if (value_is(argument, &tuple_type)) {
        return make_exception(class, tuple_of(argument)->items, tuple_of(argument)->count);
    }
    return make_exception(class, &argument, value_is_set(argument) ? 1 : 0);
}

static struct value method_throw(struct value *args)
{
    struct generator *generator = of(args[0]);
    bool with = value_is_set(args[2]) && !value_is_none(args[2]);
    struct value exception, result;
    if (already_running(generator)) {
        return value_unset;
    }
    if (exception_is(args[1])) {
        if (with) {
            return raise_type("instance exception may not have a separate value");
        }
        exception = value_ref(args[1]);
    } else if (exception_is_class(args[1])) {
        exception = exception_for(args[1], with ? args[2] : value_unset);
    } else {
        return raise_type("exceptions must be classes or instances deriving from BaseException, "
                          "not %s",
                          type_name(args[1]));
    }
    if (value_is_set(exception)) { // else what making it raised is thrown
        raise_again(exception);
    }
    struct value item = throw(generator, &result);
    return value_is_set(item) ? item : stop(result);
}

// False: raised.
static bool close_generator(struct generator *generator)
{
    struct value result;
    if (already_running(generator)) {
        return false;
    }
    if (generator->state != GENERATOR_SUSPENDED) {
        generator_end(generator);
        return true;
    }
    raise_with(&exception_generator_exit, value_unset);
    struct value item = throw(generator, &result);
    if (value_is_set(item)) {
        value_unref(item);
        return raise_false(&exception_runtime_error, "generator ignored GeneratorExit");
    }
    value_unref(result);
    if (raise_is(&exception_generator_exit) || raise_is(&exception_stop_iteration)) {
        raise_forget();
    }
    return !raise_pending();
}

static struct value method_close(struct value *args)
{
    return close_generator(of(args[0])) ? value_none : value_unset;
}

static struct value method_send(struct value *args)
{
    struct value result;
    struct value item = generator_send(of(args[0]), args[1], &result);
    return value_is_set(item) ? item : stop(result);
}

static struct value next(struct value self)
{
    struct value result;
    struct value item = generator_send(of(self), value_none, &result);
    value_replace(&object_stop_result, value_is_none(result) ? value_unset : result);
    return item;
}

// ---- as an object

// A suspended generator runs its finally clauses once nobody holds it any more, at the next safe
// point: code of the dialect may not run in the middle of whatever dropped it.

static struct generator *abandoned; // linked through `next_abandoned`

static bool save(struct object *self)
{
    struct generator *generator = (struct generator *)self;
    if (generator->state != GENERATOR_SUSPENDED) {
        return false;
    }
    uint32_t at = (uint32_t)(generator->next - generator->code->instructions) - 1;
    const struct code *code = generator->code;
    for (uint32_t i = 0; i < code->handler_count; i++) {
        if (at >= code->handlers[i].from && at < code->handlers[i].to) {
            self->refs = 1;
            generator->next_abandoned = abandoned;
            abandoned = generator;
            attention_raise(ATTENTION_CLOSE);
            return true;
        }
    }
    return false;
}

void generator_close_abandoned(void)
{
    while (abandoned != NULL) {
        struct generator *generator = abandoned;
        struct value pending = raise_take();
        abandoned = generator->next_abandoned;
        if (!close_generator(generator)) {
            raise_forget();
        }
        generator_end(generator);
        object_unref(generator);
        if (value_is_set(pending)) {
            raise_again(pending);
        }
    }
}

static void finish(struct object *self)
{
    struct generator *generator = (struct generator *)self;
    generator_end(generator);
    memory_free(generator->values, generator->capacity * sizeof(struct value));
    object_unref(generator->code);
    object_unref(generator->closure);
    object_unref(generator->globals);
    object_unref(generator->name);
    object_unref(generator->qualified);
}

static void visit_values(struct object *self, visit_fn *visit, void *context)
{
    struct generator *generator = (struct generator *)self;
    for (uint32_t i = 0; i < generator->value_count; i++) {
        visit(generator->values[i], context);
    }
    visit(value_object(generator->code), context);
    visit(value_object(generator->closure), context);
    visit(value_object(generator->globals), context);
    visit(generator->handled, context);
}

static struct value repr(struct value self)
{
    return value_object(
        str_format("<generator object %s at %p>", of(self)->qualified->data, (void *)self.object));
}

static struct value get_name(struct value *args)
{
    return value_of(of(args[0])->name);
}

static struct value get_qualname(struct value *args)
{
    return value_of(of(args[0])->qualified);
}

static struct value get_running(struct value *args)
{
    return value_bool(of(args[0])->state == GENERATOR_RUNNING);
}

static const struct native methods[] = {
    {"send(self, value, /)", method_send, 0, NULL},
    {"throw(self, type, value=?, traceback=?, /)", method_throw, 0, NULL},
    {"close(self, /)", method_close, 0, NULL},
    {"__name__(self)", get_name, NATIVE_GETTER, NULL},
    {"__qualname__(self)", get_qualname, NATIVE_GETTER, NULL},
    {"gi_running(self)", get_running, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type generator_type = {
    .name = "generator",
    .size = sizeof(struct generator),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
    .save = save,
    .visit = visit_values,
    .iterate = iterator_itself,
    .next = next,
    .repr = repr,
};
