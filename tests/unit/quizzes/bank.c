// Question files, good and bad: what loads, and what is said of the rest.
#include "quizzes/bank_lint.h"
#include "tests/unit/quizzes/samples.h"

static struct bank *load(const char *text, bool ours, struct problems *problems)
{
    struct pack_file file = {"mine", "file.md", text, strlen(text), ours};
    struct bank *bank = NULL;
    assert_ok(bank_load_sources(&file, 1, sample_misconceptions, problems, &bank));
    return bank;
}

#define OPTIONS                                                                                    \
    "- [x] yes <!-- key: a -->\n  > Y.\n- [ ] no <!-- key: b; misconception: silent -->\n  > N.\n" \
    "- [ ] both <!-- key: c; misconception: silent -->\n  > N.\n\nSo.\n\n"
#define GOOD "### Fine?\n<!-- id: fine; topics: t -->\n\n" OPTIONS

static void a_question_in_all_its_parts(void **state)
{
    (void)state;
    struct bank *bank = samples_bank();
    assert_int_equal(bank_count(bank), 7);
    const struct question *question = bank_find(bank, "why");
    assert_string_equal(question->id, "ranksh/why");
    assert_string_equal(question->card, "ranksh/family:fail");
    assert_string_equal(question->title, "Why does it fail?");
    assert_int_equal(question->stem.count, 3); // heading, text, code
    assert_string_equal(question->code, "init(rank=0)\n");
    assert_string_equal(question->hint.blocks[0].text, "Which number is missing?");
    assert_int_equal(question->option_count, 3);
    assert_string_equal(question->options[1].misconception, "rank-type");
    assert_int_equal(question->explanation.count, 3);
    assert_int_equal(strlen(question->revision), 16);
    question = bank_find(bank, "ranksh/mend");
    assert_string_equal(question->check, "fine()\n");
    assert_string_equal(question->solution, "mended\n");
    assert_int_equal(question->launch, 2);
    question = bank_find(bank, "much");
    assert_true(question->tolerance_relative && question->tolerance == 0.01);
    assert_true(question->options[0].number == 1.5);
    assert_string_equal(bank_misconception(bank, "rank-type")->truth, "It is an int.");
    assert_string_equal(bank_nearest(bank, "rankz"), "ranks");
    assert_null(bank_find(bank, "nothing"));
    bank_destroy(bank);
}

static void errors_name_line_and_cure(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *what, *suggestion;
    } cases[] = {
        {"### No id?\n\n" OPTIONS, 1, "no id", "id:"},
        {"### Bad id?\n<!-- id: a b; topics: t -->\n" OPTIONS, 1, "no name", "letters"},
        {"### Kind?\n<!-- id: k; topics: t; kind: quiz -->\n" OPTIONS, 2, "no kind", "single"},
        {"### Launch?\n<!-- id: k; topics: t; launch: many -->\n" OPTIONS, 2, "no way to launch",
         "lone"},
        {"### None?\n<!-- id: k; topics: t -->\n\n- [ ] a <!-- key: a; misconception: silent -->\n"
         "  > F.\n- [ ] b <!-- key: b; misconception: silent -->\n  > F.\n\nSo.\n",
         1, "no option is marked", "[x]"},
        {"### Key?\n<!-- id: k; topics: t -->\n\n- [x] a\n  > F.\n" OPTIONS, 4, "no key", "key:"},
        {"### Twice?\n<!-- id: k; topics: t -->\n\n- [ ] z <!-- key: a; misconception: silent -->\n"
         "  > F.\n" OPTIONS,
         6, "another option has this key", NULL},
        {"### Feedback?\n<!-- id: k; topics: t -->\n\n"
         "- [ ] z <!-- key: z; misconception: silent -->\n" OPTIONS,
         4, "no feedback", "why"},
        {"### Above?\n<!-- id: k; topics: t -->\n\n"
         "- [ ] All of the above <!-- key: z; misconception: silent -->\n  > F.\n" OPTIONS,
         4, "of the above", "shuffled"},
        {"### Nameless?\n<!-- id: k; topics: t -->\n\n- [ ] z <!-- key: z -->\n  > F.\n" OPTIONS, 4,
         "names no misconception", "misconception:"},
        {"### Single?\n<!-- id: k; kind: single; topics: t -->\n\n- [x] z <!-- key: z -->\n"
         "  > F.\n" OPTIONS,
         1, "several options", "multiple"},
        {"### Number?\n<!-- id: k; kind: number; topics: t -->\n\n- [x] many <!-- key: z -->\n"
         "  > F.\n\nSo.\n",
         4, "must be a number", "1.5 GB"},
        {"### Fix?\n<!-- id: k; kind: fix; topics: t -->\n```python\nx\n```\n\nSo.\n", 1,
         "right version", "solution"},
        {"### Ends?\n<!-- id: k; topics: t; ends: waits@x -->\n" OPTIONS, 1, "can't be read",
         "ends:"},
        {"### Fence?\n<!-- id: k; topics: t -->\n```python chekc\nx\n```\n" OPTIONS, 3,
         "no known fence", "check"},
        {"### Topic?\n<!-- id: k -->\n" OPTIONS, 1, "no topic", "topics:"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problems problems = {0};
        struct text text = {0};
        text_addf(&text, "%s\n" GOOD, cases[i].text);
        struct bank *bank = load(text.data, true, &problems);
        const struct problem *problem = problems.items;
        while (problem->level != PROBLEM_ERROR || strstr(problem->what, cases[i].what) == NULL) {
            if (++problem == problems.items + problems.count) {
                fail_msg("nobody says: %s", cases[i].what);
            }
        }
        assert_int_equal(problem->line, cases[i].line);
        assert_true(cases[i].suggestion == NULL ||
                    strstr(problem->suggestion, cases[i].suggestion) != NULL);
        assert_int_equal(bank_count(bank), 1); // the other one loads
        text_finish(&text);
        bank_destroy(bank);
        problems_finish(&problems);
    }
}

