// The machine: drawing a sitting, taking answers, saving them, going on.
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/base/array.h"
#include "core/store/schedule.h"
#include "quizzes/quiz.h"
#include "quizzes/quiz_inside.h"
#include "quizzes/random.h"
#include "quizzes/select.h"

static const int64_t question_ms = 90000; // an exam's time for each question

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the quiz");
}

// ---- entries

static enum status add_entry(struct quiz *quiz, struct quiz_entry entry)
{
    if (!array_reserve((void **)&quiz->entries, &quiz->capacity, quiz->count + 1,
                       sizeof *quiz->entries)) {
        return no_memory();
    }
    for (size_t i = 0; i < quiz->count; i++) {
        entry.again |= strcmp(quiz->entries[i].question->card, entry.question->card) == 0;
    }
    quiz->entries[quiz->count++] = entry;
    return STATUS_OK;
}

int64_t quiz_used_ms(const struct quiz *quiz, struct store_time now)
{
    int64_t passed = now.tick_ms - quiz->since_tick;
    return quiz->used_ms + (passed > 0 ? passed : 0);
}

// Puts the next open question on screen, or ends the sitting.
static enum status go_on(struct quiz *quiz, struct store_time now)
{
    quiz_hide(quiz);
    while (quiz->at < quiz->count && quiz->entries[quiz->at].progress != SESSION_OPEN) {
        quiz->at++;
    }
    quiz->shown_tick = now.tick_ms;
    if (quiz->at == quiz->count) {
        return quiz_close(quiz, now);
    }
    const struct quiz_entry *entry = &quiz->entries[quiz->at];
    enum status status = grade_sheet_init(entry->question, entry->seed, &quiz->sheet);
    if (status == STATUS_OK) {
        quiz->state = QUIZ_ASK;
    }
    return status;
}

// ---- beginning

static enum status random_seed(uint64_t *ret_seed)
{
    if (*ret_seed == 0 && getrandom(ret_seed, sizeof *ret_seed, 0) != sizeof *ret_seed) {
        return status_fail_errno("cannot get random numbers");
    }
    return STATUS_OK;
}

static enum status save_session(struct quiz *quiz)
{
    struct session_question *questions = calloc(quiz->count + 1, sizeof *questions);
    if (questions == NULL) {
        return no_memory();
    }
    for (size_t i = 0; i < quiz->count; i++) {
        questions[i] = (struct session_question){.item = quiz->entries[i].question->id,
                                                 .seed = quiz->entries[i].seed};
    }
    enum status status =
        session_create(quiz->store, &quiz->session, questions, quiz->count, &quiz->session.id);
    free(questions);
    return status;
}

static struct quiz *quiz_create(struct bank *bank, struct store *store,
                                const struct trial_runner *runner, struct store_time now)
{
    struct quiz *quiz = calloc(1, sizeof *quiz);
    if (quiz != NULL) {
        quiz->bank = bank;
        quiz->store = store;
        quiz->runner = runner;
        quiz->since_tick = now.tick_ms;
    }
    return quiz;
}

static enum status fill(struct quiz *quiz, const struct selection *selection,
                        const struct quiz_request *request, uint64_t *seed)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < selection->count && status == STATUS_OK; i++) {
        status = add_entry(quiz, (struct quiz_entry){.question = selection->questions[i],
                                                     .seed = random_next(seed)});
    }
    int64_t limit = request->limit_ms;
    quiz->session.limit_ms = request->kind != SESSION_EXAM || limit < 0 ? 0
                             : limit > 0                                ? limit
                                         : (int64_t)quiz->count * question_ms;
    quiz->session.title = strdup(selection->title);
    quiz->session.lesson = strdup(request->lesson != NULL ? request->lesson : "");
    if (quiz->session.title == NULL || quiz->session.lesson == NULL) {
        return no_memory();
    }
    return status;
}

