// GIFT: questions are parted by blank lines; `::title::[format]stem {answers}`; a backslash takes
// away a character's meaning.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "quizzes/gift.h"

enum { MAX_ID = 40, MAX_OPTIONS = 32 };

struct option {
    char *text, *feedback; // feedback "" when there is none
    bool right, numeric;
    double number, tolerance;
};

struct reader {
    const char *file;
    struct text *out;
    struct problems *problems;
    char **ids; // taken
    size_t id_count, id_capacity;
    char *topic;
    int line; // where the present question begins
    size_t questions;
    bool failed;
    // the present question
    char *title, *stem, *general;
    struct option options[MAX_OPTIONS];
    size_t option_count;
    bool is_number;
};

static void warn(struct reader *reader, const char *what)
{
    problems_add(reader->problems, PROBLEM_WARNING, reader->file, reader->line, NULL, "%s", what);
}

// ---- escapes

// The first `wanted` character that has no backslash before it; `end` when there is none.
static const char *find_plain(const char *at, const char *end, const char *wanted)
{
    for (; at < end; at++) {
        if (*at == '\\' && at + 1 < end) {
            at++;
        } else if (strchr(wanted, *at) != NULL && *at != '\0') {
            return at;
        }
    }
    return end;
}

// Without backslashes, trimmed. `flat`: line ends become blanks (they only wrapped the text).
static char *unescape(struct reader *reader, const char *at, const char *end)
{
    struct text text = {0};
    while (at < end && isspace((unsigned char)*at)) {
        at++;
    }
    while (end > at && isspace((unsigned char)end[-1])) {
        end--;
    }
    for (; at < end; at++) {
        if (*at == '\\' && at + 1 < end) {
            at++;
            text_add_char(&text, *at == 'n' ? '\n' : *at);
        } else {
            text_add_char(&text, *at == '\n' || *at == '\r' ? ' ' : *at);
        }
    }
    char *taken = text_take(&text);
    reader->failed |= taken == NULL;
    return taken;
}

// ---- names

static void add_slug(struct text *out, const char *text, size_t limit)
{
    bool dash = false;
    size_t begin = out->length;
    for (; *text != '\0' && out->length - begin < limit; text++) {
        if (isalnum((unsigned char)*text)) {
            text_add(out, dash && out->length > begin ? "-" : "");
            text_add_char(out, (char)tolower((unsigned char)*text));
            dash = false;
        } else {
            dash = true;
        }
    }
    text_add(out, out->length == begin ? "question" : "");
}

