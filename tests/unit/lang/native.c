// Functions, types and modules in C, and modules in the dialect, as an embedder offers them.
#include "core/base/text.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/tuple.h"
#include "core/lang/interp.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/native.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "tests/unit/test.h"

// ---- a native type that classes inherit from

struct counter {
    struct container container;
    struct dict *attributes;
    int64_t value;
    struct value held;
};

static struct type counter_type;
static int finished; // counters that ended

static struct counter *of(struct value self)
{
    return (struct counter *)self.object;
}

static struct value counter_init(struct value *args)
{
    if (!native_int(args[1], &of(args[0])->value)) {
        return value_unset;
    }
    value_replace(&of(args[0])->held, value_ref(args[2]));
    return value_none;
}

static struct value counter_create(struct type *type, const struct arguments *arguments)
{
    (void)arguments;
    return value_object(type_allocate(type, 0));
}

static void counter_finish(struct object *self)
{
    value_unref(((struct counter *)self)->held);
    finished++;
}

static void counter_visit(struct object *self, visit_fn *visit, void *context)
{
    visit(((struct counter *)self)->held, context);
}

static struct value counter_add(struct value *args)
{
    int64_t by;
    if (!native_int(args[1], &by)) {
        return value_unset;
    }
    of(args[0])->value += by;
    return value_ref(args[0]);
}

static struct value counter_value(struct value *args)
{
    return value_int(of(args[0])->value);
}

static struct value counter_set_value(struct value *args)
{
    return value_is_set(args[1]) && native_int(args[1], &of(args[0])->value) ? value_none
                                                                             : value_unset;
}

static struct value counter_make(struct value *args)
{
    struct value three = value_int(3);
    return object_call_values(args[0], &three, 1);
}

static bool counter_length(struct value self, int64_t *ret_length)
{
    *ret_length = of(self)->value;
    return true;
}

static struct value counter_binary(enum operation operation, struct value self, struct value other,
                                   bool reflected)
{
    if (operation != OPERATION_SUBTRACT || !value_is_int(other)) {
        return value_ref(value_not_implemented);
    }
    int64_t value = of(self)->value;
    return value_int(reflected ? other.integer - value : value - other.integer);
}

