#include "repl/lab_syntax.h"
#include "tests/unit/test.h"

enum { REFUSED = 99 };

static int kind_of(const char *line)
{
    struct lab_syntax syntax;
    return lab_syntax_read(line, strlen(line), &syntax) == STATUS_OK ? (int)syntax.kind : REFUSED;
}

static void python_stays_python(void **state)
{
    (void)state;
    static const char *const lines[] = {"x = 5",
                                        "@decorator",
                                        "@all",
                                        "@allow",
                                        "@all\ndef f(): pass",
                                        "torchrun=3",
                                        "torchrun = 3",
                                        "torchrun.x",
                                        "torchrun(4)",
                                        "torchrun [4]",
                                        "torchrun, 4",
                                        "torchrunner 4",
                                        "exit(1)",
                                        "exit_code",
                                        "quit()  + 1",
                                        "x?y",
                                        "a.b",
                                        "exits",
                                        "'%who'",
                                        "(\n%who\n)",
                                        "f()?",
                                        "# comment\nx = 5",
                                        "\n\n  \nprint()"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (kind_of(lines[i]) != LAB_PYTHON) {
            fail_msg("not Python: %s", lines[i]);
        }
    }
}

static void lab_lines_are_seen(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum lab_kind kind;
    } cases[] = {
        {"%who", LAB_COMMAND},
        {"  %run x.py", LAB_COMMAND},
        {"%", LAB_COMMAND},
        {"%%time", LAB_COMMAND},
        {"@1,3 x = 5", LAB_RANKS},
        {"@0-2 x", LAB_RANKS},
        {"@all x", LAB_RANKS},
        {"?dist.send", LAB_QUESTION},
        {"dist.send?", LAB_QUESTION},
        {"?", LAB_QUESTION},
        {"torchrun 4", LAB_TORCHRUN},
        {"torchrun", LAB_TORCHRUN},
        {"torchrun --x", LAB_TORCHRUN},
        {"exit", LAB_LEAVE},
        {"quit()  ", LAB_LEAVE},
        {"", LAB_EMPTY},
        {"  # only", LAB_EMPTY},
        {"\n\n", LAB_EMPTY},
        {"\t\r\n# a\n", LAB_EMPTY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (kind_of(cases[i].line) != (int)cases[i].kind) {
            fail_msg("%s: %d", cases[i].line, kind_of(cases[i].line));
        }
    }
}

static void the_parts_are_cut_out(void **state)
{
    (void)state;
    struct lab_syntax syntax;
    const char *line = "%save  a b.py \t";
    assert_int_equal(lab_syntax_read(line, strlen(line), &syntax), STATUS_OK);
    assert_int_equal(syntax.name_length, 4);
    assert_memory_equal(syntax.name, "save", 4);
    assert_int_equal(syntax.rest_length, 6);
    assert_memory_equal(syntax.rest, "a b.py", 6);
    line = "@0,2-3  for i in x:\n    y";
    assert_int_equal(lab_syntax_read(line, strlen(line), &syntax), STATUS_OK);
    assert_memory_equal(syntax.rest, "for", 3);
    assert_int_equal(syntax.rest_length, strlen(line) - 8);
    assert_int_equal(syntax.ranks.bits[0], 13);
    assert_false(syntax.all_ranks);
}

static void ranks_are_read_or_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"1,",    "1-", "3-1", "1,,2", "1-2-3",
                                        "x",     "",   "1 2", "256",  "99999999999999999999",
                                        "0-300", "-1", "1,a"};
    struct rank_set ranks;
    bool all;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (lab_syntax_ranks(wrong[i], strlen(wrong[i]), &ranks, &all) != STATUS_INVALID) {
            fail_msg("taken: %s", wrong[i]);
        }
    }
    assert_int_equal(lab_syntax_ranks("0-1,5,5", 7, &ranks, &all), STATUS_OK);
    assert_int_equal(ranks.bits[0], 35);
    assert_int_equal(lab_syntax_ranks("all", 3, &ranks, &all), STATUS_OK);
    assert_true(all);
    assert_int_equal(kind_of("@1,3"), REFUSED);
    assert_int_equal(kind_of("@1, 3 x"), REFUSED);
    assert_int_equal(kind_of("@9x y"), REFUSED);
}

static void check_strip(const char *text, const char *expected, size_t dropped)
{
    struct text out = {0};
    assert_int_equal(lab_syntax_strip_prompts(text, strlen(text), &out), dropped);
    assert_string_equal(text_string(&out), expected);
    text_finish(&out);
}

static void pasted_prompts_go(void **state)
{
    (void)state;
    check_strip(">>> x = 1", "x = 1", 0);
    check_strip("[0-3] >>> x", "x", 0);
    check_strip("[1-3] 0 waits >>> x", "x", 0);
    check_strip("[2,3] 0-1 wait >>> x", "x", 0);
    check_strip(">>> for i in y:\n...     print(i)\n... \n1\n2\n>>> z",
                "for i in y:\n    print(i)\n\nz", 2);
    check_strip(">>>", "", 0);
    check_strip(">>>x", ">>>x", 0);
    check_strip("x\n>>> y", "x\n>>> y", 0);
    check_strip("... + 1", "... + 1", 0);
    check_strip("[0] * 3", "[0] * 3", 0);
    check_strip("[1,2,3]", "[1,2,3]", 0);
    check_strip("", "", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(python_stays_python),   cmocka_unit_test(lab_lines_are_seen),
        cmocka_unit_test(the_parts_are_cut_out), cmocka_unit_test(ranks_are_read_or_refused),
        cmocka_unit_test(pasted_prompts_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
