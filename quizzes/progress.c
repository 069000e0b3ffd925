#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/store/totals.h"
#include "quizzes/progress.h"
#include "quizzes/scheduler.h"

// Strings that the page holds on to.
struct kept {
    char **strings;
    size_t count, capacity;
};

struct gathering {
    const struct bank *bank;
    struct progress *progress;
    struct store_time now;
    struct kept *kept;
    size_t weakness_capacity, error_capacity;
    bool failed;
};

static const char *keep(struct gathering *gathering, const char *string)
{
    struct kept *kept = gathering->kept;
    char *copy = strdup(string);
    if (copy == NULL || !array_reserve((void **)&kept->strings, &kept->capacity, kept->count + 1,
                                       sizeof *kept->strings)) {
        free(copy);
        gathering->failed = true;
        return "";
    }
    kept->strings[kept->count++] = copy;
    return copy;
}

// ---- items

static struct progress_topic *find_topic(struct progress *progress, const char *name, size_t length)
{
    for (size_t i = 0; i < progress->topic_count; i++) {
        const char *topic = progress->topics[i].name;
        if (strlen(topic) == length && memcmp(topic, name, length) == 0) {
            return &progress->topics[i];
        }
    }
    return NULL;
}

static void add_to_topic(struct progress_topic *topic, const struct totals_item *row, bool due,
                         double retrievability)
{
    topic->tried++;
    topic->answers += row->answers;
    topic->right += row->right;
    topic->due += due;
    topic->last_ms = row->last_ms > topic->last_ms ? row->last_ms : topic->last_ms;
    topic->retrievability += retrievability; // means are taken at the end
    topic->mastery += row->last_right ? retrievability : 0;
}

static void add_confident_error(struct gathering *gathering, const struct totals_item *row)
{
    struct progress *progress = gathering->progress;
    const struct question *question = bank_find(gathering->bank, row->item);
    if (!array_reserve((void **)&progress->errors, &gathering->error_capacity,
                       progress->error_count + 1, sizeof *progress->errors)) {
        gathering->failed = true;
        return;
    }
    progress->errors[progress->error_count++] = (struct progress_error){
        .item = keep(gathering, row->item),
        .title = question != NULL ? question->title : "",
        .last_ms = row->last_ms,
    };
}

static bool gather_item(void *context, const struct totals_item *row)
{
    struct gathering *gathering = context;
    struct progress *progress = gathering->progress;
    const struct question *question = bank_find(gathering->bank, row->item);
    int64_t now_ms = gathering->now.utc_ms;
    bool due = row->scheduled &&
               (row->schedule.due_ms <= now_ms || row->schedule.last_ms > now_ms + 86400000);
    double retrievability = row->scheduled ? scheduler_retrievability(&row->schedule, now_ms,
                                                                      gathering->now.zone_minutes)
                                           : 0;
    progress->answers += row->answers;
    progress->right += row->right;
    progress->sure += row->sure;
    progress->sure_right += row->sure_right;
    progress->unsure += row->unsure;
    progress->unsure_right += row->unsure_right;
    progress->tried += question != NULL;
    const char *at = row->topics;
    while (*at != '\0') {
        size_t length = strcspn(at, ",");
        struct progress_topic *topic = find_topic(progress, at, length);
        if (topic != NULL && question != NULL) {
            add_to_topic(topic, row, due, retrievability);
        }
        at += length + (at[length] == ',');
    }
    if (row->last_sure && !row->last_right) {
        add_confident_error(gathering, row);
    }
    return !gathering->failed;
}

static bool gather_weakness(void *context, const struct totals_misconception *row)
{
    struct gathering *gathering = context;
    struct progress *progress = gathering->progress;
    const struct bank_misconception *known = bank_misconception(gathering->bank, row->name);
    if (!array_reserve((void **)&progress->weaknesses, &gathering->weakness_capacity,
                       progress->weakness_count + 1, sizeof *progress->weaknesses)) {
        gathering->failed = true;
        return false;
    }
    progress->weaknesses[progress->weakness_count++] = (struct progress_weakness){
        .name = keep(gathering, row->name),
        .idea = known != NULL ? known->idea : "",
        .count = row->count,
        .last_ms = row->last_ms,
    };
    return !gathering->failed;
}

// ---- days

struct days {
    struct progress *progress;
    int64_t today, previous, run;
    bool current; // the run still reaches today or yesterday
};

