// One pass over the words: options fill their field, the first other word chooses the verb, the
// rest are its arguments.
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/utf8.h"
#include "repl/options.h"

enum value { VALUE_NONE, VALUE_TEXT, VALUE_COUNT };

struct option {
    const char *name, *other_name; // the second may be NULL
    const char *argument;          // how help calls its value; NULL: it has none
    const char *help;
    enum option_flag flag;
    enum value value;
    size_t field; // its place in struct options
};

static const struct option option_table[] = {
    {"-n", NULL, "N", "on N ranks", OPTION_RANKS, VALUE_COUNT, offsetof(struct options, ranks)},
    {"-c", NULL, "CODE", "run this string", OPTION_CODE, VALUE_TEXT,
     offsetof(struct options, code)},
    {"--tag-output", NULL, NULL, "put [rank] before each line, on stderr too", OPTION_TAG_OUTPUT,
     VALUE_NONE, offsetof(struct options, tag_output)},
    {"--wait", NULL, NULL, "go on waiting when nothing can free the ranks", OPTION_WAIT, VALUE_NONE,
     offsetof(struct options, wait)},
    {"--json", NULL, NULL, "for programs to read", OPTION_JSON, VALUE_NONE,
     offsetof(struct options, json)},
    {"--format", NULL, "csv|json|gift", "answers as CSV or JSON, questions as GIFT", OPTION_FORMAT,
     VALUE_TEXT, offsetof(struct options, format)},
    {"--mine", NULL, NULL, "the other file's learner is me", OPTION_MINE, VALUE_NONE,
     offsetof(struct options, mine)},
    {"--db", NULL, "FILE", "the database of what was learned", OPTION_COMMON, VALUE_TEXT,
     offsetof(struct options, database)},
    {"--learner", NULL, "NAME", "who is learning", OPTION_COMMON, VALUE_TEXT,
     offsetof(struct options, learner)},
    {"--plain", NULL, NULL, "whole lines, no colour, nothing redrawn (also ACCESSIBLE=1)",
     OPTION_COMMON, VALUE_NONE, offsetof(struct options, plain)},
    {"--version", "-V", NULL, "the version", OPTION_COMMON, VALUE_NONE,
     offsetof(struct options, version)},
    {"--help", "-h", NULL, "this", OPTION_COMMON, VALUE_NONE, offsetof(struct options, help)},
};

static const size_t option_count = sizeof option_table / sizeof *option_table;

// The option that `word` names; `ret_value` is what stands behind a '=' or a short name's letter.
static const struct option *find_option(const char *word, const char **ret_value)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];
        size_t length = strlen(option->name);
        if (strcmp(word, option->name) == 0 ||
            (option->other_name != NULL && strcmp(word, option->other_name) == 0)) {
            *ret_value = NULL;
            return option;
        }
        if (strncmp(word, option->name, length) == 0 && option->argument != NULL) {
            if (length > 2 && word[length] == '=') {
                *ret_value = word + length + 1;
                return option;
            }
            if (length == 2) {
                *ret_value = word + length;
                return option;
            }
        }
    }
    return NULL;
}

static enum status set_option(const struct option *option, const char *value,
                              struct options *options)
{
    char *field = (char *)options + option->field;
    switch (option->value) {
    case VALUE_NONE:
        *(bool *)field = true;
        break;
    case VALUE_TEXT:
        *(const char **)field = value;
        break;
    case VALUE_COUNT: {
        char *end;
        errno = 0;
        long count = strtol(value, &end, 10);
        if (end == value || *end != '\0' || errno != 0 || count < 1 || count > 1000000) {
            return status_fail(STATUS_INVALID, "%s wants a number of ranks from 1 up, not '%s'",
                               option->name, value);
        }
        *(int *)field = (int)count;
        break;
    }
    }
    return STATUS_OK;
}

static enum status choose_verb(const char *word, const struct verb *verbs, struct options *options)
{
    for (const struct verb *verb = verbs; verb->name != NULL; verb++) {
        if (verb->name[0] != '\0' && strcmp(word, verb->name) == 0) {
            options->verb = verb;
            return STATUS_OK;
        }
    }
    struct stat file;
    if (stat(word, &file) == 0 && S_ISREG(file.st_mode)) {
        return status_fail(STATUS_INVALID, "'%s' is a file; 'ranksh run %s' runs it", word, word);
    }
    return status_fail(STATUS_INVALID, "no command '%s'; 'ranksh --help' lists them", word);
}

