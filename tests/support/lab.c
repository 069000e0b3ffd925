// A lab without a terminal: starts a job as it is told on stdin and tells on stdout, as lines of
// JSON, what the job's callbacks say. The tests of tests/ranks drive it (tests/support/lab.py).
//
//     start RANKS PROGRAM [NAME=VALUE…]     options: interactive settle_ms connect_ms mpirun budget
//     submit RANKS MODE FLAGS LENGTH JOURNAL_LENGTH, then the bytes: source, journal
//     interrupt RANKS    abandon RANKS TEXT    kill RANK    slow RANK MS    trace 0|1
//     reply RANK NUMBER REFUSED VALUE TEXT     take RANK BYTES    keep 0|1 (output unanswered)
//     ranks    refresh    log    end    destroy
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/json.h"
#include "core/job/job.h"
#include "core/job/waiting.h"

static struct loop *loop;
static struct job *job;
static struct text in;
static bool closing, keeps_output;

// ---- telling

static struct text line;
static struct json json;

static void begin(const char *event)
{
    text_clear(&line);
    json = (struct json){.out = &line};
    json_object(&json, NULL);
    json_string(&json, "event", event);
}

static void end(void)
{
    json_end(&json);
    text_add_char(&line, '\n');
    for (size_t at = 0; at < line.length;) {
        ssize_t written = write(STDOUT_FILENO, line.data + at, line.length - at);
        if (written <= 0) {
            exit(1);
        }
        at += (size_t)written;
    }
}

static void add_set(const char *name, const struct rank_set *set)
{
    struct text text = {0};
    rank_set_add_text(&text, set);
    json_string(&json, name, text_string(&text));
    text_finish(&text);
}

static void add_bytes(const char *name, const char *bytes, size_t length)
{
    struct text text = {0};
    text_add_bytes(&text, bytes, length);
    json_string(&json, name, text_string(&text));
    text_finish(&text);
}

static void on_ready(void *context, struct job *of)
{
    (void)context;
    (void)of;
    begin("ready");
    end();
}

static bool on_output(void *context, struct job *of, int rank, uint32_t unit, int stream,
                      const char *bytes, size_t length)
{
    (void)context;
    (void)of;
    begin("output");
    json_int(&json, "rank", rank);
    json_int(&json, "unit", unit);
    json_int(&json, "stream", stream);
    json_int(&json, "length", (int64_t)length);
    add_bytes("text", bytes, length < 4000 ? length : 4000);
    end();
    return !keeps_output;
}

static void on_done(void *context, struct job *of, int rank, const struct job_result *result)
{
    static const char *const outcomes[] = {"done",        "exception", "exit",
                                           "interrupted", "syntax",    "refused"};
    (void)context;
    (void)of;
    begin("done");
    json_int(&json, "rank", rank);
    json_int(&json, "unit", result->unit);
    json_string(&json, "outcome", outcomes[result->outcome]);
    json_int(&json, "exit_code", result->exit_code);
    json_int(&json, "wall_ns", result->wall_ns);
    json_bool(&json, "truth", result->truth);
    json_string(&json, "value", result->value);
    add_bytes("diagnostic", result->diagnostic, result->diagnostic_length);
    struct text hex = {0};
    for (size_t i = 0; i < result->journal_length; i++) {
        text_addf(&hex, "%02x", (unsigned char)result->journal[i]);
    }
    json_string(&json, "journal", text_string(&hex));
    text_finish(&hex);
    end();
}

static void tell_ranks(const char *event)
{
    struct text text = {0};
    int cycle[RANK_SET_LIMIT];
    begin(event);
    json_array(&json, "ranks");
    for (int rank = 0; rank < job_size(job); rank++) {
        const struct job_rank *seen = job_rank(job, rank);
        struct rank_set missing = waiting_for(job, rank);
        json_object(&json, NULL);
        json_int(&json, "pid", seen->pid);
        json_int(&json, "unit", seen->unit);
        json_int(&json, "phase", seen->state.phase);
        json_int(&json, "calls", seen->state.call_count);
        json_int(&json, "memory", (int64_t)seen->state.memory);
        json_int(&json, "cpu_ns", seen->state.cpu_ns);
        json_int(&json, "missed", seen->missed);
        add_set("waits_for", &missing);
        text_clear(&text);
        waiting_add_doing(&text, job, rank);
        json_string(&json, "doing", text_string(&text));
        json_end(&json);
    }
    json_end(&json);
    json_array(&json, "cycle");
    int length = waiting_cycle(job, cycle);
    for (int i = 0; i < length; i++) {
        json_int(&json, NULL, cycle[i]);
    }
    json_end(&json);
    json_bool(&json, "forever", waiting_forever(job, false));
    json_bool(&json, "forever_at_prompt", waiting_forever(job, true));
    end();
    text_finish(&text);
}

