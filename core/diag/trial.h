// Code that lessons, quizzes and the lint want to see run. They know no ranks: whoever drives them
// gives a table of functions. A trial runs on scratch ranks, fresh for it, and never touches the
// learner's variables, files or store.
#ifndef RANKSH_CORE_DIAG_TRIAL_H
#define RANKSH_CORE_DIAG_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"

enum { TRIAL_LONE = 0 }; // `ranks` of the lone process: no RANK, no WORLD_SIZE

// How a rank ended, or stood when the trial ended.
enum trial_state {
    TRIAL_IDLE,        // it ran all of the code, or an exception ended it
    TRIAL_WAITING,     // inside a call whose peers don't come
    TRIAL_RUNNING,     // still computing when time was up
    TRIAL_DEAD,        // the process ended
    TRIAL_STATE_COUNT, // no state
};

struct trial_request {
    const char *setup; // unseen code first; NULL: none. When it fails the trial fails
    const char *code;
    int ranks;       // TRIAL_LONE, or how many a torchrun would start
    const int *only; // the ranks that run `code`; NULL: all of them
    size_t only_count;
    const char *check;      // afterwards, on the ranks that ran `code`; NULL: none
    const int *check_ranks; // the ranks that must agree to the check; NULL: all that are there
    size_t check_count;
    int timeout_ms; // 0: the runner's own choice
};

// What one rank did. Strings are never NULL.
struct trial_rank {
    int rank;
    enum trial_state state;
    char *output;     // stdout
    char *warnings;   // stderr, without a traceback
    char *error_type; // "ValueError"; "" when nothing was raised
    char *error;      // its message
    int *waits_for;   // TRIAL_WAITING: the ranks it waits for
    size_t waits_count;
    bool checked, check_passed; // whether `check` was evaluated, and was true
    char *check_error;          // "" or what the check itself raised
};

struct trial_result {
    struct trial_rank *ranks; // in rank order
    size_t count;
};

struct trial_runner {
    void *context;

    // Runs the code and returns when every rank is idle, dead, or nothing but waiting moves any
    // more. trial_result_finish frees the result. STATUS_INTERRUPTED when the learner stopped it,
    // STATUS_UNSUPPORTED when this runner has no ranks, anything else: the job could not run.
    enum status (*run)(void *context, const struct trial_request *request,
                       struct trial_result *ret_result);
};

// Makes room for `count` ranks, all idle and with empty strings. STATUS_MEMORY.
enum status trial_result_init(struct trial_result *result, size_t count);
void trial_result_finish(struct trial_result *result);

// Whether every rank that evaluated the check found it true, and at least one did.
bool trial_passed(const struct trial_result *result);

// What the rank printed, without blanks at line ends and empty lines at the end. malloc'ed; NULL:
// no memory.
char *trial_printed(const struct trial_rank *rank);

// Reads ranks as info lines and `ends:` write them: "0", "1-3", "0,2-3", "all" (which gives none and
// count 0). malloc'ed. STATUS_INVALID for anything else and for ranks above 1023.
enum status trial_read_ranks(const char *text, size_t length, int **ret_ranks, size_t *ret_count);

// "idle", "waiting", "running", "dead": the words of `lesson.state`.
const char *trial_state_name(enum trial_state state);

#endif
