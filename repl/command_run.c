#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/lang/syntax/parse.h"
#include "core/lang/syntax/token.h"
#include "repl/command_run.h"
#include "repl/script.h"
#include "repl/words.h"

enum unit_end command_run(struct lab *lab, const char *rest)
{
    struct words words;
    char *text;
    size_t length;
    if (words_split(rest, strlen(rest), &words) != STATUS_OK) {
        lab_failure(lab);
        return UNIT_STOPPED;
    }
    enum unit_end end = UNIT_STOPPED;
    if (words.count != 1) {
        lab_mistake(lab, "%run FILE runs it here, as one unit; torchrun 4 FILE ARG… on fresh ranks",
                    words.count == 0 ? "which file?" : "%%run takes a file and no arguments");
    } else if (script_load(words.items[0], &text, &length) != STATUS_OK) {
        lab_failure(lab);
    } else {
        end = unit_run(lab, unit_ranks(lab), UNIT_SCRIPT, words.items[0], text, length);
        free(text);
    }
    words_finish(&words);
    return end;
}

// ---- time

static void add_duration(struct text *out, double ns)
{
    static const struct {
        double limit, unit;
        const char *name;
    } units[] = {{1e3, 1, "ns"}, {1e6, 1e3, "µs"}, {1e9, 1e6, "ms"}, {1e300, 1e9, "s"}};
    size_t i = 0;
    while (ns >= units[i].limit) {
        i++;
    }
    text_addf(out, "%.3g %s", ns / units[i].unit, units[i].name);
}

static bool has_source(struct lab *lab, const char *rest, const char *name)
{
    if (rest[0] == '\0') {
        lab_mistake(lab, NULL, "%%%s wants a statement behind it", name);
    }
    return rest[0] != '\0';
}

enum unit_end command_time(struct lab *lab, const char *rest)
{
    if (!has_source(lab, rest, "time")) {
        return UNIT_STOPPED;
    }
    struct rank_set ranks = unit_ranks(lab);
    enum unit_end end = unit_run(lab, ranks, UNIT_PROMPT, "<stdin>", rest, strlen(rest));
    if (end == UNIT_LOST || end == UNIT_STOPPED) {
        return end;
    }
    for (int rank = rank_set_next(&ranks, 0); rank >= 0; rank = rank_set_next(&ranks, rank + 1)) {
        const struct lab_last *last = &lab->last[rank];
        if (!last->set || last->unit != lab->last_unit) {
            continue;
        }
        struct rank_set self = rank_set_of(rank);
        struct text line = {0};
        lab_label(lab, &self, &line);
        text_add(&line, "wall ");
        add_duration(&line, (double)last->wall_ns);
        text_add(&line, ", CPU ");
        add_duration(&line, (double)last->cpu_ns);
        lab_printf(lab, "%s\n", text_string(&line));
        text_finish(&line);
    }
    return end;
}

// One run of `count` times the statement; the slowest and the fastest rank's time for each.
static enum unit_end time_loop(struct lab *lab, const char *statement, long count,
                               struct rank_set ranks, double *ret_fastest, double *ret_slowest)
{
    struct text source = {0};
    text_addf(&source, "for _ in range(%ld):\n    %s\n", count, statement);
    enum unit_end end =
        unit_run(lab, ranks, UNIT_SCRIPT, "<timeit>", text_string(&source), source.length);
    text_finish(&source);
    if (end != UNIT_DONE) {
        return end;
    }
    journal_drop_last(&lab->journal); // no line of the learner's own
    *ret_fastest = 1e300;
    *ret_slowest = 0;
    for (int rank = rank_set_next(&ranks, 0); rank >= 0; rank = rank_set_next(&ranks, rank + 1)) {
        double each = (double)lab->last[rank].wall_ns / (double)count;
        *ret_fastest = each < *ret_fastest ? each : *ret_fastest;
        *ret_slowest = each > *ret_slowest ? each : *ret_slowest;
    }
    return UNIT_DONE;
}

enum unit_end command_timeit(struct lab *lab, const char *rest)
{
    enum { REPEATS = 5, COUNT_LIMIT = 10000000 };
    static const double aim_ns = 1e8;
    if (!has_source(lab, rest, "timeit")) {
        return UNIT_STOPPED;
    }
    struct rank_set ranks = unit_ranks(lab);
    double fastest, slowest, best_fast = 1e300, best_slow = 1e300;
    long count = 1;
    enum unit_end end = time_loop(lab, rest, count, ranks, &fastest, &slowest);
    while (end == UNIT_DONE && slowest * (double)count < aim_ns / 5 && count < COUNT_LIMIT) {
        double factor = aim_ns / (slowest * (double)count + 1);
        count = (long)((double)count * (factor > 20 ? 20 : factor < 2 ? 2 : factor));
        end = time_loop(lab, rest, count, ranks, &fastest, &slowest);
    }
    for (int i = 0; i < REPEATS && end == UNIT_DONE; i++) {
        end = time_loop(lab, rest, count, ranks, &fastest, &slowest);
        best_fast = fastest < best_fast ? fastest : best_fast;
        best_slow = slowest < best_slow ? slowest : best_slow;
    }
    if (end != UNIT_DONE) {
        return end;
    }
    struct text line = {0};
    lab_label(lab, &ranks, &line);
    add_duration(&line, best_fast);
    if (rank_set_count(&ranks) > 1) {
        text_add(&line, " to ");
        add_duration(&line, best_slow);
    }
    lab_printf(lab, "%s a run (best of %d, %ld run%s each)\n", text_string(&line), (int)REPEATS,
               count, count == 1 ? "" : "s");
    text_finish(&line);
    return UNIT_DONE;
}