static enum status begin(struct bank *bank, struct store *store, int64_t learner,
                         const struct quiz_request *request, const struct trial_runner *runner,
                         struct store_time now, struct quiz **ret_quiz)
{
    uint64_t seed = request->seed;
    struct selection selection = {0};
    enum status status = random_seed(&seed);
    if (status == STATUS_OK) {
        status =
            select_questions(bank, store, learner, request, runner != NULL, now, seed, &selection);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct quiz *quiz = quiz_create(bank, store, runner, now);
    if (quiz == NULL) {
        select_finish(&selection);
        return no_memory();
    }
    quiz->session.learner = learner;
    quiz->session.kind = request->kind;
    quiz->session.started = now;
    status = fill(quiz, &selection, request, &seed);
    select_finish(&selection);
    if (status == STATUS_OK) {
        status = save_session(quiz);
    }
    if (status == STATUS_OK) {
        status = go_on(quiz, now);
    }
    if (status != STATUS_OK) {
        quiz_destroy(quiz);
        return status;
    }
    *ret_quiz = quiz;
    return STATUS_OK;
}

// ---- going on where it was

struct loading {
    struct quiz *quiz;
    enum status status;
};

static bool load_question(void *context, const struct session_question *question)
{
    struct loading *loading = context;
    struct quiz *quiz = loading->quiz;
    struct quiz_entry entry = {
        .question = bank_find(quiz->bank, question->item),
        .seed = question->seed,
        .progress = question->progress,
        .hint = question->hint,
    };
    // a question that has left the bank since, or needs ranks that aren't there, can't be asked
    entry.gone = entry.question == NULL;
    if (entry.gone) {
        entry.question = bank_question(quiz->bank, 0);
    }
    if (entry.progress == SESSION_OPEN &&
        (entry.gone || (quiz->runner == NULL && entry.question->kind == QUESTION_FIX))) {
        entry.progress = SESSION_SKIPPED;
    }
    loading->status = add_entry(quiz, entry);
    return loading->status == STATUS_OK;
}

// What the answered ones had chosen, for the result.
static enum status load_answer(struct quiz *quiz, size_t at)
{
    struct quiz_entry *entry = &quiz->entries[at];
    struct answer_row row;
    enum status status = answer_at(quiz->store, quiz->session.id, (int)at, &row);
    if (status != STATUS_OK) {
        return status;
    }
    entry->right = row.right;
    entry->sure = row.confidence == ANSWER_SURE;
    entry->unsure = row.confidence == ANSWER_UNSURE;
    entry->hint = row.hint;
    entry->chosen = strdup(row.chosen);
    struct grade_sheet sheet = {.question = entry->question};
    struct grade_answer answer = {0};
    if (strcmp(row.item, entry->question->id) == 0) {
        grade_restore(&sheet, row.chosen, &answer);
    }
    entry->feedback = answer.said != NULL ? &answer.said->feedback : NULL;
    answer_row_finish(&row);
    return entry->chosen != NULL ? STATUS_OK : no_memory();
}

static enum status load(struct quiz *quiz)
{
    struct loading loading = {.quiz = quiz};
    enum status status =
        session_each_question(quiz->store, quiz->session.id, load_question, &loading);
    status = status == STATUS_OK ? loading.status : status;
    for (size_t i = 0; i < quiz->count && status == STATUS_OK; i++) {
        if (quiz->entries[i].progress == SESSION_ANSWERED) {
            status = load_answer(quiz, i);
        }
    }
    return status;
}

static enum status resume(struct bank *bank, struct store *store, int64_t learner, unsigned kinds,
                          const char *lesson, const struct trial_runner *runner,
                          struct store_time now, struct quiz **ret_quiz)
{
    struct quiz *quiz = quiz_create(bank, store, runner, now);
    if (quiz == NULL) {
        return no_memory();
    }
    enum status status = session_find_open(store, learner, kinds, lesson, &quiz->session);
    if (status == STATUS_OK && bank_count(bank) == 0) {
        status = status_fail(STATUS_NOT_FOUND, "the bank has no questions");
    }
    if (status == STATUS_OK) {
        quiz->used_ms = quiz->session.used_ms;
        status = load(quiz);
    }
    if (status == STATUS_OK) {
        status = go_on(quiz, now);
    }
    if (status != STATUS_OK) {
        quiz_destroy(quiz);
        return status;
    }
    *ret_quiz = quiz;
    return STATUS_OK;
}

enum status quiz_resume(struct bank *bank, struct store *store, int64_t learner, unsigned kinds,
                        const struct trial_runner *runner, struct store_time now,
                        struct quiz **ret_quiz)
{
    return resume(bank, store, learner, kinds, NULL, runner, now, ret_quiz);
}

enum status quiz_begin(struct bank *bank, struct store *store, int64_t learner,
                       const struct quiz_request *request, const struct trial_runner *runner,
                       struct store_time now, struct quiz **ret_quiz)
{
    enum status status = STATUS_NOT_FOUND;
    if (request->kind == SESSION_LESSON && request->lesson != NULL) {
        status = resume(bank, store, learner, 1u << SESSION_LESSON, request->lesson, runner, now,
                        ret_quiz);
    }
    return status == STATUS_NOT_FOUND ? begin(bank, store, learner, request, runner, now, ret_quiz)
                                      : status;
}

void quiz_destroy(struct quiz *quiz)
{
    if (quiz == NULL) {
        return;
    }
    quiz_hide(quiz);
    session_finish(&quiz->session);
    for (size_t i = 0; i < quiz->count; i++) {
        free(quiz->entries[i].chosen);
    }
    free(quiz->entries);
    free(quiz->unsaved);
    quiz_result_finish(quiz);
    free(quiz);
}

// ---- saving an answer

// A wrong one comes once more at the end, as another variant where there is one.
static struct quiz_entry asked_again(const struct quiz *quiz)
{
    const struct quiz_entry *entry = &quiz->entries[quiz->at];
    bool repeats = quiz->session.kind == SESSION_PRACTICE || quiz->session.kind == SESSION_REVIEW;
    if (!repeats || entry->again || quiz->answer.right) {
        return (struct quiz_entry){0};
    }
    return (struct quiz_entry){
        .question = select_variant(quiz->bank, entry->question, quiz->runner != NULL),
        .seed = entry->seed + 1,
    };
}

static void hold(struct quiz *quiz)
{
    free(quiz->unsaved);
    quiz->unsaved = strdup(status_message());
    quiz->state = QUIZ_UNSAVED;
}

static void note_answered(struct quiz *quiz)
{
    struct quiz_entry *entry = &quiz->entries[quiz->at];
    entry->progress = SESSION_ANSWERED;
    entry->right = quiz->answer.right;
    entry->sure = !quiz->answer.unsure;
    entry->unsure = quiz->answer.unsure;
    entry->feedback = quiz->answer.said != NULL ? &quiz->answer.said->feedback : NULL;
    free(entry->chosen);
    entry->chosen = strdup(quiz->answer.chosen);
}

// Saves the answer that is held; what can be seen afterwards hangs on the receipt.
static enum status commit(struct quiz *quiz)
{
    struct answer_receipt receipt = {0};
    struct quiz_entry again = asked_again(quiz);
    enum status status = quiz_save(quiz, &again, &receipt);
    if (status == STATUS_MISMATCH) { // another process was faster: its answer counts
        quiz->entries[quiz->at].progress = SESSION_ANSWERED;
        load_answer(quiz, quiz->at);
        return go_on(quiz, quiz->answered);
    }
    if (status != STATUS_OK) {
        hold(quiz);
        return status;
    }
    note_answered(quiz);
    if (quiz->session.kind == SESSION_EXAM) {
        session_note_used(quiz->store, quiz->session.id, quiz_used_ms(quiz, quiz->answered));
        return go_on(quiz, quiz->answered);
    }
    if (again.question != NULL) {
        add_entry(quiz, again); // without memory it is asked after the next start
    }
    return quiz_reveal(quiz, &receipt);
}

// ---- what the learner does

static enum status expect(const struct quiz *quiz, enum quiz_state state)
{
    static const char *const names[] = {"a question", "an unsaved answer", "feedback", "the end"};
    return quiz->state == state ? STATUS_OK
                                : status_fail(STATUS_INVALID, "the quiz is at %s, not at %s",
                                              names[quiz->state], names[state]);
}

// An exam whose time is up takes nothing more.
static bool time_is_up(struct quiz *quiz, struct store_time now)
{
    bool up = quiz->session.limit_ms > 0 && quiz->state == QUIZ_ASK &&
              quiz_used_ms(quiz, now) >= quiz->session.limit_ms;
    if (up) {
        quiz->out_of_time = true;
        quiz_close(quiz, now);
    }
    return up;
}

static enum status take(struct quiz *quiz, enum status graded, struct store_time now)
{
    if (graded != STATUS_OK) {
        return graded;
    }
    quiz->answered = now;
    return commit(quiz);
}

enum status quiz_type(struct quiz *quiz, const char *line, struct store_time now)
{
    if (time_is_up(quiz, now)) {
        return STATUS_OK;
    }
    enum status status = expect(quiz, QUIZ_ASK);
    if (status != STATUS_OK) {
        return status;
    }
    line += strspn(line, " \t");
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL) {
        length--;
    }
    if (length == 1 && line[0] == '?') {
        return quiz_hint(quiz);
    }
    if (length == 1 && (line[0] == 's' || line[0] == 'S')) {
        return quiz_skip(quiz, now);
    }
    if (quiz->session.kind == SESSION_EXAM && length == 3 && strncmp(line, "end", 3) == 0) {
        return quiz_close(quiz, now);
    }
    grade_answer_finish(&quiz->answer);
    return take(quiz, grade_line(&quiz->sheet, line, quiz->runner, &quiz->answer), now);
}

