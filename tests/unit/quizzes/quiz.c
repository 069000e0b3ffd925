#include "quizzes/progress.h"
#include "tests/unit/quizzes/samples.h"

static int runs;
static const struct trial_runner runner = {.context = &runs, .run = samples_run};

// A learner at a store, and the time.
struct world {
    struct bank *bank;
    struct store *store;
    int64_t learner;
    struct store_time now;
};

static struct world world_open(void **state)
{
    struct world world = {.bank = samples_bank(), .store = fixture_open(state, "quiz.db")};
    assert_ok(learner_find(world.store, NULL, &world.learner));
    world.now = fixture_time(fixture_start_ms);
    world.now.tick_ms = 1000;
    return world;
}

static void world_close(struct world *world)
{
    store_close(world->store);
    bank_destroy(world->bank);
}

static struct quiz *begin(struct world *world, const struct quiz_request *request)
{
    struct quiz *quiz = NULL;
    assert_ok(
        quiz_begin(world->bank, world->store, world->learner, request, &runner, world->now, &quiz));
    return quiz;
}

static struct quiz *begin_one(struct world *world, const char *id)
{
    struct quiz_request request = {.what = id, .seed = 3};
    return begin(world, &request);
}

// The letter at which the option with this text (its first words) stands.
static char letter_of(const struct quiz_view *view, const char *text)
{
    for (size_t i = 0; i < view->option_count; i++) {
        struct text plain = {0};
        page_plain(view->options[i].text, &plain);
        bool found = strncmp(text_string(&plain), text, strlen(text)) == 0;
        text_finish(&plain);
        if (found) {
            return view->options[i].label;
        }
    }
    fail_msg("no option `%s`", text);
    return '?';
}

static void type_option(struct world *world, struct quiz *quiz, const char *text, bool sure)
{
    char line[3] = {letter_of(quiz_view(quiz, world->now), text), sure ? '\0' : ',', '\0'};
    world->now.tick_ms += 2000;
    world->now.utc_ms += 2000;
    assert_ok(quiz_type(quiz, line, world->now));
}

static void right_and_wrong_answers(void **state)
{
    struct world world = world_open(state);
    struct quiz *quiz = begin_one(&world, "why");
    const struct quiz_view *view = quiz_view(quiz, world.now);
    assert_int_equal(view->state, QUIZ_ASK);
    assert_null(view->feedback);
    assert_null(view->hint);
    assert_true(view->hint_left);
    for (size_t i = 0; i < view->option_count; i++) {
        assert_null(view->options[i].feedback);
        assert_int_equal(view->options[i].mark, QUIZ_UNMARKED);
    }
    assert_int_equal(quiz_type(quiz, "z", world.now), STATUS_INVALID);
    assert_int_equal(quiz_type(quiz, "ab", world.now), STATUS_INVALID);
    assert_int_equal(quiz_type(quiz, "", world.now), STATUS_INVALID);
    assert_int_equal(quiz_next(quiz, world.now), STATUS_INVALID);
    type_option(&world, quiz, "The rank", true);
    view = quiz_view(quiz, world.now);
    assert_int_equal(view->state, QUIZ_FEEDBACK);
    assert_false(view->feedback->right);
    assert_true(view->feedback->confident_error);
    assert_true(view->feedback->live);
    assert_string_equal(view->feedback->comes_back, "comes back in 1 minute");
    size_t wrong = (size_t)(letter_of(view, "The rank") - 'a');
    assert_int_equal(view->options[wrong].mark, QUIZ_WRONG_CHOSEN);
    assert_string_equal(view->options[wrong].feedback->blocks[0].text, "It is an int.");
    assert_int_equal(view->options[letter_of(view, "Nothing") - 'a'].mark, QUIZ_RIGHT_MISSED);
    struct trial_result result;
    assert_ok(quiz_live(quiz, &result));
    assert_int_equal(result.count, 1);
    trial_result_finish(&result);
    assert_int_equal(quiz_type(quiz, "a", world.now), STATUS_INVALID);
    assert_ok(quiz_next(quiz, world.now));
    view = quiz_view(quiz, world.now); // again, as another variant
    assert_int_equal(view->state, QUIZ_ASK);
    assert_string_equal(view->question->id, "ranksh/why-two");
    assert_true(view->again);
    assert_int_equal(view->number, 1);
    assert_int_equal(view->count, 1);
    type_option(&world, quiz, "Size", false);
    view = quiz_view(quiz, world.now);
    assert_true(view->feedback->right);
    assert_ok(quiz_next(quiz, world.now));
    view = quiz_view(quiz, world.now);
    assert_int_equal(view->state, QUIZ_DONE);
    assert_int_equal(view->result->asked, 1); // the repetition isn't scored
    assert_int_equal(view->result->right, 0);
    assert_int_equal(view->result->sure, 1);
    const struct quiz_line *line = &view->result->lines[0];
    assert_string_equal(line->feedback->blocks[0].text, "It is an int.");
    assert_string_equal(line->given.blocks[0].text, "The rank is text.");
    assert_string_equal(line->key.blocks[0].text, "Nothing says how many.");
    quiz_destroy(quiz);
    world_close(&world);
}

