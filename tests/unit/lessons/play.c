#include "lessons/play.h"
#include "tests/unit/store/fixture.h"

static const char file[] =
    "---\nid: l\ntitle: t\nranks: lone\n---\nOpening.\n\n```python setup\nimport x\n```\n\n"
    "## Read\n<!-- step: read -->\nText.\n\n"
    "## Try\n<!-- step: try; rerun: yes -->\n```python try\ndo()\n```\n```python check\nok\n```\n"
    "<details><summary>Hint: TypeError</summary>typed</details>\n\n"
    "<details><summary>Hint</summary>first</details>\n\n"
    "<details><summary>Hint</summary>second</details>\n\nAfter.\n\n<!-- quiz: q -->\n\n"
    "## Predict\n<!-- step: predict; launch: 2 -->\n```python predict\nprint(rank)\n```\n\n"
    "## Again\n<!-- step: again -->\n```python try\nmore()\n```\n```python check @0\nok\n```\n\n"
    "## Show\n<!-- step: show; fresh: yes; outcome: raises -->\n```python show\nfail()\n```\n";

// The check passes on the ranks whose bit is set.
static enum status check(void *context, const char *code, struct trial_result *facts)
{
    assert_string_equal(code, "ok\n");
    for (size_t i = 0; i < facts->count; i++) {
        facts->ranks[i].checked = true;
        facts->ranks[i].check_passed = *(unsigned *)context >> i & 1;
    }
    return STATUS_OK;
}

struct world {
    struct lesson_course *course;
    struct store *store;
    int64_t learner;
    struct play *play;
    unsigned passing;
    struct play_jobs jobs;
    struct store_time now;
};

static void world_begin(struct world *world, bool anew)
{
    assert_ok(play_begin(lesson_at(world->course, 0), world->store, world->learner, anew,
                         &world->jobs, world->now, &world->play));
}

static void world_open(struct world *world, void **state)
{
    struct problems problems = {0};
    struct pack_file source = {"mine", "l.md", file, sizeof file - 1, true};
    *world = (struct world){.store = fixture_open(state, "play.db"),
                            .now = fixture_time(fixture_start_ms)};
    assert_ok(lesson_course_load_sources(&source, 1, &problems, &world->course));
    assert_int_equal(problems.errors, 0);
    problems_finish(&problems);
    assert_ok(learner_find(world->store, NULL, &world->learner));
    world->jobs = (struct play_jobs){.context = &world->passing, .check = check};
    world_begin(world, false);
}

static void world_close(struct world *world)
{
    play_destroy(world->play);
    lesson_course_destroy(world->course);
    store_close(world->store);
}

// As a kill and a new start.
static void restart(struct world *world)
{
    play_destroy(world->play);
    world_begin(world, false);
}

static void unit(struct world *world, size_t ranks, const char *error_type, unsigned passing)
{
    struct trial_result facts;
    assert_ok(trial_result_init(&facts, ranks));
    free(facts.ranks[0].error_type);
    facts.ranks[0].error_type = strdup(error_type);
    world->passing = passing;
    assert_ok(play_unit(world->play, &facts, world->now));
    trial_result_finish(&facts);
}

static const struct play_view *at(struct world *world, enum play_state state, size_t number)
{
    const struct play_view *view = play_view(world->play);
    assert_int_equal(view->state, state);
    assert_int_equal(view->number, number);
    return view;
}

static bool count_finished(void *context, const struct journey_lesson *row)
{
    assert_string_equal(row->lesson, "mine/l");
    *(struct journey_lesson *)context = *row;
    return true;
}

static void hints_come_when_they_fit(struct world *world)
{
    const struct play_view *view = at(world, PLAY_TRY, 2);
    assert_int_equal(view->hint_count, 0);
    unit(world, 1, "", 0);
    assert_int_equal(play_view(world->play)->hint_count, 0); // a quiet look around is no failure
    assert_string_equal(play_view(world->play)->remark, "Not there yet.");
    unit(world, 1, "TypeError", 0);
    view = play_view(world->play);
    assert_int_equal(view->hint_count, 1);
    assert_string_equal(view->hints[0]->blocks[0].text, "typed");
    assert_ptr_equal(view->hint, view->hints[0]);
    unit(world, 1, "ValueError", 0);
    assert_int_equal(play_view(world->play)->hint_count, 2);
    assert_ok(play_hint(world->play, world->now));
    assert_int_equal(play_hint(world->play, world->now), STATUS_NOT_FOUND);
    view = play_view(world->play);
    assert_int_equal(view->hint_count, 3);
    assert_false(view->offer_solution);
    unit(world, 1, "ValueError", 0);
    unit(world, 1, "ValueError", 0);
    assert_true(play_view(world->play)->offer_solution);
    assert_null(play_view(world->play)->solution);
    assert_ok(play_solution(world->play, world->now));
    assert_string_equal(play_view(world->play)->solution, "do()\n");
}

