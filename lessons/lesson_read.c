// From Markdown to a lesson: a head, an opening, then a step for each `##`. Inside a step: text, the
// fence that says what kind it is, a check, hints, and text for when it is done. `<!-- quiz: … -->`
// makes a step of its own.
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/trial.h"
#include "lessons/lesson_read.h"

enum { STEP_LEVEL = 2, MAX_RANKS = 64 };

struct reader {
    const struct pack_file *source;
    struct problems *problems;
    struct lesson lesson;
    size_t step_capacity;
    struct lesson_step *step; // the one that is read; NULL: the opening
    bool behind;              // the step's code or check is behind us: text is for afterwards
    struct page *hint;        // the hint that is read; NULL: none
    bool failed;
};

static void complain(struct reader *reader, int line, const char *suggestion, const char *what)
{
    problems_add(reader->problems, PROBLEM_ERROR, reader->source->file, line, suggestion, "%s",
                 what);
}

static bool keep(struct reader *reader, const void *allocated)
{
    reader->failed |= allocated == NULL;
    return allocated != NULL;
}

static void set_text(struct reader *reader, char **field, const char *text, size_t length)
{
    char *copy = strndup(text, length);
    if (keep(reader, copy)) {
        free(*field);
        *field = copy;
    }
}

static char *with_pack(struct reader *reader, const char *name, size_t length)
{
    struct text text = {0};
    if (memchr(name, '/', length) == NULL) {
        text_addf(&text, "%s/", reader->source->pack);
    }
    text_add_bytes(&text, name, length);
    char *full = text_take(&text);
    keep(reader, full);
    return full;
}

static bool is_name(const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if (!isalnum((unsigned char)*at) && strchr("-_./", *at) == NULL) {
            return false;
        }
    }
    return *name != '\0';
}

// `lone` or a number. -1: neither.
static int read_launch(const char *value, size_t length)
{
    char text[16] = {0};
    snprintf(text, sizeof text, "%.*s", (int)length, value);
    char *end;
    long ranks = strtol(text, &end, 10);
    if (strcmp(text, "lone") == 0) {
        return TRIAL_LONE;
    }
    return text[0] != '\0' && *end == '\0' && ranks >= 1 && ranks <= MAX_RANKS ? (int)ranks : -1;
}

// Adds each name of `a, b` (brackets are fine) to a list, with its pack.
static void read_names(struct reader *reader, const char *value, size_t length, char ***names,
                       size_t *count)
{
    const char *end = value + length;
    while (value < end) {
        size_t skip = strspn(value, " ,[]");
        value += skip;
        if (value >= end) {
            return;
        }
        size_t part = strcspn(value, " ,[]");
        part = value + part > end ? (size_t)(end - value) : part;
        char **more = realloc(*names, (*count + 1) * sizeof **names);
        if (!keep(reader, more)) {
            return;
        }
        *names = more;
        char *name = with_pack(reader, value, part);
        if (name != NULL) {
            more[(*count)++] = name;
        }
        value += part;
    }
}

// ---- the head

static void read_head_line(struct reader *reader, const char *line, size_t length, int number)
{
    struct lesson *lesson = &reader->lesson;
    const char *colon = memchr(line, ':', length);
    if (length == 0 || line[0] == '#') {
        return;
    }
    if (colon == NULL) {
        complain(reader, number, "id: a-short-name", "this line of the head has no colon");
        return;
    }
    struct page_attribute attribute = {.name = line, .name_length = (size_t)(colon - line)};
    attribute.value = colon + 1 + strspn(colon + 1, " ");
    size_t value_length = (size_t)(line + length - attribute.value);
    while (value_length > 0 && attribute.value[value_length - 1] == ' ') {
        value_length--;
    }
    if (page_attribute_is(&attribute, "id")) {
        lesson->id = with_pack(reader, attribute.value, value_length);
    } else if (page_attribute_is(&attribute, "title")) {
        set_text(reader, &lesson->title, attribute.value, value_length);
    } else if (page_attribute_is(&attribute, "ranks") || page_attribute_is(&attribute, "launch")) {
        lesson->launch = read_launch(attribute.value, value_length);
        if (lesson->launch < 0) {
            complain(reader, number, "ranks: lone, or ranks: 4", "`ranks` is no number of ranks");
        }
    } else if (page_attribute_is(&attribute, "requires")) {
        read_names(reader, attribute.value, value_length, &lesson->requires,
                   &lesson->require_count);
    } else if (page_attribute_is(&attribute, "minutes")) {
        lesson->minutes = atoi(attribute.value);
    } else {
        problems_add(reader->problems, PROBLEM_WARNING, reader->source->file, number,
                     "id, title, ranks, requires, minutes", "`%.*s` means nothing in the head",
                     (int)attribute.name_length, attribute.name);
    }
}

