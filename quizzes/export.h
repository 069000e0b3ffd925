// What leaves the lab: answers as CSV or JSON, questions as GIFT (Moodle's text format).
#ifndef RANKSH_QUIZZES_EXPORT_H
#define RANKSH_QUIZZES_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"
#include "core/store/store.h"
#include "quizzes/bank.h"

// Takes the next bytes; false ends the export.
struct export_sink {
    void *context;
    bool (*write)(void *context, const char *bytes, size_t length);
};

// All answers of one learner (0: of all), oldest first. Times are ISO 8601 in UTC with the zone
// beside them. A cell of the CSV that a spreadsheet would take for a formula gets a ' before it.
// STATUS_CLOSED when the sink wants no more; the store's failures.
enum status export_csv(struct store *store, int64_t learner, const struct export_sink *sink);
enum status export_json(struct store *store, int64_t learner, const struct export_sink *sink);

// The questions of a topic (NULL: all). Fix and order questions have no form in GIFT: they are named
// in a comment.
enum status export_gift(const struct bank *bank, const char *topic, const struct export_sink *sink);

#endif