enum status quiz_submit(struct quiz *quiz, const char *code, bool sure, struct store_time now)
{
    if (time_is_up(quiz, now)) {
        return STATUS_OK;
    }
    enum status status = expect(quiz, QUIZ_ASK);
    if (status == STATUS_OK && quiz->entries[quiz->at].question->kind != QUESTION_FIX) {
        status = status_fail(STATUS_INVALID, "%s", grade_ask(quiz->entries[quiz->at].question));
    }
    if (status != STATUS_OK) {
        return status;
    }
    grade_answer_finish(&quiz->answer);
    return take(quiz, grade_code(&quiz->sheet, code, !sure, quiz->runner, &quiz->answer), now);
}

enum status quiz_hint(struct quiz *quiz)
{
    enum status status = expect(quiz, QUIZ_ASK);
    if (status != STATUS_OK) {
        return status;
    }
    struct quiz_entry *entry = &quiz->entries[quiz->at];
    if (entry->question->hint.count == 0) {
        return status_fail(STATUS_NOT_FOUND, "this question has no hint");
    }
    if (quiz->session.kind == SESSION_EXAM) {
        return status_fail(STATUS_NOT_FOUND, "an exam gives no hints");
    }
    if (!entry->hint) { // counted even when it can't be saved
        entry->hint = true;
        session_note_hint(quiz->store, quiz->session.id, (int)quiz->at);
    }
    return STATUS_OK;
}

