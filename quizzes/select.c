#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/store/totals.h"
#include "quizzes/progress.h"
#include "quizzes/random.h"
#include "quizzes/select.h"

static const char first_source[] = "practice";

enum { DEFAULT_COUNT = 10, EXAM_COUNT = 20, MAX_COUNT = 1000 };

// How much a question should be asked now; the lower the sooner.
enum urgency { URGENT_CONFIDENT_ERROR, URGENT_DUE, URGENT_NEW, URGENT_WRONG, URGENT_OLD };

struct candidate {
    const struct question *question;
    const struct question *last; // the variant asked last; NULL: none
    enum urgency urgency;
    int64_t key;     // within the urgency: when it was due or answered last
    uint64_t chance; // among equals
    bool tried;
};

struct pool {
    struct candidate *items; // one a card, sorted by card until they are drawn
    size_t count, capacity;
    const struct bank *bank;
    int64_t now_ms;
};

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the quiz");
}

static bool can_ask(const struct question *question, bool runner)
{
    return runner || question->kind != QUESTION_FIX; // an order can be compared without running
}

static bool has_topic(const struct question *question, const char *topic)
{
    for (size_t i = 0; i < question->topic_count; i++) {
        if (strcmp(question->topics[i], topic) == 0) {
            return true;
        }
    }
    return false;
}

const struct question *select_variant(const struct bank *bank, const struct question *question,
                                      bool runner)
{
    size_t count = bank_count(bank), at = 0;
    while (at < count && bank_question(bank, at) != question) {
        at++;
    }
    for (size_t i = 1; question->family != NULL && i < count; i++) { // the next one, going round
        const struct question *other = bank_question(bank, (at + i) % count);
        if (strcmp(other->card, question->card) == 0 && can_ask(other, runner)) {
            return other;
        }
    }
    return question;
}

// ---- the pool: one candidate a card

static int compare_card_names(const void *first, const void *second)
{
    const struct candidate *a = first, *b = second;
    return strcmp(a->question->card, b->question->card);
}

