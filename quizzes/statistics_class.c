// Learners by topics.
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/store/learner.h"
#include "core/store/totals.h"
#include "quizzes/statistics.h"

struct cell {
    int64_t questions, last_right;
};

struct row {
    int64_t learner;
    char *name;
    char uuid[STORE_UUID_SIZE];
    struct cell *cells; // one a topic
    int64_t answers, right;
};

struct table {
    const struct bank *bank;
    struct row *rows;
    size_t count, capacity;
    bool failed;
};

static bool add_learner(void *context, const struct learner *learner)
{
    struct table *table = context;
    struct row row = {.learner = learner->id,
                      .name = strdup(learner->name),
                      .cells = calloc(bank_topic_count(table->bank) + 1, sizeof *row.cells)};
    memcpy(row.uuid, learner->uuid, sizeof row.uuid);
    if (row.name == NULL || row.cells == NULL ||
        !array_reserve((void **)&table->rows, &table->capacity, table->count + 1,
                       sizeof *table->rows)) {
        free(row.name);
        free(row.cells);
        table->failed = true;
        return false;
    }
    table->rows[table->count++] = row;
    return true;
}

// What add_item needs to know.
struct filling {
    const struct bank *bank;
    struct row *row;
};

static bool add_item(void *context, const struct totals_item *item)
{
    struct filling *filling = context;
    filling->row->answers += item->answers;
    filling->row->right += item->right;
    for (const char *at = item->topics; *at != '\0'; at += *at == ',') {
        size_t length = strcspn(at, ",");
        for (size_t i = 0; i < bank_topic_count(filling->bank); i++) {
            const char *topic = bank_topic(filling->bank, i);
            if (strlen(topic) == length && memcmp(topic, at, length) == 0) {
                filling->row->cells[i].questions++;
                filling->row->cells[i].last_right += item->last_right;
            }
        }
        at += length;
    }
    return true;
}

static void table_finish(struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        free(table->rows[i].name);
        free(table->rows[i].cells);
    }
    free(table->rows);
}

static enum status load(const struct bank *bank, struct store *store, struct table *ret_table)
{
    struct table table = {.bank = bank};
    enum status status = learner_each(store, add_learner, &table);
    if (status == STATUS_OK && table.failed) {
        status = status_fail(STATUS_MEMORY, "no memory for the report");
    }
    for (size_t i = 0; i < table.count && status == STATUS_OK; i++) {
        struct filling filling = {.bank = bank, .row = &table.rows[i]};
        status = totals_each_item(store, table.rows[i].learner, add_item, &filling);
    }
    if (status != STATUS_OK) {
        table_finish(&table);
        return status;
    }
    *ret_table = table;
    return STATUS_OK;
}

static int percent(const struct cell *cell)
{
    return (int)(100 * cell->last_right / cell->questions);
}

static void print_row(const struct table *table, const struct row *row, struct text *out)
{
    text_add_printable(out, row->name, strlen(row->name));
    text_addf(out, " (%.8s): %lld answers, %lld right\n", row->uuid, (long long)row->answers,
              (long long)row->right);
    for (size_t i = 0; i < bank_topic_count(table->bank); i++) {
        const struct cell *cell = &row->cells[i];
        if (cell->questions > 0) {
            text_addf(out, "  %s%-20s %3d%% of %lld\n", percent(cell) < 60 ? "! " : "  ",
                      bank_topic(table->bank, i), percent(cell), (long long)cell->questions);
        }
    }
}

enum status statistics_class(const struct bank *bank, struct store *store, struct text *out)
{
    struct table table;
    enum status status = load(bank, store, &table);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < table.count; i++) {
        print_row(&table, &table.rows[i], out);
    }
    text_add(out, "\nThe class\n");
    for (size_t i = 0; i < bank_topic_count(bank); i++) {
        struct cell all = {0};
        int learners = 0, weak = 0;
        for (size_t k = 0; k < table.count; k++) {
            const struct cell *cell = &table.rows[k].cells[i];
            all.questions += cell->questions;
            all.last_right += cell->last_right;
            learners += cell->questions > 0;
            weak += cell->questions > 0 && percent(cell) < 60;
        }
        if (learners > 0) {
            text_addf(out, "  %-22s %3d%%, %d of %d learners below 60%%\n", bank_topic(bank, i),
                      percent(&all), weak, learners);
        }
    }
    table_finish(&table);
    return STATUS_OK;
}

enum status statistics_class_json(const struct bank *bank, struct store *store, struct json *json)
{
    struct table table;
    enum status status = load(bank, store, &table);
    if (status != STATUS_OK) {
        return status;
    }
    json_array(json, NULL);
    for (size_t i = 0; i < table.count; i++) {
        const struct row *row = &table.rows[i];
        json_object(json, NULL);
        json_string(json, "learner", row->name);
        json_string(json, "uuid", row->uuid);
        json_int(json, "answers", row->answers);
        json_int(json, "right", row->right);
        json_object(json, "topics");
        for (size_t k = 0; k < bank_topic_count(bank); k++) {
            if (row->cells[k].questions > 0) {
                json_object(json, bank_topic(bank, k));
                json_int(json, "questions", row->cells[k].questions);
                json_int(json, "last_right", row->cells[k].last_right);
                json_end(json);
            }
        }
        json_end(json);
        json_end(json);
    }
    json_end(json);
    table_finish(&table);
    return STATUS_OK;
}