static bool is_taken(char **names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static char *make_id(struct reader *reader)
{
    const char *from = reader->title[0] != '\0' ? reader->title : reader->stem;
    const char *slash = strrchr(from, '/');
    for (int number = 1;; number++) {
        struct text id = {0};
        add_slug(&id, slash != NULL && reader->title[0] != '\0' ? slash + 1 : from, MAX_ID);
        if (number > 1) {
            text_addf(&id, "-%d", number);
        }
        char *name = text_take(&id);
        if (name == NULL || !is_taken(reader->ids, reader->id_count, name)) {
            reader->failed |=
                name == NULL || !array_reserve((void **)&reader->ids, &reader->id_capacity,
                                               reader->id_count + 1, sizeof *reader->ids);
            if (!reader->failed) {
                reader->ids[reader->id_count++] = name;
                return name;
            }
            free(name);
            return NULL;
        }
        free(name);
    }
}

// ---- answers

static void add_option(struct reader *reader, struct option option)
{
    if (reader->option_count == MAX_OPTIONS) {
        free(option.text);
        free(option.feedback);
        warn(reader, "more answers than can be kept: the rest is left out");
        return;
    }
    reader->options[reader->option_count++] = option;
}

// `%50%` before an answer; false when there is none.
static bool read_weight(const char **at, const char *end, double *ret_weight)
{
    const char *start = *at + 1;
    if (*at < end && **at == '%') {
        char *after;
        double weight = strtod(start, &after);
        if (after > start && after < end && *after == '%') {
            *at = after + 1;
            *ret_weight = weight;
            return true;
        }
    }
    return false;
}

// `1.5`, `1.5:0.1`, `1..2`.
static bool read_number(const char *text, struct option *option)
{
    char *end;
    option->number = strtod(text, &end);
    if (end == text) {
        return false;
    }
    if (end[0] == ':') {
        option->tolerance = strtod(end + 1, &end);
    } else if (end[0] == '.' && end[1] == '.') {
        double high = strtod(end + 2, &end);
        option->tolerance = (high - option->number) / 2;
        option->number += option->tolerance;
    }
    return *end == '\0';
}

static void read_answer(struct reader *reader, char mark, const char *at, const char *end)
{
    double weight = 0;
    bool weighted = read_weight(&at, end, &weight);
    const char *hash = find_plain(at, end, "#");
    struct option option = {
        .text = unescape(reader, at, hash),
        .feedback = unescape(reader, hash < end ? hash + 1 : end, end),
        .right = weighted ? weight > 0 : mark == '=',
    };
    if (option.text != NULL && reader->is_number) {
        option.numeric = read_number(option.text, &option);
        if (!option.numeric) {
            warn(reader, "an answer of a number question is no number");
        }
    }
    add_option(reader, option);
}

// `####` begins what is said of the question as a whole.
static const char *cut_general(struct reader *reader, const char *at, const char *end)
{
    for (const char *hash = find_plain(at, end, "#"); hash < end;
         hash = find_plain(hash + 1, end, "#")) {
        if (end - hash >= 4 && strncmp(hash, "####", 4) == 0) {
            reader->general = unescape(reader, hash + 4, end);
            return hash;
        }
    }
    return end;
}

static bool read_true_false(struct reader *reader, const char *at, const char *end)
{
    static const char *const words[] = {"TRUE", "T", "FALSE", "F"};
    const char *hash = find_plain(at, end, "#");
    char *word = unescape(reader, at, hash);
    int found = -1;
    for (int i = 0; word != NULL && i < 4; i++) {
        found = strcmp(word, words[i]) == 0 ? i : found;
    }
    free(word);
    if (found < 0) {
        return false;
    }
    // the first feedback is for whoever was wrong, the second for whoever was right
    const char *second = hash < end ? find_plain(hash + 1, end, "#") : end;
    bool truth = found < 2;
    for (int i = 0; i < 2; i++) {
        bool right = truth == (i == 0);
        const char *from = right ? second : hash, *to = right ? end : second;
        add_option(reader, (struct option){
                               .text = strdup(i == 0 ? "True" : "False"),
                               .feedback = unescape(reader, from < to ? from + 1 : to, to),
                               .right = right,
                           });
    }
    return true;
}

// False: a kind that doesn't come over, and why was said.
static bool read_answers(struct reader *reader, const char *at, const char *end)
{
    end = cut_general(reader, at, end);
    while (at < end && isspace((unsigned char)*at)) {
        at++;
    }
    if (at == end) {
        warn(reader, "an essay has no answer to compare with: left out");
        return false;
    }
    reader->is_number = *at == '#';
    at += reader->is_number;
    if (!reader->is_number && read_true_false(reader, at, end)) {
        return true;
    }
    const char *mark = find_plain(at, end, "=~");
    if (reader->is_number && find_plain(at, mark, "0123456789.-+") < mark) {
        read_answer(reader, '=', at, mark); // the first one needs no mark
    }
    size_t wrong = 0;
    for (const char *next; mark < end; mark = next) {
        next = find_plain(mark + 1, end, "=~");
        for (const char *arrow = mark; arrow + 1 < next; arrow++) {
            if (arrow[0] == '-' && arrow[1] == '>') {
                warn(reader, "a matching question has no form here: left out");
                return false;
            }
        }
        wrong += *mark == '~';
        read_answer(reader, *mark, mark + 1, next);
    }
    if (wrong == 0 && !reader->is_number) {
        warn(reader, "a short answer has no options: left out");
        return false;
    }
    return true;
}

// ---- writing

// Indented by two blanks behind the first line, so that it stays inside its list item.
static void add_lines(struct text *out, const char *text, const char *indent)
{
    for (; *text != '\0'; text++) {
        text_add_char(out, *text);
        text_add(out, *text == '\n' ? indent : "");
    }
}

// The box, the text and the key; what has several lines (code) comes below the key.
static void write_option(struct text *out, const struct option *option, const char *key)
{
    text_addf(out, "- [%c] ", option->right ? 'x' : ' ');
    if (option->numeric) {
        text_addf(out, "%.15g <!-- key: %s -->", option->number, key);
    } else if (strchr(option->text, '\n') == NULL) {
        text_addf(out, "%s <!-- key: %s -->", option->text, key);
    } else {
        text_addf(out, "<!-- key: %s -->\n  ", key);
        add_lines(out, option->text, "  ");
    }
    text_add(out, "\n\n  > ");
}

static void write_options(struct reader *reader)
{
    char *keys[MAX_OPTIONS] = {0};
    for (size_t i = 0; i < reader->option_count; i++) {
        const struct option *option = &reader->options[i];
        struct text key = {0};
        add_slug(&key, option->text, 24);
        if (is_taken(keys, i, text_string(&key))) {
            text_addf(&key, "-%zu", i + 1);
        }
        keys[i] = text_take(&key);
        reader->failed |= keys[i] == NULL;
        write_option(reader->out, option, keys[i] != NULL ? keys[i] : "");
        if (option->feedback[0] != '\0') {
            add_lines(reader->out, option->feedback, "  > ");
        } else {
            text_add(reader->out, "TODO: why this is right, or what is wrong about it");
            warn(reader, "an answer has no feedback: marked TODO");
        }
        text_add_char(reader->out, '\n');
        if (reader->failed) {
            break;
        }
    }
    for (size_t i = 0; i < MAX_OPTIONS; i++) {
        free(keys[i]);
    }
}

static void write_question(struct reader *reader)
{
    struct text *out = reader->out;
    const char *id = make_id(reader);
    size_t right = 0;
    double tolerance = 0;
    for (size_t i = 0; i < reader->option_count; i++) {
        right += reader->options[i].right;
        tolerance = reader->options[i].right ? reader->options[i].tolerance : tolerance;
    }
    if (id == NULL || right == 0) {
        warn(reader, "no answer is right: left out");
        return;
    }
    const char *line = strchr(reader->stem, '\n');
    size_t length = line != NULL ? (size_t)(line - reader->stem) : strlen(reader->stem);
    text_addf(out, "### %.*s\n<!-- id: %s; topics: %s; source: gift", (int)length, reader->stem, id,
              reader->topic);
    if (reader->is_number) {
        text_addf(out, "; kind: number; tolerance: %.15g", tolerance);
    } else if (right > 1) {
        text_add(out, "; kind: multiple");
    }
    text_add(out, " -->\n");
    if (line != NULL) {
        text_add(out, line + 1);
        text_add_char(out, '\n');
    }
    text_add_char(out, '\n');
    write_options(reader);
    text_add_char(out, '\n');
    if (reader->general != NULL && reader->general[0] != '\0') {
        text_add(out, reader->general);
    } else {
        text_add(out, "TODO: the explanation, step by step");
    }
    text_add(out, "\n\n");
    reader->questions++;
}

// ---- one question

static void forget_question(struct reader *reader)
{
    for (size_t i = 0; i < reader->option_count; i++) {
        free(reader->options[i].text);
        free(reader->options[i].feedback);
    }
    free(reader->title);
    free(reader->stem);
    free(reader->general);
    reader->title = reader->stem = reader->general = NULL;
    reader->option_count = 0;
}

// `::title::` and `[markdown]` off the front of the stem.
static const char *read_title(struct reader *reader, const char *at, const char *end)
{
    const char *close = at;
    if (end - at >= 4 && at[0] == ':' && at[1] == ':') {
        do {
            close = find_plain(close + 2, end, ":");
        } while (close + 1 < end && close[1] != ':');
        if (close + 1 < end) {
            reader->title = unescape(reader, at + 2, close);
            at = close + 2;
        }
    }
    if (reader->title == NULL) {
        reader->title = strdup("");
        reader->failed |= reader->title == NULL;
    }
    while (at < end && isspace((unsigned char)*at)) {
        at++;
    }
    const char *bracket = at < end && *at == '[' ? memchr(at, ']', (size_t)(end - at)) : NULL;
    if (bracket != NULL && bracket - at < 12) {
        at = bracket + 1;
    }
    return at;
}

static void read_block(struct reader *reader, const char *at, const char *end)
{
    const char *open = find_plain(at, end, "{");
    const char *close = open < end ? find_plain(open + 1, end, "}") : end;
    if (open == end) {
        return; // a description: nothing is asked
    }
    if (close == end) {
        warn(reader, "the answers have no closing }: left out");
        return;
    }
    at = read_title(reader, at, open);
    struct text stem = {0};
    char *before = unescape(reader, at, open), *after = unescape(reader, close + 1, end);
    if (before != NULL && after != NULL) {
        text_add(&stem, before);
        text_addf(&stem, after[0] != '\0' ? " _____ %s" : "%s", after);
    }
    free(before);
    free(after);
    reader->stem = text_take(&stem);
    reader->failed |= reader->stem == NULL;
    if (!reader->failed && read_answers(reader, open + 1, close) && !reader->failed) {
        write_question(reader);
    }
    forget_question(reader);
}

// Comments and the category go; what is left of the block is a question.
static void take_block(struct reader *reader, const char *at, const char *end)
{
    struct text block = {0};
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        line_end = line_end != NULL ? line_end + 1 : end;
        const char *first = at + strspn(at, " \t");
        if (strncmp(first, "// topics: ", 11) == 0 || strncmp(first, "$CATEGORY:", 10) == 0) {
            struct text topic = {0};
            const char *name = first + (first[0] == '$' ? 10 : 11);
            char *value = strndup(name, strcspn(name, ",\r\n"));
            const char *slash = value != NULL ? strrchr(value, '/') : NULL;
            add_slug(&topic, slash != NULL ? slash + 1 : value != NULL ? value : "", MAX_ID);
            free(value);
            free(reader->topic);
            reader->topic = text_take(&topic);
            reader->failed |= reader->topic == NULL;
        } else if (strncmp(first, "//", 2) != 0) {
            text_add_bytes(&block, at, (size_t)(line_end - at));
        }
        at = line_end;
    }
    reader->failed |= block.failed;
    if (!reader->failed && block.length > 0) {
        read_block(reader, block.data, block.data + block.length);
    }
    text_finish(&block);
}