static void on_settled(void *context, struct job *of)
{
    (void)context;
    (void)of;
    tell_ranks("settled");
}

static void on_refreshed(void *context, struct job *of)
{
    (void)context;
    (void)of;
    tell_ranks("refreshed");
}

static void on_decided(void *context, struct job *of, const struct job_decision *decision)
{
    static const char *const reasons[] = {"",         "interrupt", "timeout",
                                          "mismatch", "deadlock",  "lost"};
    (void)context;
    (void)of;
    begin("decided");
    json_string(&json, "reason", reasons[decision->reason]);
    add_set("waiting", &decision->waiting);
    add_set("missing", &decision->missing);
    json_string(&json, "text", decision->text);
    end();
}

static void on_request(void *context, struct job *of, int rank, const struct job_request *request)
{
    (void)context;
    (void)of;
    begin("request");
    json_int(&json, "rank", rank);
    json_int(&json, "number", request->number);
    json_int(&json, "kind", request->kind);
    json_int(&json, "value", request->value);
    add_bytes("data", request->data, request->length);
    end();
}

static void on_trace(void *context, struct job *of, int rank, const struct message_trace *entry)
{
    (void)context;
    (void)of;
    begin("trace");
    json_int(&json, "rank", rank);
    json_string(&json, "name", entry->name);
    json_int(&json, "number", entry->number);
    json_int(&json, "line", entry->line);
    json_int(&json, "wait_ns", entry->wait_ns);
    json_int(&json, "move_ns", entry->move_ns);
    json_int(&json, "bytes", (int64_t)entry->bytes);
    json_int(&json, "messages", entry->messages);
    end();
}

static void on_ended(void *context, struct job *of, const struct job_ending *ending)
{
    static const char *const reasons[] = {"asked", "start", "rank lost", "launcher", "protocol"};
    (void)context;
    (void)of;
    begin("ended");
    json_string(&json, "reason", reasons[ending->reason]);
    json_int(&json, "rank", ending->rank);
    json_int(&json, "signal", ending->signal);
    json_int(&json, "exit_code", ending->exit_code);
    json_string(&json, "what", ending->what);
    json_string(&json, "cure", ending->cure);
    json_string(&json, "scene", ending->scene);
    end();
}

static const struct job_events events = {
    .ready = on_ready,
    .output = on_output,
    .done = on_done,
    .settled = on_settled,
    .decided = on_decided,
    .request = on_request,
    .trace = on_trace,
    .refreshed = on_refreshed,
    .ended = on_ended,
};

// ---- orders

static struct rank_set set_of(const char *text)
{
    struct rank_set set = {0};
    while (text != NULL && *text != '\0') {
        char *after;
        long first = strtol(text, &after, 10), last = first;
        if (*after == '-') {
            last = strtol(after + 1, &after, 10);
        }
        for (long rank = first; rank <= last && rank < RANK_SET_LIMIT; rank++) {
            rank_set_add(&set, (int)rank);
        }
        text = *after == ',' ? after + 1 : "";
    }
    return set;
}

static void order_start(char *rest)
{
    struct job_options options = {.ranks = atoi(strtok_r(rest, " ", &rest)),
                                  .rank_program = strtok_r(rest, " ", &rest)};
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        char *value = strchr(word, '=') + 1;
        options.interactive |= strncmp(word, "interactive=1", 13) == 0;
        options.standalone |= strncmp(word, "standalone=1", 12) == 0;
        options.settle_ms = strncmp(word, "settle_ms=", 10) == 0 ? atoi(value) : options.settle_ms;
        options.connect_ms =
            strncmp(word, "connect_ms=", 11) == 0 ? atoi(value) : options.connect_ms;
        options.mpirun = strncmp(word, "mpirun=", 7) == 0 ? value : options.mpirun;
        options.memory_budget =
            strncmp(word, "budget=", 7) == 0 ? strtoull(value, NULL, 10) : options.memory_budget;
    }
    job_destroy(job);
    job = job_create(loop, &options, &events, NULL);
}

