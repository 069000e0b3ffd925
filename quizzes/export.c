#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/base/json.h"
#include "core/store/answer.h"
#include "quizzes/export.h"

enum { FLUSH_SIZE = 65536 };

// What is on its way to the sink.
struct writer {
    const struct export_sink *sink;
    struct text text;
    bool closed, first;
};

static bool flush(struct writer *writer, size_t limit)
{
    if (writer->text.length > limit && !writer->text.failed) {
        writer->closed |=
            !writer->sink->write(writer->sink->context, writer->text.data, writer->text.length);
        text_clear(&writer->text);
    }
    return !writer->closed && !writer->text.failed;
}

static enum status finish(struct writer *writer, enum status status)
{
    if (status == STATUS_OK) {
        flush(writer, 0);
    }
    bool failed = writer->text.failed, closed = writer->closed;
    text_finish(&writer->text);
    if (status != STATUS_OK) {
        return status;
    }
    return failed   ? status_fail(STATUS_MEMORY, "no memory for the export")
           : closed ? status_fail(STATUS_CLOSED, "nobody takes the export any more")
                    : STATUS_OK;
}

static void format_time(int64_t at_ms, char buffer[static 32])
{
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm utc = {0};
    gmtime_r(&seconds, &utc);
    size_t length = strftime(buffer, 32, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(buffer + length, 32 - length, ".%03dZ", (int)(at_ms % 1000));
}

static const char *confidence_name(enum answer_confidence confidence)
{
    static const char *const names[] = {"", "sure", "unsure"};
    return confidence <= ANSWER_UNSURE ? names[confidence] : "";
}

// ---- CSV

static void add_cell(struct text *out, const char *value)
{
    bool formula = value[0] != '\0' && strchr("=+-@\t\r", value[0]) != NULL;
    text_add(out, formula ? "\"'" : "\"");
    for (; *value != '\0'; value++) {
        text_add(out, *value == '"' ? "\"" : "");
        text_add_char(out, *value);
    }
    text_add_char(out, '"');
}

static bool write_csv_row(void *context, const struct answer_row *row)
{
    struct writer *writer = context;
    struct text *out = &writer->text;
    char at[32];
    format_time(row->at_ms, at);
    const char *const names[] = {row->learner_uuid, row->learner_name};
    const char *const texts[] = {row->item,   row->revision, row->kind,
                                 row->topics, row->chosen,   row->cells};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        add_cell(out, names[i]);
        text_add_char(out, ',');
    }
    text_addf(out, "%s,%d,", at, row->zone_minutes);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        add_cell(out, texts[i]);
        text_add_char(out, ',');
    }
    text_addf(out, "%d,%s,%d,%d,%" PRId64 ",", row->right, confidence_name(row->confidence),
              row->hint, row->grade, row->ms);
    add_cell(out, row->misconception);
    text_addf(out, ",%" PRIx64 ",%" PRIx64 "\r\n", (uint64_t)row->uid, row->seed);
    return flush(writer, FLUSH_SIZE);
}

enum status export_csv(struct store *store, int64_t learner, const struct export_sink *sink)
{
    struct writer writer = {.sink = sink};
    text_add(&writer.text, "learner_uuid,learner,at,zone_minutes,item,revision,kind,topics,chosen,"
                           "cells,right,confidence,hint,grade,ms,misconception,uid,seed\r\n");
    return finish(&writer, answer_each(store, learner, write_csv_row, &writer));
}

// ---- JSON

static bool write_json_row(void *context, const struct answer_row *row)
{
    struct writer *writer = context;
    char at[32], uid[24], seed[24];
    format_time(row->at_ms, at);
    snprintf(uid, sizeof uid, "%" PRIx64, (uint64_t)row->uid);
    snprintf(seed, sizeof seed, "%" PRIx64, row->seed);
    text_add(&writer->text, writer->first ? "\n" : ",\n");
    writer->first = false;
    struct json json = {.out = &writer->text};
    json_object(&json, NULL);
    json_string(&json, "learner_uuid", row->learner_uuid);
    json_string(&json, "learner", row->learner_name);
    json_string(&json, "at", at);
    json_int(&json, "zone_minutes", row->zone_minutes);
    json_string(&json, "item", row->item);
    json_string(&json, "revision", row->revision);
    json_string(&json, "kind", row->kind);
    json_string(&json, "topics", row->topics);
    json_string(&json, "chosen", row->chosen);
    json_string(&json, "cells", row->cells[0] != '\0' ? row->cells : NULL);
    json_bool(&json, "right", row->right);
    json_string(&json, "confidence",
                row->confidence == ANSWER_UNASKED ? NULL : confidence_name(row->confidence));
    json_bool(&json, "hint", row->hint);
    json_int(&json, "grade", row->grade);
    json_int(&json, "ms", row->ms);
    json_string(&json, "misconception", row->misconception[0] != '\0' ? row->misconception : NULL);
    json_string(&json, "uid", uid);
    json_string(&json, "seed", seed);
    json_end(&json);
    return flush(writer, FLUSH_SIZE);
}

