// The script goes to all ranks as one unit. Their output passes through as it comes; once nothing
// but waiting moves the view goes to stderr, and a wait that nothing can end is ended.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/diag/diagnostic.h"
#include "core/job/job.h"
#include "core/job/waiting.h"
#include "core/lang/syntax/parse.h"
#include "repl/exit_code.h"
#include "repl/run.h"
#include "repl/script.h"
#include "repl/signals.h"
#include "repl/spawn.h"
#include "repl/waiting_view.h"

enum { SETTLE_MS = 2000, REFRESH_MS = 300, ABANDON_MS = 2000 };

struct run {
    const struct options *options;
    struct loop *loop;
    struct job *job;
    struct spawner *spawner; // NULL: nothing was spawned
    int ranks;               // how many processes
    struct text said;        // lines that the lab has said
    struct text *unfinished; // with --tag-output: two a rank, the beginnings of lines
    int finished;            // ranks that came to the script's end, whatever it was
    bool raised, settled, refreshed, ended, deadlock, closed;
    int exit_code; // of SystemExit
    enum job_end reason;
};

// ---- output

static void write_out(struct run *run, int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t count = write(fd, bytes, length);
        if (count >= 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (errno == EAGAIN) {
            struct pollfd slow = {.fd = fd, .events = POLLOUT};
            poll(&slow, 1, 1000);
        } else if (errno != EINTR) {
            run->closed |= fd == STDOUT_FILENO;
            return;
        }
    }
}

// Writes whole lines with their rank before them and keeps the rest; `last`: the rest too.
static void write_tagged(struct run *run, int fd, int rank, const char *bytes, size_t length,
                         bool last)
{
    struct text *held = &run->unfinished[rank * 2 + (fd == STDERR_FILENO)];
    struct text out = {0};
    text_add_bytes(held, bytes, length);
    size_t at = 0;
    while (at < held->length) {
        const char *newline = memchr(held->data + at, '\n', held->length - at);
        if (newline == NULL && !last) {
            break;
        }
        size_t line = newline != NULL ? (size_t)(newline - held->data) - at : held->length - at;
        text_addf(&out, "[%d] ", rank);
        text_add_bytes(&out, held->data + at, line);
        text_add_char(&out, '\n');
        at += line + 1;
    }
    if (at > 0) {
        struct text rest = {0};
        if (at < held->length) {
            text_add_bytes(&rest, held->data + at, held->length - at);
        }
        text_finish(held);
        *held = rest;
    }
    write_out(run, fd, text_string(&out), out.length);
    text_finish(&out);
}

static void show(struct run *run, int fd, int rank, const char *bytes, size_t length)
{
    if (run->unfinished != NULL) {
        write_tagged(run, fd, rank, bytes, length, false);
    } else {
        write_out(run, fd, bytes, length);
    }
}

static void complain(struct run *run, const char *text)
{
    write_out(run, STDERR_FILENO, text, strlen(text));
}

// What the lab says of all ranks alike is said once, without their numbers.
static void show_lab_line(struct run *run, const char *bytes, size_t length)
{
    struct text line = {0};
    bool own_word = strncmp(bytes, "in PyTorch:", 11) == 0;
    text_addf(&line, "%s%.*s\n", own_word ? "" : "lab: ", (int)length, bytes);
    if (line.data != NULL && strstr(text_string(&run->said), line.data) == NULL) {
        text_add(&run->said, line.data);
        complain(run, line.data);
    }
    text_finish(&line);
}

// ---- events

static bool on_output(void *context, struct job *job, int rank, uint32_t unit, int stream,
                      const char *bytes, size_t length)
{
    (void)job;
    (void)unit;
    struct run *run = context;
    if (stream == OUTPUT_LAB) {
        show_lab_line(run, bytes, length);
    } else {
        show(run, stream == OUTPUT_STDOUT ? STDOUT_FILENO : STDERR_FILENO, rank, bytes, length);
    }
    return true;
}