static bool gather_day(void *context, const struct totals_day *row)
{
    struct days *days = context;
    struct progress *progress = days->progress;
    int64_t ago = days->today - row->day;
    if (ago >= 0 && ago < 7) {
        progress->week[6 - ago] += row->answers;
    }
    if (ago < 0) {
        return true; // a clock that was wrong
    }
    bool follows = progress->days > 0 && row->day == days->previous - 1;
    if (progress->days == 0) {
        days->current = ago <= 1;
    }
    days->run = follows ? days->run + 1 : 1;
    days->current = days->current && (follows || progress->days == 0);
    if (days->current) {
        progress->streak = days->run;
    }
    progress->best_streak = days->run > progress->best_streak ? days->run : progress->best_streak;
    progress->days++;
    days->previous = row->day;
    return true;
}

// ---- topics

static enum status list_topics(const struct bank *bank, struct progress *progress)
{
    progress->topics = calloc(bank_topic_count(bank) + 1, sizeof *progress->topics);
    if (progress->topics == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the progress");
    }
    for (size_t i = 0; i < bank_topic_count(bank); i++) {
        progress->topics[progress->topic_count++].name = bank_topic(bank, i);
    }
    progress->questions = (int64_t)bank_count(bank);
    for (size_t i = 0; i < bank_count(bank); i++) {
        const struct question *question = bank_question(bank, i);
        for (size_t k = 0; k < question->topic_count; k++) {
            struct progress_topic *topic =
                find_topic(progress, question->topics[k], strlen(question->topics[k]));
            if (topic != NULL) {
                topic->questions++;
            }
        }
    }
    return STATUS_OK;
}

static int compare_topics(const void *first, const void *second)
{
    const struct progress_topic *a = first, *b = second;
    if ((a->tried == 0) != (b->tried == 0)) {
        return a->tried == 0 ? 1 : -1;
    }
    if (a->mastery != b->mastery) {
        return a->mastery < b->mastery ? -1 : 1;
    }
    return strcmp(a->name, b->name);
}

static int compare_errors(const void *first, const void *second)
{
    const struct progress_error *a = first, *b = second;
    return (a->last_ms < b->last_ms) - (a->last_ms > b->last_ms);
}

static void finish_topics(struct progress *progress)
{
    for (size_t i = 0; i < progress->topic_count; i++) {
        struct progress_topic *topic = &progress->topics[i];
        if (topic->tried > 0) {
            topic->retrievability /= (double)topic->tried;
            topic->mastery /= (double)topic->questions;
        }
    }
    if (progress->topic_count > 0) {
        qsort(progress->topics, progress->topic_count, sizeof *progress->topics, compare_topics);
    }
    if (progress->error_count > 0) {
        qsort(progress->errors, progress->error_count, sizeof *progress->errors, compare_errors);
    }
}

// ---- loading

static enum status gather(struct store *store, int64_t learner, struct gathering *gathering)
{
    struct progress *progress = gathering->progress;
    struct days days = {.progress = progress,
                        .today = store_day(gathering->now.utc_ms, gathering->now.zone_minutes)};
    enum status status = list_topics(gathering->bank, progress);
    if (status == STATUS_OK) {
        status = totals_each_item(store, learner, gather_item, gathering);
    }
    if (status == STATUS_OK) {
        status = totals_each_misconception(store, learner, gather_weakness, gathering);
    }
    if (status == STATUS_OK) {
        status = totals_each_day(store, learner, 10000, gather_day, &days);
    }
    if (status == STATUS_OK) {
        status = schedule_count_due(store, learner, gathering->now.utc_ms, &progress->due,
                                    &progress->next_due_ms);
    }
    if (status == STATUS_OK && gathering->failed) {
        status = status_fail(STATUS_MEMORY, "no memory for the progress");
    }
    return status;
}

enum status progress_load(const struct bank *bank, struct store *store, int64_t learner,
                          struct store_time now, struct progress *ret_progress)
{
    struct progress progress = {0};
    struct kept *kept = calloc(1, sizeof *kept);
    if (kept == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the progress");
    }
    progress.owned = kept;
    struct gathering gathering = {.bank = bank, .progress = &progress, .now = now, .kept = kept};
    enum status status = gather(store, learner, &gathering);
    if (status != STATUS_OK) {
        progress_finish(&progress);
        return status;
    }
    finish_topics(&progress);
    *ret_progress = progress;
    return STATUS_OK;
}

void progress_finish(struct progress *progress)
{
    struct kept *kept = progress->owned;
    for (size_t i = 0; kept != NULL && i < kept->count; i++) {
        free(kept->strings[i]);
    }
    if (kept != NULL) {
        free(kept->strings);
        free(kept);
    }
    free(progress->topics);
    free(progress->weaknesses);
    free(progress->errors);
    *progress = (struct progress){0};
}
