// Order: what comes on the work socket, output and waiting for the lab, process groups' needs,
// what a unit may call, units, the start, the process.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/base/array.h"
#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/dist/hooks.h"
#include "core/dist/start.h"
#include "core/dist/watch.h"
#include "core/dist/work.h"
#include "core/rank/answer.h"
#include "core/rank/guard.h"
#include "core/rank/journal.h"
#include "core/rank/link.h"
#include "core/rank/output.h"
#include "core/rank/rank.h"
#include "core/rank/state.h"
#include "core/rank/stray.h"
#include "core/rank/wire.h"

enum { PROGRESS_MS = 1, WELCOME_MS = 10000 };

// A message that came while a unit ran, kept until the main loop can look at it.
struct kept {
    struct message_head head;
    char *body;
};

static const struct runner *runner;
static struct link lab;
static struct kept *kept;
static size_t kept_count, kept_capacity;
static struct message_reply reply; // the last one
static char *reply_data;
static bool silent;   // rank_silence
static bool checking; // what runs is a check or a question: it leaves no traces

static void run_unit(const struct message_head *head, const char *body);

// ---- what comes on the work socket

static void lose_lab(void)
{
    stray_drain();
    _exit(1);
}

static void keep_unit(const char *body)
{
    struct kept unit = {.head = lab.work.head, .body = malloc(lab.work.head.length + 1)};
    if (unit.body == NULL ||
        !array_reserve((void **)&kept, &kept_capacity, kept_count + 1, sizeof *kept)) {
        lose_lab(); // a unit that is never answered would hang the lab
    }
    memcpy(unit.body, body, unit.head.length);
    kept[kept_count++] = unit;
}

static void take_reply(const char *body, size_t length)
{
    if (length < sizeof reply) {
        return;
    }
    memcpy(&reply, body, sizeof reply);
    free(reply_data);
    length -= sizeof reply;
    reply_data = malloc(length + 1);
    if (reply_data != NULL) {
        memcpy(reply_data, body + sizeof reply, length);
        reply_data[length] = '\0';
    }
    reply.data_length = reply_data != NULL ? (uint32_t)length : 0;
}

// Looks at what was read; units are kept for the main loop.
static void take_messages(void)
{
    const char *body;
    while (channel_next(&lab.work, &body) == STATUS_OK && body != NULL) {
        struct message_credit credit;
        switch (lab.work.head.kind) {
        case MESSAGE_UNIT:
            keep_unit(body);
            break;
        case MESSAGE_CREDIT_MORE:
            memcpy(&credit, body, sizeof credit);
            output_add_credit(credit.bytes);
            break;
        case MESSAGE_REPLY:
            take_reply(body, lab.work.head.length);
            break;
        }
    }
}

static void serve_work(void)
{
    if (channel_fill(&lab.work) != STATUS_OK) {
        lose_lab();
    }
    take_messages();
}

// ---- output and waiting for the lab

static bool stopped(void)
{
    return runner->interrupted();
}

// Sleeps until the lab says something, somebody wakes, or a millisecond is over if MPI needs it.
static void wait_for_lab(int64_t limit_ns)
{
    int limit_ms = limit_ns < 0 ? -1 : (int)((limit_ns + 999999) / 1000000);
    if (work_pending()) {
        work_progress();
        limit_ms = PROGRESS_MS;
    }
    if (state_sleep(lab.work.fd, limit_ms)) {
        serve_work();
    }
}

static bool wait_for_credit(void)
{
    enum rank_phase before = state_enter(PHASE_OUTPUT);
    wait_for_lab(-1);
    state_enter(before);
    return !stopped();
}

static void send_message(enum message_kind kind, const struct channel_part *parts, int count)
{
    channel_send(&lab.work, kind, atomic_load(&state_unit), parts, count);
}

// ---- what process groups need

static bool hook_interrupted(void *context)
{
    (void)context;
    return stopped();
}

static void hook_appeal(void *context, enum appeal appeal, const struct target_key *target,
                        uint32_t epoch, uint32_t sequence)
{
    (void)context;
    static const uint32_t kinds[] = {[APPEAL_TIMEOUT] = NOTE_TIMEOUT,
                                     [APPEAL_MISMATCH] = NOTE_MISMATCH,
                                     [APPEAL_INTERRUPT] = NOTE_INTERRUPT};
    struct message_note note = {
        .kind = kinds[appeal], .target = wire_target(target), .epoch = epoch, .sequence = sequence};
    send_message(MESSAGE_NOTE, &(struct channel_part){&note, sizeof note}, 1);
}