static void show_traceback(struct run *run, int rank, const struct job_result *result)
{
    struct diagnostic *diagnostic;
    struct text text = {0};
    if (diagnostic_decode(result->diagnostic, result->diagnostic_length, &diagnostic) ==
        STATUS_OK) {
        diagnostic_traceback(diagnostic, &text);
        diagnostic_destroy(diagnostic);
    } else {
        text_add(&text, "an exception ended the script\n");
    }
    if (text.length > 0 && text.data[text.length - 1] != '\n') {
        text_add_char(&text, '\n');
    }
    show(run, STDERR_FILENO, rank, text_string(&text), text.length);
    text_finish(&text);
}

static void on_done(void *context, struct job *job, int rank, const struct job_result *result)
{
    (void)job;
    struct run *run = context;
    if (run->unfinished != NULL) {
        write_tagged(run, STDOUT_FILENO, rank, "", 0, true);
    }
    switch (result->outcome) {
    case OUTCOME_DONE:
        break;
    case OUTCOME_EXCEPTION:
    case OUTCOME_INTERRUPTED:
    case OUTCOME_SYNTAX:
        if (!run->deadlock) {
            run->raised = true;
        }
        show_traceback(run, rank, result);
        break;
    case OUTCOME_EXIT:
        run->exit_code = run->exit_code != 0 ? run->exit_code : result->exit_code;
        break;
    case OUTCOME_REFUSED:
        run->raised = true;
        complain(run, "ranksh: the rank refused the script: ");
        complain(run, result->value != NULL ? result->value : "");
        complain(run, "\n");
        break;
    }
    run->finished++;
}

static void on_settled(void *context, struct job *job)
{
    (void)job;
    ((struct run *)context)->settled = true;
}

static void on_refreshed(void *context, struct job *job)
{
    (void)job;
    ((struct run *)context)->refreshed = true;
}

static void on_decided(void *context, struct job *job, const struct job_decision *decision)
{
    (void)job;
    if (decision->elsewhere[0] != '\0') {
        show_lab_line(context, decision->elsewhere, strlen(decision->elsewhere));
    }
}

static void on_ended(void *context, struct job *job, const struct job_ending *ending)
{
    (void)job;
    struct run *run = context;
    run->ended = true;
    run->reason = ending->reason;
    struct text text = {0};
    text_addf(&text, "ranksh: %s\n%s%s%s%s", ending->what, ending->scene,
              ending->scene[0] != '\0' ? "\n" : "", ending->cure,
              ending->cure[0] != '\0' ? "\n" : "");
    complain(run, text_string(&text));
    text_finish(&text);
}

// ---- waiting

static void show_waiting(struct run *run, struct job *job)
{
    struct text text = {0};
    struct rank_set waiting = job_waiting(job);
    text_add(&text, "lab: nothing moves any more but waiting\n");
    waiting_view_add(&text, job, WAITING_VIEW_SCRIPT, false);
    int first = rank_set_next(&waiting, 0);
    const struct message_call *call = first >= 0 ? waiting_call(job, first) : NULL;
    if (call != NULL && call->timeout_ns > 0) {
        text_addf(&text, "in PyTorch: nothing would be said; the call would raise after %.0f s\n",
                  (double)call->timeout_ns / 1e9);
    }
    complain(run, text_string(&text));
    text_finish(&text);
}

// Shows who waits, and ends what can't end.
static void show_standstill(struct run *run, struct job *job)
{
    struct rank_set waiting = job_waiting(job);
    if (rank_set_count(&waiting) == 0) {
        return; // a rank waits for processes that it started
    }
    show_waiting(run, job);
    if (run->options->wait || !waiting_forever(job, false)) {
        return;
    }
    run->deadlock = true;
    complain(run, "lab: nothing can free them, so the script ends here (--wait keeps waiting)\n");
    job_abandon(job, waiting, ABANDON_DEADLOCK, "deadlock: nothing can free this call");
}