enum status export_json(struct store *store, int64_t learner, const struct export_sink *sink)
{
    struct writer writer = {.sink = sink, .first = true};
    text_add_char(&writer.text, '[');
    enum status status = answer_each(store, learner, write_json_row, &writer);
    text_add(&writer.text, "\n]\n");
    return finish(&writer, status);
}

// ---- GIFT

// Characters that mean something in GIFT get a backslash; a line's end is written as \n.
static void add_escaped(struct text *out, const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n') {
        length--;
    }
    for (size_t i = 0; i < length; i++) {
        if (strchr("~=#{}:\\", text[i]) != NULL) {
            text_add_char(out, '\\');
        }
        if (text[i] == '\n') {
            text_add(out, "\\n");
        } else {
            text_add_char(out, text[i]);
        }
    }
}

static void add_page(struct text *out, const struct page *page)
{
    struct text plain = {0};
    for (size_t i = 0; i < page->count; i++) {
        const struct page_block *block = &page->blocks[i];
        text_add(&plain, i > 0 ? "\n\n" : "");
        text_add(&plain, block->kind == PAGE_CODE ? "```\n" : "");
        page_block_plain(block, &plain);
        text_add(&plain, block->kind == PAGE_CODE ? "\n```" : "");
    }
    add_escaped(out, text_string(&plain));
    out->failed |= plain.failed;
    text_finish(&plain);
}

static void add_feedback(struct text *out, const struct page *feedback)
{
    if (feedback->count > 0) {
        text_add(out, " #");
        add_page(out, feedback);
    }
    text_add_char(out, '\n');
}

static void add_choices(struct text *out, const struct question *question)
{
    size_t right = 0;
    for (size_t i = 0; i < question->option_count; i++) {
        right += question->options[i].right;
    }
    for (size_t i = 0; i < question->option_count; i++) {
        const struct question_option *option = &question->options[i];
        if (question->kind != QUESTION_MULTIPLE) {
            text_add(out, option->right ? "=" : "~");
        } else if (option->right) {
            text_addf(out, "~%%%.5g%%", 100.0 / (double)right);
        } else {
            text_add(out, "~%-100%");
        }
        add_page(out, &option->text);
        add_feedback(out, &option->feedback);
    }
}

static double absolute_tolerance(const struct question *question, double value)
{
    double size = value < 0 ? -value : value;
    return question->tolerance_relative ? question->tolerance * size : question->tolerance;
}

static void add_numbers(struct text *out, const struct question *question)
{
    text_add(out, "#\n");
    for (size_t i = 0; i < question->option_count; i++) {
        const struct question_option *option = &question->options[i];
        text_addf(out, option->right ? "=%.15g:%.15g" : "=%%0%%%.15g:%.15g", option->number,
                  absolute_tolerance(question, option->number));
        add_feedback(out, &option->feedback);
    }
}

static void add_gift(struct text *out, const struct question *question)
{
    if (question->kind == QUESTION_FIX || question->kind == QUESTION_ORDER) {
        text_addf(out, "// left out: %s (%s questions have no form in GIFT)\n\n", question->id,
                  question_kind_name(question->kind));
        return;
    }
    text_addf(out, "// topics: ");
    for (size_t i = 0; i < question->topic_count; i++) {
        text_addf(out, "%s%s", i > 0 ? ", " : "", question->topics[i]);
    }
    text_add(out, "\n::");
    add_escaped(out, question->id);
    text_add(out, "::[markdown]");
    add_page(out, &question->stem);
    if (question->kind == QUESTION_NUMBER && question->unit[0] != '\0') {
        text_add(out, " (");
        add_escaped(out, question->unit);
        text_add(out, ")");
    }
    text_add(out, " {");
    if (question->kind == QUESTION_NUMBER) {
        add_numbers(out, question);
    } else {
        text_add_char(out, '\n');
        add_choices(out, question);
    }
    if (question->explanation.count > 0) {
        text_add(out, "####");
        add_page(out, &question->explanation);
        text_add_char(out, '\n');
    }
    text_add(out, "}\n\n");
}

static bool is_wanted(const struct question *question, const char *topic)
{
    bool wanted = topic == NULL;
    for (size_t i = 0; i < question->topic_count && !wanted; i++) {
        wanted = strcmp(question->topics[i], topic) == 0;
    }
    return wanted;
}

enum status export_gift(const struct bank *bank, const char *topic, const struct export_sink *sink)
{
    struct writer writer = {.sink = sink};
    bool go_on = true;
    for (size_t i = 0; i < bank_count(bank) && go_on; i++) {
        const struct question *question = bank_question(bank, i);
        if (is_wanted(question, topic)) {
            add_gift(&writer.text, question);
            go_on = flush(&writer, FLUSH_SIZE);
        }
    }
    return finish(&writer, STATUS_OK);
}