static struct answer_row row_at(struct world *world, int64_t session, int position)
{
    struct answer_row row;
    assert_ok(answer_at(world->store, session, position, &row));
    return row;
}

static void hints_and_doubts_are_hard(void **state)
{
    struct world world = world_open(state);
    static const struct {
        bool hint, sure, right;
        int grade;
    } cases[] = {{false, true, true, 3},
                 {true, true, true, 2},
                 {false, false, true, 2},
                 {true, false, false, 1},
                 {false, true, false, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quiz *quiz = begin_one(&world, "why");
        if (cases[i].hint) {
            assert_ok(quiz_type(quiz, " ? ", world.now));
            assert_non_null(quiz_view(quiz, world.now)->hint);
        }
        type_option(&world, quiz, cases[i].right ? "Nothing" : "The backend", cases[i].sure);
        struct answer_row row = row_at(&world, (int64_t)i + 1, 0);
        assert_int_equal(row.grade, cases[i].grade);
        assert_int_equal(row.hint, cases[i].hint);
        assert_int_equal(row.confidence, cases[i].sure ? ANSWER_SURE : ANSWER_UNSURE);
        assert_int_equal(row.ms, 2000);
        assert_string_equal(row.misconception, cases[i].right ? "" : "wrong-backend");
        assert_string_equal(row.chosen, cases[i].right ? "size" : "backend");
        answer_row_finish(&row);
        assert_ok(quiz_close(quiz, world.now));
        quiz_destroy(quiz);
    }
    world_close(&world);
}

static void every_kind_is_graded(void **state)
{
    struct world world = world_open(state);
    static const struct {
        const char *id, *line;
        bool right;
        const char *cells, *misconception;
    } cases[] = {
        {"much", "1.5", true, "", ""},
        {"much", "1.51 GB", true, "", ""},
        {"much", "3,", false, "", "forgot-half"},
        {"much", "77", false, "", ""},
    };
    int64_t session = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quiz *quiz = begin_one(&world, cases[i].id);
        assert_int_equal(quiz_type(quiz, "many", world.now), STATUS_INVALID);
        assert_ok(quiz_type(quiz, cases[i].line, world.now));
        struct answer_row row = row_at(&world, ++session, 0);
        assert_int_equal(row.right, cases[i].right);
        assert_string_equal(row.misconception, cases[i].misconception);
        answer_row_finish(&row);
        assert_non_null(quiz_view(quiz, world.now)->feedback->key);
        quiz_close(quiz, world.now);
        quiz_destroy(quiz);
    }
    // multiple: all or nothing, each option logged
    struct quiz *quiz = begin_one(&world, "which");
    const struct quiz_view *view = quiz_view(quiz, world.now);
    char line[] = {letter_of(view, "rank 9"), ' ', letter_of(view, "rank 0"), '\0'};
    assert_ok(quiz_type(quiz, line, world.now));
    struct answer_row row = row_at(&world, ++session, 0);
    assert_false(row.right);
    assert_string_equal(row.chosen, "zero,nine");
    assert_string_equal(row.cells, "zero=1,one=0,nine=0");
    assert_string_equal(row.misconception, "too-many");
    answer_row_finish(&row);
    quiz_close(quiz, world.now);
    quiz_destroy(quiz);
    // predict: a cell a rank
    quiz = begin_one(&world, "printed");
    type_option(&world, quiz, "`[0-1] 0`", true);
    row = row_at(&world, ++session, 0);
    assert_false(row.right);
    assert_string_equal(row.cells, "0=1,1=0");
    answer_row_finish(&row);
    quiz_close(quiz, world.now);
    quiz_destroy(quiz);
    world_close(&world);
}