// Ctrl-C: how things stood.
static void show_state(struct run *run)
{
    run->refreshed = false;
    job_refresh(run->job);
    int64_t end = clock_monotonic_ns() + (int64_t)REFRESH_MS * 1000000;
    while (!run->refreshed && !run->ended && clock_monotonic_ns() < end) {
        loop_turn(run->loop, REFRESH_MS);
    }
    struct text text = {0};
    struct rank_set waiting = job_waiting(run->job);
    struct rank_set busy = rank_set_minus(job_busy(run->job), waiting);
    waiting_view_add(&text, run->job, WAITING_VIEW_SCRIPT, false);
    for (int rank = rank_set_next(&busy, 0); rank >= 0; rank = rank_set_next(&busy, rank + 1)) {
        const struct job_rank *state = job_rank(run->job, rank);
        text_addf(&text, "rank %d runs", rank);
        if (state != NULL && state->state.line > 0) {
            text_addf(&text, ", at line %u", state->state.line);
        }
        text_add_char(&text, '\n');
    }
    complain(run, "\n");
    complain(run, text_string(&text));
    text_finish(&text);
}

// ---- the whole of it

static int follow(struct run *run)
{
    int64_t give_up = 0;
    while (run->finished < run->ranks) {
        if (run->ended || run->closed) {
            break;
        }
        if (signals_take(SIGINT)) {
            show_state(run);
            return EXIT_INTERRUPTED;
        }
        if (signals_ending() != 0) {
            return 128 + signals_ending();
        }
        if (run->settled && !run->deadlock) {
            run->settled = false;
            show_standstill(run, run->job);
            give_up = run->deadlock ? clock_monotonic_ns() + (int64_t)ABANDON_MS * 1000000 : 0;
        }
        if (give_up != 0 && clock_monotonic_ns() > give_up) {
            break;
        }
        loop_turn(run->loop, give_up != 0 ? ABANDON_MS : -1);
    }
    if (run->ended) {
        return EXIT_NO_JOB;
    }
    if (run->raised || run->closed) {
        return EXIT_RAISED;
    }
    if (run->deadlock) {
        return EXIT_DEADLOCK;
    }
    return run->exit_code == 0 || run->options->ranks == 0 ? run->exit_code : EXIT_RAISED;
}

// ---- processes of torch.multiprocessing: their output passes through too

static void on_spawn_output(void *context, int rank, int stream, const char *bytes, size_t length)
{
    (void)rank;
    write_out(context, stream == OUTPUT_STDOUT ? STDOUT_FILENO : STDERR_FILENO, bytes, length);
}

static void on_spawn_begun(void *context, int processes)
{
    (void)context;
    (void)processes;
}

static void on_spawn_ended(void *context)
{
    (void)context;
}

static void on_spawn_settled(void *context, struct job *job)
{
    show_standstill(context, job);
}

static void on_request(void *context, struct job *job, int rank, const struct job_request *request)
{
    static const struct spawn_events events = {.output = on_spawn_output,
                                               .begun = on_spawn_begun,
                                               .ended = on_spawn_ended,
                                               .settled = on_spawn_settled};
    struct run *run = context;
    if (request->kind == REQUEST_PEERS) {
        return; // nobody comes: the rank's own time limit ends it, as in life
    }
    if (run->spawner == NULL) {
        run->spawner = spawn_create(run->loop, false, SETTLE_MS, &events, run);
    }
    if (run->spawner != NULL) {
        spawn_request(run->spawner, job, rank, request);
    }
}

static const char **script_arguments(const struct options *options, const char *name,
                                     char *const *rest)
{
    const char **arguments = calloc((size_t)options->argument_count + 2, sizeof *arguments);
    size_t count = 0;
    if (arguments != NULL) {
        arguments[count++] = name;
        while (*rest != NULL) {
            arguments[count++] = *rest++;
        }
    }
    return arguments;
}

// A mistake in the text needs no job. True: it was shown.
static bool show_syntax_error(struct run *run, const char *name, const char *text, size_t length)
{
    struct source *source;
    if (source_create(name, text, length, &source) != STATUS_OK) {
        return false;
    }
    struct parse parse;
    parse_init(&parse, source, PARSE_FILE);
    bool wrong = parse.state == PARSE_ERROR;
    struct diagnostic *diagnostic = wrong ? syntax_diagnostic(&parse.error, source) : NULL;
    if (diagnostic != NULL) {
        struct text out = {0};
        diagnostic_traceback(diagnostic, &out);
        complain(run, text_string(&out));
        text_finish(&out);
    }
    diagnostic_destroy(diagnostic);
    parse_finish(&parse);
    source_unref(source);
    return wrong;
}

