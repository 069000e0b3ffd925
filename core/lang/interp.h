// The interpreter as a program embeds it. One lives in a process, in one thread; other threads may
// call interp_interrupt() and read interp_place().
//
//     interp_init(&options);
//     module_offer(&torch_module);
//     if (interp_run(&unit, &outcome) ...)
//     interp_outcome_finish(&outcome);
//     interp_finish();
#ifndef RANKSH_CORE_LANG_INTERP_H
#define RANKSH_CORE_LANG_INTERP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/status.h"
#include "core/diag/diagnostic.h"
#include "core/lang/objects/value.h"
#include "core/lang/syntax/source.h"

struct dict;
struct code;

// What a program reads of the outside world; an embedder that replays programs notes and returns
// these.
enum interp_reading {
    INTERP_CALENDAR, // nanoseconds since 1970
    INTERP_MONOTONIC,
    INTERP_CPU,
    INTERP_SEED, // from the system
    INTERP_PID,
};

enum interp_stream { INTERP_STDOUT, INTERP_STDERR };

struct interp_options {
    // Gets what is printed, as it is printed. NULL: thrown away. May raise (raise.h) and return
    // false, as it does when the terminal's reader is gone.
    bool (*write)(void *context, enum interp_stream stream, const char *data, size_t length);
    void (*flush)(void *context, enum interp_stream stream); // or NULL
    void *context;
    const char *const *argv;        // sys.argv, ends with NULL; NULL: ['']
    const char *const *environment; // os.environ: "NAME=value", ends with NULL; NULL: the process's
    const char *files;              // the files folder (files.h); NULL: programs have none
    // Called now and then by whatever runs long (jumps back, calls, long builtins) when
    // interp_poll() asked for it: MPI's progress. Or NULL.
    void (*poll)(void *context);
    // time.sleep; false: raised. NULL: sleeps, looking for interrupts.
    bool (*sleep)(void *context, int64_t ns);
    // Gets each reading and returns what the program shall see. NULL: `real`.
    int64_t (*reading)(void *context, enum interp_reading kind, int64_t real);
};

// STATUS_MEMORY. Nothing of the dialect runs before the first unit.
enum status interp_init(const struct interp_options *options);
void interp_finish(void);

enum interp_mode {
    INTERP_FILE,        // a script: values of expressions are dropped
    INTERP_INTERACTIVE, // each expression statement prints its repr unless None and sets `_`
};

enum interp_end {
    INTERP_DONE,
    INTERP_RAISED,  // `diagnostic` says what
    INTERP_EXITED,  // SystemExit: `exit_code`, and `exit_message` or NULL
    INTERP_STOPPED, // the step limit
};

struct interp_outcome {
    enum interp_end end;
    struct diagnostic *diagnostic;
    bool interrupted; // it was KeyboardInterrupt
    int exit_code;
    char *exit_message; // to be printed on stderr
};

struct interp_unit {
    struct source *source;
    enum interp_mode mode;
    struct dict *scope; // the globals; NULL: those of __main__
};

// Runs one unit to its end. Whatever happens is in the outcome, which the caller finishes; syntax
// errors too (parse first to tell PENDING). Units may not be nested but by a call from C.
void interp_run(const struct interp_unit *unit, struct interp_outcome *ret_outcome);
void interp_outcome_finish(struct interp_outcome *outcome);

// The globals of __main__; borrowed.
struct dict *interp_globals(void);

// A copy of the globals for code that must not touch the learner's variables (it still shares the
// objects); the caller unrefs it. NULL: raised.
struct dict *interp_scope_create(void);

// Asks the running unit to stop with KeyboardInterrupt; from any thread or signal handler. The
// request is forgotten when nothing runs.
void interp_interrupt(void);
void interp_forget_interrupt(void);

// Asks for options.poll to be called soon, and again until `wanted` is false; any thread.
void interp_poll(bool wanted);

// At most so many backward jumps and calls per unit from now on; 0: no limit. For fuzzing.
void interp_set_step_limit(uint64_t steps);

// Where the innermost frame that is not a frozen module's stands; for the waiting view. Any
// thread, while the caller keeps the interpreter from finishing. `fresh` waits some milliseconds for
// the interpreter's thread to say where it is now; else it is what that said last, which is right
// while it blocks behind interp_publish_place().
struct interp_place {
    char file[128]; // "" when nothing runs
    char function[64];
    uint32_t line;
};
void interp_place(bool fresh, struct interp_place *ret_place);

// The same for the interpreter's own thread, exact; false when nothing runs. `depth` 0 is the
// innermost visible frame, 1 its caller.
bool interp_place_here(unsigned depth, struct interp_place *ret_place);

// What is bound, for completion: the names of the globals and builtins, or of what can follow
// "expression." (only names and attributes are evaluated, nothing is called). Each name ends with
// a newline in the text `*ret_names`, which the caller frees. STATUS_NOT_FOUND: no such thing.
enum status interp_names(const char *expression, char **ret_names);

// For the interpreter's own thread before it blocks in C: what interp_place() then tells.
void interp_publish_place(void);

// For the modules: sys.argv, time.sleep, and everything that is read from outside.
const char *const *interp_arguments(void);
const char *const *interp_environment(void);
const char *interp_files(void); // NULL: there is none
bool interp_sleep(int64_t ns);
int64_t interp_reading(enum interp_reading kind, int64_t real);

// Prints through options.write; what the dialect's print uses. False: raised.
bool interp_write(enum interp_stream stream, const char *data, size_t length);

// For who called into the interpreter by himself: the pending exception (raise.h) as the outcome of
// a unit that it ended, and takes it away. interp_outcome_finish() frees it.
void interp_take_raised(struct interp_outcome *ret_outcome);

#endif
