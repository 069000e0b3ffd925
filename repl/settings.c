#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "repl/settings.h"
#include "repl/words.h"

enum { FILE_LIMIT = 64 * 1024 };

struct setting {
    const char *name, *help;
    bool is_switch; // on or off; else a number in [low, high]
    long low, high;
    size_t field;
};

static const struct setting table[] = {
    {"colour", "on or off", true, 0, 0, offsetof(struct settings, colour)},
    {"stream", "ms after which output is shown line by line", false, 100, 60000,
     offsetof(struct settings, stream_ms)},
    {"memory", "MiB that each rank of the next job may use; 0: a share of the machine's", false, 0,
     1048576, offsetof(struct settings, memory_mib)},
};

static const size_t table_count = sizeof table / sizeof *table;

static const struct setting *find(const char *name)
{
    for (size_t i = 0; i < table_count; i++) {
        if (strcmp(table[i].name, name) == 0) {
            return &table[i];
        }
    }
    return NULL;
}

static enum status change(struct settings *settings, const char *name, const char *value)
{
    const struct setting *setting = find(name);
    if (setting == NULL) {
        return status_fail(STATUS_NOT_FOUND, "no setting '%s'", name);
    }
    char *field = (char *)settings + setting->field;
    if (!setting->is_switch) {
        return words_number(value, name, setting->low, setting->high, (long *)field);
    }
    if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
        return status_fail(STATUS_INVALID, "%s is on or off, not '%s'", name, value);
    }
    *(bool *)field = strcmp(value, "on") == 0;
    return STATUS_OK;
}

static void add_value(const struct settings *settings, const struct setting *setting,
                      struct text *out)
{
    const char *field = (const char *)settings + setting->field;
    if (setting->is_switch) {
        text_add(out, *(const bool *)field ? "on" : "off");
    } else {
        text_addf(out, "%ld", *(const long *)field);
    }
}

void settings_load(struct settings *settings)
{
    *settings = (struct settings){.colour = true, .stream_ms = 1000, .memory_mib = 0};
    char *path, *data = NULL;
    size_t length;
    if (file_path(FILE_PLACE_CONFIG, "config", &path) != STATUS_OK) {
        return;
    }
    if (file_read(path, FILE_LIMIT, &data, &length) == STATUS_OK) {
        for (char *line = data, *end; line < data + length; line = end + 1) {
            end = line + strcspn(line, "\n");
            *end = '\0';
            char name[32], value[32];
            if (sscanf(line, " %31[a-z] = %31s", name, value) == 2) {
                change(settings, name, value);
            }
        }
    }
    free(data);
    free(path);
}

static enum status save(const struct settings *settings)
{
    char *folder, *path;
    struct text out = {0};
    enum status status = file_path(FILE_PLACE_CONFIG, "", &folder);
    if (status == STATUS_OK) {
        status = file_make_folder(folder, 0700);
        free(folder);
    }
    if (status == STATUS_OK) {
        status = file_path(FILE_PLACE_CONFIG, "config", &path);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < table_count; i++) {
        text_addf(&out, "%s = ", table[i].name);
        add_value(settings, &table[i], &out);
        text_add_char(&out, '\n');
    }
    status = out.failed ? status_fail(STATUS_MEMORY, "no memory for the settings")
                        : file_write(path, out.data, out.length, 0600);
    text_finish(&out);
    free(path);
    return status;
}

enum status settings_set(struct settings *settings, const char *name, const char *value)
{
    enum status status = change(settings, name, value);
    return status == STATUS_OK ? save(settings) : status;
}

void settings_list(const struct settings *settings, struct text *out)
{
    for (size_t i = 0; i < table_count; i++) {
        struct text value = {0};
        add_value(settings, &table[i], &value);
        text_addf(out, "%-8s %-6s %s\n", table[i].name, text_string(&value), table[i].help);
        text_finish(&value);
    }
}
