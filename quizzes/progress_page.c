// The progress as a page and as JSON.
#include <stdio.h>
#include <string.h>

#include "core/base/utf8.h"
#include "quizzes/progress.h"

enum { MIN_COLUMNS = 40, MAX_COLUMNS = 120, BAR = 10, SHOWN_ERRORS = 5, SHOWN_WEAKNESSES = 5 };

static const int64_t day_ms = 86400000;

void progress_when(int64_t due_ms, struct store_time now, struct text *out)
{
    int64_t days = store_day(due_ms, now.zone_minutes) - store_day(now.utc_ms, now.zone_minutes);
    int64_t minutes = (due_ms - now.utc_ms + 59999) / 60000;
    if (due_ms <= now.utc_ms) {
        text_add(out, "now");
    } else if (days <= 0 && minutes < 60) {
        text_addf(out, "in %lld minute%s", (long long)minutes, minutes == 1 ? "" : "s");
    } else if (days <= 0) {
        text_add(out, "today");
    } else if (days == 1) {
        text_add(out, "tomorrow");
    } else if (days < 60) {
        text_addf(out, "in %lld days", (long long)days);
    } else if (days < 730) {
        text_addf(out, "in %lld months", (long long)((days + 15) / 30));
    } else {
        text_addf(out, "in %lld years", (long long)((days + 182) / 365));
    }
}

static void ago(int64_t then_ms, struct store_time now, struct text *out)
{
    int64_t days = (now.utc_ms - then_ms) / day_ms;
    if (then_ms == 0) {
        text_add(out, "never");
    } else if (days <= 0) {
        text_add(out, "today");
    } else {
        text_addf(out, "%lld d ago", (long long)days);
    }
}

// ---- the page

struct printer {
    const struct progress *progress;
    struct store_time now;
    int columns;
    bool plain;
    struct text *out;
};

static void bar(struct printer *printer, double share)
{
    int full = (int)(share * BAR + 0.5);
    if (printer->plain) {
        text_addf(printer->out, "%3.0f%%", share * 100);
        return;
    }
    for (int i = 0; i < BAR; i++) {
        text_add(printer->out, i < full ? "\xE2\x96\x88" : "\xE2\x96\x91"); // full and light block
    }
    text_addf(printer->out, " %3.0f%%", share * 100);
}

// The text, cut at the page's width with dots behind it.
static void add_cut(struct printer *printer, const char *text, int columns)
{
    size_t length = strlen(text);
    if (utf8_columns(text, length) <= (size_t)columns) {
        text_add_printable(printer->out, text, length);
        return;
    }
    while (length > 0 && utf8_columns(text, length) > (size_t)(columns - 3)) {
        length = utf8_floor(text, length, length - 1);
    }
    text_add_printable(printer->out, text, length);
    text_add(printer->out, "...");
}

// The text, broken between words; further lines begin below the first.
static void add_wrapped(struct printer *printer, const char *text, int indent)
{
    int room = printer->columns - indent, column = 0;
    for (const char *at = text + strspn(text, " "); *at != '\0';) {
        size_t length = strcspn(at, " ");
        int width = (int)utf8_columns(at, length);
        if (column > 0 && column + 1 + width > room) {
            text_add_char(printer->out, '\n');
            text_add_repeated(printer->out, ' ', (size_t)indent);
            column = 0;
        }
        text_add(printer->out, column > 0 ? " " : "");
        text_add_printable(printer->out, at, length);
        column += (column > 0) + width;
        at += length + strspn(at + length, " ");
    }
}

static void print_summary(struct printer *printer)
{
    const struct progress *progress = printer->progress;
    struct text *out = printer->out;
    text_addf(
        out, "%lld of %lld questions tried, %lld answers, %.0f%% right\n",
        (long long)progress->tried, (long long)progress->questions, (long long)progress->answers,
        progress->answers > 0 ? 100.0 * (double)progress->right / (double)progress->answers : 0.0);
    if (progress->due > 0) {
        text_addf(out, "%lld due now\n", (long long)progress->due);
    } else if (progress->next_due_ms > 0) {
        text_add(out, "nothing is due; the next comes back ");
        progress_when(progress->next_due_ms, printer->now, out);
        text_add_char(out, '\n');
    }
    if (progress->days > 0) {
        text_addf(out, "%lld day%s with answers", (long long)progress->days,
                  progress->days == 1 ? "" : "s");
        if (progress->streak > 1) {
            text_addf(out, ", %lld in a row (best %lld)", (long long)progress->streak,
                      (long long)progress->best_streak);
        }
        text_add_char(out, '\n');
    }
}

static void print_week(struct printer *printer)
{
    static const char *const levels[] = {"\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83",
                                         "\xE2\x96\x84", "\xE2\x96\x85", "\xE2\x96\x86",
                                         "\xE2\x96\x87", "\xE2\x96\x88"};
    const int64_t *week = printer->progress->week;
    int64_t most = 0;
    for (int i = 0; i < 7; i++) {
        most = week[i] > most ? week[i] : most;
    }
    if (most == 0) {
        return;
    }
    text_add(printer->out, "last seven days:");
    for (int i = 0; i < 7; i++) {
        if (printer->plain) {
            text_addf(printer->out, " %lld", (long long)week[i]);
        } else {
            text_add(printer->out, i == 0 ? " " : "");
            text_add(printer->out, levels[week[i] * 7 / most]);
        }
    }
    if (!printer->plain) {
        text_addf(printer->out, " up to %lld answers", (long long)most);
    }
    text_add_char(printer->out, '\n');
}

