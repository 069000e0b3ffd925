#include "repl/options.h"
#include "tests/unit/test.h"

static int nothing(const struct options *options)
{
    (void)options;
    return 0;
}

static const struct verb verbs[] = {
    {"", "", "the lab", OPTION_COMMON, nothing},
    {"run", "FILE", "a script", OPTION_RANKS | OPTION_TAG_OUTPUT | OPTION_SCRIPT, nothing},
    {"", "-c CODE", "a string", OPTION_RANKS | OPTION_CODE, nothing},
    {"doctor", "", "checks", OPTION_NO_ARGUMENT, nothing},
    {NULL, NULL, NULL, 0, NULL},
};

static char words_text[256];
static char *words[32];

// Parses a command line given as one text, its words parted by one blank each.
static enum status parse(const char *line, struct options *options)
{
    int count = 0;
    words[count++] = (char *)"ranksh";
    strcpy(words_text, line);
    for (char *word = strtok(words_text, " "); word != NULL; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    words[count] = NULL;
    return options_parse(count, words, verbs, options);
}

static void nothing_given_means_the_lab(void **state)
{
    (void)state;
    struct options options;
    assert_int_equal(parse("", &options), STATUS_OK);
    assert_ptr_equal(options.verb, &verbs[0]);
    assert_int_equal(parse("--plain --db x.db", &options), STATUS_OK);
    assert_true(options.plain);
    assert_string_equal(options.database, "x.db");
}

static void what_follows_a_script_is_the_scripts(void **state)
{
    (void)state;
    struct options options;
    assert_int_equal(parse("run -n 4 --tag-output a.py -n 5 --help", &options), STATUS_OK);
    assert_ptr_equal(options.verb, &verbs[1]);
    assert_int_equal(options.ranks, 4);
    assert_true(options.tag_output);
    assert_false(options.help);
    assert_int_equal(options.argument_count, 4);
    assert_string_equal(options.arguments[0], "a.py");
    assert_string_equal(options.arguments[3], "--help");
    assert_null(options.arguments[4]);
    assert_int_equal(parse("run - x", &options), STATUS_OK);
    assert_string_equal(options.arguments[0], "-");
}

static void code_takes_the_rest_as_arguments(void **state)
{
    (void)state;
    struct options options;
    assert_int_equal(parse("-n2 -c pass -n 3", &options), STATUS_OK);
    assert_ptr_equal(options.verb, &verbs[2]);
    assert_int_equal(options.ranks, 2);
    assert_string_equal(options.code, "pass");
    assert_int_equal(options.argument_count, 2);
}

static void values_may_stand_behind_an_equals_sign(void **state)
{
    (void)state;
    struct options options;
    assert_int_equal(parse("--db=a=b doctor", &options), STATUS_OK);
    assert_string_equal(options.database, "a=b");
    assert_ptr_equal(options.verb, &verbs[3]);
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *line, *part;
    } cases[] = {
        {"--frobnicate", "no option '--frobnicate'"},
        {"frobnicate", "no command 'frobnicate'"},
        {"run -n 0 x.py", "-n wants a number"},
        {"run -n x x.py", "-n wants a number"},
        {"run -n 99999999999 x.py", "-n wants a number"},
        {"-n", "-n wants N behind it"},
        {"-c", "-c wants CODE behind it"},
        {"-n 4", "-n wants a command"},
        {"doctor -n 4", "-n does not go with 'doctor'"},
        {"doctor x", "'doctor' takes no arguments"},
        {"/etc/passwd", "'ranksh run /etc/passwd' runs it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options options = {.ranks = 77};
        assert_int_equal(parse(cases[i].line, &options), STATUS_INVALID);
        assert_non_null(strstr(status_message(), cases[i].part));
        assert_int_equal(options.ranks, 77);
    }
}

static void help_names_every_verb_and_option(void **state)
{
    (void)state;
    struct text help = {0};
    options_help(verbs, &help);
    assert_non_null(strstr(help.data, "ranksh run FILE"));
    assert_non_null(strstr(help.data, "ranksh -c CODE"));
    assert_non_null(strstr(help.data, "--learner NAME"));
    text_finish(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_means_the_lab),
        cmocka_unit_test(what_follows_a_script_is_the_scripts),
        cmocka_unit_test(code_takes_the_rest_as_arguments),
        cmocka_unit_test(values_may_stand_behind_an_equals_sign),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(help_names_every_verb_and_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