static bool is_check(const struct message_unit *unit)
{
    return unit->mode == UNIT_CHECK || unit->mode == UNIT_NAMES;
}

// Runs the checks that came while a unit waits inside a call; everything else waits its turn.
static void run_kept_checks(void)
{
    for (size_t i = 0; i < kept_count && !checking;) {
        struct message_unit unit;
        memcpy(&unit, kept[i].body, sizeof unit);
        if (!is_check(&unit)) {
            i++;
            continue;
        }
        struct kept check = kept[i];
        memmove(kept + i, kept + i + 1, (--kept_count - i) * sizeof *kept);
        run_unit(&check.head, check.body);
        free(check.body);
    }
}

static void hook_turn(void *context)
{
    (void)context;
    output_flush_old();
    if (state_sleep(lab.work.fd, 0)) {
        serve_work();
        run_kept_checks();
    }
}

static void hook_cost(void *context, const struct cost *cost)
{
    (void)context;
    struct message_trace entry = {.target = wire_target(&cost->target),
                                  .number = cost->number,
                                  .start_ns = cost->start_ns,
                                  .wait_ns = cost->wait_ns,
                                  .move_ns = cost->move_ns,
                                  .bytes = cost->bytes,
                                  .messages = cost->messages};
    struct runner_place place = {.line = 0};
    runner->place(false, &place);
    entry.line = place.line;
    snprintf(entry.name, sizeof entry.name, "%s", dist_call_name(cost->operation));
    send_message(MESSAGE_TRACE, &(struct channel_part){&entry, sizeof entry}, 1);
}

static uint32_t hook_line(void *context)
{
    (void)context;
    struct runner_place place = {.line = 0};
    runner->place(false, &place);
    return place.line;
}

static void hook_pending(void *context)
{
    (void)context;
    runner->poll(true);
}

// ---- what a unit may call

bool rank_write(enum output_stream stream, const char *bytes, size_t length)
{
    if (journal_replays() || checking || silent) {
        return true;
    }
    bool sent = output_write(atomic_load(&state_unit), stream, bytes, length);
    if (output_waits()) {
        runner->poll(true);
    }
    return sent;
}

void rank_silence(bool on)
{
    silent = on;
}

bool rank_flush(void)
{
    return output_flush();
}

bool rank_sleep(int64_t ns)
{
    if (journal_replays()) {
        return true;
    }
    output_flush();
    enum rank_phase before = state_enter(PHASE_SLEEPING);
    int64_t end_ns = clock_monotonic_ns() + ns;
    for (int64_t left_ns = ns; left_ns > 0 && !stopped(); left_ns = end_ns - clock_monotonic_ns()) {
        if (left_ns < 2000000) {
            clock_sleep_ns(left_ns);
        } else {
            wait_for_lab(left_ns > INT64_C(1000000000) ? INT64_C(1000000000) : left_ns - 1000000);
        }
    }
    state_enter(before);
    return !stopped();
}

void rank_poll(void)
{
    static int64_t last_ns;
    int64_t now_ns = clock_monotonic_ns();
    if (now_ns - last_ns >= PROGRESS_MS * 1000000) {
        last_ns = now_ns;
        if (work_pending()) {
            work_progress();
        }
        output_flush_old();
    }
    runner->poll(work_pending() || output_waits());
}

bool rank_request(enum request_kind kind, int64_t value, const char *data, size_t length,
                  int64_t timeout_ns, struct rank_reply *ret_reply)
{
    static uint32_t last_number;
    struct message_request request = {
        .kind = kind, .number = ++last_number, .value = value, .data_length = (uint32_t)length};
    struct channel_part parts[] = {{&request, sizeof request}, {data, length}};
    output_flush();
    send_message(MESSAGE_REQUEST, parts, 2);
    enum rank_phase before = state_enter(PHASE_REQUEST);
    int64_t end_ns = timeout_ns > 0 ? clock_monotonic_ns() + timeout_ns : 0, left_ns = -1;
    while (reply.number != request.number && !stopped()) {
        left_ns = end_ns > 0 ? end_ns - clock_monotonic_ns() : -1;
        if (end_ns > 0 && left_ns <= 0) {
            break;
        }
        wait_for_lab(left_ns);
    }
    state_enter(before);
    if (reply.number != request.number) {
        return false;
    }
    *ret_reply = (struct rank_reply){.refused = reply.refused != 0,
                                     .value = reply.value,
                                     .data = reply_data,
                                     .length = reply.data_length};
    reply_data = NULL;
    return true;
}