static void code_is_run(void **state)
{
    struct world world = world_open(state);
    struct quiz *quiz = begin_one(&world, "mend");
    const struct quiz_view *view = quiz_view(quiz, world.now);
    assert_string_equal(view->code, "broken\n");
    assert_int_equal(view->option_count, 0);
    assert_int_equal(quiz_type(quiz, "a", world.now), STATUS_INVALID);
    int before = runs;
    assert_ok(quiz_submit(quiz, "still broken", true, world.now));
    assert_int_equal(runs, before + 1);
    view = quiz_view(quiz, world.now);
    assert_false(view->feedback->right);
    assert_non_null(strstr(view->feedback->about->blocks[0].text, "rank 1: ValueError: broken"));
    assert_string_equal(view->feedback->about->blocks[1].text, "The value is no good.");
    assert_string_equal(view->feedback->key->blocks[0].text, "mended\n");
    quiz_close(quiz, world.now);
    quiz_destroy(quiz);
    quiz = begin_one(&world, "mend");
    assert_ok(quiz_submit(quiz, "mended, in another way", false, world.now));
    assert_true(quiz_view(quiz, world.now)->feedback->right);
    quiz_close(quiz, world.now);
    quiz_destroy(quiz);
    // pieces in order; a decoy is wrong without running
    for (int decoy = 0; decoy < 2; decoy++) {
        quiz = begin_one(&world, "order");
        view = quiz_view(quiz, world.now);
        assert_int_equal(view->option_count, 4);
        char line[] = {letter_of(view, "for x"), letter_of(view, "    first"),
                       letter_of(view, decoy ? "    third" : "    second"), '\0'};
        assert_ok(quiz_type(quiz, line, world.now));
        view = quiz_view(quiz, world.now);
        assert_int_equal(view->feedback->right, !decoy);
        assert_non_null(view->feedback->key);
        if (decoy) {
            assert_string_equal(view->feedback->about->blocks[0].text, "Not needed.");
        }
        quiz_close(quiz, world.now);
        quiz_destroy(quiz);
    }
    world_close(&world);
}

static void resumes_where_it_was(void **state)
{
    struct world world = world_open(state);
    struct quiz_request request = {.what = "5", .seed = 11};
    struct quiz *quiz = begin(&world, &request);
    char first[3][64];
    const struct quiz_view *view = quiz_view(quiz, world.now);
    snprintf(first[0], sizeof first[0], "%s", view->question->id);
    assert_ok(quiz_skip(quiz, world.now));
    view = quiz_view(quiz, world.now);
    size_t count = view->count;
    snprintf(first[1], sizeof first[1], "%s", view->question->id);
    char labels[8] = {0};
    for (size_t i = 0; i < view->option_count; i++) {
        struct text plain = {0};
        page_plain(view->options[i].text, &plain);
        labels[i] = text_string(&plain)[0];
        text_finish(&plain);
    }
    quiz_destroy(quiz); // as a kill would
    assert_ok(quiz_resume(world.bank, world.store, world.learner, 1u << SESSION_PRACTICE, &runner,
                          world.now, &quiz));
    view = quiz_view(quiz, world.now);
    assert_int_equal(view->count, count);
    assert_int_equal(view->number, 2);
    assert_string_equal(view->question->id, first[1]);
    for (size_t i = 0; i < view->option_count; i++) {
        struct text plain = {0};
        page_plain(view->options[i].text, &plain);
        assert_int_equal(labels[i], text_string(&plain)[0]);
        text_finish(&plain);
    }
    assert_ok(quiz_close(quiz, world.now));
    assert_int_equal(quiz_view(quiz, world.now)->result->skipped, 1);
    quiz_destroy(quiz);
    assert_int_equal(
        quiz_resume(world.bank, world.store, world.learner, ~0u, &runner, world.now, &quiz),
        STATUS_NOT_FOUND);
    world_close(&world);
}