static void a_lesson_from_start_to_end(void **state)
{
    struct world world;
    world_open(&world, state);
    assert_string_equal(at(&world, PLAY_READ, 0)->text->blocks[0].text, "Opening.");
    assert_int_equal(play_back(world.play, world.now), STATUS_NOT_FOUND);
    assert_ok(play_next(world.play, world.now));
    assert_string_equal(at(&world, PLAY_JOB, 1)->setup, "import x\n"); // what is read is about it
    assert_int_equal(play_next(world.play, world.now), STATUS_INVALID);
    assert_ok(play_job_ready(world.play));
    at(&world, PLAY_READ, 1);
    assert_ok(play_next(world.play, world.now));
    hints_come_when_they_fit(&world);
    restart(&world);
    assert_ok(play_job_ready(world.play));
    assert_int_equal(at(&world, PLAY_TRY, 2)->hint_count, 3);
    assert_int_equal(play_view(world.play)->tries, 5);
    unit(&world, 1, "", 1);
    assert_string_equal(at(&world, PLAY_PASSED, 2)->text->blocks[0].text, "After.");
    restart(&world);
    at(&world, PLAY_PASSED, 2);
    assert_ok(play_next(world.play, world.now));
    assert_string_equal(at(&world, PLAY_QUIZ, 3)->step->questions[0], "mine/q");
    assert_ok(play_quiz_done(world.play, world.now));
    assert_ok(play_next(world.play, world.now));
    assert_int_equal(at(&world, PLAY_JOB, 4)->launch, 2);
    assert_string_equal(play_view(world.play)->setup, "import x\n");
    assert_ok(play_job_ready(world.play));
    assert_int_equal(play_run(world.play), STATUS_INVALID);
    assert_int_equal(play_predict(world.play, 2, "x"), STATUS_INVALID);
    assert_ok(play_predict(world.play, 0, "7"));
    assert_ok(play_predict(world.play, 0, " 0.0 ")); // the same number
    assert_ok(play_predict(world.play, 1, "0"));
    assert_ok(play_run(world.play));
    assert_string_equal(at(&world, PLAY_RUN, 4)->code, "print(rank)\n");
    struct trial_result facts;
    assert_ok(trial_result_init(&facts, 2));
    free(facts.ranks[0].output);
    free(facts.ranks[1].output);
    facts.ranks[0].output = strdup("0\n");
    facts.ranks[1].output = strdup("1\n");
    assert_ok(play_ran(world.play, &facts, world.now));
    trial_result_finish(&facts);
    const struct play_view *view = at(&world, PLAY_PASSED, 4);
    assert_int_equal(view->prediction_count, 2);
    assert_true(view->predictions[0].right);
    assert_false(view->predictions[1].right);
    assert_string_equal(view->predictions[1].shown, "1");
    assert_ok(play_next(world.play, world.now));
    // back in a lone process: what the earlier step left is made again
    assert_string_equal(at(&world, PLAY_JOB, 5)->setup, "import x\ndo()\n");
    assert_ok(play_job_ready(world.play));
    unit(&world, 2, "", 2);
    at(&world, PLAY_TRY, 5);
    unit(&world, 2, "", 1); // only rank 0 is asked
    assert_ok(play_next(world.play, world.now));
    assert_string_equal(at(&world, PLAY_JOB, 6)->setup, "import x\n");
    assert_ok(play_job_ready(world.play));
    assert_int_equal(play_guess(world.play, "perhaps"), STATUS_INVALID);
    assert_ok(play_guess(world.play, "r"));
    assert_ok(play_run(world.play));
    assert_ok(trial_result_init(&facts, 1));
    free(facts.ranks[0].error_type);
    facts.ranks[0].error_type = strdup("ValueError");
    assert_ok(play_ran(world.play, &facts, world.now));
    trial_result_finish(&facts);
    assert_true(play_view(world.play)->predictions[0].right);
    assert_ok(play_next(world.play, world.now));
    at(&world, PLAY_DONE, 7);
    struct journey_lesson row = {0};
    assert_ok(journey_each_lesson(world.store, world.learner, count_finished, &row));
    assert_true(row.finished);
    assert_int_equal(row.steps_done, 6);
    struct journey_place place;
    assert_int_equal(journey_find_latest(world.store, world.learner, &place), STATUS_NOT_FOUND);
    world_close(&world);
}

static void skipping_and_beginning_anew(void **state)
{
    struct world world;
    world_open(&world, state);
    for (size_t i = 1; i <= 4; i++) {
        assert_ok(play_skip(world.play, world.now));
    }
    assert_int_equal(play_view(world.play)->number, 4);
    assert_ok(play_back(world.play, world.now));
    at(&world, PLAY_QUIZ, 3);
    restart(&world);
    at(&world, PLAY_QUIZ, 3);
    play_destroy(world.play);
    world_begin(&world, true);
    at(&world, PLAY_READ, 0);
    restart(&world);
    at(&world, PLAY_READ, 0);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_lesson_from_start_to_end, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(skipping_and_beginning_anew, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