static void read_head(struct reader *reader, const struct page_head *head)
{
    int number = 2;
    char *text = strndup(head->text, head->length); // ends are looked for beyond values otherwise
    if (!keep(reader, text)) {
        return;
    }
    for (char *line = text; *line != '\0'; number++) {
        size_t length = strcspn(line, "\n");
        char *next = line + length + (line[length] == '\n');
        length -= length > 0 && line[length - 1] == '\r';
        line[length] = '\0';
        read_head_line(reader, line, length, number);
        line = next;
    }
    free(text);
    if (reader->lesson.id == NULL || !is_name(reader->lesson.id)) {
        complain(reader, 1, "---\nid: a-short-name\ntitle: What it is about\n---",
                 "the head has no id, or one that is no name");
    }
    if (reader->lesson.title == NULL) {
        complain(reader, 1, "title: What it is about", "the head has no title");
    }
}

// ---- steps

static struct lesson_step *add_step(struct reader *reader, const char *title, int line)
{
    struct lesson *lesson = &reader->lesson;
    if (!array_reserve((void **)&lesson->steps, &reader->step_capacity, lesson->step_count + 1,
                       sizeof *lesson->steps)) {
        reader->failed = true;
        return NULL;
    }
    struct lesson_step *step = &lesson->steps[lesson->step_count++];
    *step = (struct lesson_step){.launch = lesson->launch, .line = line};
    set_text(reader, &step->title, title, strlen(title));
    reader->step = step;
    reader->behind = false;
    reader->hint = NULL;
    return step;
}

static void set_flag(struct reader *reader, const struct page_attribute *attribute, int line,
                     bool *flag)
{
    bool yes = attribute->value_length == 3 && memcmp(attribute->value, "yes", 3) == 0;
    bool no = attribute->value_length == 2 && memcmp(attribute->value, "no", 2) == 0;
    if (!yes && !no) {
        problems_add(reader->problems, PROBLEM_ERROR, reader->source->file, line, "yes or no",
                     "`%.*s` is yes or no", (int)attribute->name_length, attribute->name);
    }
    *flag = yes;
}

static void read_step_attribute(struct reader *reader, const struct page_attribute *attribute,
                                int line)
{
    struct lesson_step *step = reader->step;
    if (page_attribute_is(attribute, "step")) {
        set_text(reader, &step->id, attribute->value, attribute->value_length);
    } else if (page_attribute_is(attribute, "fresh")) {
        set_flag(reader, attribute, line, &step->fresh);
    } else if (page_attribute_is(attribute, "rerun")) {
        set_flag(reader, attribute, line, &step->rerun);
    } else if (page_attribute_is(attribute, "ranks") || page_attribute_is(attribute, "launch")) {
        step->launch = read_launch(attribute->value, attribute->value_length);
        if (step->launch < 0) {
            complain(reader, line, "launch: lone, or launch: 4", "that is no number of ranks");
        }
    } else if (page_attribute_is(attribute, "outcome")) {
        set_text(reader, &step->outcome, attribute->value, attribute->value_length);
    } else {
        problems_add(reader->problems, PROBLEM_WARNING, reader->source->file, line,
                     "step, fresh, rerun, launch, ranks, outcome, quiz",
                     "`%.*s` means nothing here", (int)attribute->name_length, attribute->name);
    }
}

static void begin_quiz(struct reader *reader, const struct page_attribute *attribute, int line)
{
    struct text id = {0};
    text_addf(&id, "%s-quiz",
              reader->step != NULL && reader->step->id != NULL ? reader->step->id : "opening");
    size_t before = reader->lesson.step_count;
    struct lesson_step *step = add_step(reader, "", line);
    if (step == NULL) {
        text_finish(&id);
        return;
    }
    for (size_t i = 0, same = 1; i < before; i++) { // a second quiz behind the same step
        const char *other = reader->lesson.steps[i].id;
        if (other != NULL && strncmp(other, text_string(&id), id.length) == 0) {
            text_addf(&id, "-%zu", ++same);
        }
    }
    step->kind = LESSON_QUIZ;
    step->id = text_take(&id);
    keep(reader, step->id);
    reader->behind = true;
    read_names(reader, attribute->value, attribute->value_length, &step->questions,
               &step->question_count);
    if (step->question_count == 0) {
        complain(reader, line, "<!-- quiz: missing-world-size -->", "the quiz names no question");
    }
}

