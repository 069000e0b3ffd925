#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/store/database.h"
#include "core/store/schedule.h"

static const int64_t future_ms = 86400000; // a review further ahead than this had a wrong clock

// ---- one card's log

struct log {
    struct schedule_review *reviews;
    size_t count, capacity;
    int64_t last_item, last_at_ms; // the variant asked last, as the clock said
    bool confident_error;
};

static bool add_review(struct log *log, struct statement *row, int64_t recorder)
{
    if (!array_reserve((void **)&log->reviews, &log->capacity, log->count + 1,
                       sizeof *log->reviews)) {
        return false;
    }
    struct schedule_review *review = &log->reviews[log->count++];
    *review = (struct schedule_review){
        .at_ms = statement_int(row, "at_ms"),
        .zone_minutes = (int)statement_int(row, "zone_minutes"),
        .grade = (int)statement_int(row, "grade"),
        .recorder = recorder,
        .sequence = statement_int(row, "sequence"),
    };
    if (log->count == 1 || review->at_ms >= log->last_at_ms) {
        log->last_at_ms = review->at_ms;
        log->last_item = statement_int(row, "item");
        log->confident_error = statement_int(row, "sure_wrong") != 0;
    }
    return true;
}

static enum status read_log(struct store *store, int64_t learner, int64_t card, struct log *ret_log)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT v.at_ms, v.zone_minutes, v.grade, v.sequence, v.item,"
                    " v.right = 0 AND v.confidence = 1 AS sure_wrong, v.recorder"
                    " FROM reviews v JOIN recorders r ON r.id = v.recorder"
                    " WHERE v.learner = :learner AND v.card = :card"
                    " ORDER BY r.uuid, v.sequence, v.at_ms, v.uid");
    statement_bind_int(&rows, ":learner", learner);
    statement_bind_int(&rows, ":card", card);
    struct log log = {0};
    bool fine = true;
    int64_t recorder = 0, ordinal = -1;
    while (fine && statement_next(&rows)) {
        int64_t now = statement_int(&rows, "recorder");
        ordinal += now != recorder || ordinal < 0;
        recorder = now;
        fine = add_review(&log, &rows, ordinal);
    }
    enum status status = statement_end(&rows, "read the reviews");
    if (status == STATUS_OK && !fine) {
        status = status_fail(STATUS_MEMORY, "no memory for the reviews");
    }
    if (status != STATUS_OK) {
        free(log.reviews);
        return status;
    }
    *ret_log = log;
    return STATUS_OK;
}

static enum status save(struct store *store, int64_t learner, int64_t card,
                        const struct schedule *schedule, const struct log *log)
{
    struct statement save;
    statement_begin(store, &save,
                    "REPLACE INTO schedules(learner, card, stability, difficulty, stage, step,"
                    " reviews, lapses, last_ms, due_ms, last_item, confident_error)"
                    " VALUES(:learner, :card, :stability, :difficulty, :stage, :step, :reviews,"
                    " :lapses, :last_ms, :due_ms, :last_item, :confident_error)");
    statement_bind_int(&save, ":learner", learner);
    statement_bind_int(&save, ":card", card);
    statement_bind_real(&save, ":stability", schedule->stability);
    statement_bind_real(&save, ":difficulty", schedule->difficulty);
    statement_bind_int(&save, ":stage", schedule->stage);
    statement_bind_int(&save, ":step", schedule->step);
    statement_bind_int(&save, ":reviews", schedule->reviews);
    statement_bind_int(&save, ":lapses", schedule->lapses);
    statement_bind_int(&save, ":last_ms", schedule->last_ms);
    statement_bind_int(&save, ":due_ms", schedule->due_ms);
    statement_bind_int(&save, ":last_item", log->last_item);
    statement_bind_int(&save, ":confident_error", log->confident_error);
    return statement_run(&save, "save the schedule");
}

static enum status forget(struct store *store, int64_t learner, int64_t card)
{
    struct statement forget;
    statement_begin(store, &forget,
                    "DELETE FROM schedules WHERE learner = :learner AND card = :card");
    statement_bind_int(&forget, ":learner", learner);
    statement_bind_int(&forget, ":card", card);
    return statement_run(&forget, "save the schedule");
}

