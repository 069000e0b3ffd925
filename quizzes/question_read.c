// From a page of Markdown to questions. A `###` opens a question; the next heading or rule ends it.
// Inside: stem, hint, options, explanation, in this order, with unseen fences anywhere.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/array.h"
#include "core/diag/trial.h"
#include "quizzes/number.h"
#include "quizzes/question.h"
#include "quizzes/question_check.h"

enum { QUESTION_LEVEL = 3 };

// One question while it is read. `failed`: memory ended.
struct reader {
    const char *pack, *file;
    struct problems *problems;
    struct question question;
    size_t option_capacity;
    size_t errors_before;
    bool ours;
    bool failed;
    bool has_options;
};

static bool keep(struct reader *reader, void *allocated)
{
    reader->failed |= allocated == NULL;
    return allocated != NULL;
}

static void take_block(struct reader *reader, struct page *page, struct page_block *block)
{
    reader->failed |= !page_take(page, block);
}

// ---- the comment below the stem

static void read_topics(struct reader *reader, const char *value, size_t length)
{
    struct question *question = &reader->question;
    const char *end = value + length;
    while (value < end) {
        const char *comma = memchr(value, ',', (size_t)(end - value));
        const char *stop = comma != NULL ? comma : end;
        while (value < stop && *value == ' ') {
            value++;
        }
        size_t part = (size_t)(stop - value);
        while (part > 0 && value[part - 1] == ' ') {
            part--;
        }
        char **topics =
            realloc(question->topics, (question->topic_count + 1) * sizeof *question->topics);
        if (!keep(reader, topics)) {
            return;
        }
        question->topics = topics;
        char *topic = strndup(value, part);
        if (keep(reader, topic)) {
            topics[question->topic_count++] = topic;
        }
        value = stop + 1;
    }
}

static void read_kind(struct reader *reader, const char *value, int line)
{
    for (int kind = 0; kind < QUESTION_KINDS; kind++) {
        if (strcmp(question_kind_name((enum question_kind)kind), value) == 0) {
            reader->question.kind = (enum question_kind)kind;
            return;
        }
    }
    problems_add(reader->problems, PROBLEM_ERROR, reader->file, line,
                 "kind: single, multiple, predict, fix, order or number", "`%s` is no kind", value);
}

static void read_launch(struct reader *reader, const char *value, int line)
{
    char *end;
    long ranks = strtol(value, &end, 10);
    if (strcmp(value, "lone") == 0) {
        reader->question.launch = TRIAL_LONE;
    } else if (*value != '\0' && *end == '\0' && ranks >= 1 && ranks <= 64) {
        reader->question.launch = (int)ranks;
    } else {
        problems_add(reader->problems, PROBLEM_ERROR, reader->file, line,
                     "launch: lone or launch: 4", "`%s` is no way to launch", value);
    }
}

static void read_tolerance(struct reader *reader, const char *value, int line)
{
    char *end;
    double tolerance = strtod(value, &end);
    bool relative = *end == '%';
    if (end == value || end[relative] != '\0' || !(tolerance >= 0) || !isfinite(tolerance)) {
        problems_add(reader->problems, PROBLEM_ERROR, reader->file, line,
                     "tolerance: 0.5 or tolerance: 1%", "`%s` is no tolerance", value);
        return;
    }
    reader->question.tolerance = relative ? tolerance / 100 : tolerance;
    reader->question.tolerance_relative = relative;
}

static void replace_text(struct reader *reader, char **field, const char *value)
{
    char *copy = strdup(value);
    if (keep(reader, copy)) {
        free(*field);
        *field = copy;
    }
}

