// The interpreter as an embedder sees it: units, outcomes, limits, memory.
#include <pthread.h>

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/containers/dict.h"
#include "core/lang/interp.h"
#include "core/lang/objects/collect.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "tests/unit/test.h"

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
    return interp_init(&options) == STATUS_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    interp_finish();
    text_finish(&output);
    return 0;
}

// Runs a text as a unit; the caller finishes the outcome. The output of this unit alone is in
// `output`.
static struct interp_outcome run_in(const char *text, enum interp_mode mode, struct dict *scope)
{
    struct interp_unit unit = {.mode = mode, .scope = scope};
    struct interp_outcome outcome;
    text_clear(&output);
    assert_int_equal(source_create("<stdin>", text, strlen(text), &unit.source), STATUS_OK);
    interp_run(&unit, &outcome);
    source_unref(unit.source);
    return outcome;
}

static void expect(const char *text, const char *expected)
{
    struct interp_outcome outcome = run_in(text, INTERP_INTERACTIVE, NULL);
    if (outcome.diagnostic != NULL) {
        diagnostic_traceback(outcome.diagnostic, &output);
    }
    assert_string_equal(text_string(&output), expected);
    interp_outcome_finish(&outcome);
}

// The last line of what a unit raises.
static void expect_error(const char *text, const char *expected)
{
    struct interp_outcome outcome = run_in(text, INTERP_FILE, NULL);
    struct text line = {0};
    assert_int_equal(outcome.end, INTERP_RAISED);
    assert_non_null(outcome.diagnostic);
    diagnostic_headline(outcome.diagnostic, &line);
    assert_string_equal(text_string(&line), expected);
    text_finish(&line);
    interp_outcome_finish(&outcome);
}

static void shows_values(void **state)
{
    (void)state;
    expect("1 + 1", "2\n");
    expect("None", "");
    expect("_ * 3; 'a'", "6\n'a'\n");
    expect("for i in range(3): i", "0\n1\n2\n");
    expect("def f(): 5\n\nf()", "");
    expect("x = 3", "");
    expect("x", "3\n");
    struct interp_outcome outcome = run_in("x\nprint(x)", INTERP_FILE, NULL);
    assert_string_equal(text_string(&output), "3\n");
    interp_outcome_finish(&outcome);
}

static void tells_what_was_raised(void **state)
{
    (void)state;
    expect("def f(x):\n    return 1 / x\n\nprint(f(0))", "Traceback (most recent call last):\n"
                                                         "  File \"<stdin>\", line 4, in <module>\n"
                                                         "    print(f(0))\n"
                                                         "          ^^^^\n"
                                                         "  File \"<stdin>\", line 2, in f\n"
                                                         "    return 1 / x\n"
                                                         "           ~~^~~\n"
                                                         "ZeroDivisionError: division by zero\n");
    expect_error("lenght = 3\nlength", "NameError: name 'length' is not defined. Did you mean: "
                                       "'lenght'?");
    expect_error("(1", "SyntaxError: '(' was never closed");
    expect_error(
        "try: import numpy_like\nexcept ImportError as e: raise KeyError(e.name) from None",
        "KeyError: 'numpy_like'");
}

static void leaves_with_a_code(void **state)
{
    (void)state;
    struct interp_outcome outcome = run_in("raise SystemExit(3)", INTERP_FILE, NULL);
    assert_int_equal(outcome.end, INTERP_EXITED);
    assert_int_equal(outcome.exit_code, 3);
    interp_outcome_finish(&outcome);
    outcome = run_in("raise SystemExit('enough')", INTERP_FILE, NULL);
    assert_int_equal(outcome.exit_code, 1);
    assert_string_equal(outcome.exit_message, "enough");
    interp_outcome_finish(&outcome);
}

static void *interrupt_soon(void *delay_ns)
{
    clock_sleep_ns(*(int64_t *)delay_ns);
    interp_interrupt();
    return NULL;
}