enum status schedule_replay(struct store *store, int64_t learner, int64_t card,
                            struct schedule *ret_schedule)
{
    struct schedule schedule = {0};
    if (store->scheduler == NULL) {
        *ret_schedule = schedule;
        return STATUS_OK;
    }
    struct log log = {0};
    enum status status = read_log(store, learner, card, &log);
    if (status != STATUS_OK) {
        return status;
    }
    if (log.count > 0) {
        store->scheduler->replay(log.reviews, log.count, &schedule);
        status = save(store, learner, card, &schedule, &log);
    } else {
        status = forget(store, learner, card);
    }
    free(log.reviews);
    if (status == STATUS_OK) {
        *ret_schedule = schedule;
    }
    return status;
}

// ---- all cards

struct card {
    int64_t learner, card;
};

static enum status all_cards(struct store *store, struct card **ret_cards, size_t *ret_count)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT DISTINCT t.learner AS learner, i.card AS card"
                    " FROM totals_items t JOIN items i ON i.id = t.item"
                    " UNION SELECT learner, card FROM schedules");
    struct card *cards = NULL;
    size_t count = 0, capacity = 0;
    bool fine = true;
    while (fine && statement_next(&rows)) {
        fine = array_reserve((void **)&cards, &capacity, count + 1, sizeof *cards);
        if (fine) {
            cards[count++] = (struct card){.learner = statement_int(&rows, "learner"),
                                           .card = statement_int(&rows, "card")};
        }
    }
    enum status status = statement_end(&rows, "read the cards");
    if (status == STATUS_OK && !fine) {
        status = status_fail(STATUS_MEMORY, "no memory for the cards");
    }
    if (status != STATUS_OK) {
        free(cards);
        return status;
    }
    *ret_cards = cards;
    *ret_count = count;
    return STATUS_OK;
}

static enum status note_version(struct store *store)
{
    struct statement note;
    statement_begin(store, &note,
                    "REPLACE INTO settings(name, value) VALUES('scheduler', :version)");
    statement_bind_int(&note, ":version", store->scheduler->version);
    return statement_run(&note, "save the schedules");
}

enum status schedule_rebuild(struct store *store)
{
    enum status status = database_begin(store);
    if (status != STATUS_OK) {
        return status;
    }
    struct card *cards = NULL;
    size_t count = 0;
    status = all_cards(store, &cards, &count);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct schedule ignored;
        status = schedule_replay(store, cards[i].learner, cards[i].card, &ignored);
    }
    free(cards);
    if (status == STATUS_OK) {
        status = note_version(store);
    }
    return database_end(store, status);
}

enum status schedule_use(struct store *store, const struct scheduler *scheduler)
{
    store->scheduler = scheduler;
    int64_t version = -1;
    enum status status =
        database_int(store, "SELECT value FROM settings WHERE name = 'scheduler'", &version);
    if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
        return status;
    }
    bool current = status == STATUS_OK && version == scheduler->version;
    return current || !store->writable ? STATUS_OK : schedule_rebuild(store);
}

// ---- reading

static void read_schedule(struct statement *row, struct schedule *schedule)
{
    schedule->stability = statement_real(row, "stability");
    schedule->difficulty = statement_real(row, "difficulty");
    schedule->stage = (int)statement_int(row, "stage");
    schedule->step = (int)statement_int(row, "step");
    schedule->reviews = (int)statement_int(row, "reviews");
    schedule->lapses = (int)statement_int(row, "lapses");
    schedule->last_ms = statement_int(row, "last_ms");
    schedule->due_ms = statement_int(row, "due_ms");
}

enum status schedule_each_due(struct store *store, int64_t learner, int64_t now_ms, size_t limit,
                              bool (*each)(void *context, const struct schedule_row *row),
                              void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT c.key AS card, i.key AS last_item, s.confident_error, s.stability,"
                    " s.difficulty, s.stage, s.step, s.reviews, s.lapses, s.last_ms, s.due_ms"
                    " FROM (SELECT * FROM schedules WHERE learner = :learner AND due_ms <= :now"
                    " UNION SELECT * FROM schedules WHERE learner = :learner AND last_ms > :ahead)"
                    " s JOIN cards c ON c.id = s.card JOIN items i ON i.id = s.last_item"
                    " ORDER BY s.due_ms, c.key LIMIT :limit");
    statement_bind_int(&rows, ":learner", learner);
    statement_bind_int(&rows, ":now", now_ms);
    statement_bind_int(&rows, ":ahead", now_ms + future_ms);
    statement_bind_int(&rows, ":limit", (int64_t)limit);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct schedule_row row = {
            .card = statement_text(&rows, "card"),
            .last_item = statement_text(&rows, "last_item"),
            .confident_error = statement_int(&rows, "confident_error") != 0,
        };
        read_schedule(&rows, &row.schedule);
        go_on = each(context, &row);
    }
    return statement_end(&rows, "look for what is due");
}