enum status quiz_skip(struct quiz *quiz, struct store_time now)
{
    enum status status = expect(quiz, QUIZ_ASK);
    if (status != STATUS_OK) {
        return status;
    }
    session_skip(quiz->store, quiz->session.id, (int)quiz->at);
    quiz->entries[quiz->at].progress = SESSION_SKIPPED;
    return go_on(quiz, now);
}

enum status quiz_next(struct quiz *quiz, struct store_time now)
{
    enum status status = expect(quiz, QUIZ_FEEDBACK);
    return status == STATUS_OK ? go_on(quiz, now) : status;
}

enum status quiz_retry(struct quiz *quiz)
{
    enum status status = expect(quiz, QUIZ_UNSAVED);
    return status == STATUS_OK ? commit(quiz) : status;
}

enum status quiz_use_memory(struct quiz *quiz)
{
    bool copied = false;
    enum status status = expect(quiz, QUIZ_UNSAVED);
    if (status == STATUS_OK) {
        status = store_go_memory(quiz->store, &copied);
    }
    if (status == STATUS_OK && !copied) {
        status = save_session(quiz);
    }
    return status == STATUS_OK ? commit(quiz) : status;
}

enum status quiz_live(struct quiz *quiz, struct trial_result *ret_result)
{
    enum status status = expect(quiz, QUIZ_FEEDBACK);
    const char *code = quiz_live_code(quiz);
    if (status == STATUS_OK && (code == NULL || quiz->runner == NULL)) {
        status = status_fail(STATUS_NOT_FOUND, "there is nothing to run for this question");
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct question *question = quiz->entries[quiz->at].question;
    bool whole = question->code != NULL || question->order != NULL; // and not an option's code
    struct trial_request request = {
        .setup = question->setup,
        .code = code,
        .ranks = question->launch,
        .check = whole ? question->check : NULL,
        .check_ranks = question->check_ranks,
        .check_count = question->check_rank_count,
    };
    return quiz->runner->run(quiz->runner->context, &request, ret_result);
}

enum status quiz_close(struct quiz *quiz, struct store_time now)
{
    quiz_hide(quiz);
    quiz->used_ms = quiz_used_ms(quiz, now);
    quiz->since_tick = now.tick_ms;
    quiz->at = quiz->count;
    quiz->state = QUIZ_DONE;
    session_note_used(quiz->store, quiz->session.id, quiz->used_ms);
    int64_t due;
    if (schedule_count_due(quiz->store, quiz->session.learner, now.utc_ms, &due,
                           &quiz->next_due_ms) != STATUS_OK) {
        quiz->next_due_ms = 0;
    }
    // the answers are on disk; a session that can't be closed is offered again, nothing worse
    session_close(quiz->store, quiz->session.id, now);
    return STATUS_OK;
}

enum status quiz_leave(struct quiz *quiz, struct store_time now)
{
    if (quiz->state == QUIZ_DONE) {
        return STATUS_OK;
    }
    return session_note_used(quiz->store, quiz->session.id, quiz_used_ms(quiz, now));
}

const struct quiz_view *quiz_view(struct quiz *quiz, struct store_time now)
{
    time_is_up(quiz, now);
    if (quiz_show(quiz, now) != STATUS_OK) {
        quiz->view.ask = "memory has run out; the answers so far are saved";
    }
    return &quiz->view;
}