// Whatever the kind: what was said and what is right, once the exam is handed in.
static void exams_explain_at_the_end(void **state)
{
    static const struct {
        const char *id, *typed, *given, *key;
    } rows[] = {
        {"which", "abc", "rank 0", "rank 0"},
        {"printed", NULL, "Nothing.", "`[0] 0`, `[1] 1`"},
        {"mend", "nonsense", "nonsense", "mended"},
        {"order", "ab", "", "for x in y:"},
        {"much", "3", "3", "1.5 GB"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct world world = world_open(state);
        struct quiz_request request = {.kind = SESSION_EXAM, .what = rows[i].id, .seed = 3};
        struct quiz *quiz = begin(&world, &request);
        const struct quiz_view *view = quiz_view(quiz, world.now);
        if (rows[i].typed == NULL) {
            type_option(&world, quiz, rows[i].given, true);
        } else if (view->question->kind == QUESTION_FIX) {
            assert_ok(quiz_submit(quiz, rows[i].typed, true, world.now));
        } else {
            assert_ok(quiz_type(quiz, rows[i].typed, world.now));
        }
        view = quiz_view(quiz, world.now);
        assert_int_equal(view->state, QUIZ_DONE);
        const struct quiz_line *line = &view->result->lines[0];
        struct text given = {0}, key = {0};
        page_plain(&line->given, &given);
        page_plain(&line->key, &key);
        assert_false(line->right);
        assert_non_null(strstr(given.data, rows[i].given));
        assert_non_null(strstr(key.data, rows[i].key));
        text_finish(&given);
        text_finish(&key);
        quiz_destroy(quiz);
        world_close(&world);
    }
}

static void exams_can_be_handed_in(void **state)
{
    struct world world = world_open(state);
    struct quiz_request request = {.kind = SESSION_EXAM, .what = "3", .seed = 3};
    struct quiz *quiz = begin(&world, &request);
    assert_ok(quiz_type(quiz, "s", world.now));
    assert_ok(quiz_type(quiz, " end ", world.now));
    const struct quiz_view *view = quiz_view(quiz, world.now);
    assert_int_equal(view->state, QUIZ_DONE);
    assert_int_equal(view->result->asked, 3);
    assert_int_equal(view->result->answered, 0);
    assert_true(view->result->lines[0].key.count > 0);
    assert_int_equal(view->result->lines[0].given.count, 0);
    quiz_destroy(quiz);
    assert_int_equal(quiz_resume(world.bank, world.store, world.learner, 1u << SESSION_EXAM,
                                 &runner, world.now, &quiz),
                     STATUS_NOT_FOUND);
    quiz = begin_one(&world, "why");
    assert_int_equal(quiz_type(quiz, "end", world.now), STATUS_INVALID); // practice has no end
    quiz_destroy(quiz);
    world_close(&world);
}

static void exams_are_silent_and_end(void **state)
{
    struct world world = world_open(state);
    struct quiz_request request = {.kind = SESSION_EXAM, .what = "4", .seed = 5, .limit_ms = 60000};
    struct quiz *quiz = begin(&world, &request);
    const struct quiz_view *view = quiz_view(quiz, world.now);
    assert_int_equal(view->left_ms, 60000);
    assert_int_equal(quiz_type(quiz, "?", world.now), STATUS_NOT_FOUND);
    int answered = 0;
    for (; answered < 2; answered++) {
        view = quiz_view(quiz, world.now);
        assert_int_equal(view->state, QUIZ_ASK);
        world.now.tick_ms += 10000;
        if (view->question->kind == QUESTION_FIX) {
            assert_ok(quiz_submit(quiz, "mended", true, world.now));
        } else if (view->question->kind == QUESTION_NUMBER) {
            assert_ok(quiz_type(quiz, "3", world.now));
        } else {
            assert_ok(
                quiz_type(quiz, view->question->kind == QUESTION_ORDER ? "ab" : "a", world.now));
        }
        assert_null(quiz_view(quiz, world.now)->feedback);
    }
    assert_ok(quiz_leave(quiz, world.now));
    quiz_destroy(quiz);
    world.now.tick_ms += 500000; // away: that time isn't counted
    assert_ok(quiz_resume(world.bank, world.store, world.learner, 1u << SESSION_EXAM, &runner,
                          world.now, &quiz));
    assert_int_equal(quiz_view(quiz, world.now)->left_ms, 40000);
    world.now.tick_ms += 41000;
    view = quiz_view(quiz, world.now);
    assert_int_equal(view->state, QUIZ_DONE);
    assert_true(view->result->out_of_time);
    assert_int_equal(view->result->asked, 4);
    assert_int_equal(view->result->answered, 2);
    assert_ok(quiz_type(quiz, "a", world.now) == STATUS_INVALID ? STATUS_OK : STATUS_INVALID);
    quiz_destroy(quiz);
    world_close(&world);
}

static void reviews_ask_what_is_due(void **state)
{
    struct world world = world_open(state);
    struct quiz_request review = {.kind = SESSION_REVIEW};
    struct quiz *quiz = NULL;
    assert_int_equal(
        quiz_begin(world.bank, world.store, world.learner, &review, &runner, world.now, &quiz),
        STATUS_NOT_FOUND);
    assert_non_null(strstr(status_message(), "no question was answered yet"));
    quiz = begin_one(&world, "why");
    type_option(&world, quiz, "Nothing", true);
    quiz_close(quiz, world.now);
    quiz_destroy(quiz);
    assert_int_equal(
        quiz_begin(world.bank, world.store, world.learner, &review, &runner, world.now, &quiz),
        STATUS_NOT_FOUND);
    assert_non_null(strstr(status_message(), "in 10 minutes"));
    world.now.utc_ms += 11 * 60000;
    quiz = begin(&world, &review);
    assert_int_equal(quiz_view(quiz, world.now)->count, 1);
    assert_string_equal(quiz_view(quiz, world.now)->question->id, "ranksh/why-two");
    type_option(&world, quiz, "Size", true);
    assert_non_null(
        strstr(quiz_view(quiz, world.now)->feedback->comes_back, "comes back in 2 days"));
    quiz_destroy(quiz);
    world.now.utc_ms += 2 * fixture_day_ms;
    quiz = begin(&world, &review);
    assert_string_equal(quiz_view(quiz, world.now)->question->id, "ranksh/why");
    quiz_destroy(quiz);
    world_close(&world);
}

static void selections_are_understood(void **state)
{
    struct world world = world_open(state);
    static const struct {
        const char *what;
        enum status status;
        size_t count;
        const char *says;
    } cases[] = {
        {"", STATUS_OK, 6, NULL},
        {"2", STATUS_OK, 2, NULL},
        {"ranks", STATUS_OK, 2, NULL},
        {"init", STATUS_OK, 1, NULL},
        {"much", STATUS_OK, 1, NULL},
        {"ranksh/much", STATUS_OK, 1, NULL},
        {"0", STATUS_INVALID, 0, "1 to"},
        {"rankz", STATUS_NOT_FOUND, 0, "perhaps `ranks`"},
        {"'; DROP", STATUS_NOT_FOUND, 0, "no topic"},
        {"99999999999999", STATUS_INVALID, 0, "1 to"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct quiz_request request = {.what = cases[i].what};
        struct quiz *quiz = NULL;
        assert_int_equal(
            quiz_begin(world.bank, world.store, world.learner, &request, &runner, world.now, &quiz),
            cases[i].status);
        if (cases[i].status == STATUS_OK) {
            assert_int_equal(quiz_view(quiz, world.now)->count, cases[i].count);
            quiz_destroy(quiz);
        } else {
            assert_non_null(strstr(status_message(), cases[i].says));
        }
    }
    const char *const ids[] = {"much", "why"};
    struct quiz_request lesson = {
        .kind = SESSION_LESSON, .ids = ids, .id_count = 2, .lesson = "ranksh/first/two"};
    struct quiz *quiz = begin(&world, &lesson);
    assert_string_equal(quiz_view(quiz, world.now)->question->id, "ranksh/much");
    assert_ok(quiz_type(quiz, "1.5", world.now));
    quiz_destroy(quiz);
    lesson.lesson = "ranksh/first/three"; // another step's questions are begun
    quiz = begin(&world, &lesson);
    assert_int_equal(quiz_view(quiz, world.now)->number, 1);
    quiz_destroy(quiz);
    lesson.lesson = "ranksh/first/two"; // the same step's go on
    quiz = begin(&world, &lesson);
    assert_int_equal(quiz_view(quiz, world.now)->number, 2);
    quiz_destroy(quiz);
    world_close(&world);
}

static void progress_says_what_it_rests_on(void **state)
{
    struct world world = world_open(state);
    struct quiz *quiz = begin_one(&world, "why");
    type_option(&world, quiz, "The rank", true);
    quiz_destroy(quiz);
    quiz = begin_one(&world, "much");
    assert_ok(quiz_type(quiz, "1.5,", world.now));
    quiz_destroy(quiz);
    struct progress progress;
    assert_ok(progress_load(world.bank, world.store, world.learner, world.now, &progress));
    assert_int_equal(progress.answers, 2);
    assert_int_equal(progress.right, 1);
    assert_int_equal(progress.sure, 1);
    assert_int_equal(progress.sure_right, 0);
    assert_int_equal(progress.unsure_right, 1);
    assert_int_equal(progress.error_count, 1);
    assert_string_equal(progress.errors[0].item, "ranksh/why");
    assert_string_equal(progress.weaknesses[0].name, "rank-type");
    assert_string_equal(progress.weaknesses[0].idea, "A rank is text.");
    assert_string_equal(progress.topics[0].name, "init");
    assert_true(progress.topics[0].mastery == 0 && progress.topics[0].tried == 1);
    assert_string_equal(progress.topics[1].name, "cost");
    assert_true(progress.topics[1].mastery == 1);
    assert_int_equal(progress.streak, 1);
    assert_int_equal(progress.week[6], 2);
    static const struct {
        int columns;
        bool plain;
    } pages[] = {{80, false}, {80, true}, {20, true}, {500, false}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct text out = {0};
        progress_print(&progress, world.now, pages[i].columns, pages[i].plain, &out);
        assert_non_null(strstr(out.data, "Mastery by topic"));
        assert_non_null(strstr(out.data, "A rank is text."));
        for (size_t k = 0; k < out.length && pages[i].plain; k++) {
            assert_true((unsigned char)out.data[k] < 0x80);
        }
        text_finish(&out);
    }
    struct text out = {0};
    struct json json = {.out = &out};
    progress_json(&progress, &json);
    assert_non_null(strstr(out.data, "\"confident_errors\": [\"ranksh/why\"]"));
    text_finish(&out);
    progress_finish(&progress);
    world_close(&world);
}

// Whatever is done, with the clock set to and fro and processes killed: the schedules are their
// log's replay, the counts are the answers', and no answer is doubled.
static void anything_equals_its_replay(void **state)
{
    struct world world = world_open(state);
    uint32_t seed = 12345;
    for (int round = 0; round < 60; round++) {
        struct quiz_request request = {.what = "", .seed = round + 1};
        struct quiz *quiz = NULL;
        seed = seed * 1664525 + 1013904223;
        if (quiz_resume(world.bank, world.store, world.learner, ~0u, &runner, world.now, &quiz) !=
            STATUS_OK) {
            quiz = begin(&world, &request);
        }
        for (int i = 0; i < 8; i++) {
            seed = seed * 1664525 + 1013904223;
            const struct quiz_view *view = quiz_view(quiz, world.now);
            if (view->state == QUIZ_DONE) {
                break;
            }
            if (view->question->kind == QUESTION_FIX) {
                assert_ok(quiz_submit(quiz, seed & 64 ? "mended" : "broken", true, world.now));
            } else if (view->question->kind == QUESTION_NUMBER) {
                assert_ok(quiz_type(quiz, seed & 64 ? "1.5" : "3", world.now));
            } else if (view->question->kind == QUESTION_ORDER) {
                assert_ok(quiz_type(quiz, seed & 64 ? "abcd" : "dc,", world.now));
            } else {
                assert_ok(quiz_type(quiz, seed & 64 ? "a" : "b,", world.now));
            }
            if (quiz_view(quiz, world.now)->state == QUIZ_FEEDBACK && seed & 128) {
                assert_ok(quiz_next(quiz, world.now));
            } else if (quiz_view(quiz, world.now)->state == QUIZ_FEEDBACK) {
                break; // killed while the feedback is on screen
            }
            int64_t jump = (int64_t)((seed >> 8) % 7) * fixture_day_ms;
            world.now.utc_ms += seed >> 28 == 0   ? 15 * 365 * fixture_day_ms
                                : seed >> 28 == 1 ? -15 * 365 * fixture_day_ms
                                                  : jump;
            world.now.utc_ms = world.now.utc_ms < 0 ? 0 : world.now.utc_ms;
        }
        quiz_destroy(quiz);
        store_close(world.store);
        world.store = fixture_open(state, "quiz.db");
    }
    struct care_report report;
    assert_ok(care_check(world.store, &report));
    assert_true(report.answers > 60);
    assert_int_equal(report.wrong_schedules, 0);
    assert_int_equal(report.wrong_totals, 0);
    care_report_finish(&report);
    world_close(&world);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(right_and_wrong_answers),        TEST(hints_and_doubts_are_hard),
        TEST(every_kind_is_graded),           TEST(code_is_run),
        TEST(resumes_where_it_was),           TEST(exams_explain_at_the_end),
        TEST(exams_can_be_handed_in),         TEST(exams_are_silent_and_end),
        TEST(reviews_ask_what_is_due),        TEST(selections_are_understood),
        TEST(progress_says_what_it_rests_on), TEST(anything_equals_its_replay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
