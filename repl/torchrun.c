#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "repl/launch.h"
#include "repl/replay.h"
#include "repl/script.h"
#include "repl/torchrun.h"

enum argument {
    ARGUMENT_NONE,
    ARGUMENT_RANKS,
    ARGUMENT_ONE,
    ARGUMENT_ZERO,
    ARGUMENT_PORT,
    ARGUMENT_HERE
};

// The options that mean something on one machine. Torchrun spells each with '-' or '_'.
static const struct {
    const char *name;
    enum argument argument;
} known[] = {
    {"--standalone", ARGUMENT_NONE},   {"--nproc-per-node", ARGUMENT_RANKS},
    {"--nnodes", ARGUMENT_ONE},        {"--node-rank", ARGUMENT_ZERO},
    {"--max-restarts", ARGUMENT_ZERO}, {"--master-port", ARGUMENT_PORT},
    {"--master-addr", ARGUMENT_HERE},
};

// Whether `word` is the option `name`, with '_' for '-' or not; `*ret_value` is behind a '='.
static bool is_option(const char *word, const char *name, const char **ret_value)
{
    size_t at = 0;
    while (name[at] != '\0' &&
           (word[at] == name[at] || (at > 1 && name[at] == '-' && word[at] == '_'))) {
        at++;
    }
    if (name[at] != '\0' || (word[at] != '\0' && word[at] != '=')) {
        return false;
    }
    *ret_value = word[at] == '=' ? word + at + 1 : NULL;
    return true;
}

static enum status read_ranks(const char *word, int *ret_ranks)
{
    long ranks = sysconf(_SC_NPROCESSORS_ONLN);
    if (strcmp(word, "gpu") == 0) {
        return status_fail(STATUS_UNSUPPORTED, "--nproc-per-node gpu: there is no GPU here; say "
                                               "how many ranks, or cpu");
    }
    if (strcmp(word, "cpu") != 0 && strcmp(word, "auto") != 0) {
        enum status status = words_number(word, "the number of ranks", 1, RANK_SET_LIMIT, &ranks);
        if (status != STATUS_OK) {
            return status;
        }
    }
    *ret_ranks = ranks < 1 ? 1 : (int)ranks;
    return STATUS_OK;
}

static enum status take_value(struct torchrun *torchrun, const char *name, enum argument argument,
                              const char *value)
{
    long number;
    enum status status = STATUS_OK;
    switch (argument) {
    case ARGUMENT_NONE:
        torchrun->standalone = true;
        break;
    case ARGUMENT_RANKS:
        status = read_ranks(value, &torchrun->ranks);
        break;
    case ARGUMENT_ONE:
        if (strcmp(value, "1") != 0 && strcmp(value, "1:1") != 0) {
            status = status_fail(STATUS_UNSUPPORTED,
                                 "%s=%s: ranksh starts ranks on this machine only", name, value);
        }
        break;
    case ARGUMENT_ZERO:
        if (strcmp(value, "0") != 0) {
            status = status_fail(STATUS_UNSUPPORTED, "%s=%s is not supported, only 0", name, value);
        }
        break;
    case ARGUMENT_PORT:
        status = words_number(value, name, 1, 65535, &number);
        torchrun->master_port = status == STATUS_OK ? (int)number : 0;
        break;
    case ARGUMENT_HERE:
        if (strcmp(value, "localhost") != 0 && strcmp(value, "127.0.0.1") != 0) {
            status = status_fail(STATUS_UNSUPPORTED,
                                 "%s=%s: ranksh starts ranks on this machine only", name, value);
        }
        break;
    }
    return status;
}

static enum status read_option(struct torchrun *torchrun, const struct words *words, size_t *at)
{
    const char *word = words->items[(*at)++], *value;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!is_option(word, known[i].name, &value)) {
            continue;
        }
        if (known[i].argument != ARGUMENT_NONE && value == NULL) {
            if (*at == words->count) {
                return status_fail(STATUS_INVALID, "torchrun: %s wants a value behind it", word);
            }
            value = words->items[(*at)++];
        }
        return take_value(torchrun, known[i].name, known[i].argument, value);
    }
    return status_fail(STATUS_UNSUPPORTED, "torchrun %.*s is not supported here",
                       (int)strcspn(word, "="), word);
}

