#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "repl/ask.h"
#include "repl/commands.h"
#include "repl/complete.h"
#include "repl/lab.h"
#include "repl/waiting_view.h"

enum { ASK_MS = 300 };

static bool name_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_' || (byte & 0x80) != 0;
}

static void complete_command(const char *typed, struct completion *ret)
{
    size_t length = strlen(typed);
    ret->replaced = length + 1;
    for (const struct command *command = commands_table; command->name != NULL; command++) {
        if (strncmp(command->name, typed, length) == 0) {
            struct text word = {0};
            text_addf(&word, "%%%s%s", command->name, command->arguments[0] != '\0' ? " " : "");
            completion_add(ret, text_string(&word));
            text_finish(&word);
        }
    }
}

static void complete_file(const char *typed, struct completion *ret)
{
    const char *slash = strrchr(typed, '/');
    const char *base = slash != NULL ? slash + 1 : typed;
    struct text folder = {0};
    text_add_bytes(&folder, typed, (size_t)(base - typed));
    DIR *entries = opendir(folder.length > 0 ? folder.data : ".");
    text_finish(&folder);
    if (entries == NULL) {
        return;
    }
    size_t length = strlen(base);
    ret->replaced = length;
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        if (strncmp(entry->d_name, base, length) == 0 && (entry->d_name[0] != '.' || length > 0)) {
            struct text word = {0};
            text_add_printable(&word, entry->d_name, strlen(entry->d_name));
            text_add(&word, entry->d_type == DT_DIR ? "/" : "");
            completion_add(ret, text_string(&word));
            text_finish(&word);
        }
    }
    closedir(entries);
}

// Names that a free rank knows: variables and builtins, or what can follow "expression.".
static void complete_name(struct lab *lab, const char *line, struct completion *ret)
{
    size_t length = strlen(line), start = length;
    while (start > 0 && name_byte(line[start - 1])) {
        start--;
    }
    const char *word = line + start;
    size_t object = start;
    while (object > 0 && (name_byte(line[object - 1]) || line[object - 1] == '.')) {
        object--;
    }
    bool attribute = start > object;
    struct rank_set idle = lab_has_job(lab) ? job_idle(lab->job) : (struct rank_set){{0}};
    int rank = rank_set_next(&idle, 0);
    if (rank < 0 || (!attribute && word[0] == '\0')) {
        return;
    }
    char *expression = attribute ? strndup(line + object, start - object - 1) : strdup("");
    if (expression != NULL &&
        ask_ranks(lab, rank_set_of(rank), UNIT_NAMES, expression, ASK_MS) == STATUS_OK &&
        lab->answers[rank].value != NULL) {
        ret->replaced = strlen(word);
        const char *names = lab->answers[rank].value;
        while (*names != '\0') {
            size_t name = strcspn(names, "\n");
            bool hidden = names[0] == '_' && word[0] != '_';
            char *copy =
                hidden || strncmp(names, word, strlen(word)) != 0 ? NULL : strndup(names, name);
            if (copy != NULL) {
                completion_add(ret, copy);
            }
            free(copy);
            names += name + (names[name] == '\n');
        }
    }
    free(expression);
}

void complete_line(void *context, const char *before_cursor, struct completion *ret)
{
    struct lab *lab = context;
    const char *row = strrchr(before_cursor, '\n');
    row = row != NULL ? row + 1 : before_cursor;
    if (before_cursor[0] == '\0') {
        char *call = waiting_view_completion(lab);
        if (call != NULL) {
            completion_add(ret, call);
            free(call);
        }
        return;
    }
    const char *blank = strrchr(row, ' ');
    if (before_cursor[0] == '%' && blank == NULL) {
        complete_command(before_cursor + 1, ret);
    } else if (strncmp(before_cursor, "%run ", 5) == 0 ||
               strncmp(before_cursor, "%save ", 6) == 0 ||
               strncmp(before_cursor, "torchrun ", 9) == 0) {
        complete_file(blank + 1, ret);
    } else if (row[strspn(row, " \t")] != '\0') {
        complete_name(lab, row, ret);
    }
}
