// A session at the prompt: everything that lasts from its first prompt to its last. The files of
// this room are floors: lab, output and journal below; events, launch, unit above them; then the
// commands; the prompt and main on top.
#ifndef RANKSH_REPL_LAB_H
#define RANKSH_REPL_LAB_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/loop.h"
#include "core/diag/diagnostic.h"
#include "core/job/job.h"
#include "repl/journal.h"
#include "repl/options.h"
#include "repl/output.h"
#include "repl/reader.h"
#include "repl/recall.h"
#include "repl/settings.h"
#include "repl/spawn.h"
#include "repl/terminal.h"
#include "repl/trace.h"

struct lab;
struct topic_list;
struct study; // study.h: store, lessons, quizzes; made when first needed

// What one rank's last unit came to.
struct lab_last {
    bool set;
    uint32_t unit;
    enum unit_outcome outcome;
    int exit_code;
    int64_t wall_ns, cpu_ns;
    struct diagnostic *error; // NULL: none
};

// The answer of one rank to a question (ask.h).
struct lab_answer {
    bool arrived;
    enum unit_outcome outcome;
    bool truth;
    char *value;
    struct diagnostic *error;
};

// How the job ended, kept until somebody can tell the learner.
struct lab_loss {
    bool set;
    enum job_end reason;
    int rank;
    char *what, *cure, *scene;
};

// What a rank asked of the lab (job_request), kept until it is answered.
struct lab_request {
    bool set;
    int rank;
    uint32_t number;
    enum request_kind kind;
    int64_t value;
    char *data;
    size_t length;
};

// A single letter that the next line may consist of.
struct lab_offer {
    char key; // 0: none
    void (*accept)(struct lab *lab);
};

// The options of the last torchrun, for starting the same job again.
struct lab_launch {
    int ranks; // 0: the lone process
    int master_port;
    bool standalone;
    char **arguments; // sys.argv while the job is started; NULL: none
};

struct lab {
    const struct options *options;
    struct loop *loop;
    struct terminal terminal;
    struct recall *recall;
    struct reader *reader;
    struct output *output;
    struct settings settings;
    struct trace *trace; // NULL: %trace is off

    struct job *job; // NULL: none could be started
    struct lab_launch launch;
    bool on_all;                     // the next line goes to every rank
    bool chosen;                     // but this one to ranks that it names: "@1 …"
    struct rank_set on;              // else to these
    struct journal journal, earlier; // of this job, and of the one before
    struct lab_last *last;           // one a rank
    struct lab_answer *answers;      // one a rank
    size_t rank_count;
    uint32_t asked;          // the unit whose answers are awaited
    uint32_t last_unit;      // the unit entered last
    bool replaying;          // results are nobody's news, but for new errors
    struct rank_set raising; // ranks that replay what raised the first time too

    // what events told
    bool ready, settled, refreshed;
    struct lab_loss loss;
    struct lab_request request;
    int64_t interrupted_ns;   // the last Ctrl-C while ranks ran
    struct rank_set given_up; // ranks whose calls a Ctrl-C ended, not told yet
    struct loop_timer *stream_timer, *status_timer, *late_timer;
    int64_t run_since_ns;

    struct text aside; // a command typed where something else was asked: the next entry
    struct lab_offer offers[2];
    struct spawner *spawner;           // NULL: nothing was spawned yet
    struct output *spawn_output;       // what the processes print
    struct topic_list *topics;         // loaded when first needed
    char *error_class, *error_message; // of the last error; NULL: none yet
    int why_told;                      // how often %why was mentioned, last for this unit
    uint32_t why_unit;
    struct study *study;
    // a lesson that looks at what was typed, or NULL; `empty`: nothing but Enter
    void (*after_entry)(struct lab *lab, bool empty);
    void (*answer_request)(struct lab *lab); // decides about lab->request while a unit runs
    void (*next)(struct lab *lab);           // what to do once the unit is left; or NULL
    bool request_told;                       // the learner has decided to wait
    bool said_master;                        // that MASTER_ADDR was supplied
    bool leave;
    int exit_code;
};

// STATUS_MEMORY or what the terminal's set-up says. lab_destroy accepts half-built ones.
enum status lab_create(const struct options *options, struct lab **ret_lab);
void lab_destroy(struct lab *lab);

// Shows bytes, above a line under edit; an output_write_fn.
void lab_write(void *lab, const char *bytes, size_t length);

// Shows text, above a line under edit.
void lab_print(struct lab *lab, const char *text);
void lab_printf(struct lab *lab, const char *format, ...) __attribute__((format(printf, 2, 3)));

// A line of the lab's own: "lab: …", dim. Without the prefix and the newline.
void lab_say(struct lab *lab, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The same for a line to copy: it is never cut to the terminal's width.
void lab_say_whole(struct lab *lab, const char *line);

// A line about a mistake at the prompt, and one that says what to type instead (NULL: none).
void lab_mistake(struct lab *lab, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// A line that says what to type.
void lab_hint(struct lab *lab, const char *format, ...) __attribute__((format(printf, 2, 3)));

// A mistake that the last failure describes: status_message().
void lab_failure(struct lab *lab);

// The last line becomes one letter's meaning; `slot` is 0 or 1.
void lab_offer(struct lab *lab, size_t slot, char key, void (*accept)(struct lab *lab));

// Adds "[0-3] " for the ranks of a job, nothing for the lone process.
void lab_label(const struct lab *lab, const struct rank_set *ranks, struct text *out);

// All ranks of the job; for the lone process rank 0.
struct rank_set lab_all(const struct lab *lab);

// Whether a job stands.
bool lab_has_job(const struct lab *lab);

// Forgets what is known of the ranks and makes room for as many as the job has.
void lab_forget_ranks(struct lab *lab);

// Shows a diagnostic as this terminal can.
void lab_render(const struct lab *lab, const struct diagnostic *diagnostic, struct text *out);

void lab_clear_loss(struct lab *lab);
void lab_clear_request(struct lab *lab);

#endif