static void stops_when_interrupted(void **state)
{
    static const char *const endless[] = {
        "while True: pass",
        "def f():\n    for i in range(10**12): pass\nf()",
        "sum(range(10**12))",
        "max(range(10**12), key=lambda v: v)",
        "[i for i in range(10**12) if i < 0]",
        "list(filter(None, map(lambda v: 0, range(10**12))))",
        "10**9 in range(0, 10**12, 3) or any(v < 0 for v in range(10**12))",
        "sorted(range(10**7), key=lambda v: -v)\nwhile True: pass",
    };
    int64_t delay = 20000000;
    (void)state;
    for (size_t i = 0; i < sizeof endless / sizeof endless[0]; i++) {
        pthread_t thread;
        assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, &delay), 0);
        struct interp_outcome outcome = run_in(endless[i], INTERP_FILE, NULL);
        pthread_join(thread, NULL);
        assert_int_equal(outcome.end, INTERP_RAISED);
        assert_true(outcome.interrupted);
        interp_outcome_finish(&outcome);
        interp_forget_interrupt();
    }
    expect("1", "1\n");
}

static void stops_at_the_step_limit(void **state)
{
    (void)state;
    interp_set_step_limit(1000);
    struct interp_outcome outcome =
        run_in("while True:\n    try:\n        while True: pass\n    except BaseException: pass",
               INTERP_FILE, NULL);
    assert_int_equal(outcome.end, INTERP_STOPPED);
    interp_outcome_finish(&outcome);
    interp_set_step_limit(0);
    expect("sum(range(5000))", "12497500\n");
}

static void survives_recursion(void **state)
{
    (void)state;
    expect_error("def f(n): return f(n + 1)\nf(0)",
                 "RecursionError: maximum recursion depth exceeded");
    expect("depth = 0\n"
           "def g():\n"
           "    global depth\n"
           "    depth += 1\n"
           "    g()\n\n"
           "try: g()\n"
           "except RecursionError: depth\n\n",
           "999\n");
    expect_error("class A:\n    def __len__(self): return len(self)\nlen(A())",
                 "RecursionError: maximum recursion depth exceeded");
    expect("x = []\nfor i in range(100000): x = [x]\n\n"
           "try: repr(x)\nexcept RecursionError as e: 'deep'\n\n"
           "try: x == [x]\nexcept RecursionError as e: 'deep'\n\n",
           "'deep'\n'deep'\n");
}

static void frees_long_chains(void **state)
{
    (void)state;
    expect("class Node:\n    def __init__(self, next): self.next = next\n\n"
           "head = None\n"
           "for i in range(300000): head = Node(head)\n\n"
           "head = None\n"
           "t = ()\n"
           "for i in range(1000000): t = (t,)\n\n"
           "t = None\n"
           "nodes = [Node(None) for i in range(100000)]\n"
           "for i, node in enumerate(nodes): node.next = nodes[i - 1]\n\n"
           "nodes = node = None\n",
           "");
    collect_run();
    expect("'alive'", "'alive'\n");
}

static void collects_cycles(void **state)
{
    (void)state;
    expect("class Pair: pass\n\n"
           "def make():\n    a, b = Pair(), Pair()\n    a.other, b.other = b, a\n"
           "    def inner(): return inner\n    a.f = inner\n\n",
           "");
    collect_run();
    size_t before = collect.live;
    expect("for i in range(1000): make()\n\n", "");
    assert_true(collect.live > before + 1000);
    collect_run();
    assert_in_range(collect.live, before - 10, before + 10);
    expect("for i in range(300000): make()\n\n", ""); // by itself, when twice as many live
    assert_true(collect.live < 200000);
}

// Statements leave nothing behind.
static void does_not_grow(void **state)
{
    (void)state;
    const char *unit = "def f(x):\n    return [str(i) for i in range(x)]\n\n"
                       "y = f(3)\nclass C:\n    def m(self): return f\n\nz = C().m()(2)\n"
                       "try: 1 / 0\nexcept ZeroDivisionError as e: err = e\n\n";
    for (int i = 0; i < 3000; i++) { // so many that garbage was collected several times
        expect(unit, "");
    }
    collect_run();
    size_t before = memory_in_use();
    for (int i = 0; i < 3000; i++) {
        expect(unit, "");
    }
    collect_run();
    assert_in_range(memory_in_use(), 0, before + 3 * 65536);
}

