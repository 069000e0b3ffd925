// Out and in again: CSV, JSON, GIFT.
#include "quizzes/export.h"
#include "quizzes/gift.h"
#include "tests/unit/quizzes/samples.h"

static bool collect(void *context, const char *bytes, size_t length)
{
    text_add_bytes(context, bytes, length);
    return true;
}

static bool refuse(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return false;
}

static void answers_as_csv_and_json(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, "=HYPERLINK(\"x\")", &learner));
    int64_t session = fixture_session(store, learner, 2);
    struct answer answer =
        fixture_answer(learner, session, 0, "ranksh/q", "ranksh/q", false, fixture_start_ms + 7);
    answer.chosen = "a \"b\"\n,c";
    struct answer_receipt receipt;
    assert_ok(answer_save(store, &answer, &receipt));
    struct text out = {0};
    struct export_sink sink = {.context = &out, .write = collect};
    assert_ok(export_csv(store, 0, &sink));
    assert_non_null(strstr(out.data, ",\"'=HYPERLINK(\"\"x\"\")\",2025-06-15T15:06:40.007Z,120,"));
    assert_non_null(strstr(out.data, ",\"a \"\"b\"\"\n,c\",\"\",0,sure,0,1,1000,\"no-is-yes\","));
    text_clear(&out);
    assert_ok(export_json(store, learner, &sink));
    assert_non_null(strstr(out.data, "\"chosen\": \"a \\\"b\\\"\\u000a,c\""));
    assert_int_equal(out.data[0], '[');
    text_clear(&out);
    assert_ok(export_json(store, learner + 1, &sink));
    assert_string_equal(out.data, "[\n]\n");
    text_finish(&out);
    sink.write = refuse;
    assert_int_equal(export_csv(store, 0, &sink), STATUS_CLOSED);
    store_close(store);
}

static struct bank *read_gift(const char *gift, struct problems *problems)
{
    struct text ours = {0};
    assert_ok(gift_read("quiz.gift", gift, strlen(gift), &ours, problems));
    struct pack_file file = {"mine", "quiz.md", ours.data, ours.length, false};
    struct bank *bank = NULL;
    assert_ok(bank_load_sources(&file, 1, sample_misconceptions, problems, &bank));
    text_finish(&ours);
    return bank;
}

static void gift_comes_in(void **state)
{
    (void)state;
    static const char gift[] =
        "// a comment\n$CATEGORY: $course$/top/Deep Locks\n\n"
        "::First one::[html]Who is buried\\: \\{here\\}? {\n=Grant#yes\n~no one\n~Napoleon#no, not "
        "him\n####Because.\n}\n\n"
        "Two plus two? {#4:0.5#fine =%0%5:0#off by one}\n\n"
        "::T::The sun rises. {TRUE#wrong#right}\n\n"
        "Which are even?{~%50%2#yes ~%50%4#yes ~%-100%5#odd}\n\n"
        "Match {=a -> b =c -> d}\n\nEssay? {}\n\nShort {=one =two}\n\nJust text.\n\n"
        "First one? {=a ~b}\n\nBroken {=a ~b\n";
    struct problems problems = {0};
    struct bank *bank = read_gift(gift, &problems);
    assert_int_equal(problems.errors, 0);
    assert_int_equal(bank_count(bank), 5);
    const struct question *question = bank_question(bank, 0);
    assert_string_equal(question->id, "mine/first-one");
    assert_string_equal(question->title, "Who is buried: {here}?");
    assert_string_equal(question->topics[0], "deep-locks");
    assert_int_equal(question->option_count, 3);
    assert_true(question->options[0].right && !question->options[1].right);
    assert_string_equal(question->options[2].feedback.blocks[0].text, "no, not him");
    assert_string_equal(question->explanation.blocks[0].text, "Because.");
    question = bank_question(bank, 1);
    assert_int_equal(question->kind, QUESTION_NUMBER);
    assert_true(question->tolerance == 0.5 && question->options[0].number == 4);
    assert_false(question->options[1].right);
    question = bank_question(bank, 2);
    assert_true(question->options[0].right);
    assert_string_equal(question->options[0].feedback.blocks[0].text, "right");
    assert_string_equal(question->options[1].feedback.blocks[0].text, "wrong");
    question = bank_question(bank, 3);
    assert_int_equal(question->kind, QUESTION_MULTIPLE);
    assert_true(question->options[0].right && question->options[1].right);
    assert_false(question->options[2].right);
    assert_string_equal(bank_question(bank, 4)->id, "mine/first-one-2");
    size_t todo = 0, left_out = 0;
    for (size_t i = 0; i < problems.count; i++) {
        todo += strstr(problems.items[i].what, "TODO") != NULL;
        left_out += strstr(problems.items[i].what, "left out") != NULL;
    }
    assert_true(todo >= 3);
    assert_int_equal(left_out, 4);
    problems_finish(&problems);
    bank_destroy(bank);
    struct text out = {0};
    assert_int_equal(gift_read("x", "nothing\n", 8, &out, &problems), STATUS_INVALID);
    text_finish(&out);
}

static const struct question *find_twin(const struct bank *bank, const struct question *question)
{
    char id[128];
    snprintf(id, sizeof id, "mine/%s", strchr(question->id, '/') + 1);
    return bank_find(bank, id);
}

// The shipped bank out as GIFT and in again: the same keys are right.
static void the_bank_survives_gift(void **state)
{
    (void)state;
    struct problems problems = {0};
    struct bank *bank = NULL;
    assert_ok(bank_load(NULL, &problems, &bank));
    struct text out = {0};
    struct export_sink sink = {.context = &out, .write = collect};
    assert_ok(export_gift(bank, NULL, &sink));
    struct bank *again = read_gift(out.data, &problems);
    size_t expected = 0;
    for (size_t i = 0; i < bank_count(bank); i++) {
        const struct question *question = bank_question(bank, i);
        if (question->kind == QUESTION_FIX || question->kind == QUESTION_ORDER) {
            continue;
        }
        expected++;
        const struct question *twin = find_twin(again, question);
        if (twin == NULL) {
            fail_msg("%s is lost", question->id);
        }
        assert_int_equal(twin->option_count, question->option_count);
        assert_string_equal(twin->title, question->title);
        for (size_t k = 0; k < twin->option_count; k++) {
            assert_int_equal(twin->options[k].right, question->options[k].right);
        }
    }
    assert_int_equal(bank_count(again), expected);
    text_finish(&out);
    problems_finish(&problems);
    bank_destroy(bank);
    bank_destroy(again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_as_csv_and_json, fixture_set_up, fixture_tear_down),
        cmocka_unit_test(gift_comes_in),
        cmocka_unit_test(the_bank_survives_gift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
