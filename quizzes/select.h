// Which questions a sitting has.
#ifndef RANKSH_QUIZZES_SELECT_H
#define RANKSH_QUIZZES_SELECT_H

#include "core/store/store.h"
#include "quizzes/quiz.h"

struct selection {
    const struct question **questions; // in the order in which they are asked
    size_t count;
    char *title; // what was asked for, as a session is named
};

// As quiz_begin: a topic, a source ("practice"), an id, a number, ids, or what is due. One question a card, so that no two
// variants of an idea meet in one sitting; of a family the variant that wasn't asked last.
//
// A first lesson on a topic keeps it together; without a topic, and in reviews, topics are mixed.
// Practice takes what is due first, then what was never tried, then what was wrong last, then the
// oldest.
enum status select_questions(const struct bank *bank, struct store *store, int64_t learner,
                             const struct quiz_request *request, bool runner, struct store_time now,
                             uint64_t seed, struct selection *ret_selection);
void select_finish(struct selection *selection);

// Another question of the same card; the question itself when it has no family.
const struct question *select_variant(const struct bank *bank, const struct question *question,
                                      bool runner);

#endif