// Ten statements a round, with names and texts that were never seen before.
static void run_rounds(int from, int count)
{
    for (int i = from; i < from + count; i++) {
        struct text unit = {0};
        text_addf(&unit,
                  "a%d = [%d, 'text %d', %d.5]\n"
                  "def f%d(x, *rest, k='key %d'): return [x, rest, k]\n"
                  "class C%d: value = f%d(%d, k=a%d)\n"
                  "c = C%d(); c.name%d = c\n"
                  "try: a%d.missing%d\n"
                  "except AttributeError as e: kept = e\n"
                  "g = (x for x in a%d); next(g)\n"
                  "'%d %%s' %% {c.value[0]: {1, 2, %d}}\n"
                  "del a%d, f%d, C%d\n",
                  i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i);
        struct interp_outcome outcome = run_in(text_string(&unit), INTERP_FILE, NULL);
        assert_int_equal(outcome.end, INTERP_DONE);
        interp_outcome_finish(&outcome);
        text_finish(&unit);
    }
    collect_run();
}

// A session of a million statements takes the memory of one of a hundred thousand.
static void does_not_grow_in_a_long_session(void **state)
{
    enum { ROUNDS = MEMORY_SMALL < 0 ? 10000 : 100000 };
    (void)state;
    run_rounds(0, ROUNDS / 10);
    size_t before = memory_in_use();
    run_rounds(ROUNDS / 10, ROUNDS);
    assert_in_range(memory_in_use(), 0, before + 3 * 65536);
}

static void collects_what_holds_much(void **state)
{
    (void)state;
    memory_set_budget(memory_in_use() + 64 * 1024 * 1024);
    expect("class A: pass\n\n"
           "for i in range(100):\n    a = A(); a.me = a; a.big = 'ab' * 2000000\n\n"
           "a = None\n",
           "");
    memory_set_budget(SIZE_MAX);
    collect_run();
}

static void raises_past_the_budget(void **state)
{
    (void)state;
    memory_set_budget(memory_in_use() + 32 * 1024 * 1024);
    expect_error("x = []\nwhile True: x.append('a' * 1000 + str(len(x)))", "MemoryError");
    expect_error("[0] * 10**8", "MemoryError");
    expect_error("'ab' * 10**9", "MemoryError");
    expect("x = None; len([0] * 1000)", "1000\n");
    expect("try: y = list(range(10**8))\nexcept MemoryError: 'caught'\n\n", "'caught'\n");
    memory_set_budget(SIZE_MAX);
}

static void runs_beside_the_globals(void **state)
{
    (void)state;
    expect("secret = 5\ndef show(): return secret\n\n", "");
    struct dict *scope = interp_scope_create();
    assert_non_null(scope);
    struct interp_outcome outcome =
        run_in("secret += 1\nextra = show()\nprint(secret, extra)", INTERP_FILE, scope);
    assert_int_equal(outcome.end, INTERP_DONE);
    assert_string_equal(text_string(&output), "6 5\n");
    interp_outcome_finish(&outcome);
    object_unref(scope);
    expect("secret, 'extra' in globals()", "(5, False)\n");
}

static void names_what_is_bound(void **state)
{
    char *names;
    (void)state;
    expect("class Thing:\n    size = 3\n    def grow(self): pass\n\nthing = Thing()\n"
           "thing.colour = 1\n",
           "");
    assert_int_equal(interp_names("", &names), STATUS_OK);
    assert_non_null(strstr(names, "thing\n"));
    assert_non_null(strstr(names, "enumerate\n"));
    free(names);
    assert_int_equal(interp_names("thing", &names), STATUS_OK);
    assert_non_null(strstr(names, "colour\n"));
    assert_non_null(strstr(names, "grow\n"));
    free(names);
    assert_int_equal(interp_names("nothing.there", &names), STATUS_NOT_FOUND);
}