// ---- %save

// Whether the line of that index begins inside a string.
static bool begins_in_string(const struct tokens *tokens, uint32_t line)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].line < line && line <= tokens->items[i].end_line) {
            return true;
        }
    }
    return false;
}

static void add_indented(struct text *out, const char *text)
{
    struct source *source = NULL;
    struct arena arena = {0};
    struct tokens tokens = {0};
    bool known = source_create("<stdin>", text, strlen(text), &source) == STATUS_OK &&
                 tokens_init(&tokens, source, &arena);
    for (uint32_t line = 0; *text != '\0'; line++) {
        size_t length = strcspn(text, "\n");
        bool inside = known && begins_in_string(&tokens, line);
        text_add(out, length > 0 && !inside ? "    " : "");
        text_add_bytes(out, text, length);
        text_add_char(out, '\n');
        text += length + (text[length] == '\n');
    }
    tokens_finish(&tokens);
    arena_finish(&arena);
    source_unref(source);
}

static void add_unit(const struct lab *lab, const struct journal_unit *unit, struct text *out)
{
    struct rank_set all = lab_all(lab);
    struct rank_set had = rank_set_or(unit->ranks, unit->missed);
    if (rank_set_equal(&had, &all)) {
        text_addf(out, "%s\n", unit->source);
        return;
    }
    text_add(out, "if int(os.environ[\"RANK\"]) in (");
    for (int rank = rank_set_next(&unit->ranks, 0); rank >= 0;
         rank = rank_set_next(&unit->ranks, rank + 1)) {
        text_addf(out, "%d, ", rank);
    }
    text_add(out, "):\n");
    add_indented(out, unit->source);
}

static void add_script(const struct lab *lab, const char *name, struct text *out)
{
    struct text body = {0};
    for (size_t i = 0; i < lab->journal.count; i++) {
        if (journal_clean(&lab->journal.units[i])) {
            add_unit(lab, &lab->journal.units[i], &body);
        }
    }
    const char *lines = text_string(&body);
    bool meets = lab->launch.ranks == 0 && strstr(lines, "init_process_group") != NULL;
    if (lab->launch.ranks > 0) {
        text_addf(out, "# torchrun --standalone --nproc-per-node %d %s\n", lab->launch.ranks, name);
    } else {
        text_addf(out, "# python3 %s\n", name);
    }
    if (meets || strstr(lines, "os.environ[\"RANK\"]") != NULL) {
        text_add(out, "import os\n\n");
    }
    if (meets) {
        text_add(out, "os.environ.setdefault(\"MASTER_ADDR\", \"127.0.0.1\")\n"
                      "os.environ.setdefault(\"MASTER_PORT\", \"29500\")\n\n");
    }
    text_add(out, lines);
    text_finish(&body);
}

enum unit_end command_save(struct lab *lab, const char *rest)
{
    if (rest[0] == '\0') {
        lab_mistake(lab, NULL, "%%save FILE.py writes this job's lines as a script");
        return UNIT_STOPPED;
    }
    if (access(rest, F_OK) == 0) {
        lab_mistake(lab, "Choose another name, or remove it first.", "%s exists already", rest);
        return UNIT_STOPPED;
    }
    struct text script = {0};
    add_script(lab, rest, &script);
    enum status status = script.failed ? status_fail(STATUS_MEMORY, "no memory for a script")
                                       : file_write(rest, script.data, script.length, 0644);
    if (status != STATUS_OK) {
        lab_failure(lab);
    } else {
        size_t lines = journal_lines(&lab->journal);
        lab_say(lab, "%s has %zu line%s that ran without an error", rest, lines,
                lines == 1 ? "" : "s");
        if (strstr(text_string(&script), "import lab") != NULL ||
            strstr(text_string(&script), "from lab ") != NULL) {
            lab_say(lab, "it imports lab, which only ranksh has");
        }
    }
    text_finish(&script);
    return status == STATUS_OK ? UNIT_DONE : UNIT_STOPPED;
}

enum unit_end command_quit(struct lab *lab, const char *rest)
{
    (void)rest;
    lab->leave = true;
    return UNIT_DONE;
}