// Whether all options given belong to the verb that was chosen.
static enum status check_flags(unsigned given, const struct options *options)
{
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];
        if ((given & option->flag & ~(options->verb->flags | OPTION_COMMON)) != 0) {
            return options->verb->name[0] != '\0'
                       ? status_fail(STATUS_INVALID, "%s does not go with '%s'", option->name,
                                     options->verb->name)
                       : status_fail(STATUS_INVALID,
                                     "%s wants a command: 'ranksh run', 'ranksh -c'", option->name);
        }
    }
    if ((options->verb->flags & OPTION_NO_ARGUMENT) != 0 && options->argument_count > 0) {
        return status_fail(STATUS_INVALID, "'%s' takes no arguments", options->verb->name);
    }
    return STATUS_OK;
}

// Reads the option at argv[*at] and its value, and moves `*at` behind them.
static enum status take_option(int argc, char **argv, int *at, unsigned *given,
                               struct options *options)
{
    const char *word = argv[(*at)++];
    const char *value;
    const struct option *option = find_option(word, &value);
    if (option == NULL) {
        return status_fail(STATUS_INVALID, "no option '%s'; 'ranksh --help' lists them", word);
    }
    if (option->argument != NULL && value == NULL) {
        if (*at == argc) {
            return status_fail(STATUS_INVALID, "%s wants %s behind it", word, option->argument);
        }
        value = argv[(*at)++];
    }
    *given |= option->flag;
    return set_option(option, value, options);
}

enum status options_parse(int argc, char **argv, const struct verb *verbs,
                          struct options *ret_options)
{
    struct options options = {.verb = NULL};
    unsigned given = 0;
    bool only_arguments = false;
    int kept = 1;
    for (int at = 1; at < argc;) {
        char *word = argv[at];
        enum status status = STATUS_OK;
        if (!only_arguments && strcmp(word, "--") == 0) {
            only_arguments = true;
            at++;
        } else if (!only_arguments && word[0] == '-' && word[1] != '\0') {
            status = take_option(argc, argv, &at, &given, &options);
            only_arguments = options.code != NULL; // as python: what follows -c CODE is the code's
        } else if (options.verb == NULL && options.code == NULL) {
            status = choose_verb(word, verbs, &options);
            at++;
        } else {
            argv[kept++] = word;
            at++;
            only_arguments |= options.verb != NULL && (options.verb->flags & OPTION_SCRIPT) != 0;
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    argv[kept] = NULL;
    options.arguments = argv + 1;
    options.argument_count = kept - 1;
    for (const struct verb *verb = verbs; options.verb == NULL; verb++) {
        if (verb->name[0] == '\0' && ((verb->flags & OPTION_CODE) != 0) == (options.code != NULL)) {
            options.verb = verb;
        }
    }
    enum status status = check_flags(given, &options);
    if (status == STATUS_OK) {
        *ret_options = options;
    }
    return status;
}

static void add_row(struct text *out, const char *form, const char *help)
{
    enum { WIDTH = 36 };
    size_t columns = utf8_columns(form, strlen(form));
    text_addf(out, "  %s", form);
    text_add_repeated(out, ' ', columns < WIDTH ? WIDTH - columns : 0);
    text_addf(out, " %s\n", help);
}

void options_help(const struct verb *verbs, struct text *out)
{
    text_add(out, "ranksh: a shell for ranks, to learn distributed training by doing it\n\n");
    for (const struct verb *verb = verbs; verb->name != NULL; verb++) {
        struct text form = {0};
        text_addf(&form, "ranksh%s%s%s%s", verb->name[0] != '\0' ? " " : "", verb->name,
                  verb->arguments[0] != '\0' ? " " : "", verb->arguments);
        add_row(out, text_string(&form), verb->help);
        text_finish(&form);
    }
    text_add(out, "\n");
    for (size_t i = 0; i < option_count; i++) {
        const struct option *option = &option_table[i];
        struct text form = {0};
        text_addf(&form, "%s%s%s%s%s", option->name, option->other_name != NULL ? ", " : "",
                  option->other_name != NULL ? option->other_name : "",
                  option->argument != NULL ? " " : "",
                  option->argument != NULL ? option->argument : "");
        add_row(out, text_string(&form), option->help);
        text_finish(&form);
    }
}
