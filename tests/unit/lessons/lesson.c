#include "lessons/attempt.h"
#include "lessons/lesson.h"
#include "tests/unit/test.h"

static struct lesson_course *load(const char *const *files, size_t count, struct problems *problems)
{
    struct pack_file sources[4] = {{0}};
    for (size_t i = 0; i < count; i++) {
        sources[i] =
            (struct pack_file){.pack = "mine", .data = files[i], .length = strlen(files[i])};
        sources[i].file = i == 0 ? "one.md" : i == 1 ? "two.md" : "three.md";
    }
    struct lesson_course *course = NULL;
    assert_int_equal(lesson_course_load_sources(sources, count, problems, &course), STATUS_OK);
    return course;
}

static const char whole[] =
    "---\nid: world-size\ntitle: How many?\nranks: 2\nrequires: [first, second]\nminutes: 8\n---\n"
    "Opening.\n\n```python setup\nimport x\n```\n\n"
    "## Read\n<!-- step: read -->\nText.\n\n```python\nshown()\n```\n\n"
    "## Try\n<!-- step: try; launch: lone; fresh: yes; rerun: yes -->\nBefore.\n\n"
    "```python try @0\ndo()\n```\n```python check @0,1\nok\n```\n"
    "<details><summary>Hint: ValueError</summary>one</details>\n\n"
    "<details><summary>Hint</summary>\n\ntwo `x`\n\n</details>\n\n"
    "After.\n\n<!-- quiz: a, other/b -->\nBehind the quiz.\n\n"
    "## Predict\n<!-- step: predict -->\n```python predict\nprint(1)\n```\n\n"
    "## Show\n<!-- step: show; outcome: hangs -->\n```python show\nloop()\n```\n";

static void a_whole_lesson(void **state)
{
    (void)state;
    struct problems problems = {0};
    const char *files[] = {whole};
    struct lesson_course *course = load(files, 1, &problems);
    assert_int_equal(problems.errors, 0);
    const struct lesson *lesson = lesson_find(course, "world-size");
    assert_ptr_equal(lesson, lesson_find(course, "mine/world-size"));
    assert_ptr_equal(lesson, lesson_find(course, "1"));
    assert_null(lesson_find(course, "2"));
    assert_string_equal(lesson_nearest(course, "world-sise"), "world-size");
    assert_string_equal(lesson->title, "How many?");
    assert_int_equal(lesson->launch, 2);
    assert_int_equal(lesson->minutes, 8);
    assert_int_equal(lesson->require_count, 2);
    assert_string_equal(lesson->requires[1], "mine/second");
    assert_string_equal(lesson->setup, "import x\n");
    assert_int_equal(lesson->step_count, 5);
    const struct lesson_step *step = &lesson->steps[0];
    assert_int_equal(step->kind, LESSON_READ);
    assert_int_equal(step->before.count, 2);
    step = &lesson->steps[1];
    assert_int_equal(step->kind, LESSON_TRY);
    assert_true(step->fresh && step->rerun);
    assert_int_equal(step->launch, 0);
    assert_string_equal(step->code, "do()\n");
    assert_int_equal(step->only_count, 1);
    assert_int_equal(step->check_rank_count, 2);
    assert_int_equal(step->hint_count, 2);
    assert_string_equal(step->hint_when[0], "ValueError");
    assert_string_equal(step->hint_when[1], "");
    assert_string_equal(step->hints[1].blocks[0].text, "two x");
    assert_int_equal(step->after.count, 1);
    step = &lesson->steps[2];
    assert_int_equal(step->kind, LESSON_QUIZ);
    assert_string_equal(step->id, "try-quiz");
    assert_string_equal(step->questions[0], "mine/a");
    assert_string_equal(step->questions[1], "other/b");
    assert_string_equal(step->after.blocks[0].text, "Behind the quiz.");
    assert_int_equal(lesson->steps[3].kind, LESSON_PREDICT);
    assert_int_equal(lesson->steps[3].launch, 2);
    assert_string_equal(lesson->steps[4].outcome, "hangs");
    lesson_course_destroy(course);
    problems_finish(&problems);
}

static void errors_name_file_line_and_cure(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int line;
        const char *what, *suggestion;
    } cases[] = {
        {"---\ntitle: x\n", 1, "no closing", "---"},
        {"# No head\n\n## A\n<!-- step: a -->\n", 1, "no id", "id:"},
        {"---\nid: a\n---\n## A\n<!-- step: a -->\n", 1, "no title", "title:"},
        {"---\nid: a\ntitle: t\n---\nText.\n", 1, "no steps", "## A step"},
        {"---\nid: a\ntitle: t\nranks: many\n---\n## A\n<!-- step: a -->\n", 4, "no number",
         "lone"},
        {"---\nid: a\ntitle: t\n---\n## A\ntext\n", 5, "no id", "step:"},
        {"---\nid: a\ntitle: t\n---\n## A\n<!-- step: a -->\n```python try\nx\n```\n", 5,
         "no check", "check"},
        {"---\nid: a\ntitle: t\n---\n## A\n<!-- step: a -->\n```python trie\nx\n```\n", 7,
         "not known", "try"},
        {"---\nid: a\ntitle: t\n---\n## A\n<!-- step: a; fresh: maybe -->\n", 6, "yes or no",
         "yes"},
        {"---\nid: a\ntitle: t\n---\n## A\n<!-- step: a; outcome: fine -->\n", 5, "no outcome",
         "works"},
        {"---\nid: a\ntitle: t\n---\n## A\n<!-- step: a -->\n## B\n<!-- step: a -->\n", 7,
         "has this id", NULL},
        {"---\nid: a\ntitle: t\n---\n\x1b[2J\n## A\n<!-- step: a -->\n", 0, "line 5", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct problems problems = {0};
        const char *files[] = {cases[i].file, whole};
        struct lesson_course *course = load(files, 2, &problems);
        assert_int_equal(lesson_count(course), 1); // the other one loads
        assert_true(problems.errors > 0);
        const struct problem *problem = &problems.items[0];
        while (problem->level != PROBLEM_ERROR) {
            problem++;
        }
        assert_string_equal(problem->file, "one.md");
        assert_int_equal(problem->line, cases[i].line);
        assert_non_null(strstr(problem->what, cases[i].what));
        if (cases[i].suggestion != NULL) {
            assert_non_null(strstr(problem->suggestion, cases[i].suggestion));
        }
        lesson_course_destroy(course);
        problems_finish(&problems);
    }
}