static void read_attribute(struct reader *reader, const struct page_attribute *attribute, int line)
{
    struct question *question = &reader->question;
    char *value = strndup(attribute->value, attribute->value_length);
    if (!keep(reader, value)) {
        return;
    }
    const struct {
        const char *name;
        char **field;
    } texts[] = {
        {"id", &question->id},         {"family", &question->family},
        {"source", &question->source}, {"replaces", &question->replaces},
        {"ends", &question->ends},     {"unit", &question->unit},
    };
    bool known = false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (page_attribute_is(attribute, texts[i].name)) {
            replace_text(reader, texts[i].field, value);
            known = true;
        }
    }
    if (known) {
    } else if (page_attribute_is(attribute, "kind")) {
        read_kind(reader, value, line);
    } else if (page_attribute_is(attribute, "topics")) {
        read_topics(reader, attribute->value, attribute->value_length);
    } else if (page_attribute_is(attribute, "launch") || page_attribute_is(attribute, "ranks")) {
        read_launch(reader, value, line);
    } else if (page_attribute_is(attribute, "tolerance")) {
        read_tolerance(reader, value, line);
    } else {
        problems_add(reader->problems, PROBLEM_WARNING, reader->file, line,
                     "id, kind, topics, source, launch, family, replaces, ends, unit, tolerance",
                     "`%.*s` means nothing here", (int)attribute->name_length, attribute->name);
    }
    free(value);
}

