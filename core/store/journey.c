#include <stdlib.h>
#include <string.h>

#include "core/store/database.h"
#include "core/store/journey.h"

// ---- places

static enum status put_place(struct store *store, int64_t learner,
                             const struct journey_place *place)
{
    struct statement put;
    statement_begin(store, &put,
                    "REPLACE INTO lesson_places(learner, lesson, step, tries, hints, solved,"
                    " at_ms, zone_minutes) VALUES(:learner, :lesson, :step, :tries, :hints,"
                    " :solved, :at_ms, :zone_minutes)");
    statement_bind_int(&put, ":learner", learner);
    statement_bind_text(&put, ":lesson", place->lesson);
    statement_bind_text(&put, ":step", place->step);
    statement_bind_int(&put, ":tries", place->tries);
    statement_bind_int(&put, ":hints", place->hints);
    statement_bind_int(&put, ":solved", place->solved);
    statement_bind_int(&put, ":at_ms", place->at.utc_ms);
    statement_bind_int(&put, ":zone_minutes", place->at.zone_minutes);
    return statement_run(&put, "save the lesson");
}

enum status journey_save_place(struct store *store, int64_t learner,
                               const struct journey_place *place)
{
    return put_place(store, learner, place);
}

void journey_place_finish(struct journey_place *place)
{
    free((char *)place->lesson);
    free((char *)place->step);
    *place = (struct journey_place){0};
}

// Ends the statement.
static enum status take_place(struct statement *row, struct journey_place *ret_place)
{
    struct journey_place place = {0};
    bool found = statement_next(row);
    if (found) {
        place.lesson = strdup(statement_text(row, "lesson"));
        place.step = strdup(statement_text(row, "step"));
        place.tries = (int)statement_int(row, "tries");
        place.hints = (int)statement_int(row, "hints");
        place.solved = statement_int(row, "solved") != 0;
        place.at.utc_ms = statement_int(row, "at_ms");
        place.at.zone_minutes = (int)statement_int(row, "zone_minutes");
    }
    enum status status = statement_end(row, "read the lesson");
    if (status == STATUS_OK && !found) {
        status = status_fail(STATUS_NOT_FOUND, "no such lesson was begun");
    }
    if (status == STATUS_OK && (place.lesson == NULL || place.step == NULL)) {
        status = status_fail(STATUS_MEMORY, "no memory for the lesson");
    }
    if (status != STATUS_OK) {
        journey_place_finish(&place);
        return status;
    }
    *ret_place = place;
    return STATUS_OK;
}

enum status journey_find_place(struct store *store, int64_t learner, const char *lesson,
                               struct journey_place *ret_place)
{
    struct statement find;
    statement_begin(store, &find,
                    "SELECT lesson, step, tries, hints, solved, at_ms, zone_minutes"
                    " FROM lesson_places WHERE learner = :learner AND lesson = :lesson");
    statement_bind_int(&find, ":learner", learner);
    statement_bind_text(&find, ":lesson", lesson);
    return take_place(&find, ret_place);
}

enum status journey_find_latest(struct store *store, int64_t learner,
                                struct journey_place *ret_place)
{
    struct statement find;
    statement_begin(store, &find,
                    "SELECT lesson, step, tries, hints, solved, at_ms, zone_minutes"
                    " FROM lesson_places p WHERE learner = :learner AND step <> ''"
                    " ORDER BY at_ms DESC, lesson LIMIT 1");
    statement_bind_int(&find, ":learner", learner);
    return take_place(&find, ret_place);
}

// ---- the log