static void print_topic(struct printer *printer, const struct progress_topic *topic, int width)
{
    struct text *out = printer->out;
    text_add_printable(out, topic->name, strlen(topic->name));
    text_add_repeated(out, ' ',
                      (size_t)(width - (int)utf8_columns(topic->name, strlen(topic->name))));
    text_add(out, "  ");
    if (topic->tried == 0) {
        text_addf(out, "not tried yet (%lld questions)\n", (long long)topic->questions);
        return;
    }
    bar(printer, topic->mastery);
    if (printer->columns >= 60) {
        text_addf(out, "  %lld/%lld tried, %lld/%lld right, ", (long long)topic->tried,
                  (long long)topic->questions, (long long)topic->right, (long long)topic->answers);
        if (topic->right > 0) { // otherwise there is nothing to remember
            text_addf(out, "remembered %.0f%%, ", topic->retrievability * 100);
        }
        ago(topic->last_ms, printer->now, out);
    }
    if (topic->due > 0) {
        text_addf(out, ", %lld due", (long long)topic->due);
    }
    text_add_char(out, '\n');
}

static void print_topics(struct printer *printer)
{
    const struct progress *progress = printer->progress;
    int width = 0;
    for (size_t i = 0; i < progress->topic_count; i++) {
        const char *name = progress->topics[i].name;
        int columns = (int)utf8_columns(name, strlen(name));
        width = columns > width ? columns : width;
    }
    text_add(printer->out, "\nMastery by topic, the weakest first\n");
    for (size_t i = 0; i < progress->topic_count; i++) {
        print_topic(printer, &progress->topics[i], width);
    }
}

static void print_calibration(struct printer *printer)
{
    const struct progress *progress = printer->progress;
    struct text *out = printer->out;
    if (progress->sure + progress->unsure == 0) {
        return;
    }
    text_add(out, "\nHow sure, how right\n");
    const struct {
        const char *name;
        int64_t count, right;
    } rows[] = {{"sure    ", progress->sure, progress->sure_right},
                {"not sure", progress->unsure, progress->unsure_right}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].count > 0) {
            text_addf(out, "%s  ", rows[i].name);
            bar(printer, (double)rows[i].right / (double)rows[i].count);
            text_addf(out, "  %lld of %lld right\n", (long long)rows[i].right,
                      (long long)rows[i].count);
        }
    }
    if (progress->error_count > 0) {
        text_add(out, "sure, and wrong when last asked:\n");
    }
    for (size_t i = 0; i < progress->error_count && i < SHOWN_ERRORS; i++) {
        text_add(out, "  ");
        add_cut(printer,
                progress->errors[i].title[0] != '\0' ? progress->errors[i].title
                                                     : progress->errors[i].item,
                printer->columns - 2);
        text_add_char(out, '\n');
    }
}

static void print_weaknesses(struct printer *printer)
{
    const struct progress *progress = printer->progress;
    if (progress->weakness_count > 0) {
        text_add(printer->out, "\nIdeas behind wrong answers\n");
    }
    for (size_t i = 0; i < progress->weakness_count && i < SHOWN_WEAKNESSES; i++) {
        const struct progress_weakness *weakness = &progress->weaknesses[i];
        text_addf(printer->out, "%3lldx ", (long long)weakness->count);
        add_wrapped(printer, weakness->idea[0] != '\0' ? weakness->idea : weakness->name, 5);
        text_add_char(printer->out, '\n');
    }
}

void progress_print(const struct progress *progress, struct store_time now, int columns, bool plain,
                    struct text *out)
{
    struct printer printer = {
        .progress = progress,
        .now = now,
        .columns = columns < MIN_COLUMNS   ? MIN_COLUMNS
                   : columns > MAX_COLUMNS ? MAX_COLUMNS
                                           : columns,
        .plain = plain,
        .out = out,
    };
    print_summary(&printer);
    print_week(&printer);
    print_topics(&printer);
    print_calibration(&printer);
    print_weaknesses(&printer);
}

// ---- JSON

static void json_topics(const struct progress *progress, struct json *json)
{
    json_array(json, "topics");
    for (size_t i = 0; i < progress->topic_count; i++) {
        const struct progress_topic *topic = &progress->topics[i];
        json_object(json, NULL);
        json_string(json, "name", topic->name);
        json_number(json, "mastery", topic->mastery);
        json_number(json, "retrievability", topic->retrievability);
        json_int(json, "questions", topic->questions);
        json_int(json, "tried", topic->tried);
        json_int(json, "answers", topic->answers);
        json_int(json, "right", topic->right);
        json_int(json, "due", topic->due);
        json_int(json, "last_ms", topic->last_ms);
        json_end(json);
    }
    json_end(json);
}

void progress_json(const struct progress *progress, struct json *json)
{
    json_object(json, NULL);
    json_int(json, "questions", progress->questions);
    json_int(json, "tried", progress->tried);
    json_int(json, "answers", progress->answers);
    json_int(json, "right", progress->right);
    json_int(json, "due", progress->due);
    json_int(json, "next_due_ms", progress->next_due_ms);
    json_int(json, "days", progress->days);
    json_int(json, "streak", progress->streak);
    json_int(json, "best_streak", progress->best_streak);
    json_object(json, "calibration");
    json_int(json, "sure", progress->sure);
    json_int(json, "sure_right", progress->sure_right);
    json_int(json, "unsure", progress->unsure);
    json_int(json, "unsure_right", progress->unsure_right);
    json_array(json, "confident_errors");
    for (size_t i = 0; i < progress->error_count; i++) {
        json_string(json, NULL, progress->errors[i].item);
    }
    json_end(json);
    json_end(json);
    json_topics(progress, json);
    json_array(json, "misconceptions");
    for (size_t i = 0; i < progress->weakness_count; i++) {
        json_object(json, NULL);
        json_string(json, "name", progress->weaknesses[i].name);
        json_int(json, "count", progress->weaknesses[i].count);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}
