// Source lines on a terminal: tabs, wide and combining characters, narrow windows.
#include <string.h>

#include "core/diag/excerpt.h"
#include "tests/unit/test.h"

static void check(const char *line, size_t start, size_t end, size_t columns, const char *expected)
{
    struct text text = {0};
    struct excerpt excerpt = {line, strlen(line), start, end, 0, 0};
    excerpt_add(&excerpt, 2, columns, &text);
    assert_string_equal(text_string(&text), expected);
    text_finish(&text);
}

static void carets_stand_under_columns(void **state)
{
    (void)state;
    check("print(x)", 6, 7, 0, "  print(x)\n        ^\n");
    check("f(\"日本\", y)", 8, 9, 0, "  f(\"日本\", y)\n            ^\n");
    check("f(\"日本\", y)", 2, 6, 0, "  f(\"日本\", y)\n    ^^^^^^\n");
    check("e\xcc\x81 = z", 5, 6, 0, "  e\xcc\x81 = z\n      ^\n"); // a combining accent
    check("if a:\treturn b", 13, 14, 0, "  if a:    return b\n                  ^\n");
    check("x \x1b y", 4, 5, 0, "  x \\x1b y\n         ^\n");
    check("f(", 2, 3, 0, "  f(\n    ^\n"); // behind the end
    check("f()", 0, 0, 0, "  f()\n");
}

static void operators_are_told_apart(void **state)
{
    (void)state;
    struct text text = {0};
    struct excerpt excerpt = {"日 + a", strlen("日 + a"), 0, 5, 2, 3};
    excerpt_add(&excerpt, 0, 0, &text);
    assert_string_equal(text_string(&text), "日 + a\n~~~^~~\n");
    text_finish(&text);
}

static void narrow_terminals_see_the_mark(void **state)
{
    (void)state;
    const char *line = "result = compute(first_argument, second_argument, third_argument)";
    check(line, 9, 16, 30, "  result = compute(first_argu…\n           ^^^^^^^\n");
    check(line, 50, 64, 30, "  …d_argument, third_argument…\n               ^^^^^^^^^^^^^^\n");
    check(line, 9, 65, 30, "  …sult = compute(first_argum…\n          ^^^^^^^^^^^^^^^^^^^\n");
    check(line, 9, 16, 12,
          "  result = compute(first_argument, second_argument, third_argument)\n"
          "           ^^^^^^^\n");
    for (size_t columns = 19; columns < 90; columns++) { // never wider than it may be
        for (size_t start = 0; start < strlen(line); start++) {
            struct text text = {0};
            struct excerpt excerpt = {line, strlen(line), start, strlen(line), 0, 0};
            excerpt_add(&excerpt, 2, columns, &text);
            const char *carets = strchr(text.data, '\n') + 1;
            assert_true(strlen(carets) - 1 <= columns);
            assert_non_null(strchr(carets, '^'));
            text_finish(&text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carets_stand_under_columns),
        cmocka_unit_test(operators_are_told_apart),
        cmocka_unit_test(narrow_terminals_see_the_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