static int run_job(struct run *run, const char *name, const char *text, size_t length,
                   const char *const *arguments)
{
    static const struct job_events events = {.output = on_output,
                                             .done = on_done,
                                             .settled = on_settled,
                                             .refreshed = on_refreshed,
                                             .request = on_request,
                                             .decided = on_decided,
                                             .ended = on_ended};
    struct job_options job = {
        .ranks = run->options->ranks, .arguments = arguments, .settle_ms = SETTLE_MS};
    run->job = job_create(run->loop, &job, &events, run);
    struct job_unit unit = {
        .mode = UNIT_SCRIPT, .name = name, .source = text, .length = length, .first_line = 1};
    uint32_t id;
    enum status status = STATUS_MEMORY;
    if (run->job != NULL) {
        status = job_submit(run->job, rank_set_below(run->ranks), &unit, &id);
    }
    if (status == STATUS_OK) {
        return follow(run);
    }
    while (status == STATUS_CLOSED && !run->ended) { // it never stood, and says why
        loop_turn(run->loop, -1);
    }
    if (!run->ended) {
        complain(run, "ranksh: ");
        complain(run, run->job == NULL ? "no memory for a job" : status_message());
        complain(run, "\n");
    }
    return EXIT_NO_JOB;
}

static int run_text(const struct options *options, const char *name, const char *text,
                    size_t length, const char *first_argument, char *const *rest)
{
    struct run run = {.options = options, .ranks = options->ranks > 0 ? options->ranks : 1};
    const char **arguments = script_arguments(options, first_argument, rest);
    run.loop = loop_create();
    if (options->tag_output) {
        run.unfinished = calloc((size_t)run.ranks * 2, sizeof *run.unfinished);
    }
    int code = EXIT_NO_JOB;
    if (run.ranks > RANK_SET_LIMIT) {
        fprintf(stderr, "ranksh: -n %d: a job has at most %d ranks\n", run.ranks, RANK_SET_LIMIT);
        code = EXIT_USAGE;
    } else if (run.loop == NULL || arguments == NULL ||
               signals_start(run.loop, false) != STATUS_OK) {
        fprintf(stderr, "ranksh: no memory to run a script\n");
    } else if (show_syntax_error(&run, name, text, length)) {
        code = EXIT_RAISED;
    } else {
        code = run_job(&run, name, text, length, arguments);
    }
    for (int rank = 0; rank < run.ranks && run.unfinished != NULL; rank++) {
        write_tagged(&run, STDOUT_FILENO, rank, "", 0, true);
        write_tagged(&run, STDERR_FILENO, rank, "", 0, true);
        text_finish(&run.unfinished[rank * 2]);
        text_finish(&run.unfinished[rank * 2 + 1]);
    }
    spawn_destroy(run.spawner);
    job_destroy(run.job);
    if (run.loop != NULL) {
        signals_stop();
    }
    loop_destroy(run.loop);
    text_finish(&run.said);
    free(run.unfinished);
    free(arguments);
    return code;
}

int run_main(const struct options *options)
{
    if (options->argument_count == 0) {
        fprintf(stderr, "ranksh: run wants a file: ranksh run [-n N] FILE [ARG…]\n");
        return EXIT_USAGE;
    }
    const char *path = options->arguments[0];
    char *text;
    size_t length;
    if (script_load(path, &text, &length) != STATUS_OK) {
        fprintf(stderr, "ranksh: %s\n", status_message());
        return EXIT_USAGE;
    }
    int code = run_text(options, strcmp(path, "-") == 0 ? "<stdin>" : path, text, length, path,
                        options->arguments + 1);
    free(text);
    return code;
}

int run_code_main(const struct options *options)
{
    return run_text(options, "<string>", options->code, strlen(options->code), "-c",
                    options->arguments);
}