static const struct native counter_methods[] = {
    {"__init__(self, value=0, held=None)", counter_init, 0, NULL},
    {"add(self, by=1)", counter_add, 0, "Adds."},
    {"value(self)", counter_value, NATIVE_GETTER, NULL},
    {"value(self, value)", counter_set_value, NATIVE_SETTER, NULL},
    {"make(cls)", counter_make, NATIVE_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

static struct type counter_type = {
    .name = "Counter",
    .module = "things",
    .size = sizeof(struct counter),
    .attributes_at = offsetof(struct counter, attributes),
    .flags = TYPE_CONTAINER | TYPE_SUBCLASSABLE,
    .methods = counter_methods,
    .finish = counter_finish,
    .visit = counter_visit,
    .create = counter_create,
    .length = counter_length,
    .binary = counter_binary,
    .operations = 1U << OPERATION_SUBTRACT,
    .reflected_operations = 1U << OPERATION_SUBTRACT,
};

// ---- functions

static struct value show_all(struct value *args)
{
    struct tuple *all =
        tuple_pack(4, value_is_set(args[0]) ? args[0] : value_none, args[1], args[2], args[3]);
    return value_object(all);
}

static struct value call_back(struct value *args)
{
    return object_call_values(args[0], &args[1], 1);
}

static const struct native functions[] = {
    {"show_all(a=?, *rest, b='x', **options)", show_all, 0, NULL},
    {"python_like(a, b=2)", show_all, NATIVE_PYTHON, NULL},
    {"one(a, /)", show_all, 0, NULL},
    {"call_back(function, value, /)", call_back, 0, NULL},
    {NULL, NULL, 0, NULL},
};

static const struct native_constant constants[] = {
    {"LIMIT", {.tag = VALUE_INT, .integer = 7}, NULL},
    {"NAME", {.tag = VALUE_NONE}, "seven"},
    {NULL, {.tag = VALUE_UNSET}, NULL},
};

static const char *const refused[] = {"dangerous", NULL};

static struct type *const types[] = {&counter_type, NULL};

static const struct native_module things = {
    .name = "things",
    .doc = "Things for a test.",
    .functions = functions,
    .types = types,
    .constants = constants,
    .refused = refused,
    .frozen = "class Half:\n"
              "    def __init__(self, whole): self.whole = whole\n"
              "    def halve(self): return self.whole // 0 if self.whole < 0 else self.whole / 2\n",
};

static const struct native_module deeper = {.name = "things.deeper", .frozen = "depth = 2\n"};

// ---- running

static struct text output;

static bool collect_output(void *context, enum interp_stream stream, const char *data,
                           size_t length)
{
    (void)context;
    (void)stream;
    text_add_bytes(&output, data, length);
    return true;
}

static int start(void **state)
{
    struct interp_options options = {.write = collect_output};
    (void)state;
    return interp_init(&options) == STATUS_OK && module_offer(&things) && module_offer(&deeper)
               ? 0
               : -1;
}

static int stop(void **state)
{
    (void)state;
    interp_finish();
    text_finish(&output);
    return 0;
}

static void expect(const char *text, const char *expected)
{
    struct interp_unit unit = {.mode = INTERP_INTERACTIVE};
    struct interp_outcome outcome;
    text_clear(&output);
    assert_int_equal(source_create("<stdin>", text, strlen(text), &unit.source), STATUS_OK);
    interp_run(&unit, &outcome);
    if (outcome.diagnostic != NULL) {
        diagnostic_traceback(outcome.diagnostic, &output);
    }
    assert_string_equal(text_string(&output), expected);
    interp_outcome_finish(&outcome);
    source_unref(unit.source);
}

static void expect_error(const char *text, const char *expected)
{
    struct text program = {0};
    text_addf(&program, "try: %s\nexcept Exception as e: type(e).__name__ + ': ' + str(e)\n\n",
              text);
    struct text quoted = {0};
    text_addf(&quoted, strchr(expected, '\'') != NULL ? "\"%s\"\n" : "'%s'\n", expected);
    expect(text_string(&program), text_string(&quoted));
    text_finish(&program);
    text_finish(&quoted);
}

static void fills_slots(void **state)
{
    (void)state;
    expect("import things", "");
    expect("things.show_all()", "(None, (), 'x', {})\n");
    expect("things.show_all(1, 2, 3, b=4, c=5)", "(1, (2, 3), 4, {'c': 5})\n");
    expect("things.show_all(*[1, 2], **{'q': 3})", "(1, (2,), 'x', {'q': 3})\n");
    expect("things.call_back(lambda v: v * 2, 4)", "8\n");
    expect("things.LIMIT, things.NAME, things.__doc__", "(7, 'seven', 'Things for a test.')\n");
}

static void refuses_wrong_calls(void **state)
{
    (void)state;
    expect("import things", "");
    expect_error("things.one()", "TypeError: things.one() takes exactly one argument (0 given)");
    expect_error("things.one(a=1)", "TypeError: things.one() takes no keyword arguments");
    expect_error("things.python_like()",
                 "TypeError: python_like() missing 1 required positional argument: 'a'");
    expect_error(
        "things.python_like(1, 2, 3)",
        "TypeError: python_like() takes from 1 to 2 positional arguments but 3 were given");
    expect_error("things.python_like(1, c=2)",
                 "TypeError: python_like() got an unexpected keyword argument 'c'");
    expect_error("things.call_back(1)", "TypeError: call_back expected 2 arguments, got 1");
    expect_error("things.Counter('a')",
                 "TypeError: 'str' object cannot be interpreted as an integer");
    expect_error("things.other", "AttributeError: module 'things' has no attribute 'other'");
    expect("try: things.dangerous\nexcept BaseException: 'caught'\n\n",
           "Traceback (most recent call last):\n"
           "  File \"<stdin>\", line 1, in <module>\n"
           "    try: things.dangerous\n"
           "         ^^^^^^^^^^^^^^^^\n"
           "NotImplementedError: ranksh has no 'things.dangerous'\n");
}

static void types_are_inherited(void **state)
{
    (void)state;
    expect("from things import Counter\nc = Counter(5)", "");
    expect("c.value, len(c), c - 1, 10 - c, c.add().value, c.add(by=4).value",
           "(5, 5, 4, 5, 6, 10)\n");
    expect("c.value = 2; c.value; c.colour = 'red'; c.colour", "2\n'red'\n");
    expect("Counter, Counter.add.__doc__, Counter.make().value",
           "(<class 'things.Counter'>, 'Adds.', 3)\n");
    expect("class Mine(Counter):\n"
           "    def __init__(self, *args, tag=None):\n"
           "        super().__init__(*args)\n"
           "        self.tag = tag\n"
           "    def add(self, by=1): return super().add(by * 10)\n"
           "    def __sub__(self, other): return 'minus'\n\n"
           "m = Mine(1, tag='t')\n",
           "");
    expect("m.add(2).value, m.tag, len(m), m - 1, 5 - m, isinstance(m, Counter), Mine.make().value",
           "(21, 't', 21, 'minus', -16, True, 3)\n");
    expect("m.__dict__", "{'tag': 't'}\n");
    expect_error(
        "Counter.add(3)",
        "TypeError: descriptor 'add' for 'Counter' objects doesn't apply to a 'int' object");
}

static void cycles_through_native_objects_are_freed(void **state)
{
    (void)state;
    finished = 0;
    expect("from things import Counter\n"
           "for i in range(100): a = []; a.append(Counter(i, a))\n\n"
           "a = None\n",
           "");
    interp_finish();
    assert_int_equal(finished, 100);
    start(NULL);
}

static void frozen_code_is_hidden(void **state)
{
    (void)state;
    expect("from things import Half\nHalf(5).halve()", "2.5\n");
    expect("import things.deeper; things.deeper.depth", "2\n");
    expect("Half(-1).halve()", "Traceback (most recent call last):\n"
                               "  File \"<stdin>\", line 1, in <module>\n"
                               "    Half(-1).halve()\n"
                               "ZeroDivisionError: integer division or modulo by zero\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fills_slots, start, stop),
        cmocka_unit_test_setup_teardown(refuses_wrong_calls, start, stop),
        cmocka_unit_test_setup_teardown(types_are_inherited, start, stop),
        cmocka_unit_test_setup_teardown(cycles_through_native_objects_are_freed, start, stop),
        cmocka_unit_test_setup_teardown(frozen_code_is_hidden, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