static void read_directive(struct reader *reader, const struct page_block *block)
{
    const char *at = block->directive;
    struct page_attribute attribute;
    while (page_attribute_next(&at, &attribute)) {
        if (page_attribute_is(&attribute, "quiz")) {
            begin_quiz(reader, &attribute, block->line);
        } else if (reader->step != NULL) {
            read_step_attribute(reader, &attribute, block->line);
        } else {
            problems_add(reader->problems, PROBLEM_WARNING, reader->source->file, block->line,
                         "put it below a ## heading", "`%.*s` stands before the first step",
                         (int)attribute.name_length, attribute.name);
        }
    }
}

// ---- fences

static void append_code(struct reader *reader, char **field, const char *code)
{
    struct text joined = {0};
    text_add(&joined, *field != NULL ? *field : "");
    text_add(&joined, code);
    char *text = text_take(&joined);
    if (keep(reader, text)) {
        free(*field);
        *field = text;
    }
}

static void read_ranks(struct reader *reader, const char *words, int line, int **ranks,
                       size_t *count)
{
    const char *at = strchr(words, '@');
    if (at != NULL && *ranks == NULL &&
        trial_read_ranks(at + 1, strcspn(at + 1, " "), ranks, count) != STATUS_OK) {
        complain(reader, line, "python try @0, or @1-3", status_message());
    }
}

static bool is_word(const char *words, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(words, word, length) == 0;
}

static void read_step_code(struct reader *reader, const struct page_block *block, const char *words,
                           enum lesson_step_kind kind)
{
    struct lesson_step *step = reader->step;
    if (step->code != NULL && step->kind != kind) {
        complain(reader, block->line, "one step a ## heading",
                 "a step is one of try, predict and show");
    }
    step->kind = kind;
    append_code(reader, &step->code, block->text);
    read_ranks(reader, words, block->line, &step->only, &step->only_count);
    reader->behind = true;
}

// True when the fence is no text and has been put where it belongs.
static bool take_fence(struct reader *reader, const struct page_block *block)
{
    if (strncmp(block->info, "python", 6) != 0) {
        return false;
    }
    const char *words = block->info + 6 + strspn(block->info + 6, " ");
    size_t length = strcspn(words, " ");
    if (length == 0 || words[0] == '@') {
        return false; // only shown
    }
    if (is_word(words, length, "setup")) {
        append_code(reader, &reader->lesson.setup, block->text);
    } else if (reader->step == NULL) {
        complain(reader, block->line, "put it below a ## heading",
                 "only `python setup` stands before the first step");
    } else if (is_word(words, length, "try")) {
        read_step_code(reader, block, words, LESSON_TRY);
    } else if (is_word(words, length, "predict")) {
        read_step_code(reader, block, words, LESSON_PREDICT);
    } else if (is_word(words, length, "show")) {
        read_step_code(reader, block, words, LESSON_SHOW);
    } else if (is_word(words, length, "check")) {
        append_code(reader, &reader->step->check, block->text);
        read_ranks(reader, words, block->line, &reader->step->check_ranks,
                   &reader->step->check_rank_count);
        reader->behind = true;
    } else {
        complain(reader, block->line, "python setup, try, predict, show or check",
                 "this word behind `python` is not known");
    }
    return true;
}

// ---- hints

static void begin_hint(struct reader *reader, const struct page_block *block)
{
    struct lesson_step *step = reader->step;
    if (step == NULL) {
        complain(reader, block->line, "put it below a ## heading",
                 "a hint stands before the first step");
        return;
    }
    struct page *hints = realloc(step->hints, (step->hint_count + 1) * sizeof *hints);
    step->hints = hints != NULL ? hints : step->hints;
    char **when = realloc(step->hint_when, (step->hint_count + 1) * sizeof *when);
    step->hint_when = when != NULL ? when : step->hint_when;
    // `Hint: ValueError` fits when that was raised
    const char *colon = strchr(block->text, ':');
    const char *fits = colon != NULL ? colon + 1 + strspn(colon + 1, " ") : "";
    char *copy = strdup(fits);
    if (!keep(reader, hints) || !keep(reader, when) || !keep(reader, copy)) {
        free(copy);
        return;
    }
    step->hints[step->hint_count] = (struct page){0};
    step->hint_when[step->hint_count] = copy;
    reader->hint = &step->hints[step->hint_count++];
}

// ---- the whole

static void take_text(struct reader *reader, struct page_block *block)
{
    struct page *page = reader->hint != NULL   ? reader->hint
                        : reader->step == NULL ? &reader->lesson.opening
                        : reader->behind       ? &reader->step->after
                                               : &reader->step->before;
    reader->failed |= !page_take(page, block);
}