// The bytes stand behind the line in `in` already.
static void order_submit(char *rest, const char *bytes)
{
    struct rank_set ranks = set_of(strtok_r(rest, " ", &rest));
    struct job_unit unit = {.mode = (enum unit_mode)atoi(strtok_r(rest, " ", &rest)),
                            .flags = (unsigned)atoi(strtok_r(rest, " ", &rest)),
                            .name = "toy",
                            .source = bytes};
    unit.length = (size_t)atol(strtok_r(rest, " ", &rest));
    unit.journal_length = (size_t)atol(strtok_r(rest, " ", &rest));
    unit.journal = bytes + unit.length;
    uint32_t number = 0;
    enum status status = job_submit(job, ranks, &unit, &number);
    begin("submitted");
    json_int(&json, "unit", number);
    json_int(&json, "status", status);
    json_string(&json, "message", status == STATUS_OK ? "" : status_message());
    end();
}

static void obey(char *order, const char *bytes)
{
    char *rest, *name = strtok_r(order, " ", &rest);
    struct text log = {0};
    if (strcmp(name, "start") == 0) {
        order_start(rest);
    } else if (strcmp(name, "keep") == 0) {
        keeps_output = atoi(rest) != 0;
    } else if (job == NULL) {
        return;
    } else if (strcmp(name, "submit") == 0) {
        order_submit(rest, bytes);
    } else if (strcmp(name, "interrupt") == 0) {
        job_interrupt(job, set_of(rest));
    } else if (strcmp(name, "abandon") == 0) {
        struct rank_set ranks = set_of(strtok_r(rest, " ", &rest));
        job_abandon(job, ranks, ABANDON_DEADLOCK, rest);
    } else if (strcmp(name, "kill") == 0) {
        job_kill(job, atoi(rest));
    } else if (strcmp(name, "slow") == 0) {
        int rank = atoi(strtok_r(rest, " ", &rest));
        job_slow(job, rank, atoll(rest) * 1000000);
    } else if (strcmp(name, "trace") == 0) {
        job_trace(job, atoi(rest) != 0);
    } else if (strcmp(name, "reply") == 0) {
        int rank = atoi(strtok_r(rest, " ", &rest));
        uint32_t number = (uint32_t)atoi(strtok_r(rest, " ", &rest));
        bool refused = atoi(strtok_r(rest, " ", &rest)) != 0;
        int64_t value = atoll(strtok_r(rest, " ", &rest));
        job_reply(job, rank, number, refused, value, rest, strlen(rest));
    } else if (strcmp(name, "take") == 0) {
        int rank = atoi(strtok_r(rest, " ", &rest));
        job_take(job, rank, (size_t)atoll(rest));
    } else if (strcmp(name, "ranks") == 0) {
        tell_ranks("ranks");
    } else if (strcmp(name, "refresh") == 0) {
        job_refresh(job);
    } else if (strcmp(name, "log") == 0) {
        job_log(job, &log);
        begin("log");
        json_string(&json, "text", text_string(&log));
        end();
    } else if (strcmp(name, "end") == 0) {
        job_end(job);
    } else if (strcmp(name, "destroy") == 0) {
        job_destroy(job);
        job = NULL;
        begin("destroyed");
        end();
    }
    text_finish(&log);
}

// How many bytes follow the order.
static size_t bytes_behind(const char *order)
{
    char ranks[64];
    long mode, flags, length = 0, journal = 0;
    sscanf(order, "submit %63s %ld %ld %ld %ld", ranks, &mode, &flags, &length, &journal);
    return (size_t)(length + journal);
}

static void hear_orders(void)
{
    char *newline;
    while (in.length > 0 && (newline = memchr(in.data, '\n', in.length)) != NULL) {
        size_t order_length = (size_t)(newline - in.data) + 1;
        *newline = '\0';
        size_t behind = bytes_behind(in.data);
        if (in.length < order_length + behind) {
            *newline = '\n';
            return;
        }
        char *order = strdup(in.data), *bytes = malloc(behind + 1);
        memcpy(bytes, in.data + order_length, behind);
        memmove(in.data, in.data + order_length + behind, in.length - order_length - behind);
        text_truncate(&in, in.length - order_length - behind);
        obey(order, bytes);
        free(order);
        free(bytes);
    }
}

static void input_ready(void *context, int fd, short happened)
{
    char bytes[65536];
    (void)context;
    (void)happened;
    ssize_t got = read(fd, bytes, sizeof bytes);
    if (got <= 0) {
        closing = true;
        return;
    }
    text_add_bytes(&in, bytes, (size_t)got);
    hear_orders();
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    loop = loop_create();
    struct loop_watch *input = loop_watch(loop, STDIN_FILENO, POLLIN, input_ready, NULL);
    while (!closing) {
        loop_turn(loop, -1);
    }
    job_destroy(job);
    loop_unwatch(loop, input);
    loop_destroy(loop);
    text_finish(&in);
    text_finish(&line);
    return 0;
}