int64_t rank_reading(uint32_t kind, int64_t real)
{
    return journal_pass(kind, real);
}

// ---- units

// Takes the texts behind a struct message_unit apart; each gets a zero byte. False: nonsense.
static bool unpack_unit(const struct message_unit *head, const char *body, size_t length,
                        char *texts[static 4])
{
    const uint32_t lengths[] = {head->name_length, head->source_length, head->journal_length,
                                head->data_length};
    for (int i = 0; i < 4; i++) {
        texts[i] = lengths[i] <= length ? malloc((size_t)lengths[i] + 1) : NULL;
        if (texts[i] == NULL) {
            return false;
        }
        memcpy(texts[i], body, lengths[i]);
        texts[i][lengths[i]] = '\0';
        body += lengths[i];
        length -= lengths[i];
    }
    return true;
}

static void report(uint32_t number, const struct runner_result *result, int64_t wall_ns,
                   int64_t cpu_ns)
{
    const struct text *notes = journal_notes();
    struct message_done done = {
        .outcome = result->outcome,
        .exit_code = result->exit_code,
        .wall_ns = wall_ns,
        .cpu_ns = cpu_ns,
        .diagnostic_length = (uint32_t)result->diagnostic.length,
        .value_length = (uint32_t)result->value.length,
        .journal_length = checking ? 0 : (uint32_t)notes->length,
        .truth = result->truth,
    };
    struct channel_part parts[] = {{&done, sizeof done},
                                   {result->diagnostic.data, done.diagnostic_length},
                                   {result->value.data, done.value_length},
                                   {notes->data, done.journal_length}};
    channel_send(&lab.work, MESSAGE_DONE, number, parts, 4);
}

static void run_unpacked(const struct message_head *head, const struct message_unit *unit,
                         char *texts[static 4], bool nested)
{
    struct runner_unit run = {.mode = (enum unit_mode)unit->mode,
                              .flags = unit->flags,
                              .first_line = unit->first_line > 0 ? (int)unit->first_line : 1,
                              .name = texts[0],
                              .source = texts[1],
                              .source_length = unit->source_length,
                              .data = texts[3],
                              .data_length = unit->data_length};
    struct runner_result result = {.outcome = OUTCOME_DONE};
    int64_t start_ns = clock_monotonic_ns(), start_cpu_ns = clock_cpu_ns();
    runner->run(&run, &result);
    if (!checking) {
        output_flush();
    }
    if (!nested) { // before the lab hears of it and sends the next one
        atomic_store(&state_unit, 0);
        state_enter(PHASE_IDLE);
    }
    report(head->unit, &result, clock_monotonic_ns() - start_ns, clock_cpu_ns() - start_cpu_ns);
    text_finish(&result.diagnostic);
    text_finish(&result.value);
}

// A unit of its own, or a check inside the wait of another.
static void run_in_its_place(const struct message_head *head, const struct message_unit *unit,
                             char *texts[static 4])
{
    bool nested = atomic_load(&state_unit) != 0;
    checking = is_check(unit);
    if (!nested) {
        if (!checking) {
            journal_begin(unit->flags & UNIT_REPLAY ? texts[2] : NULL, unit->journal_length);
        }
        runner->forget_interrupt();
        state_enter(PHASE_RUNNING);
        atomic_store(&state_unit, head->unit);
        if (atomic_load(&state_interrupted) == head->unit) {
            runner->interrupt(); // it came before the unit
        }
    }
    run_unpacked(head, unit, texts, nested);
    checking = false;
}