static void finishes_generators(void **state)
{
    (void)state;
    expect("def g():\n"
           "    try: yield 1\n"
           "    finally: print('done')\n\n"
           "for i in g(): break\n\n"
           "print('after')\n",
           "done\nafter\n");
    expect("it = g(); next(it); it = None; print('later')", "1\ndone\nlater\n");
}

// Lets a whole program run out of memory at each allocation in turn.
static void fails_cleanly_everywhere(void **state)
{
    const char *program =
        "class Base:\n"
        "    def __init__(self, a, *rest, b=2, **kw): self.a, self.rest, self.kw = a, rest, kw\n"
        "    @property\n"
        "    def total(self): return self.a + len(self.rest)\n"
        "    @classmethod\n"
        "    def make(cls, n): return cls(*range(n), z=1)\n"
        "class Sub(Base):\n"
        "    def __init__(self, a, *r, **k):\n"
        "        super().__init__(a, *r, **k)\n"
        "        self.more = [i for i in range(5) if i != 2]\n"
        "def gen(n):\n"
        "    try:\n"
        "        for i in range(n): got = yield i\n"
        "    finally: pass\n"
        "def outer(n):\n"
        "    def inner():\n"
        "        nonlocal n\n"
        "        n += 1\n"
        "        return n\n"
        "    yield from gen(3)\n"
        "    return inner()\n"
        "s = Sub.make(4)\n"
        "d = {i: str(i) for i in range(12)}\n"
        "d.update(a=1, b=2)\n"
        "t = sorted(d, key=lambda v: str(v))\n"
        "st = {1, 2, 3} | set(range(12))\n"
        "try:\n"
        "    try: {}['missing']\n"
        "    except KeyError as e: raise ValueError('x') from e\n"
        "except ValueError as e: msg = f'{e!r} {s.total}'\n"
        "l = list(outer(1)); l += [1, 2]; l[1:2] = [7, 8, 9]\n"
        "a, *b = l\n"
        "q = ''\n"
        "for i in range(10): q += 'ab'\n"
        "z = ''.join(str(i) for i in zip(l, enumerate(l)))\n";
    struct interp_outcome outcome;
    long step = 0, count = 0;
    (void)state;
    do {
        memory_fail_after(count);
        outcome = run_in(program, INTERP_FILE, NULL);
        memory_fail_after(-1);
        bool done = outcome.end == INTERP_DONE;
        interp_outcome_finish(&outcome);
        raise_forget();
        expect("'alive'", "'alive'\n");
        if (done) {
            break;
        }
        step = count < 300 ? 1 : 7;
        count += step;
    } while (count < 100000);
    assert_true(count > 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_values, start, stop),
        cmocka_unit_test_setup_teardown(tells_what_was_raised, start, stop),
        cmocka_unit_test_setup_teardown(leaves_with_a_code, start, stop),
        cmocka_unit_test_setup_teardown(stops_when_interrupted, start, stop),
        cmocka_unit_test_setup_teardown(stops_at_the_step_limit, start, stop),
        cmocka_unit_test_setup_teardown(survives_recursion, start, stop),
        cmocka_unit_test_setup_teardown(frees_long_chains, start, stop),
        cmocka_unit_test_setup_teardown(collects_cycles, start, stop),
        cmocka_unit_test_setup_teardown(does_not_grow, start, stop),
        cmocka_unit_test_setup_teardown(does_not_grow_in_a_long_session, start, stop),
        cmocka_unit_test_setup_teardown(collects_what_holds_much, start, stop),
        cmocka_unit_test_setup_teardown(raises_past_the_budget, start, stop),
        cmocka_unit_test_setup_teardown(runs_beside_the_globals, start, stop),
        cmocka_unit_test_setup_teardown(names_what_is_bound, start, stop),
        cmocka_unit_test_setup_teardown(finishes_generators, start, stop),
        cmocka_unit_test_setup_teardown(fails_cleanly_everywhere, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
