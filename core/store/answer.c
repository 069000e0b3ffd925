#include <stdlib.h>
#include <string.h>

#include "core/store/answer.h"
#include "core/store/database.h"
#include "core/store/session.h"

// ---- items: registered when they are first answered, kept up to date afterwards

static enum status find_or_add_card(struct store *store, const char *key, int64_t *ret_card)
{
    struct statement add;
    statement_begin(store, &add, "INSERT INTO cards(key) VALUES(:key) ON CONFLICT DO NOTHING");
    statement_bind_text(&add, ":key", key);
    enum status status = statement_run(&add, "save the card");
    if (status != STATUS_OK) {
        return status;
    }
    struct statement find;
    statement_begin(store, &find, "SELECT id FROM cards WHERE key = :key");
    statement_bind_text(&find, ":key", key);
    return statement_single(&find, "find the card", ret_card);
}

static enum status replay_for_all(struct store *store, int64_t card)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT DISTINCT learner FROM schedules WHERE card = :card"
                    " UNION SELECT DISTINCT learner FROM totals_items t"
                    " JOIN items i ON i.id = t.item WHERE i.card = :card");
    statement_bind_int(&rows, ":card", card);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && statement_next(&rows)) {
        struct schedule ignored;
        status = schedule_replay(store, statement_int(&rows, "learner"), card, &ignored);
    }
    enum status ended = statement_end(&rows, "find who learns the card");
    return status != STATUS_OK ? status : ended;
}

// An edit may have moved a question to another family: then the schedules of both change.
static enum status update_item(struct store *store, int64_t id, const struct answer_item *item,
                               int64_t old_card, int64_t card)
{
    struct statement update;
    statement_begin(store, &update,
                    "UPDATE items SET card = :card, kind = :kind, topics = :topics"
                    " WHERE id = :id");
    statement_bind_int(&update, ":card", card);
    statement_bind_text(&update, ":kind", item->kind);
    statement_bind_text(&update, ":topics", item->topics);
    statement_bind_int(&update, ":id", id);
    enum status status = statement_run(&update, "save the question");
    if (status == STATUS_OK && old_card != card) {
        status = replay_for_all(store, old_card);
        status = status == STATUS_OK ? replay_for_all(store, card) : status;
    }
    return status;
}

static enum status insert_item(struct store *store, const struct answer_item *item, int64_t card,
                               int64_t *ret_id)
{
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO items(key, card, kind, topics)"
                    " VALUES(:key, :card, :kind, :topics)");
    statement_bind_text(&add, ":key", item->key);
    statement_bind_int(&add, ":card", card);
    statement_bind_text(&add, ":kind", item->kind);
    statement_bind_text(&add, ":topics", item->topics);
    enum status status = statement_run(&add, "save the question");
    if (status == STATUS_OK) {
        *ret_id = sqlite3_last_insert_rowid(store->handle);
    }
    return status;
}

static enum status register_item(struct store *store, const struct answer_item *item,
                                 int64_t *ret_id, int64_t *ret_card)
{
    int64_t card = 0, id = 0, old_card = 0;
    enum status status = find_or_add_card(store, item->card, &card);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement find;
    statement_begin(store, &find,
                    "SELECT id, card, kind = :kind AND topics = :topics AS same"
                    " FROM items WHERE key = :key");
    statement_bind_text(&find, ":key", item->key);
    statement_bind_text(&find, ":kind", item->kind);
    statement_bind_text(&find, ":topics", item->topics);
    bool found = statement_next(&find), same = false;
    if (found) {
        id = statement_int(&find, "id");
        old_card = statement_int(&find, "card");
        same = statement_int(&find, "same") != 0 && old_card == card;
    }
    status = statement_end(&find, "find the question");
    if (status == STATUS_OK && !found) {
        status = insert_item(store, item, card, &id);
    } else if (status == STATUS_OK && !same) {
        status = update_item(store, id, item, old_card, card);
    }
    *ret_id = id;
    *ret_card = card;
    return status;
}

static enum status add_option(struct store *store, int64_t revision,
                              const struct answer_option *option)
{
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO options(revision, key, text, misconception, right)"
                    " VALUES(:revision, :key, :text, :misconception, :right)");
    statement_bind_int(&add, ":revision", revision);
    statement_bind_text(&add, ":key", option->key);
    statement_bind_text(&add, ":text", option->text);
    statement_bind_text(&add, ":misconception", option->misconception);
    statement_bind_int(&add, ":right", option->right);
    return statement_run(&add, "save the options");
}