static void run_unit(const struct message_head *head, const char *body)
{
    struct message_unit unit;
    char *texts[4] = {0};
    memcpy(&unit, body, sizeof unit);
    if (head->length >= sizeof unit &&
        unpack_unit(&unit, body + sizeof unit, head->length - sizeof unit, texts)) {
        watch_set_slowness(unit.slow_ns);
        watch_set_costs(unit.trace != 0);
        run_in_its_place(head, &unit, texts);
    }
    for (int i = 0; i < 4; i++) {
        free(texts[i]);
    }
}

static void run_kept(void)
{
    while (kept_count > 0 && !atomic_load(&state_leaving)) {
        struct kept unit = kept[0];
        memmove(kept, kept + 1, --kept_count * sizeof *kept);
        run_unit(&unit.head, unit.body);
        free(unit.body);
    }
}

// ---- the start

// Splits `count` zero-terminated texts into a NULL-terminated list, which stays for good.
static const char **split(const char **body, const char *end, uint32_t count)
{
    const char **list = calloc((size_t)count + 1, sizeof *list);
    for (uint32_t i = 0; list != NULL && i < count; i++) {
        size_t length = strnlen(*body, (size_t)(end - *body));
        list[i] = strndup(*body, length);
        if (list[i] == NULL || *body + length >= end) {
            return NULL;
        }
        *body += length + 1;
    }
    return list;
}

static enum status start_runner(const char *body)
{
    struct message_welcome welcome;
    if (lab.work.head.kind != MESSAGE_WELCOME || lab.work.head.length < sizeof welcome) {
        return status_fail(STATUS_CORRUPT, "the lab did not welcome this rank");
    }
    memcpy(&welcome, body, sizeof welcome);
    const char *end = body + lab.work.head.length;
    body += sizeof welcome;
    struct runner_start start = {.lone = lab.lone,
                                 .rank = lab.rank,
                                 .size = lab.size,
                                 .memory_budget = welcome.memory_budget};
    start.environment = split(&body, end, welcome.environment_count);
    start.arguments = start.environment != NULL ? split(&body, end, welcome.argument_count) : NULL;
    if (start.arguments == NULL) {
        return status_fail(STATUS_CORRUPT, "the lab's welcome makes no sense");
    }
    memory_set_budget(welcome.memory_budget);
    return runner->start(&start);
}

static enum status connect_lab(void)
{
    int stray_fd;
    enum status status = link_init(&lab);
    if (status != STATUS_OK) {
        return status;
    }
    guard_follow_parent(lab.parent);
    prctl(PR_SET_TIMERSLACK, 1000); // short sleeps are to be short
    status = state_init();
    if (status == STATUS_OK) {
        status = stray_init(&stray_fd);
    }
    if (status == STATUS_OK) {
        status = link_connect(&lab);
    }
    return status == STATUS_OK ? answer_start(&lab.control, stray_fd, runner) : status;
}

static enum status start_all(void)
{
    const char *body = NULL;
    dist_hooks = (struct dist_hooks){.interrupted = hook_interrupted,
                                     .appeal = hook_appeal,
                                     .turn = hook_turn,
                                     .cost = hook_cost,
                                     .pending = hook_pending,
                                     .line = hook_line};
    enum status status = connect_lab();
    if (status == STATUS_OK) {
        status = channel_receive(&lab.work, WELCOME_MS, &body);
    }
    if (status == STATUS_OK) {
        output_init(&lab.work, wait_for_credit);
        status = start_runner(body);
    }
    if (status == STATUS_OK && !lab.lone) {
        status = start_dist(false);
    }
    guard_limit_memory(memory_budget());
    return status == STATUS_OK ? stray_redirect() : status;
}

// ---- the process

int rank_main(const struct runner *runs)
{
    runner = runs;
    if (start_all() != STATUS_OK) {
        fprintf(stderr, "ranksh-rank: %s\n", status_message());
        return 1;
    }
    state_enter(PHASE_IDLE);
    channel_send(&lab.work, MESSAGE_READY, 0, NULL, 0);
    take_messages(); // a unit may have come with the welcome
    while (!atomic_load(&state_leaving)) {
        run_kept();
        if (!atomic_load(&state_leaving)) {
            wait_for_lab(-1);
        }
    }
    // No MPI_Finalize: it would wait for ranks that may never come. All leave together.
    output_flush();
    stray_drain();
    _exit(0);
}