static struct candidate *find_card(struct pool *pool, const char *card)
{
    size_t low = 0, high = pool->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(pool->items[middle].question->card, card);
        if (order == 0) {
            return &pool->items[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

// What `what` means.
struct meaning {
    const char *topic, *source;      // NULL: all
    const struct question *question; // exactly this one
    size_t count;                    // 0: not said
};

static bool is_meant(const struct question *question, const struct meaning *meaning)
{
    return (meaning->topic == NULL || has_topic(question, meaning->topic)) &&
           (meaning->source == NULL || strcmp(question->source, meaning->source) == 0);
}

// The questions that are meant. Of a family one variant by chance; those for the first practice come
// before other new ones.
static enum status fill_pool(struct pool *pool, const struct meaning *meaning, bool runner,
                             uint64_t *seed)
{
    for (size_t i = 0; i < bank_count(pool->bank); i++) {
        const struct question *question = bank_question(pool->bank, i);
        if (!can_ask(question, runner) || !is_meant(question, meaning)) {
            continue;
        }
        if (!array_reserve((void **)&pool->items, &pool->capacity, pool->count + 1,
                           sizeof *pool->items)) {
            return no_memory();
        }
        pool->items[pool->count++] = (struct candidate){
            .question = question,
            .urgency = URGENT_NEW,
            .key = strcmp(question->source, first_source) == 0 ? -1 : 0,
            .chance = random_next(seed),
        };
    }
    if (pool->count == 0) {
        return STATUS_OK;
    }
    qsort(pool->items, pool->count, sizeof *pool->items, compare_card_names);
    size_t kept = 0;
    for (size_t i = 0; i < pool->count; i++) {
        bool same = kept > 0 && strcmp(pool->items[kept - 1].question->card,
                                       pool->items[i].question->card) == 0;
        if (!same) {
            pool->items[kept++] = pool->items[i];
        } else if (pool->items[i].chance < pool->items[kept - 1].chance) {
            pool->items[kept - 1] = pool->items[i];
        }
    }
    pool->count = kept;
    return STATUS_OK;
}

// What was answered before makes a candidate due, wrong or old.
static bool note_total(void *context, const struct totals_item *row)
{
    struct pool *pool = context;
    struct candidate *candidate = find_card(pool, row->card);
    if (candidate == NULL || (candidate->tried && row->last_ms < candidate->key)) {
        return true;
    }
    candidate->tried = true;
    candidate->key = row->last_ms;
    candidate->last = bank_find(pool->bank, row->item);
    bool due = row->scheduled && (row->schedule.due_ms <= pool->now_ms ||
                                  row->schedule.last_ms > pool->now_ms + 86400000);
    candidate->urgency = due ? URGENT_DUE : !row->last_right ? URGENT_WRONG : URGENT_OLD;
    if (due && !row->last_right && row->last_sure) {
        candidate->urgency = URGENT_CONFIDENT_ERROR;
    }
    return true;
}

static int compare_urgency(const void *first, const void *second)
{
    const struct candidate *a = first, *b = second;
    if (a->urgency != b->urgency) {
        return a->urgency < b->urgency ? -1 : 1;
    }
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return (a->chance > b->chance) - (a->chance < b->chance);
}

static int compare_chance(const void *first, const void *second)
{
    const struct candidate *a = first, *b = second;
    return (a->chance > b->chance) - (a->chance < b->chance);
}

// ---- order

static bool share_topic(const struct question *first, const struct question *second)
{
    return strcmp(first->topics[0], second->topics[0]) == 0;
}

// As they stand in their files, which is how they lie in the bank.
static int compare_places(const void *first, const void *second)
{
    const struct question *const *a = first, *const *b = second;
    return (*a > *b) - (*a < *b);
}

// Neighbours of different topics where that can be had, otherwise in the order given.
static void mix_topics(const struct question **questions, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        size_t other = i;
        while (other < count && questions[i - 1]->topic_count > 0 &&
               questions[other]->topic_count > 0 &&
               share_topic(questions[i - 1], questions[other])) {
            other++;
        }
        if (other < count && other > i) {
            const struct question *moved = questions[other];
            memmove(&questions[i + 1], &questions[i], (other - i) * sizeof *questions);
            questions[i] = moved;
        }
    }
}

static void shuffle(const struct question **questions, size_t count, uint64_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        size_t at = random_below(seed, i);
        const struct question *moved = questions[at];
        questions[at] = questions[i - 1];
        questions[i - 1] = moved;
    }
}

// ---- what was asked for

static enum status take_ids(const struct bank *bank, const struct quiz_request *request,
                            bool runner, struct selection *selection)
{
    for (size_t i = 0; i < request->id_count; i++) {
        const struct question *question = bank_find(bank, request->ids[i]);
        if (question == NULL) {
            return status_fail(STATUS_NOT_FOUND, "there is no question `%s`", request->ids[i]);
        }
        for (size_t k = 0; question->taken_over && k < bank_count(bank); k++) {
            const struct question *other = bank_question(bank, k);
            if (other->replaces != NULL && strcmp(other->replaces, question->id) == 0) {
                question = other;
            }
        }
        if (can_ask(question, runner)) {
            selection->questions[selection->count++] = question;
        }
    }
    return STATUS_OK;
}

static enum status read_what(const struct bank *bank, const char *what, struct meaning *meaning)
{
    char *end;
    unsigned long number = strtoul(what, &end, 10);
    if (what[0] == '\0') {
        return STATUS_OK;
    }
    if (*end == '\0' && what[0] >= '0' && what[0] <= '9') {
        if (number < 1 || number > MAX_COUNT) {
            return status_fail(STATUS_INVALID, "a quiz has 1 to %d questions", MAX_COUNT);
        }
        meaning->count = number;
        return STATUS_OK;
    }
    for (size_t i = 0; i < bank_topic_count(bank); i++) {
        if (strcmp(bank_topic(bank, i), what) == 0) {
            meaning->topic = bank_topic(bank, i);
            return STATUS_OK;
        }
    }
    for (size_t i = 0; i < bank_count(bank); i++) {
        if (strcmp(bank_question(bank, i)->source, what) == 0) {
            meaning->source = bank_question(bank, i)->source;
            return STATUS_OK;
        }
    }
    meaning->question = bank_find(bank, what);
    if (meaning->question != NULL) {
        return STATUS_OK;
    }
    const char *nearest = bank_nearest(bank, what);
    return nearest != NULL
               ? status_fail(STATUS_NOT_FOUND, "no topic or question is called `%s`; perhaps `%s`?",
                             what, nearest)
               : status_fail(STATUS_NOT_FOUND, "no topic or question is called `%s`", what);
}

static enum status nothing_due(struct store *store, int64_t learner, struct store_time now)
{
    int64_t due, next_ms;
    enum status status = schedule_count_due(store, learner, now.utc_ms, &due, &next_ms);
    if (status != STATUS_OK) {
        return status;
    }
    if (due > 0) {
        return status_fail(STATUS_NOT_FOUND, "nothing of that is due; other questions are");
    }
    if (next_ms == 0) {
        return status_fail(STATUS_NOT_FOUND, "nothing is due: no question was answered yet");
    }
    struct text when = {0};
    progress_when(next_ms, now, &when);
    status = status_fail(STATUS_NOT_FOUND, "nothing is due; the next question comes back %s",
                         text_string(&when));
    text_finish(&when);
    return status;
}

// Draws from the pool: sorted by urgency, or by chance in an exam.
static void draw(struct pool *pool, const struct quiz_request *request, size_t wanted, bool runner,
                 struct selection *selection)
{
    bool exam = request->kind == SESSION_EXAM, review = request->kind == SESSION_REVIEW;
    qsort(pool->items, pool->count, sizeof *pool->items, exam ? compare_chance : compare_urgency);
    for (size_t i = 0; i < pool->count && selection->count < wanted; i++) {
        struct candidate *candidate = &pool->items[i];
        if (review && candidate->urgency > URGENT_DUE) {
            return;
        }
        const struct question *question = candidate->question;
        if (candidate->last != NULL && !candidate->last->taken_over) {
            question = select_variant(pool->bank, candidate->last, runner);
        }
        selection->questions[selection->count++] = question;
    }
}

static enum status select_from_pool(struct pool *pool, struct store *store, int64_t learner,
                                    const struct quiz_request *request,
                                    const struct meaning *meaning, bool runner, uint64_t *seed,
                                    struct selection *selection)
{
    enum status status = fill_pool(pool, meaning, runner, seed);
    if (status == STATUS_OK && pool->count > 0) {
        status = totals_each_item(store, learner, note_total, pool);
    }
    if (status != STATUS_OK) {
        return status;
    }
    size_t wanted = meaning->count > 0                ? meaning->count
                    : request->count > 0              ? request->count
                    : request->kind == SESSION_EXAM   ? EXAM_COUNT
                    : request->kind == SESSION_REVIEW ? MAX_COUNT
                                                      : DEFAULT_COUNT;
    draw(pool, request, wanted, runner, selection);
    if (!request->keep_order && meaning->topic != NULL) {
        shuffle(selection->questions, selection->count, seed);
    }
    if (meaning->source != NULL) {
        qsort(selection->questions, selection->count, sizeof *selection->questions, compare_places);
    } else if (meaning->topic == NULL) {
        mix_topics(selection->questions, selection->count);
    }
    return STATUS_OK;
}

static enum status choose(const struct bank *bank, struct store *store, int64_t learner,
                          const struct quiz_request *request, bool runner, struct store_time now,
                          uint64_t seed, struct selection *selection)
{
    struct meaning meaning = {0};
    if (request->ids != NULL) {
        return take_ids(bank, request, runner, selection);
    }
    enum status status = read_what(bank, request->what != NULL ? request->what : "", &meaning);
    if (status != STATUS_OK) {
        return status;
    }
    if (meaning.question != NULL) {
        if (!can_ask(meaning.question, runner)) {
            return status_fail(STATUS_UNSUPPORTED, "`%s` needs ranks to run on",
                               meaning.question->id);
        }
        selection->questions[selection->count++] = meaning.question;
        return STATUS_OK;
    }
    struct pool pool = {.bank = bank, .now_ms = now.utc_ms};
    status = select_from_pool(&pool, store, learner, request, &meaning, runner, &seed, selection);
    free(pool.items);
    return status;
}

enum status select_questions(const struct bank *bank, struct store *store, int64_t learner,
                             const struct quiz_request *request, bool runner, struct store_time now,
                             uint64_t seed, struct selection *ret_selection)
{
    const char *what = request->what != NULL ? request->what : "";
    struct selection selection = {
        .questions = calloc(bank_count(bank) + request->id_count + 1, sizeof(struct question *)),
        .title = strdup(what[0] != '\0'                   ? what
                        : request->lesson != NULL         ? request->lesson
                        : request->kind == SESSION_REVIEW ? "review"
                        : request->kind == SESSION_EXAM   ? "exam"
                                                          : "mixed"),
    };
    enum status status = STATUS_OK;
    if (selection.questions == NULL || selection.title == NULL) {
        status = no_memory();
    } else {
        status = choose(bank, store, learner, request, runner, now, seed, &selection);
    }
    if (status == STATUS_OK && selection.count == 0) {
        status = request->kind == SESSION_REVIEW
                     ? nothing_due(store, learner, now)
                     : status_fail(STATUS_NOT_FOUND, "there is no question to ask");
    }
    if (status != STATUS_OK) {
        select_finish(&selection);
        return status;
    }
    *ret_selection = selection;
    return STATUS_OK;
}

void select_finish(struct selection *selection)
{
    free(selection->questions);
    free(selection->title);
    *selection = (struct selection){0};
}