static enum status register_revision(struct store *store, const struct answer_item *item,
                                     int64_t id, int64_t *ret_revision)
{
    struct statement find;
    statement_begin(store, &find, "SELECT id FROM revisions WHERE item = :item AND hash = :hash");
    statement_bind_int(&find, ":item", id);
    statement_bind_text(&find, ":hash", item->revision);
    enum status status = statement_single(&find, "find the revision", ret_revision);
    if (status != STATUS_NOT_FOUND) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO revisions(item, hash, stem) VALUES(:item, :hash, :stem)");
    statement_bind_int(&add, ":item", id);
    statement_bind_text(&add, ":hash", item->revision);
    statement_bind_text(&add, ":stem", item->stem);
    status = statement_run(&add, "save the revision");
    int64_t revision = sqlite3_last_insert_rowid(store->handle);
    for (size_t i = 0; i < item->option_count && status == STATUS_OK; i++) {
        status = add_option(store, revision, &item->options[i]);
    }
    *ret_revision = revision;
    return status;
}

// ---- the answer

// Inside the transaction, so that nobody answers between the look and the insert. (No unique index:
// merged files may well have two answers for one position, and none is to be lost.)
static enum status refuse_second(struct store *store, const struct answer *answer)
{
    struct statement find;
    statement_begin(store, &find,
                    "SELECT id FROM attempts WHERE session = :session AND position = :position");
    statement_bind_int(&find, ":session", answer->session);
    statement_bind_int(&find, ":position", answer->position);
    int64_t id;
    enum status status = statement_single(&find, "look for an earlier answer", &id);
    if (status == STATUS_OK) {
        return status_fail(STATUS_MISMATCH, "question %d of this quiz has an answer already",
                           answer->position + 1);
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status insert_attempt(struct store *store, const struct answer *answer, int64_t item,
                                  int64_t revision, int64_t *ret_attempt)
{
    struct database_event event;
    enum status status = database_event(store, &event);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO attempts(uid, learner, session, position, item, revision, chosen,"
                    " cells, right, confidence, hint, grade, misconception, ms, seed, at_ms,"
                    " zone_minutes, recorder, sequence) VALUES(:uid, :learner, :session,"
                    " :position, :item, :revision, :chosen, :cells, :right, :confidence, :hint,"
                    " :grade, :misconception, :ms, :seed, :at_ms, :zone_minutes, :recorder,"
                    " :sequence)");
    statement_bind_event(&add, &event);
    statement_bind_int(&add, ":learner", answer->learner);
    statement_bind_int(&add, ":session", answer->session);
    statement_bind_int(&add, ":position", answer->position);
    statement_bind_int(&add, ":item", item);
    statement_bind_int(&add, ":revision", revision);
    statement_bind_text(&add, ":chosen", answer->chosen);
    statement_bind_text(&add, ":cells", answer->cells);
    statement_bind_int(&add, ":right", answer->right);
    statement_bind_int(&add, ":confidence", (int64_t)answer->confidence);
    statement_bind_int(&add, ":hint", answer->hint);
    statement_bind_int(&add, ":grade", answer->grade);
    statement_bind_text(&add, ":misconception", answer->misconception);
    statement_bind_int(&add, ":ms", answer->ms);
    statement_bind_int(&add, ":seed", (int64_t)answer->seed);
    statement_bind_int(&add, ":at_ms", answer->at.utc_ms);
    statement_bind_int(&add, ":zone_minutes", answer->at.zone_minutes);
    status = statement_run(&add, "save the answer");
    if (status == STATUS_OK) {
        *ret_attempt = sqlite3_last_insert_rowid(store->handle);
    }
    return status;
}

static enum status save_inside(struct store *store, const struct answer *answer,
                               struct answer_receipt *ret_receipt)
{
    int64_t item = 0, card = 0, revision = 0;
    struct answer_receipt receipt = {0};
    enum status status = refuse_second(store, answer);
    if (status == STATUS_OK) {
        status = register_item(store, &answer->item, &item, &card);
    }
    if (status == STATUS_OK) {
        status = register_revision(store, &answer->item, item, &revision);
    }
    if (status == STATUS_OK) {
        status = insert_attempt(store, answer, item, revision, &receipt.attempt);
    }
    if (status == STATUS_OK && answer->grade > 0) {
        struct schedule schedule = {0};
        status = schedule_replay(store, answer->learner, card, &schedule);
        receipt.due_ms = schedule.due_ms;
        receipt.interval_days = store_day(schedule.due_ms, answer->at.zone_minutes) -
                                store_day(answer->at.utc_ms, answer->at.zone_minutes);
    }
    if (status == STATUS_OK && answer->again != NULL) {
        status = session_add_question(store, answer->session, answer->again, answer->again_seed);
    }
    *ret_receipt = receipt;
    return status;
}

enum status answer_save(struct store *store, const struct answer *answer,
                        struct answer_receipt *ret_receipt)
{
    struct answer_receipt receipt = {0};
    enum status status = database_begin(store);
    if (status == STATUS_OK) {
        status = database_end(store, save_inside(store, answer, &receipt));
    }
    if (status == STATUS_OK) {
        *ret_receipt = receipt;
    }
    return status;
}

// ---- reading

#define ANSWER_COLUMNS                                                                        \
    "SELECT a.id, a.learner, a.session, a.uid, a.position, l.uuid AS learner_uuid,"           \
    " l.name AS learner_name, i.key AS item, i.kind, i.topics, r.hash AS revision, a.chosen," \
    " a.cells, a.misconception, a.right, a.hint, a.confidence, a.grade, a.ms, a.at_ms,"       \
    " a.zone_minutes, a.seed FROM attempts a JOIN learners l ON l.id = a.learner"             \
    " JOIN items i ON i.id = a.item JOIN revisions r ON r.id = a.revision"

// Strings are the statement's own.
static void read_row(struct statement *row, struct answer_row *answer)
{
    *answer = (struct answer_row){.attempt = statement_int(row, "id")};
    answer->learner = statement_int(row, "learner");
    answer->session = statement_int(row, "session");
    answer->uid = statement_int(row, "uid");
    answer->position = (int)statement_int(row, "position");
    answer->learner_uuid = statement_text(row, "learner_uuid");
    answer->learner_name = statement_text(row, "learner_name");
    answer->item = statement_text(row, "item");
    answer->kind = statement_text(row, "kind");
    answer->topics = statement_text(row, "topics");
    answer->revision = statement_text(row, "revision");
    answer->chosen = statement_text(row, "chosen");
    answer->cells = statement_text(row, "cells");
    answer->misconception = statement_text(row, "misconception");
    answer->right = statement_int(row, "right") != 0;
    answer->hint = statement_int(row, "hint") != 0;
    answer->confidence = (enum answer_confidence)statement_int(row, "confidence");
    answer->grade = (int)statement_int(row, "grade");
    answer->ms = statement_int(row, "ms");
    answer->at_ms = statement_int(row, "at_ms");
    answer->zone_minutes = (int)statement_int(row, "zone_minutes");
    answer->seed = (uint64_t)statement_int(row, "seed");
}

enum { ROW_TEXTS = 9 };

static void row_texts(struct answer_row *row, const char **fields[static ROW_TEXTS])
{
    fields[0] = &row->learner_uuid;
    fields[1] = &row->learner_name;
    fields[2] = &row->item;
    fields[3] = &row->kind;
    fields[4] = &row->topics;
    fields[5] = &row->revision;
    fields[6] = &row->chosen;
    fields[7] = &row->cells;
    fields[8] = &row->misconception;
}

void answer_row_finish(struct answer_row *row)
{
    const char **fields[ROW_TEXTS];
    row_texts(row, fields);
    for (size_t i = 0; i < ROW_TEXTS; i++) {
        free((char *)*fields[i]);
    }
    *row = (struct answer_row){0};
}

enum status answer_at(struct store *store, int64_t session, int position,
                      struct answer_row *ret_row)
{
    struct statement find;
    statement_begin(store, &find,
                    ANSWER_COLUMNS " WHERE a.session = :session AND a.position = :position"
                                   " ORDER BY a.id LIMIT 1");
    statement_bind_int(&find, ":session", session);
    statement_bind_int(&find, ":position", position);
    struct answer_row row = {0};
    bool found = statement_next(&find), fine = true;
    if (found) {
        read_row(&find, &row);
        const char **fields[ROW_TEXTS];
        row_texts(&row, fields);
        for (size_t i = 0; i < ROW_TEXTS; i++) {
            *fields[i] = strdup(*fields[i]);
            fine = fine && *fields[i] != NULL;
        }
    }
    enum status status = statement_end(&find, "read the answer");
    if (status == STATUS_OK && !fine) {
        status = status_fail(STATUS_MEMORY, "no memory for the answer");
    }
    if (status == STATUS_OK && !found) {
        status = status_fail(STATUS_NOT_FOUND, "question %d has no answer yet", position + 1);
    }
    if (status != STATUS_OK) {
        answer_row_finish(&row);
        return status;
    }
    *ret_row = row;
    return STATUS_OK;
}

enum status answer_each(struct store *store, int64_t learner,
                        bool (*each)(void *context, const struct answer_row *row), void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    ANSWER_COLUMNS " WHERE :learner = 0 OR a.learner = :learner"
                                   " ORDER BY a.at_ms, a.uid");
    statement_bind_int(&rows, ":learner", learner);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct answer_row row;
        read_row(&rows, &row);
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the answers");
}

enum status answer_each_option(struct store *store, const char *item,
                               bool (*each)(void *context, const struct answer_option_row *row),
                               void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT i.key AS item, r.hash AS revision, o.key, o.text, o.misconception,"
                    " o.right FROM options o JOIN revisions r ON r.id = o.revision"
                    " JOIN items i ON i.id = r.item WHERE i.key = :item ORDER BY r.id, o.key");
    statement_bind_text(&rows, ":item", item);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct answer_option_row row = {
            .item = statement_text(&rows, "item"),
            .revision = statement_text(&rows, "revision"),
            .key = statement_text(&rows, "key"),
            .text = statement_text(&rows, "text"),
            .misconception = statement_text(&rows, "misconception"),
            .right = statement_int(&rows, "right") != 0,
        };
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the options");
}