static void others_packs_are_judged_mildly(void **state)
{
    (void)state;
    struct problems problems = {0};
    struct bank *bank = load(
        "### Bare?\n<!-- id: bare -->\n\n- [x] yes <!-- key: a -->\n- [ ] no <!-- key: b -->\n",
        false, &problems);
    assert_int_equal(problems.errors, 0);
    assert_true(problems.count >= 4); // feedback, topic, two options, explanation
    assert_int_equal(bank_count(bank), 1);
    assert_int_equal(bank_topic_count(bank), 0);
    bank_destroy(bank);
    problems_finish(&problems);
}

static void ids_are_taken_once(void **state)
{
    (void)state;
    struct problems problems = {0};
    struct bank *bank = load(GOOD GOOD GOOD, true, &problems);
    assert_int_equal(bank_count(bank), 1);
    assert_int_equal(problems.errors, 2);
    assert_non_null(strstr(problems.items[0].what, "`mine/fine` is taken by file.md:1"));
    bank_destroy(bank);
    problems_finish(&problems);
}

static void a_pack_replaces_only_what_it_names(void **state)
{
    (void)state;
    static const char better[] =
        "### Better?\n<!-- id: better; topics: t; replaces: fine -->\n\n" OPTIONS;
    static const char lost[] =
        "### Lost?\n<!-- id: lost; topics: t; replaces: gone -->\n\n" OPTIONS;
    struct pack_file files[] = {{"ranksh", "a.md", GOOD, strlen(GOOD), true},
                                {"mine", "b.md", better, strlen(better), false},
                                {"mine", "c.md", lost, strlen(lost), false}};
    struct problems problems = {0};
    struct bank *bank = NULL;
    assert_ok(bank_load_sources(files, 3, sample_misconceptions, &problems, &bank));
    assert_int_equal(bank_count(bank), 2);
    assert_true(bank_find(bank, "ranksh/fine")->taken_over);
    assert_false(bank_find(bank, "mine/better")->taken_over);
    assert_int_equal(problems.count, 1);
    assert_non_null(strstr(problems.items[0].what, "ranksh/gone"));
    bank_destroy(bank);
    problems_finish(&problems);
}