static void read_block(struct reader *reader, struct page_block *block)
{
    if (block->kind == PAGE_HEADING && block->level == STEP_LEVEL) {
        add_step(reader, block->text, block->line);
    } else if (block->kind == PAGE_DIRECTIVE) {
        read_directive(reader, block);
    } else if (block->kind == PAGE_HINT_BEGIN) {
        begin_hint(reader, block);
    } else if (block->kind == PAGE_HINT_END) {
        reader->hint = NULL;
    } else if (block->kind == PAGE_HTML) {
        problems_add(reader->problems, PROBLEM_WARNING, reader->source->file, block->line, NULL,
                     "this HTML is not shown");
    } else if (block->kind != PAGE_CODE || block->depth > 0 || !take_fence(reader, block)) {
        take_text(reader, block);
    }
}

static void check_step(struct reader *reader, size_t index)
{
    struct lesson_step *step = &reader->lesson.steps[index];
    if (step->id == NULL || !is_name(step->id)) {
        complain(reader, step->line, "<!-- step: a-short-name -->",
                 "the step has no id, or one that is no name");
    }
    for (size_t i = 0; i < index && step->id != NULL; i++) {
        const char *other = reader->lesson.steps[i].id;
        if (other != NULL && strcmp(other, step->id) == 0) {
            complain(reader, step->line, NULL, "another step has this id");
        }
    }
    if (step->kind == LESSON_TRY && step->check == NULL) {
        complain(reader, step->line, "```python check", "a step to try has no check");
    }
    if (step->kind != LESSON_TRY && step->check != NULL && step->kind != LESSON_SHOW) {
        complain(reader, step->line, "```python try", "a check belongs to a try or a show");
    }
    if (step->kind == LESSON_TRY && step->hint_count == 0) {
        problems_add(reader->problems, PROBLEM_WARNING, reader->source->file, step->line,
                     "<details><summary>Hint</summary>…</details>", "the step has no hint");
    }
    if (step->kind == LESSON_SHOW && step->outcome == NULL) {
        set_text(reader, &step->outcome, "works", 5);
    }
    static const char *const outcomes[] = {"works", "raises", "hangs", "wrong"};
    bool known = step->outcome == NULL;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes && !known; i++) {
        known = strcmp(outcomes[i], step->outcome) == 0;
    }
    if (!known) {
        complain(reader, step->line, "outcome: works, raises, hangs or wrong",
                 "that is no outcome");
    }
}

static void hash_lesson(struct lesson *lesson, const char *data, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)data[i]) * 0x100000001B3u;
    }
    snprintf(lesson->revision, sizeof lesson->revision, "%016" PRIx64, hash);
}

static void read_body(struct reader *reader, struct page *page)
{
    for (size_t i = 0; i < page->count && !reader->failed; i++) {
        read_block(reader, &page->blocks[i]);
    }
    for (size_t i = 0; i < reader->lesson.step_count && !reader->failed; i++) {
        check_step(reader, i);
    }
    if (reader->lesson.step_count == 0 && !reader->failed) {
        complain(reader, 1, "## A step\n<!-- step: a-short-name -->", "the lesson has no steps");
    }
}

enum status lesson_read(const struct pack_file *source, struct problems *problems,
                        struct lesson *ret_lesson, bool *ret_fine)
{
    size_t errors = problems->errors;
    struct reader reader = {.source = source, .problems = problems};
    struct page_head head;
    struct page page = {0};
    if (page_head_read(source->data, source->length, &head) != STATUS_OK) {
        complain(&reader, 1, "---", status_message());
        *ret_fine = false;
        return STATUS_OK;
    }
    enum status status =
        page_parse(source->data + head.body, source->length - head.body, head.body_line, &page);
    if (status == STATUS_MEMORY) {
        return status;
    }
    if (status != STATUS_OK) {
        complain(&reader, 0, "UTF-8 without escape sequences", status_message());
    }
    reader.lesson.ours = source->ours;
    set_text(&reader, &reader.lesson.file, source->file, strlen(source->file));
    read_head(&reader, &head);
    read_body(&reader, &page);
    hash_lesson(&reader.lesson, source->data, source->length);
    page_finish(&page);
    bool fine = !reader.failed && problems->errors == errors;
    if (fine) {
        *ret_lesson = reader.lesson;
    } else {
        lesson_finish(&reader.lesson);
    }
    *ret_fine = fine;
    return reader.failed || problems->failed
               ? status_fail(STATUS_MEMORY, "no memory for %s", source->file)
               : STATUS_OK;
}