static bool is_blank_line(const char *at, const char *end)
{
    while (at < end && *at != '\n' && isspace((unsigned char)*at)) {
        at++;
    }
    return at == end || *at == '\n';
}

enum status gift_read(const char *file, const char *gift, size_t length, struct text *out,
                      struct problems *problems)
{
    struct reader reader = {
        .file = file, .out = out, .problems = problems, .topic = strdup("imported")};
    reader.failed = reader.topic == NULL;
    const char *end = gift + length;
    int line = 1;
    text_addf(out, "# From %s\n\n", strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : file);
    for (const char *at = gift; at < end && !reader.failed;) {
        const char *stop = at;
        reader.line = line;
        while (stop < end && !is_blank_line(stop, end)) {
            const char *next = memchr(stop, '\n', (size_t)(end - stop));
            stop = next != NULL ? next + 1 : end;
            line++;
        }
        char *block = strndup(at, (size_t)(stop - at)); // bounded for the string functions
        reader.failed |= block == NULL;
        if (block != NULL && stop > at) {
            take_block(&reader, block, block + strlen(block));
        }
        free(block);
        const char *next = stop < end ? memchr(stop, '\n', (size_t)(end - stop)) : NULL;
        at = next != NULL ? next + 1 : stop == at ? end : stop;
        line++;
    }
    for (size_t i = 0; i < reader.id_count; i++) {
        free(reader.ids[i]);
    }
    free(reader.ids);
    free(reader.topic);
    if (reader.failed || out->failed || problems->failed) {
        return status_fail(STATUS_MEMORY, "no memory for %s", file);
    }
    return reader.questions > 0
               ? STATUS_OK
               : status_fail(STATUS_INVALID, "there is no question in %s that comes over", file);
}