// Texts that want to be SQL, terminals' commands, or simply too long.
static void hostile_packs_do_no_harm(void **state)
{
    struct text text = {0};
    text_add(&text,
             "### Robert'); DROP TABLE attempts; --?\n<!-- id: bobby; topics: t -->\n\n"
             "- [x] '; DELETE FROM learners; -- <!-- key: a -->\n  > \"Yes\"&#27;[2J\n- [ ] ");
    text_add_repeated(&text, 'x', 10000);
    text_add(&text, " <!-- key: b -->\n  > No.\n- [ ] %s%n%s <!-- key: c -->\n  > No.\n\nSo.\n");
    struct problems problems = {0};
    struct bank *bank = load(text.data, false, &problems);
    assert_int_equal(problems.errors, 0);
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    struct store_time now = fixture_time(fixture_start_ms);
    for (int i = 0; i < 3; i++) {
        struct quiz_request request = {.what = "bobby", .seed = (uint64_t)i + 1};
        struct quiz *quiz = NULL;
        assert_ok(quiz_begin(bank, store, learner, &request, NULL, now, &quiz));
        assert_ok(quiz_type(quiz, i == 0 ? "a" : i == 1 ? "b," : "c", now));
        const struct quiz_view *view = quiz_view(quiz, now);
        struct text shown = {0};
        page_plain(&view->question->stem, &shown);
        for (size_t k = 0; k < view->option_count; k++) {
            page_plain(view->options[k].text, &shown);
            if (view->options[k].feedback != NULL) {
                page_plain(view->options[k].feedback, &shown);
            }
        }
        assert_non_null(strstr(shown.data, "xxxxx"));
        assert_null(strchr(shown.data, '\x1b'));
        text_finish(&shown);
        assert_ok(quiz_close(quiz, now));
        quiz_destroy(quiz);
    }
    struct care_report report;
    assert_ok(care_check(store, &report));
    assert_int_equal(report.answers, 3);
    assert_int_equal(report.learners, 1);
    care_report_finish(&report);
    store_close(store);
    bank_destroy(bank);
    problems_finish(&problems);
    text_clear(&text);
    text_add(&text, "### Red\x1b[31m?\n<!-- id: red; topics: t -->\n\n" OPTIONS);
    bank = load(text.data, false, &problems);
    assert_int_equal(bank_count(bank), 0);
    assert_non_null(strstr(problems.items[0].what, "line 1: a control character"));
    bank_destroy(bank);
    problems_finish(&problems);
    text_finish(&text);
}

static void the_shipped_bank_has_no_errors(void **state)
{
    (void)state;
    struct problems problems = {0};
    struct bank *bank = NULL;
    assert_ok(bank_load("/nowhere", &problems, &bank));
    assert_ok(bank_lint_texts(bank, &problems));
    assert_int_equal(problems.count, 0);
    assert_true(bank_count(bank) >= 100);
    bank_destroy(bank);
}

// ---- proofs

static void a_key_is_proven_by_running(void **state)
{
    (void)state;
    int runs = 0;
    struct trial_runner runner = {.context = &runs, .run = samples_run};
    struct problems problems = {0};
    struct bank *bank = samples_bank();
    static const char *const sound[] = {"printed", "mend", "order"};
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        assert_ok(bank_lint_run(bank_find(bank, sound[i]), &runner, &problems));
    }
    assert_int_equal(problems.count, 0);
    assert_int_equal(runs, 4); // mend runs the broken code and the solution
    bank_destroy(bank);
    bank = load("### Wrong key?\n<!-- id: w; kind: predict; topics: t; launch: 2 -->\n"
                "```python\nprint(rank)\n```\n\n"
                "- [x] `[0-1] 0` <!-- key: a -->\n  > F.\n"
                "- [ ] `[0] 0`, `[1] 1` <!-- key: b -->\n  > F.\n"
                "- [ ] nothing <!-- key: c; ends: waits -->\n  > F.\n\nSo.\n",
                false, &problems);
    size_t before = problems.count;
    assert_ok(bank_lint_run(bank_find(bank, "w"), &runner, &problems));
    assert_int_equal(problems.count - before, 2);
    assert_non_null(strstr(problems.items[before].what, "rank 1 printed `1`"));
    assert_non_null(strstr(problems.items[before + 1].what, "a wrong option is what happens"));
    bank_destroy(bank);
    problems_finish(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_in_all_its_parts),
        cmocka_unit_test(errors_name_line_and_cure),
        cmocka_unit_test(others_packs_are_judged_mildly),
        cmocka_unit_test(ids_are_taken_once),
        cmocka_unit_test(a_pack_replaces_only_what_it_names),
        cmocka_unit_test_setup_teardown(hostile_packs_do_no_harm, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test(the_shipped_bank_has_no_errors),
        cmocka_unit_test(a_key_is_proven_by_running),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