enum status torchrun_read(const char *text, size_t length, struct torchrun *ret_torchrun)
{
    struct torchrun torchrun = {.ranks = 0};
    enum status status = words_split(text, length, &torchrun.words);
    size_t at = 0;
    while (status == STATUS_OK && at < torchrun.words.count) {
        char *word = torchrun.words.items[at];
        if (word[0] == '-') {
            status = read_option(&torchrun, &torchrun.words, &at);
        } else if (torchrun.ranks == 0 && torchrun.words.count == 1 && strchr(word, '.') == NULL &&
                   access(word, F_OK) != 0) {
            status = read_ranks(word, &torchrun.ranks); // the lab's short form
            at++;
        } else if (torchrun.ranks == 0 && word[strspn(word, "0123456789")] == '\0') {
            status = read_ranks(word, &torchrun.ranks); // torchrun 4 FILE
            at++;
        } else {
            torchrun.script = word;
            torchrun.arguments = torchrun.words.items + at + 1;
            break;
        }
    }
    if (status == STATUS_OK) {
        *ret_torchrun = torchrun;
    } else {
        words_finish(&torchrun.words);
    }
    return status;
}

void torchrun_finish(struct torchrun *torchrun)
{
    words_finish(&torchrun->words);
}

// The line that would do the same with PyTorch's own torchrun.
static void say_shell_line(struct lab *lab, const struct torchrun *torchrun, int ranks)
{
    struct text line = {0};
    text_add(&line, "in a shell: torchrun");
    if (torchrun->standalone || torchrun->master_port == 0) {
        text_add(&line, " --standalone");
    }
    text_addf(&line, " --nproc-per-node %d", ranks);
    if (torchrun->master_port != 0) {
        text_addf(&line, " --master-port %d", torchrun->master_port);
    }
    text_addf(&line, " %s", torchrun->script != NULL ? torchrun->script : "YOUR_SCRIPT.py");
    for (char **argument = torchrun->arguments; torchrun->script != NULL && *argument != NULL;
         argument++) {
        text_addf(&line, " %s", *argument);
    }
    lab_say_whole(lab, text_string(&line));
    text_finish(&line);
}

enum unit_end torchrun_run(struct lab *lab, const char *text, size_t length)
{
    struct torchrun torchrun;
    if (torchrun_read(text, length, &torchrun) != STATUS_OK) {
        lab_mistake(lab, "torchrun 4 starts four fresh ranks; torchrun 4 FILE runs a file on them.",
                    "%s", status_message());
        return UNIT_STOPPED;
    }
    char *script = NULL;
    size_t script_length = 0;
    if (torchrun.script != NULL &&
        script_load(torchrun.script, &script, &script_length) != STATUS_OK) {
        lab_failure(lab); // before the job that stands is ended
        torchrun_finish(&torchrun);
        return UNIT_STOPPED;
    }
    int ranks = torchrun.ranks > 0 ? torchrun.ranks : 1;
    enum unit_end end = UNIT_STOPPED;
    struct lab_launch launch = {.ranks = ranks,
                                .master_port = torchrun.master_port,
                                .standalone = torchrun.standalone,
                                .arguments =
                                    torchrun.script != NULL ? torchrun.arguments - 1 : NULL};
    if (launch_ranks(lab, &launch)) {
        end = UNIT_DONE;
        say_shell_line(lab, &torchrun, ranks);
        if (torchrun.script == NULL) {
            replay_offer(lab);
        } else {
            end = unit_run(lab, lab_all(lab), UNIT_SCRIPT, torchrun.script, script, script_length);
        }
    }
    lab->launch.arguments = NULL;
    free(script);
    torchrun_finish(&torchrun);
    return end;
}