static enum status add_step(struct store *store, int64_t learner, const struct journey_step *step)
{
    struct database_event event;
    enum status status = database_event(store, &event);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO lesson_steps(uid, learner, lesson, step, outcome, tries, hints,"
                    " at_ms, zone_minutes, recorder, sequence) VALUES(:uid, :learner, :lesson,"
                    " :step, :outcome, :tries, :hints, :at_ms, :zone_minutes, :recorder,"
                    " :sequence)");
    statement_bind_event(&add, &event);
    statement_bind_int(&add, ":learner", learner);
    statement_bind_text(&add, ":lesson", step->lesson);
    statement_bind_text(&add, ":step", step->step);
    statement_bind_int(&add, ":outcome", (int64_t)step->outcome);
    statement_bind_int(&add, ":tries", step->tries);
    statement_bind_int(&add, ":hints", step->hints);
    statement_bind_int(&add, ":at_ms", step->at.utc_ms);
    statement_bind_int(&add, ":zone_minutes", step->at.zone_minutes);
    return statement_run(&add, "save the lesson's step");
}

enum status journey_save_step(struct store *store, int64_t learner, const struct journey_step *step,
                              const struct journey_place *next)
{
    enum status status = database_begin(store);
    if (status != STATUS_OK) {
        return status;
    }
    status = add_step(store, learner, step);
    if (status == STATUS_OK) {
        status = put_place(store, learner, next);
    }
    return database_end(store, status);
}

enum status journey_each_lesson(struct store *store, int64_t learner,
                                bool (*each)(void *context, const struct journey_lesson *row),
                                void *context)
{
    struct statement rows;
    statement_begin(store, &rows,
                    "SELECT p.lesson, p.step, p.at_ms,"
                    " (SELECT count(DISTINCT s.step) FROM lesson_steps s WHERE s.learner ="
                    "  p.learner AND s.lesson = p.lesson AND s.step <> '') AS steps_done,"
                    " EXISTS(SELECT 1 FROM lesson_steps s WHERE s.learner = p.learner AND"
                    "  s.lesson = p.lesson AND s.outcome = :finished) AS finished"
                    " FROM lesson_places p WHERE p.learner = :learner ORDER BY p.at_ms DESC,"
                    " p.lesson");
    statement_bind_int(&rows, ":finished", JOURNEY_FINISHED);
    statement_bind_int(&rows, ":learner", learner);
    bool go_on = true;
    while (go_on && statement_next(&rows)) {
        struct journey_lesson row = {.lesson = statement_text(&rows, "lesson")};
        row.step = statement_text(&rows, "step");
        row.last_ms = statement_int(&rows, "at_ms");
        row.steps_done = statement_int(&rows, "steps_done");
        row.finished = statement_int(&rows, "finished") != 0;
        go_on = each(context, &row);
    }
    return statement_end(&rows, "read the lessons");
}

// ---- predictions

static enum status add_prediction(struct store *store, int64_t learner,
                                  const struct journey_prediction *prediction)
{
    struct database_event event;
    enum status status = database_event(store, &event);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement add;
    statement_begin(store, &add,
                    "INSERT INTO predictions(uid, learner, lesson, step, rank, expected, shown,"
                    " right, at_ms, zone_minutes, recorder, sequence) VALUES(:uid, :learner,"
                    " :lesson, :step, :rank, :expected, :shown, :right, :at_ms, :zone_minutes,"
                    " :recorder, :sequence)");
    statement_bind_event(&add, &event);
    statement_bind_int(&add, ":learner", learner);
    statement_bind_text(&add, ":lesson", prediction->lesson);
    statement_bind_text(&add, ":step", prediction->step);
    statement_bind_int(&add, ":rank", prediction->rank);
    statement_bind_text(&add, ":expected", prediction->expected);
    statement_bind_text(&add, ":shown", prediction->shown);
    statement_bind_int(&add, ":right", prediction->right);
    statement_bind_int(&add, ":at_ms", prediction->at.utc_ms);
    statement_bind_int(&add, ":zone_minutes", prediction->at.zone_minutes);
    return statement_run(&add, "save the prediction");
}

enum status journey_save_predictions(struct store *store, int64_t learner,
                                     const struct journey_prediction *predictions, size_t count)
{
    enum status status = database_begin(store);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = add_prediction(store, learner, &predictions[i]);
    }
    return database_end(store, status);
}