static void read_directive(struct reader *reader, const char *directive, int line)
{
    struct page_attribute attribute;
    while (page_attribute_next(&directive, &attribute)) {
        read_attribute(reader, &attribute, line);
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

// `@0-2` on the info line of a check.
static void read_check_ranks(struct reader *reader, const char *words, int line)
{
    const char *at = strchr(words, '@');
    if (at == NULL) {
        return;
    }
    struct question *question = &reader->question;
    free(question->check_ranks);
    question->check_ranks = NULL;
    question->check_rank_count = 0;
    if (trial_read_ranks(at + 1, strcspn(at + 1, " "), &question->check_ranks,
                         &question->check_rank_count) != STATUS_OK) {
        problems_add(reader->problems, PROBLEM_ERROR, reader->file, line, "python check @0", "%s",
                     status_message());
    }
}

// True when the fence is not for showing and has been put where it belongs.
static bool take_unseen_fence(struct reader *reader, const struct page_block *block)
{
    struct question *question = &reader->question;
    if (strncmp(block->info, "python", 6) != 0) {
        return false;
    }
    const char *words = block->info + 6 + strspn(block->info + 6, " ");
    size_t length = strcspn(words, " ");
    const struct {
        const char *word;
        char **field;
    } places[] = {
        {"setup", &question->setup},
        {"check", &question->check},
        {"solution", &question->solution},
        {"order", &question->order},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strlen(places[i].word) == length && memcmp(places[i].word, words, length) == 0) {
            append_code(reader, places[i].field, block->text);
            if (places[i].field == &question->check) {
                read_check_ranks(reader, words, block->line);
            }
            return true;
        }
    }
    if (length == 0) {
        append_code(reader, &question->code, block->text);
    } else {
        problems_add(reader->problems, PROBLEM_ERROR, reader->file, block->line,
                     "python, python setup, python check, python solution or python order",
                     "`%s` is no known fence", block->info);
    }
    return length != 0;
}

// ---- options

static bool is_option(const struct page_block *block)
{
    return block->kind == PAGE_ITEM && block->depth == 0 && !block->quoted &&
           block->text[0] == '[' && block->text[1] != '\0' && strchr("xX ", block->text[1]) &&
           block->text[2] == ']' && (block->text[3] == ' ' || block->text[3] == '\0');
}

// Cuts the box off the text and moves the spans with it.
static void cut_box(struct page_block *block)
{
    size_t cut = 3 + strspn(block->text + 3, " ");
    size_t code = block->span_count > 0 ? block->spans[0].start : cut;
    cut = code >= 3 && code < cut ? code : cut; // blanks inside code are the code's
    memmove(block->text, block->text + cut, strlen(block->text + cut) + 1);
    for (size_t i = 0; i < block->span_count; i++) {
        block->spans[i].start -= block->spans[i].start >= cut ? cut : block->spans[i].start;
    }
    block->kind = PAGE_PARAGRAPH;
}

static void read_option_directive(struct reader *reader, struct question_option *option,
                                  const char *directive, int line)
{
    struct page_attribute attribute;
    while (directive != NULL && page_attribute_next(&directive, &attribute)) {
        char **field = page_attribute_is(&attribute, "key")             ? &option->key
                       : page_attribute_is(&attribute, "misconception") ? &option->misconception
                       : page_attribute_is(&attribute, "ends")          ? &option->ends
                                                                        : NULL;
        if (field == NULL) {
            problems_add(reader->problems, PROBLEM_WARNING, reader->file, line,
                         "key, misconception, ends", "`%.*s` means nothing here",
                         (int)attribute.name_length, attribute.name);
            continue;
        }
        free(*field);
        *field = strndup(attribute.value, attribute.value_length);
        keep(reader, *field);
    }
}

static void begin_option(struct reader *reader, struct page_block *block)
{
    struct question *question = &reader->question;
    if (!array_reserve((void **)&question->options, &reader->option_capacity,
                       question->option_count + 1, sizeof *question->options)) {
        reader->failed = true;
        return;
    }
    struct question_option *option = &question->options[question->option_count++];
    *option = (struct question_option){.right = block->text[1] != ' ', .line = block->line};
    read_option_directive(reader, option, block->directive, block->line);
    cut_box(block);
    if (block->text[0] != '\0') {
        take_block(reader, &option->text, block);
    }
}

static void continue_option(struct reader *reader, struct page_block *block)
{
    struct question_option *option = &reader->question.options[reader->question.option_count - 1];
    read_option_directive(reader, option, block->directive, block->line);
    if (block->kind == PAGE_DIRECTIVE) {
        return;
    }
    block->depth -= block->depth > 0;
    bool feedback = block->quoted;
    block->quoted = false;
    take_block(reader, feedback ? &option->feedback : &option->text, block);
}

// ---- one question

enum part { PART_STEM, PART_HINT, PART_OPTIONS, PART_EXPLANATION };

// In which part the block stands, after those before it were in `part`.
static enum part next_part(const struct reader *reader, enum part part,
                           const struct page_block *block)
{
    bool options_over = reader->question.option_count > 0 && block->depth == 0;
    if (is_option(block)) {
        return PART_OPTIONS;
    }
    if (part == PART_EXPLANATION || (part == PART_OPTIONS && options_over)) {
        return PART_EXPLANATION;
    }
    if (part == PART_OPTIONS) {
        return PART_OPTIONS;
    }
    if (block->quoted && block->depth == 0) {
        return PART_HINT;
    }
    // without options the explanation begins after the hint, or at the numbered steps
    bool begins = part == PART_HINT || (block->kind == PAGE_ITEM && block->number > 0);
    return !reader->has_options && begins ? PART_EXPLANATION : PART_STEM;
}

static void read_block(struct reader *reader, struct page_block *block, enum part *part)
{
    struct question *question = &reader->question;
    if (block->kind == PAGE_CODE && block->depth == 0 && take_unseen_fence(reader, block)) {
        return;
    }
    if (block->kind == PAGE_DIRECTIVE && *part == PART_STEM) {
        read_directive(reader, block->directive, block->line);
        return;
    }
    if (block->kind == PAGE_HTML) {
        problems_add(reader->problems, PROBLEM_WARNING, reader->file, block->line, NULL,
                     "this HTML is not shown");
        return;
    }
    *part = next_part(reader, *part, block);
    switch (*part) {
    case PART_STEM:
        take_block(reader, &question->stem, block);
        break;
    case PART_HINT:
        block->quoted = false;
        take_block(reader, &question->hint, block);
        break;
    case PART_OPTIONS:
        if (is_option(block)) {
            begin_option(reader, block);
        } else {
            continue_option(reader, block);
        }
        break;
    case PART_EXPLANATION:
        take_block(reader, &question->explanation, block);
        break;
    }
}

static void read_numbers(struct reader *reader)
{
    struct question *question = &reader->question;
    for (size_t i = 0; i < question->option_count; i++) {
        struct question_option *option = &question->options[i];
        struct text text = {0};
        page_plain(&option->text, &text);
        if (!number_read(text_string(&text), question->unit, &option->number)) {
            problems_add(reader->problems, PROBLEM_ERROR, reader->file, option->line,
                         "- [x] 1.5 GB, with `unit: GB` in the comment above",
                         "an option of a number question must be a number%s%s",
                         question->unit[0] != '\0' ? " of " : "", question->unit);
        }
        text_finish(&text);
    }
}

// Names with the pack before them; a name that has one already keeps it.
static char *with_pack(struct reader *reader, const char *infix, const char *name)
{
    struct text text = {0};
    if (strchr(name, '/') == NULL) {
        text_addf(&text, "%s/%s", reader->pack, infix);
    }
    text_add(&text, name);
    char *full = text_take(&text);
    keep(reader, full);
    return full;
}

static void name_question(struct reader *reader)
{
    struct question *question = &reader->question;
    if (question->id != NULL) {
        char *id = with_pack(reader, "", question->id);
        free(question->id);
        question->id = id;
    }
    if (question->family != NULL) {
        question->card = with_pack(reader, "family:", question->family);
    } else if (question->id != NULL) {
        question->card = strdup(question->id);
        keep(reader, question->card);
    }
    if (question->replaces != NULL && strchr(question->replaces, '/') == NULL) {
        char *full = NULL;
        struct text text = {0};
        text_addf(&text, "ranksh/%s", question->replaces);
        full = text_take(&text);
        keep(reader, full);
        free(question->replaces);
        question->replaces = full;
    }
}

static void fill_defaults(struct reader *reader)
{
    struct question *question = &reader->question;
    if (question->source == NULL) {
        replace_text(reader, &question->source, "");
    }
    if (question->unit == NULL) {
        replace_text(reader, &question->unit, "");
    }
    if (question->kind == QUESTION_KINDS) {
        size_t right = 0;
        for (size_t i = 0; i < question->option_count; i++) {
            right += question->options[i].right;
        }
        question->kind = right > 1 ? QUESTION_MULTIPLE : QUESTION_SINGLE;
    }
}

static void read_question(struct reader *reader, struct page_block *blocks, size_t count,
                          struct question_list *list)
{
    struct question *question = &reader->question;
    reader->errors_before = reader->problems->errors;
    reader->option_capacity = 0;
    reader->has_options = false;
    *question =
        (struct question){.kind = QUESTION_KINDS, .line = blocks[0].line, .ours = reader->ours};
    question->title = strdup(blocks[0].text);
    question->file = strdup(reader->file);
    keep(reader, question->title);
    keep(reader, question->file);
    for (size_t i = 0; i < count; i++) {
        reader->has_options |= is_option(&blocks[i]);
    }
    enum part part = PART_STEM;
    for (size_t i = 0; i < count && !reader->failed; i++) {
        read_block(reader, &blocks[i], &part);
    }
    if (!reader->failed) {
        fill_defaults(reader);
        name_question(reader);
    }
    if (!reader->failed && question->kind == QUESTION_NUMBER) {
        read_numbers(reader);
    }
    if (!reader->failed) {
        question_check(question, reader->problems);
        reader->failed |= !question_hash(question);
    }
    bool fine = !reader->failed && reader->problems->errors == reader->errors_before;
    if (fine && array_reserve((void **)&list->items, &list->capacity, list->count + 1,
                              sizeof *list->items)) {
        list->items[list->count++] = *question;
        *question = (struct question){0};
        return;
    }
    reader->failed |= fine;
    question_finish(question);
}

enum status question_read(const char *pack, bool ours, const char *file, const char *markdown,
                          size_t length, struct question_list *list, struct problems *problems)
{
    struct page page = {0};
    enum status status = page_parse(markdown, length, 1, &page);
    if (status != STATUS_OK) {
        if (status == STATUS_INVALID) {
            problems_add(problems, PROBLEM_ERROR, file, 0, "UTF-8 without escape sequences", "%s",
                         status_message());
            status = STATUS_OK;
        }
        return status;
    }
    struct reader reader = {.pack = pack, .file = file, .ours = ours, .problems = problems};
    for (size_t i = 0, end; i < page.count && !reader.failed; i = end) {
        end = i + 1;
        if (page.blocks[i].kind != PAGE_HEADING || page.blocks[i].level != QUESTION_LEVEL) {
            continue;
        }
        while (end < page.count && page.blocks[end].kind != PAGE_HEADING &&
               page.blocks[end].kind != PAGE_RULE) {
            end++;
        }
        read_question(&reader, &page.blocks[i], end - i, list);
    }
    page_finish(&page);
    return reader.failed || problems->failed ? status_fail(STATUS_MEMORY, "no memory for %s", file)
                                             : STATUS_OK;
}