enum status schedule_count_due(struct store *store, int64_t learner, int64_t now_ms,
                               int64_t *ret_due, int64_t *ret_next_ms)
{
    struct statement count;
    statement_begin(store, &count,
                    "SELECT count(*) AS due, (SELECT coalesce(min(due_ms), 0) FROM schedules"
                    " WHERE learner = :learner AND due_ms > :now) AS next_ms FROM schedules"
                    " WHERE learner = :learner AND (due_ms <= :now OR last_ms > :ahead)");
    statement_bind_int(&count, ":learner", learner);
    statement_bind_int(&count, ":now", now_ms);
    statement_bind_int(&count, ":ahead", now_ms + future_ms);
    int64_t due = 0, next_ms = 0;
    if (statement_next(&count)) {
        due = statement_int(&count, "due");
        next_ms = statement_int(&count, "next_ms");
    }
    enum status status = statement_end(&count, "count what is due");
    if (status == STATUS_OK) {
        *ret_due = due;
        *ret_next_ms = next_ms;
    }
    return status;
}

enum status schedule_get(struct store *store, int64_t learner, const char *card,
                         struct schedule *ret_schedule)
{
    struct statement find;
    statement_begin(store, &find,
                    "SELECT s.stability, s.difficulty, s.stage, s.step, s.reviews, s.lapses,"
                    " s.last_ms, s.due_ms FROM schedules s JOIN cards c ON c.id = s.card"
                    " WHERE s.learner = :learner AND c.key = :card");
    statement_bind_int(&find, ":learner", learner);
    statement_bind_text(&find, ":card", card);
    struct schedule schedule = {0};
    bool found = statement_next(&find);
    if (found) {
        read_schedule(&find, &schedule);
    }
    enum status status = statement_end(&find, "read the schedule");
    if (status == STATUS_OK && !found) {
        return status_fail(STATUS_NOT_FOUND, "`%s` was never reviewed", card);
    }
    if (status == STATUS_OK) {
        *ret_schedule = schedule;
    }
    return status;
}

enum status schedule_log(struct store *store, int64_t learner, const char *card,
                         struct schedule_review **ret_reviews, size_t *ret_count)
{
    struct statement find;
    statement_begin(store, &find, "SELECT id FROM cards WHERE key = :key");
    statement_bind_text(&find, ":key", card);
    int64_t id = 0;
    enum status status = statement_single(&find, "find the card", &id);
    struct log log = {0};
    if (status == STATUS_OK) {
        status = read_log(store, learner, id, &log);
    }
    if (status == STATUS_OK) {
        *ret_reviews = log.reviews;
        *ret_count = log.count;
    }
    return status;
}

// ---- checking

static bool same(const struct schedule *first, const struct schedule *second)
{
    return first->stability == second->stability && first->difficulty == second->difficulty &&
           first->stage == second->stage && first->step == second->step &&
           first->reviews == second->reviews && first->lapses == second->lapses &&
           first->last_ms == second->last_ms && first->due_ms == second->due_ms;
}

static enum status verify_card(struct store *store, struct card card, bool *ret_wrong)
{
    struct log log = {0};
    enum status status = read_log(store, card.learner, card.card, &log);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement find;
    statement_begin(store, &find,
                    "SELECT stability, difficulty, stage, step, reviews, lapses, last_ms, due_ms"
                    " FROM schedules WHERE learner = :learner AND card = :card");
    statement_bind_int(&find, ":learner", card.learner);
    statement_bind_int(&find, ":card", card.card);
    struct schedule stored = {0}, replayed = {0};
    bool found = statement_next(&find);
    if (found) {
        read_schedule(&find, &stored);
    }
    status = statement_end(&find, "read the schedule");
    if (log.count > 0) {
        store->scheduler->replay(log.reviews, log.count, &replayed);
    }
    free(log.reviews);
    *ret_wrong = found != (log.count > 0) || !same(&stored, &replayed);
    return status;
}

enum status schedule_verify(struct store *store, int64_t *ret_wrong)
{
    struct card *cards = NULL;
    size_t count = 0;
    int64_t wrong = 0;
    enum status status = all_cards(store, &cards, &count);
    for (size_t i = 0; i < count && status == STATUS_OK && store->scheduler != NULL; i++) {
        bool differs = false;
        status = verify_card(store, cards[i], &differs);
        wrong += differs;
    }
    free(cards);
    if (status == STATUS_OK) {
        *ret_wrong = wrong;
    }
    return status;
}
