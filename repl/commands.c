#include <stdlib.h>
#include <string.h>

#include "core/diag/suggest.h"
#include "repl/command_look.h"
#include "repl/command_ranks.h"
#include "repl/command_run.h"
#include "repl/command_study.h"
#include "repl/commands.h"
#include "repl/topics.h"

static enum unit_end command_help(struct lab *lab, const char *rest);
static enum unit_end command_why(struct lab *lab, const char *rest);

const struct command commands_table[] = {
    {"help", "[NAME]", "this, or more about one command", command_help},
    {"lesson", "[NAME|list]", "go on with the course, or begin a lesson", command_lesson},
    {"next", "", "the lesson's next step (also Enter)", command_next},
    {"back", "", "its step before", command_back},
    {"hint", "", "a hint for this step", command_hint},
    {"solution", "", "one way to do it", command_solution},
    {"skip", "", "leave this step out", command_skip},
    {"play", "", "leave the lesson and type freely", command_play},
    {"quiz", "[exam] [TOPIC|LESSON|ID] [N]", "questions; goes on where you left", command_quiz},
    {"review", "", "questions that are due", command_review},
    {"progress", "", "what is learned, what is weak, what is due", command_progress},
    {"ranks", "[--log]", "how each rank is, what it runs and costs", command_ranks},
    {"on", "RANKS|all", "which ranks take the next lines", command_on},
    {"catchup", "", "run what a rank missed while it waited", command_catchup},
    {"run", "FILE", "run a script here, as one unit", command_run},
    {"save", "FILE.py", "write this job's lines as a script", command_save},
    {"undo", "", "take the last line back on all its ranks", command_undo},
    {"reset", "", "the same job anew, with nothing in it", command_reset},
    {"time", "STATEMENT", "run it and say how long it took", command_time},
    {"timeit", "STATEMENT", "run it often and say how long one run takes", command_timeit},
    {"last", "", "what the last line printed, rank by rank", command_last},
    {"output", "FILE", "write all of that to a file", command_output},
    {"history", "[N]", "the last lines typed", command_history},
    {"why", "", "why the last error came, and what to type instead", command_why},
    {"who", "", "the variables there are", command_who},
    {"kill", "RANK", "kill a rank, as a fault would", command_kill},
    {"slow", "RANK 20ms|off", "make a rank a straggler", command_slow},
    {"trace", "on|off", "show what each collective costs", command_trace},
    {"set", "[NAME VALUE]", "settings: colour, stream, memory", command_set},
    {"doctor", "", "check MPI, BLAS, SQLite and the terminal", command_doctor},
    {"quit", "", "leave (also Ctrl-D, exit)", command_quit},
    {NULL, NULL, NULL, NULL},
};

static enum unit_end command_why(struct lab *lab, const char *rest)
{
    (void)rest;
    if (!topics_show_why(lab)) {
        lab_mistake(lab, "?NAME tells about a name, as ?all_reduce",
                    lab->error_class == NULL ? "there was no error yet"
                                             : "nothing more is known about that error");
        return UNIT_STOPPED;
    }
    return UNIT_DONE;
}

static const struct command *find(const char *name)
{
    for (const struct command *command = commands_table; command->name != NULL; command++) {
        if (strcmp(command->name, name) == 0) {
            return command;
        }
    }
    return NULL;
}

static const char *nearest(const char *name)
{
    const char *names[64];
    size_t count = 0;
    for (const struct command *command = commands_table; command->name != NULL && count < 64;
         command++) {
        names[count++] = command->name;
    }
    return suggest_nearest(name, names, count);
}

static void add_row(const struct lab *lab, const struct command *command, struct text *out)
{
    struct text form = {0};
    text_addf(&form, "%%%s %s", command->name, command->arguments);
    if (lab->terminal.columns < 60 && !lab->terminal.plain) {
        text_addf(out, "%s\n    %s\n", text_string(&form), command->help);
    } else {
        bool wide = form.length > 22; // its help goes below
        text_addf(out, "  %-22s%s %s\n", text_string(&form),
                  wide ? "\n                        " : "", command->help);
    }
    text_finish(&form);
}

static enum unit_end command_help(struct lab *lab, const char *rest)
{
    struct text out = {0};
    rest += rest[0] == '%';
    if (rest[0] != '\0') {
        const struct command *command = find(rest);
        if (command == NULL) {
            return commands_question(lab, rest, strlen(rest));
        }
        add_row(lab, command, &out);
        lab_print(lab, text_string(&out));
        topics_show_command(lab, command->name);
        text_clear(&out);
    } else {
        text_add(&out, "Type Python, torch.distributed above all. torchrun 4 starts four ranks.\n");
        for (const struct command *command = commands_table; command->name != NULL; command++) {
            add_row(lab, command, &out);
        }
        text_add(&out, "  @1,3 STATEMENT         on ranks 1 and 3 only; @all on all\n"
                       "  ?NAME                  what a name means\n");
    }
    lab_print(lab, text_string(&out));
    text_finish(&out);
    return UNIT_DONE;
}

enum unit_end commands_run(struct lab *lab, const char *name, size_t name_length, const char *rest,
                           size_t rest_length)
{
    char *copy = strndup(name, name_length), *arguments = strndup(rest, rest_length);
    enum unit_end end = UNIT_STOPPED;
    const struct command *command = copy != NULL ? find(copy) : NULL;
    if (copy == NULL || arguments == NULL) {
        lab_mistake(lab, NULL, "no memory for a command");
    } else if (command == NULL) {
        const char *near = nearest(copy);
        struct text hint = {0};
        text_addf(&hint, near != NULL ? "Did you mean %%%s?" : "%%help lists them.%.0s",
                  near != NULL ? near : "");
        lab_mistake(lab, text_string(&hint), "no command %%%s", copy);
        text_finish(&hint);
    } else {
        end = command->run(lab, arguments);
    }
    free(copy);
    free(arguments);
    return end;
}

enum unit_end commands_question(struct lab *lab, const char *name, size_t length)
{
    if (length == 0) {
        return command_help(lab, "");
    }
    char *copy = strndup(name, length);
    bool known = copy != NULL && topics_show_name(lab, copy);
    free(copy);
    return known ? UNIT_DONE : UNIT_STOPPED;
}
