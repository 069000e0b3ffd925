#include "core/store/database.h"
#include "core/store/totals.h"

enum status totals_each_item(struct store *store, int64_t learner,
                             bool (*each)(void *context, const struct totals_item *row),
                             void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT i.key AS item, c.key AS card, i.topics, t.answers, t.right, t.sure,"
                    " t.sure_right, t.unsure, t.unsure_right, t.hints, t.last_ms AS answered_ms,"
                    " t.last_right, t.last_confidence, s.stability, s.difficulty, s.stage, s.step,"
                    " s.reviews, s.lapses, s.last_ms, s.due_ms FROM totals_items t"
                    " JOIN items i ON i.id = t.item JOIN cards c ON c.id = i.card"
                    " LEFT JOIN schedules s ON s.learner = t.learner AND s.card = i.card"
                    " WHERE t.learner = :learner ORDER BY i.key");
    statement_bind_int(&rows, ":learner", learner);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct totals_item row = {.item = statement_text(&rows, "item")};
        row.card = statement_text(&rows, "card");
        row.topics = statement_text(&rows, "topics");
        row.answers = statement_int(&rows, "answers");
        row.right = statement_int(&rows, "right");
        row.sure = statement_int(&rows, "sure");
        row.sure_right = statement_int(&rows, "sure_right");
        row.unsure = statement_int(&rows, "unsure");
        row.unsure_right = statement_int(&rows, "unsure_right");
        row.hints = statement_int(&rows, "hints");
        row.last_ms = statement_int(&rows, "answered_ms");
        row.last_right = statement_int(&rows, "last_right") != 0;
        row.last_sure = statement_int(&rows, "last_confidence") == 1;
        row.scheduled = !statement_null(&rows, "stability");
        row.schedule.stability = statement_real(&rows, "stability");
        row.schedule.difficulty = statement_real(&rows, "difficulty");
        row.schedule.stage = (int)statement_int(&rows, "stage");
        row.schedule.step = (int)statement_int(&rows, "step");
        row.schedule.reviews = (int)statement_int(&rows, "reviews");
        row.schedule.lapses = (int)statement_int(&rows, "lapses");
        row.schedule.last_ms = statement_int(&rows, "last_ms");
        row.schedule.due_ms = statement_int(&rows, "due_ms");
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the progress");
}

enum status totals_each_misconception(struct store *store, int64_t learner,
                                      bool (*each)(void *context,
                                                   const struct totals_misconception *row),
                                      void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT name, count, last_ms FROM totals_misconceptions"
                    " WHERE learner = :learner ORDER BY count DESC, last_ms DESC, name");
    statement_bind_int(&rows, ":learner", learner);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct totals_misconception row = {
            .name = statement_text(&rows, "name"),
            .count = statement_int(&rows, "count"),
            .last_ms = statement_int(&rows, "last_ms"),
        };
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the progress");
}

enum status totals_each_day(struct store *store, int64_t learner, size_t limit,
                            bool (*each)(void *context, const struct totals_day *row),
                            void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT day, answers, right FROM totals_days WHERE learner = :learner"
                    " ORDER BY day DESC LIMIT :limit");
    statement_bind_int(&rows, ":learner", learner);
    statement_bind_int(&rows, ":limit", (int64_t)limit);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct totals_day row = {
            .day = statement_int(&rows, "day"),
            .answers = statement_int(&rows, "answers"),
            .right = statement_int(&rows, "right"),
        };
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the progress");
}
