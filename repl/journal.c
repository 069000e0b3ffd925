#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "repl/journal.h"

static void unit_finish(struct journal_unit *unit)
{
    for (size_t i = 0; i < unit->reading_count; i++) {
        free(unit->readings[i].data);
    }
    free(unit->readings);
    free(unit->name);
    free(unit->source);
}

void journal_finish(struct journal *journal)
{
    for (size_t i = 0; i < journal->count; i++) {
        unit_finish(&journal->units[i]);
    }
    free(journal->units);
    *journal = (struct journal){0};
}

struct journal_unit *journal_add(struct journal *journal, uint32_t id, enum unit_mode mode,
                                 const char *name, const char *source, size_t length)
{
    struct journal_unit unit = {
        .id = id, .name = strdup(name), .source = strndup(source, length), .mode = mode};
    if (unit.name == NULL || unit.source == NULL ||
        !array_reserve((void **)&journal->units, &journal->capacity, journal->count + 1,
                       sizeof *journal->units)) {
        unit_finish(&unit);
        return NULL;
    }
    journal->units[journal->count] = unit;
    return &journal->units[journal->count++];
}

struct journal_unit *journal_find(const struct journal *journal, uint32_t id)
{
    for (size_t i = journal->count; i > 0; i--) {
        if (journal->units[i - 1].id == id) {
            return &journal->units[i - 1];
        }
    }
    return NULL;
}

void journal_note(struct journal_unit *unit, int rank, const char *data, size_t length)
{
    char *copy = length > 0 ? malloc(length) : NULL;
    if (copy == NULL || !array_reserve((void **)&unit->readings, &unit->reading_capacity,
                                       unit->reading_count + 1, sizeof *unit->readings)) {
        free(copy);
        return;
    }
    memcpy(copy, data, length);
    unit->readings[unit->reading_count++] =
        (struct journal_readings){.rank = rank, .data = copy, .length = length};
}

void journal_drop_last(struct journal *journal)
{
    if (journal->count > 0) {
        unit_finish(&journal->units[--journal->count]);
    }
}

bool journal_clean(const struct journal_unit *unit)
{
    return rank_set_equal(&unit->done, &unit->ranks);
}

static size_t source_lines(const char *source)
{
    size_t lines = 0;
    for (const char *line = source; *line != '\0';) {
        const char *end = strchrnul(line, '\n');
        while (line < end && isspace((unsigned char)*line)) {
            line++;
        }
        lines += line < end && *line != '#';
        line = *end != '\0' ? end + 1 : end;
    }
    return lines;
}

size_t journal_lines(const struct journal *journal)
{
    size_t lines = 0;
    for (size_t i = 0; i < journal->count; i++) {
        if (journal_clean(&journal->units[i])) {
            lines += source_lines(journal->units[i].source);
        }
    }
    return lines;
}

size_t journal_missed(const struct journal *journal, int rank)
{
    size_t lines = 0;
    for (size_t i = 0; i < journal->count; i++) {
        if (rank_set_has(&journal->units[i].missed, rank)) {
            lines += source_lines(journal->units[i].source);
        }
    }
    return lines;
}