static void order_follows_requirements(void **state)
{
    (void)state;
    struct problems problems = {0};
    const char *files[] = {
        "---\nid: c\ntitle: t\nrequires: [b]\n---\n## A\n<!-- step: a -->\n",
        "---\nid: b\ntitle: t\nrequires: [a]\n---\n## A\n<!-- step: a -->\n",
        "---\nid: a\ntitle: t\n---\n## A\n<!-- step: a -->\n",
    };
    struct lesson_course *course = load(files, 3, &problems);
    assert_string_equal(lesson_at(course, 0)->id, "mine/a");
    assert_string_equal(lesson_at(course, 2)->id, "mine/c");
    assert_int_equal(problems.count, 0);
    lesson_course_destroy(course);
    files[2] = "---\nid: a\ntitle: t\nrequires: c\n---\n## A\n<!-- step: a -->\n";
    course = load(files, 3, &problems);
    assert_int_equal(lesson_count(course), 3);
    assert_non_null(strstr(problems.items[0].what, "circle"));
    lesson_course_destroy(course);
    problems_finish(&problems);
}

static void the_shipped_course_loads(void **state)
{
    (void)state;
    struct problems problems = {0};
    struct lesson_course *course = NULL;
    assert_int_equal(lesson_course_load("/nowhere", &problems, &course), STATUS_OK);
    assert_int_equal(problems.count, 0);
    assert_non_null(lesson_find(course, "more-workers"));
    lesson_course_destroy(course);
}

static const char several_jobs[] =
    "---\nid: jobs\ntitle: Jobs\nranks: 2\nrequires: []\nminutes: 1\n---\nOpening.\n\n"
    "```python setup\ns()\n```\n\n"
    "## A\n<!-- step: a; rerun: yes -->\n```python predict\na()\n```\n\n"
    "## B\n<!-- step: b; launch: lone; rerun: yes -->\n```python predict\nb()\n```\n\n"
    "## C\n<!-- step: c -->\n```python predict\nc()\n```\n\n"
    "## D\n<!-- step: d; fresh: yes; rerun: yes -->\n```python predict\nd()\n```\n\n"
    "## E\n<!-- step: e -->\n```python predict\ne()\n```\n";

// What runs unseen before a step: what its job would have run, and no more.
static void the_setup_of_each_step(void **state)
{
    (void)state;
    static const char *const expected[] = {"s()\n", "s()\n", "s()\na()\n", "s()\n", "s()\nd()\n"};
    struct problems problems = {0};
    const char *files[] = {several_jobs};
    struct lesson_course *course = load(files, 1, &problems);
    assert_int_equal(problems.errors, 0);
    const struct lesson *lesson = lesson_find(course, "jobs");
    assert_int_equal(lesson->step_count, 5);
    for (size_t i = 0; i < lesson->step_count; i++) {
        char *setup = lesson_setup(lesson, &lesson->steps[i]);
        assert_string_equal(setup, expected[i]);
        free(setup);
    }
    lesson_course_destroy(course);
    problems_finish(&problems);
}

static void a_try_may_come_in_parts(void **state)
{
    (void)state;
    struct lesson_step step = {.code = "a = 1\n\nif a:\n    b()\nc()\n"};
    struct trial_rank ranks[] = {{.rank = 0, .error_type = "", .checked = true},
                                 {.rank = 1, .error_type = "", .checked = true}};
    struct trial_result facts = {.ranks = ranks, .count = 2};
    assert_true(attempt_unfinished(&step, 1, &facts));
    assert_true(attempt_unfinished(&step, 2, &facts));
    assert_false(attempt_unfinished(&step, 3, &facts));
    ranks[1].state = TRIAL_WAITING; // the others are still to type their part
    assert_true(attempt_unfinished(&step, 9, &facts));
    ranks[1].error_type = "TypeError";
    assert_false(attempt_unfinished(&step, 1, &facts));
    ranks[0].check_passed = true;
    char *remark = attempt_remark(&facts);
    assert_string_equal(remark, "Not there yet: it holds on 1 of 2 ranks.");
    free(remark);
    step.check_ranks = (int[]){1};
    step.check_rank_count = 1;
    attempt_narrow(&step, &facts);
    assert_false(ranks[0].checked);
    assert_true(ranks[1].checked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_lesson),
        cmocka_unit_test(the_setup_of_each_step),
        cmocka_unit_test(a_try_may_come_in_parts),
        cmocka_unit_test(errors_name_file_line_and_cure),
        cmocka_unit_test(order_follows_requirements),
        cmocka_unit_test(the_shipped_course_loads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
