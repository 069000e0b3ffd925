#include "core/diag/diagnostic.h"
#include "tests/unit/test.h"

// A TypeError of three frames that came from a KeyError.
static struct diagnostic *sample(void)
{
    struct diagnostic *earlier = diagnostic_create("KeyError", "'rank'");
    struct diagnostic_frame frame = {"train.py", "<module>", "\tloss[\"rank\"]  # now",
                                     9,          {0},        NULL};
    frame.marks = (struct diagnostic_marks){true, 1, 13, 9, 5, 13};
    assert_int_equal(diagnostic_add_frame(earlier, &frame), STATUS_OK);

    struct diagnostic *diagnostic =
        diagnostic_create("TypeError", "step() got an unexpected keyword argument 'rnk'");
    diagnostic->earlier = earlier;
    diagnostic->earlier_link = DIAGNOSTIC_CONTEXT;
    frame = (struct diagnostic_frame){"train.py", "<module>", "main()", 12, {0}, NULL};
    frame.marks = (struct diagnostic_marks){true, 0, 6, 12, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    frame = (struct diagnostic_frame){"train.py", "main", "    \xc3\xa9 = step(1,  ", 5, {0}, NULL};
    frame.marks = (struct diagnostic_marks){true, 9, 7, 6, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    frame = (struct diagnostic_frame){"train.py", "step", "  return opt(\xc3\xbc, rnk=0)",
                                      3,          {0},    "rnk"};
    frame.marks = (struct diagnostic_marks){true, 17, 22, 3, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    assert_int_equal(diagnostic_add_note(diagnostic, "a note"), STATUS_OK);
    assert_int_equal(diagnostic_set_hint(diagnostic, "write rank=0"), STATUS_OK);
    return diagnostic;
}

static void check(void (*render)(const struct diagnostic *, struct text *),
                  struct diagnostic *diagnostic, const char *expected)
{
    struct text text = {0};
    render(diagnostic, &text);
    assert_string_equal(text_string(&text), expected);
    text_finish(&text);
}

static void prompt(const struct diagnostic *diagnostic, struct text *out)
{
    diagnostic_prompt(diagnostic, 0, out);
}

static void renders_as_cpython(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = sample();
    check(diagnostic_traceback, diagnostic,
          "Traceback (most recent call last):\n"
          "  File \"train.py\", line 9, in <module>\n"
          "    loss[\"rank\"]  # now\n"
          "    ~~~~^^^^^^^^\n"
          "KeyError: 'rank'\n"
          "\n"
          "During handling of the above exception, another exception occurred:\n"
          "\n"
          "Traceback (most recent call last):\n"
          "  File \"train.py\", line 12, in <module>\n"
          "    main()\n"
          "  File \"train.py\", line 5, in main\n"
          "    \xc3\xa9 = step(1,  \n"
          "        ^^^^^^^\n"
          "  File \"train.py\", line 3, in step\n"
          "    return opt(\xc3\xbc, rnk=0)\n"
          "                  ^^^^^\n"
          "TypeError: step() got an unexpected keyword argument 'rnk'\n"
          "a note\n");
    diagnostic_destroy(diagnostic);
}

static void renders_for_the_prompt(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = sample();
    check(prompt, diagnostic,
          "TypeError: step() got an unexpected keyword argument 'rnk'\n"
          "a note\n"
          "  train.py line 3, in step:\n"
          "    return opt(\xc3\xbc, rnk=0)\n"
          "                  ^^^^^\n"
          "  called from train.py line 5, in main\n"
          "  called from train.py line 12\n"
          "  while handling KeyError: 'rank'\n"
          "  hint: write rank=0\n");
    check(diagnostic_plain, diagnostic,
          "TypeError: step() got an unexpected keyword argument 'rnk'\n"
          "a note\n"
          "  train.py line 3, in step, column 17, argument rnk=0: return opt(\xc3\xbc, rnk=0)\n"
          "  called from train.py line 5, in main\n"
          "  called from train.py line 12\n"
          "  while handling KeyError: 'rank'\n"
          "  hint: write rank=0\n");
    diagnostic_destroy(diagnostic);
}

static void a_typed_line_needs_no_place(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = diagnostic_create("NameError", "name 'x1' is not defined");
    struct diagnostic_frame frame = {"<stdin>", "<module>", "print(x1 + 2)", 1, {0}, NULL};
    frame.marks = (struct diagnostic_marks){true, 6, 8, 1, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    assert_int_equal(diagnostic_set_suggestion(diagnostic, "x2"), STATUS_OK);
    check(prompt, diagnostic,
          "NameError: name 'x1' is not defined. Did you mean: 'x2'?\n"
          "    print(x1 + 2)\n"
          "          ^^\n");
    diagnostic_destroy(diagnostic);
}

static void a_prompt_always_points(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = diagnostic_create("ValueError", "no");
    const char *source = "f(rank=g(1, ')'), size=2)";
    struct diagnostic_frame frame = {"<stdin>", "<module>", source, 1, {0}, NULL};
    frame.marks = (struct diagnostic_marks){true, 0, (uint32_t)strlen(source), 1, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    check(prompt, diagnostic,
          "ValueError: no\n    f(rank=g(1, ')'), size=2)\n    ^^^^^^^^^^^^^^^^^^^^^^^^^\n");
    check(diagnostic_traceback, diagnostic,
          "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n"
          "    f(rank=g(1, ')'), size=2)\nValueError: no\n");
    diagnostic->frames[0].argument = strdup("rank");
    check(prompt, diagnostic,
          "ValueError: no\n    f(rank=g(1, ')'), size=2)\n      ^^^^^^^^^^^^^^\n");
    diagnostic_destroy(diagnostic);
}

static void recursion_is_cut(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = diagnostic_create("RecursionError", "");
    struct diagnostic_frame frame = {"<stdin>", "<module>", "f()", 2, {0}, NULL};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    frame = (struct diagnostic_frame){"<stdin>", "f", "return f()", 1, {0}, NULL};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    }
    check(diagnostic_traceback, diagnostic,
          "Traceback (most recent call last):\n"
          "  File \"<stdin>\", line 2, in <module>\n"
          "    f()\n"
          "  File \"<stdin>\", line 1, in f\n    return f()\n"
          "  File \"<stdin>\", line 1, in f\n    return f()\n"
          "  File \"<stdin>\", line 1, in f\n    return f()\n"
          "  [Previous line repeated 2 more times]\n"
          "RecursionError\n");
    check(prompt, diagnostic,
          "RecursionError\n"
          "  <stdin> line 1, in f:\n"
          "    return f()\n"
          "  (5 calls of the same line)\n"
          "  called from <stdin> line 2\n");
    diagnostic_destroy(diagnostic);
}

static void syntax_errors_have_no_traceback(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = diagnostic_create("SyntaxError", "'(' was never closed");
    struct diagnostic_frame frame = {"a.py", NULL, "  x = (1,", 3, {0}, NULL};
    frame.marks = (struct diagnostic_marks){true, 6, 6, 3, 0, 0};
    assert_int_equal(diagnostic_add_frame(diagnostic, &frame), STATUS_OK);
    check(diagnostic_traceback, diagnostic,
          "  File \"a.py\", line 3\n"
          "    x = (1,\n"
          "        ^\n"
          "SyntaxError: '(' was never closed\n");
    diagnostic_destroy(diagnostic);
}

static void bytes_come_back(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = sample();
    struct text bytes = {0}, again = {0};
    diagnostic_encode(diagnostic, &bytes);
    struct diagnostic *decoded;
    assert_int_equal(diagnostic_decode(bytes.data, bytes.length, &decoded), STATUS_OK);
    diagnostic_encode(decoded, &again);
    assert_int_equal(bytes.length, again.length);
    assert_memory_equal(bytes.data, again.data, bytes.length);
    diagnostic_destroy(decoded);
    diagnostic_destroy(diagnostic);
    text_finish(&bytes);
    text_finish(&again);
}

// Every shortened copy is refused; changed bytes give a diagnostic or a refusal, never a crash.
static void garbled_bytes_are_survived(void **state)
{
    (void)state;
    struct diagnostic *diagnostic = sample(), *decoded;
    struct text bytes = {0};
    diagnostic_encode(diagnostic, &bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        assert_int_equal(diagnostic_decode(bytes.data, length, &decoded), STATUS_CORRUPT);
    }
    uint32_t random = 1;
    int refused = 0;
    for (int i = 0; i < 20000; i++) {
        char *copy = malloc(bytes.length);
        memcpy(copy, bytes.data, bytes.length);
        for (int changes = 0; changes < 1 + i % 4; changes++) {
            random = random * 1664525 + 1013904223;
            copy[(random >> 8) % bytes.length] = (char)(random >> 24);
        }
        enum status status = diagnostic_decode(copy, bytes.length, &decoded);
        if (status == STATUS_OK) {
            struct text text = {0};
            diagnostic_traceback(decoded, &text);
            diagnostic_prompt(decoded, 40, &text);
            diagnostic_plain(decoded, &text);
            text_finish(&text);
            diagnostic_destroy(decoded);
        } else {
            assert_int_equal(status, STATUS_CORRUPT);
            refused++;
        }
        free(copy);
    }
    assert_true(refused > 1000);
    diagnostic_destroy(diagnostic);
    text_finish(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renders_as_cpython),     cmocka_unit_test(renders_for_the_prompt),
        cmocka_unit_test(a_prompt_always_points), cmocka_unit_test(a_typed_line_needs_no_place),
        cmocka_unit_test(recursion_is_cut),       cmocka_unit_test(syntax_errors_have_no_traceback),
        cmocka_unit_test(bytes_come_back),        cmocka_unit_test(garbled_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
