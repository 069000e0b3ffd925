#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "repl/table.h"
#include "repl/trace.h"

enum { CALLS_SHOWN = 20, CALLS_KEPT = 4096 };

// One call, put together from what its ranks report.
struct call {
    char name[24];
    uint32_t group, number;
    int ranks;
    uint64_t bytes, messages; // of the rank that sent most
    int64_t move_ns;          // of the slowest
    int64_t shortest_wait_ns, longest_wait_ns;
    int last; // the rank that came last: it waited least
};

struct trace {
    struct call *calls;
    size_t count, capacity;
    size_t forgotten; // calls that were too many to keep
};

struct trace *trace_create(void)
{
    return calloc(1, sizeof(struct trace));
}

void trace_destroy(struct trace *trace)
{
    if (trace != NULL) {
        free(trace->calls);
        free(trace);
    }
}

static struct call *find(struct trace *trace, const struct message_trace *entry)
{
    for (size_t i = trace->count; i > 0 && i + 256 > trace->count; i--) {
        struct call *call = &trace->calls[i - 1];
        if (call->number == entry->number && call->group == entry->target.group &&
            strncmp(call->name, entry->name, sizeof call->name) == 0) {
            return call;
        }
    }
    if (trace->count == CALLS_KEPT) {
        trace->count -= CALLS_KEPT / 2;
        trace->forgotten += CALLS_KEPT / 2;
        memmove(trace->calls, trace->calls + CALLS_KEPT / 2, trace->count * sizeof *trace->calls);
    }
    if (!array_reserve((void **)&trace->calls, &trace->capacity, trace->count + 1,
                       sizeof *trace->calls)) {
        return NULL;
    }
    struct call *call = &trace->calls[trace->count++];
    *call = (struct call){.group = entry->target.group,
                          .number = entry->number,
                          .shortest_wait_ns = INT64_MAX,
                          .last = -1};
    memcpy(call->name, entry->name, sizeof call->name - 1);
    return call;
}

void trace_add(struct trace *trace, int rank, const struct message_trace *entry)
{
    struct call *call = find(trace, entry);
    if (call == NULL) {
        return;
    }
    call->ranks++;
    call->bytes = entry->bytes > call->bytes ? entry->bytes : call->bytes;
    call->messages = entry->messages > call->messages ? entry->messages : call->messages;
    call->move_ns = entry->move_ns > call->move_ns ? entry->move_ns : call->move_ns;
    call->longest_wait_ns =
        entry->wait_ns > call->longest_wait_ns ? entry->wait_ns : call->longest_wait_ns;
    if (entry->wait_ns < call->shortest_wait_ns) {
        call->shortest_wait_ns = entry->wait_ns;
        call->last = rank;
    }
}

static void add_duration(struct text *out, int64_t ns)
{
    if (ns < 1000000) {
        text_addf(out, "%.3g µs", (double)ns / 1e3);
    } else if (ns < 1000000000) {
        text_addf(out, "%.3g ms", (double)ns / 1e6);
    } else {
        text_addf(out, "%.3g s", (double)ns / 1e9);
    }
}

static void add_row(struct table *table, const struct call *call)
{
    struct text move = {0}, wait = {0};
    add_duration(&move, call->move_ns);
    add_duration(&wait, call->longest_wait_ns);
    table_row(table, "%s #%u\t%d\t%llu\t%llu\t%s\t%s\trank %d", call->name, call->number,
              call->ranks, (unsigned long long)call->bytes, (unsigned long long)call->messages,
              text_string(&move), text_string(&wait), call->last);
    text_finish(&move);
    text_finish(&wait);
}

void trace_show(struct trace *trace, const struct terminal *terminal, struct text *out)
{
    if (trace->count == 0) {
        return;
    }
    struct table table = {.heads = {"call", "ranks", "bytes a rank", "messages", "moving",
                                    "longest wait", "came last"},
                          .columns = 7};
    size_t first = trace->count > CALLS_SHOWN ? trace->count - CALLS_SHOWN : 0;
    int64_t moving = 0, waiting = 0;
    uint64_t bytes = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const struct call *call = &trace->calls[i];
        moving += call->move_ns;
        waiting += call->longest_wait_ns;
        bytes += call->bytes;
        if (i >= first) {
            add_row(&table, call);
        }
    }
    table_add(&table, terminal, out);
    if (trace->count > 1) {
        text_addf(out, "%zu calls", trace->count + trace->forgotten);
        if (trace->forgotten > 0) {
            text_addf(out, ", the last %zu of them", trace->count);
        }
        text_addf(out, ": %llu bytes a rank, moving ", (unsigned long long)bytes);
        add_duration(out, moving);
        text_add(out, ", longest waits ");
        add_duration(out, waiting);
        text_add_char(out, '\n');
    }
    table_finish(&table);
    trace->count = trace->forgotten = 0;
}
