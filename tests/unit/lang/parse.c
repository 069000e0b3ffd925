#include "core/base/memory.h"
#include "core/lang/syntax/parse.h"
#include "tests/unit/test.h"

static enum parse_state state_of(const char *text, enum parse_mode mode)
{
    struct source *source;
    struct parse parse;
    assert_int_equal(source_create("<stdin>", text, strlen(text), &source), STATUS_OK);
    parse_init(&parse, source, mode);
    enum parse_state state = parse.state;
    parse_finish(&parse);
    source_unref(source);
    return state;
}

static void knows_whether_more_must_come(void **state)
{
    (void)state;
    static const char *const complete[] = {
        "",
        "\n",
        "# words",
        "x = 1",
        "x = 1\n",
        "if x:\n    y\n\n",
        "if x:\n    y\n  \n",
        "def f():\n    y\n\nx = 1\n",
        "x = (1,\n\n2)",
        "@f\ndef g():\n    pass\n\n",
        "x = '''a\n\nb'''",
        "x = 1 + \\\n2",
        "if x:\n    y\nz = 1\n",
        "f(1); g(2);",
    };
    static const char *const pending[] = {
        "x = (1,",
        "x = [\n1,\n\n",
        "f(a,\n  b",
        "x = '''a\n\n",
        "x = 1 + \\",
        "x = 1 + \\\n",
        "if x:",
        "if x:\n",
        "if x:\n    y",
        "if x:\n    y\n",
        "if x: y",
        "if x: y\n",
        "@f",
        "@f\n",
        "def f():\n    # words\n",
        "class A:\n    x = 1\n    def f(self):\n",
        "try:\n    x\n",
        "try:\n    x\nexcept A:\n",
        "def f():\n    x = '''",
        "if x:\n    y(1,\n\n",
        "while x:\\\n",
        "def f():\n    try:\n        x\n",
        "x = {'a': 1,\n     'b': [",
    };
    static const char *const wrong[] = {
        "x = ",
        "x = \n",
        "x = (1 2",
        "x = 'abc",
        "x = ')",
        ")",
        "if x:\n\n",
        "if x:\ny",
        "1 = x",
        "try:\n    x\n\n",
        "  x = 1",
        "@f\n\n",
        "x = [1, 2)\n",
        "f(a b,",
        "def f(x, x): pass\n\n",
        "x = $",
        "if x:\n    y\n  z",
        "return 1",
        "x = 1 \\ 2",
        "async def f():",
        "x = 0777",
        "x = f'{'",
        "if x:\n    )\n",
    };
    for (size_t i = 0; i < sizeof complete / sizeof *complete; i++) {
        assert_int_equal(state_of(complete[i], PARSE_INTERACTIVE), PARSE_COMPLETE);
    }
    for (size_t i = 0; i < sizeof pending / sizeof *pending; i++) {
        if (state_of(pending[i], PARSE_INTERACTIVE) != PARSE_PENDING) {
            fail_msg("not pending: %s", pending[i]);
        }
        enum parse_state whole = state_of(pending[i], PARSE_FILE);
        assert_true(whole == PARSE_ERROR || whole == PARSE_COMPLETE);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (state_of(wrong[i], PARSE_INTERACTIVE) != PARSE_ERROR) {
            fail_msg("not wrong: %s", wrong[i]);
        }
        assert_int_equal(state_of(wrong[i], PARSE_FILE), PARSE_ERROR);
    }
}

static void knows_the_next_indent(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t indent;
    } samples[] = {
        {"if x:", 4}, {"if x:\n  y\n", 2}, {"def f():\n    if x:\n", 8},
        {"x = 1", 0}, {"f(a,", 0},         {"class A:\n   def f(self):\n      pass", 6},
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct source *source;
        struct parse parse;
        assert_int_equal(
            source_create("<stdin>", samples[i].text, strlen(samples[i].text), &source), STATUS_OK);
        parse_init(&parse, source, PARSE_INTERACTIVE);
        assert_int_equal(parse.indent, samples[i].indent);
        parse_finish(&parse);
        source_unref(source);
    }
}

static void hostile_text_is_refused(void **state)
{
    (void)state;
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE + 1);
    static const char *const pieces[] = {
        "(",  "[",   "{",  "-",       "not ", "lambda:", "a.b(", "x if y else ",
        "x[", "f'{", "**", "if x:\n", "\xff", "\\\n",    "\t",   "1 "};
    text[SIZE] = '\0';
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]);
        for (size_t at = 0; at < SIZE; at++) {
            text[at] = pieces[i][at % length];
        }
        if (state_of(text, PARSE_FILE) != PARSE_ERROR && strcmp(pieces[i], "\t") != 0) {
            fail_msg("accepted: %s, repeated", pieces[i]);
        }
    }
    free(text);
}

