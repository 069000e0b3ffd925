// A process that waits for its peers can't be joined by them: it is no member of a job that could
// grow. So all of them are new; each runs the learner's earlier lines, then the call with its own
// rank in place of the one that was typed.
#include <stdlib.h>
#include <string.h>

#include "core/lang/syntax/parse.h"
#include "repl/ask.h"
#include "repl/launch.h"
#include "repl/peers.h"
#include "repl/replay.h"
#include "repl/unit.h"

// Where the value of rank= stands in a source: bytes [start, end) of it.
struct rank_place {
    size_t start, end;
    char name[64]; // "" unless it is a variable
};

// init_process_group(backend, init_method, timeout, world_size, rank, …)
enum { RANK_POSITION = 4, ASK_MS = 1000 };

static size_t offset_of(const struct source *source, uint32_t line, uint32_t column)
{
    return source->line_starts[line - source->first_line] + column;
}

static bool is_init(const struct ast_node *node)
{
    if (node->kind != AST_CALL) {
        return false;
    }
    const struct ast_node *function = node->call.function;
    const struct ast_text *name = function->kind == AST_ATTRIBUTE ? &function->attribute.name.text
                                  : function->kind == AST_NAME    ? &function->name
                                                                  : NULL;
    return name != NULL && strcmp(name->data, "init_process_group") == 0;
}

static const struct ast_node *rank_argument(const struct ast_node *call)
{
    for (size_t i = 0; i < call->call.keywords.count; i++) {
        const struct ast_keyword *keyword = &call->call.keywords.items[i];
        if (keyword->name.data != NULL && strcmp(keyword->name.data, "rank") == 0) {
            return keyword->value;
        }
    }
    return call->call.arguments.count > RANK_POSITION ? call->call.arguments.items[RANK_POSITION]
                                                      : NULL;
}

// Looks among the statements that stand at the left margin.
static bool find_rank(const char *text, struct rank_place *ret_place)
{
    struct source *source;
    if (source_create("<stdin>", text, strlen(text), &source) != STATUS_OK) {
        return false;
    }
    struct parse parse;
    parse_init(&parse, source, PARSE_FILE);
    const struct ast_node *value = NULL;
    for (size_t i = 0; i < parse.body.count && parse.state == PARSE_COMPLETE; i++) {
        const struct ast_node *statement = parse.body.items[i];
        if (statement->kind == AST_EXPRESSION && is_init(statement->value)) {
            value = rank_argument(statement->value);
        }
    }
    if (value != NULL) {
        ret_place->start = offset_of(source, value->span.line, value->span.column);
        ret_place->end = offset_of(source, value->span.end_line, value->span.end_column);
        ret_place->name[0] = '\0';
        if (value->kind == AST_NAME && value->name.length < sizeof ret_place->name) {
            strcpy(ret_place->name, value->name.data);
        }
    }
    parse_finish(&parse);
    source_unref(source);
    return value != NULL;
}

// The call on every rank, each with its own number, all at a time.
static void run_calls(struct lab *lab, const char *text, const struct rank_place *place)
{
    bool sent = true;
    lab->chosen = true; // each is for one rank: the others don't miss it
    for (int rank = 0; rank < lab->launch.ranks && sent; rank++) {
        struct text own = {0};
        text_add_bytes(&own, text, place->start);
        text_addf(&own, "%d", rank);
        text_add(&own, text + place->end);
        sent = unit_send(lab, rank_set_of(rank), UNIT_PROMPT, "<stdin>", text_string(&own),
                         own.length);
        text_finish(&own);
    }
    lab->chosen = false;
    if (sent) {
        unit_follow(lab, lab_all(lab));
    }
}

// A number that was typed for one process is the same on all of them now.
static void warn_of_variable(struct lab *lab, const char *name)
{
    struct rank_set idle = lab_has_job(lab) ? job_idle(lab->job) : (struct rank_set){{0}};
    struct rank_set all = lab_all(lab);
    if (!rank_set_equal(&idle, &all) ||
        ask_ranks(lab, idle, UNIT_CHECK, name, ASK_MS) != STATUS_OK) {
        return;
    }
    const char *first = lab->answers[0].value;
    for (size_t i = 0; i < lab->rank_count; i++) {
        const struct lab_answer *answer = &lab->answers[i];
        if (!answer->arrived || answer->outcome != OUTCOME_DONE || first == NULL ||
            answer->value == NULL || strcmp(answer->value, first) != 0) {
            return;
        }
    }
    lab_say(lab, "the variable %s is %s on every rank now; ask dist.get_rank()", name, first);
}

// lab->next once the learner wants peers.
static void start_peers(struct lab *lab)
{
    int ranks = (int)lab->request.value;
    struct journal_unit *last = &lab->journal.units[lab->journal.count - 1];
    char *call = strdup(last->source);
    struct rank_place place;
    if (call == NULL || !find_rank(call, &place)) {
        free(call);
        lab_mistake(lab, NULL, "the call with rank= could not be found again");
        return;
    }
    journal_drop_last(&lab->journal);
    bool empty = lab->journal.count == 0;
    if (launch_ranks(lab, &(struct lab_launch){.ranks = ranks})) {
        struct journal lines = lab->earlier;
        lab->earlier = (struct journal){0};
        lab_say(lab,
                "%d new processes: each has run your earlier lines, then this call with its "
                "own rank=",
                ranks);
        bool ready = empty || replay_everywhere(lab, &lines, lines.count);
        if (ready && !empty) {
            lab->journal = lines; // every rank has them now
            for (size_t i = 0; i < lab->journal.count; i++) {
                lab->journal.units[i].id = 0;
                lab->journal.units[i].ranks = lab->journal.units[i].done = lab_all(lab);
            }
        } else {
            journal_finish(&lines);
        }
        if (ready) {
            run_calls(lab, call, &place);
            warn_of_variable(lab, place.name[0] != '\0' ? place.name : "rank");
        }
    }
    free(call);
}

static void answer_peers(struct lab *lab)
{
    long long size = (long long)lab->request.value;
    struct rank_place place;
    const struct journal_unit *last =
        lab->journal.count > 0 ? &lab->journal.units[lab->journal.count - 1] : NULL;
    bool can_start =
        size > 1 && size <= RANK_SET_LIMIT && last != NULL && find_rank(last->source, &place);
    terminal_clear_status(&lab->terminal);
    output_flush(lab->output);
    lab_say(lab, "init_process_group waits for %lld more process%s of %lld to call it too",
            size - 1, size == 2 ? "" : "es", size);
    lab->request_told = true;
    if (!lab->terminal.input_is_tty) {
        lab_say(lab, "nobody is at a terminal to start them, so the call is given up");
        job_interrupt(lab->job, job_busy(lab->job));
        return;
    }
    char key =
        reader_key(lab->reader,
                   can_start ? "[s] start them  [w] wait  [c] cancel: " : "[w] wait  [c] cancel: ",
                   can_start ? "swc" : "wc");
    if (key == 's') {
        lab->next = start_peers;
    } else if (key != 'w') {
        job_interrupt(lab->job, job_busy(lab->job));
    }
}

void peers_answer(struct lab *lab)
{
    switch (lab->request.kind) {
    case REQUEST_PEERS:
        answer_peers(lab);
        break;
    case REQUEST_SPAWN:
    case REQUEST_JOIN:
    case REQUEST_STOP:
        break; // answered at once: events.c
    }
}
