// A sitting: the questions that were drawn for a quiz, in order, each with the seed that shuffles
// its options. A killed process finds it here and goes on at the first question without an answer.
#ifndef RANKSH_CORE_STORE_SESSION_H
#define RANKSH_CORE_STORE_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/store/store.h"

enum session_kind { SESSION_PRACTICE, SESSION_REVIEW, SESSION_EXAM, SESSION_LESSON };

// How far one question of a session is.
enum session_progress { SESSION_OPEN, SESSION_ANSWERED, SESSION_SKIPPED };

struct session_question {
    int position;     // from 0
    const char *item; // its key
    uint64_t seed;
    enum session_progress progress;
    bool hint; // the hint was shown
};

struct session {
    int64_t id;
    int64_t learner;
    enum session_kind kind;
    const char *title;  // what was asked for: "due", "deadlock", "exam 20"
    const char *lesson; // SESSION_LESSON: `lesson/step`; else ""
    int64_t limit_ms;   // 0: no limit
    struct store_time started;
    int64_t used_ms; // time used up in earlier processes
};

// Saves a session with its questions. Only `item` and `seed` of the questions are read.
enum status session_create(struct store *store, const struct session *session,
                           const struct session_question *questions, size_t count,
                           int64_t *ret_session);

// The newest session of that learner that isn't finished, of these kinds (a bit each: 1 << kind) and
// of this lesson's step (NULL: of any). STATUS_NOT_FOUND: none. The strings are malloc'ed: session_finish.
enum status session_find_open(struct store *store, int64_t learner, unsigned kinds,
                              const char *lesson, struct session *ret_session);
void session_finish(struct session *session);

// Calls `each` for its questions in order.
enum status session_each_question(struct store *store, int64_t session,
                                  bool (*each)(void *context,
                                               const struct session_question *question),
                                  void *context);

// Puts one more question at the end (a wrong one, asked again).
enum status session_add_question(struct store *store, int64_t session, const char *item,
                                 uint64_t seed);

enum status session_note_hint(struct store *store, int64_t session, int position);
enum status session_skip(struct store *store, int64_t session, int position);

// Time used so far: what an exam's limit counts.
enum status session_note_used(struct store *store, int64_t session, int64_t used_ms);

// Finished sessions are not found again. Finishing twice is fine.
enum status session_close(struct store *store, int64_t session, struct store_time at);

#endif