static void long_chains_are_fine(void **state)
{
    (void)state;
    enum { TERMS = 900, LINES = 100000 };
    char *text = malloc(LINES * 4 + 1);
    for (size_t i = 0; i < TERMS; i++) {
        memcpy(text + i * 2, i + 1 < TERMS ? "x+" : "x\n", 3);
    }
    assert_int_equal(state_of(text, PARSE_FILE), PARSE_COMPLETE);
    for (size_t i = 0; i < LINES; i++) {
        memcpy(text + i * 4, "x=1\n", 5);
    }
    assert_int_equal(state_of(text, PARSE_FILE), PARSE_COMPLETE);
    memset(text, '\n', LINES * 4);
    assert_int_equal(state_of(text, PARSE_FILE), PARSE_COMPLETE);
    free(text);
}

// Whatever allocation fails, the parse says so or has done without; and nothing leaks.
static void memory_may_end_anywhere(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "class A(B, *c, d=1):\n    def f(self, a, /, b=2, *c, d, **e) -> int:\n        'doc'\n"
        "        return f'{a!r:>{b}} {c=}' + \"x\\n\" if b is 1 else [x for x in c if x]\n",
        "try:\n    a[1:2, ...], *b = c = {1: 2, **d}\nexcept A as e:\n    del a, b[0]\nfinally:\n"
        "    with a as b, c: pass\n",
        "x = f(a b)\n",
        "x = {1: 2 3}\n",
    };
    size_t before = memory_in_use();
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int failures = 0;
        for (long count = 0; count < 400; count++) {
            struct source *source;
            struct parse parse;
            assert_int_equal(source_create("a.py", texts[i], strlen(texts[i]), &source), STATUS_OK);
            memory_fail_after(count);
            parse_init(&parse, source, PARSE_FILE);
            memory_fail_after(-1);
            failures += parse.error.set && parse.error.kind == SYNTAX_MEMORY;
            assert_true(parse.state != PARSE_PENDING);
            if (parse.error.set) {
                diagnostic_destroy(syntax_diagnostic(&parse.error, source));
            }
            parse_finish(&parse);
            source_unref(source);
        }
        assert_true(failures > 0);
    }
    assert_true(memory_in_use() <= before + 64 * 1024);
}

static void encodings_are_known_or_named(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *message; // NULL: fine
    } samples[] = {
#define SAMPLE(bytes, message) {bytes, sizeof(bytes) - 1, message}
        SAMPLE("\xEF\xBB\xBFx = 1\r\ny = 2\r", NULL),
        SAMPLE("# coding: latin-1\nx = '\xe9'\n", NULL),
        SAMPLE("#!x\n# vim: set fileencoding=utf-8 :\nx = 1\n", NULL),
        SAMPLE("x = 1\n# coding: koi8-r\n", NULL), // the second line, but not behind code
        SAMPLE("# coding: koi8-r\n", "ranksh has no source encoding 'koi8-r': save the file as "
                                     "UTF-8"),
        SAMPLE("\xEF\xBB\xBF# coding: latin-1\n", "encoding problem: latin-1 with BOM"),
        SAMPLE("x = 1\ny = '\xe9'\n",
               "Non-UTF-8 code starting with '\\xe9' in file a.py on line 2, but no encoding "
               "declared; see https://peps.python.org/pep-0263/ for details"),
        SAMPLE("x = 1\0", "source code cannot contain null bytes"),
        SAMPLE("\x7f"
               "ELF\x01\x01",
               "invalid non-printable character U+007F"),
#undef SAMPLE
    };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct source *source;
        struct parse parse;
        assert_int_equal(source_decode("a.py", samples[i].bytes, samples[i].length, &source),
                         STATUS_OK);
        parse_init(&parse, source, PARSE_FILE);
        if (samples[i].message == NULL) {
            assert_int_equal(parse.state, PARSE_COMPLETE);
        } else {
            assert_int_equal(parse.state, PARSE_ERROR);
            assert_string_equal(parse.error.message, samples[i].message);
        }
        parse_finish(&parse);
        source_unref(source);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_whether_more_must_come),
        cmocka_unit_test(knows_the_next_indent),
        cmocka_unit_test(hostile_text_is_refused),
        cmocka_unit_test(long_chains_are_fine),
        cmocka_unit_test(memory_may_end_anywhere),
        cmocka_unit_test(encodings_are_known_or_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
