// Two walks over the answers: the first finds each learner's first answer to each question, the
// second needs only these.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/store/answer.h"
#include "core/store/learner.h"
#include "quizzes/statistics.h"

// A learner's first answer to a question.
struct first {
    int64_t learner;
    uint32_t item;
    bool right;
};

// Names to numbers, by open addressing.
struct index {
    uint32_t *slots; // item + 1; 0: free
    size_t size;
};

struct reading {
    struct statistics *statistics;
    const struct bank *bank;
    struct index items;
    struct first *firsts;
    size_t first_count, first_capacity;
    uint32_t *first_slots; // by learner and item, into `firsts` + 1
    size_t first_size;
    bool failed;
};

static uint64_t hash_text(const char *text)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    }
    return hash;
}

static uint64_t hash_pair(int64_t learner, uint32_t item)
{
    uint64_t hash = (uint64_t)learner * 0x9E3779B97F4A7C15u + item;
    hash = (hash ^ (hash >> 31)) * 0xBF58476D1CE4E5B9u;
    return hash ^ (hash >> 29);
}

// ---- items

static bool grow_items(struct reading *reading)
{
    size_t size = reading->items.size > 0 ? reading->items.size * 2 : 256;
    uint32_t *slots = calloc(size, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(reading->items.slots);
    reading->items = (struct index){.slots = slots, .size = size};
    for (size_t i = 0; i < reading->statistics->count; i++) {
        size_t at = hash_text(reading->statistics->items[i].item) & (size - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (size - 1);
        }
        slots[at] = (uint32_t)i + 1;
    }
    return true;
}

static bool describe_options(struct reading *reading, struct statistics_item *item)
{
    const struct question *question = bank_find(reading->bank, item->item);
    if (question == NULL || question->kind == QUESTION_FIX || question->kind == QUESTION_ORDER ||
        question->kind == QUESTION_NUMBER) {
        return true;
    }
    item->options = calloc(question->option_count + 1, sizeof *item->options);
    for (size_t i = 0; item->options != NULL && i < question->option_count; i++) {
        item->options[i] = (struct statistics_option){.key = strdup(question->options[i].key),
                                                      .right = question->options[i].right};
        if (item->options[i].key == NULL) {
            return false;
        }
        item->option_count++;
    }
    return item->options != NULL;
}

// The number of a question; UINT32_MAX: no memory.
static uint32_t item_of(struct reading *reading, const char *name)
{
    struct statistics *statistics = reading->statistics;
    if (statistics->count * 2 >= reading->items.size && !grow_items(reading)) {
        return UINT32_MAX;
    }
    size_t at = hash_text(name) & (reading->items.size - 1);
    for (; reading->items.slots[at] != 0; at = (at + 1) & (reading->items.size - 1)) {
        uint32_t item = reading->items.slots[at] - 1;
        if (strcmp(statistics->items[item].item, name) == 0) {
            return item;
        }
    }
    if (!array_reserve((void **)&statistics->items, &statistics->capacity, statistics->count + 1,
                       sizeof *statistics->items)) {
        return UINT32_MAX;
    }
    struct statistics_item *item = &statistics->items[statistics->count];
    *item = (struct statistics_item){.item = strdup(name), .discrimination = NAN};
    if (item->item == NULL) {
        return UINT32_MAX;
    }
    reading->items.slots[at] = (uint32_t)++statistics->count;
    return describe_options(reading, item) ? (uint32_t)statistics->count - 1 : UINT32_MAX;
}

// ---- first answers

static bool grow_firsts(struct reading *reading)
{
    size_t size = reading->first_size > 0 ? reading->first_size * 2 : 1024;
    uint32_t *slots = calloc(size, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(reading->first_slots);
    reading->first_slots = slots;
    reading->first_size = size;
    for (size_t i = 0; i < reading->first_count; i++) {
        size_t at = hash_pair(reading->firsts[i].learner, reading->firsts[i].item) & (size - 1);
        while (slots[at] != 0) {
            at = (at + 1) & (size - 1);
        }
        slots[at] = (uint32_t)i + 1;
    }
    return true;
}

// True when this learner hadn't answered that question before.
static bool note_first(struct reading *reading, int64_t learner, uint32_t item, bool right)
{
    if (reading->first_count * 2 >= reading->first_size && !grow_firsts(reading)) {
        reading->failed = true;
        return false;
    }
    size_t at = hash_pair(learner, item) & (reading->first_size - 1);
    for (; reading->first_slots[at] != 0; at = (at + 1) & (reading->first_size - 1)) {
        const struct first *first = &reading->firsts[reading->first_slots[at] - 1];
        if (first->learner == learner && first->item == item) {
            return false;
        }
    }
    if (!array_reserve((void **)&reading->firsts, &reading->first_capacity,
                       reading->first_count + 1, sizeof *reading->firsts)) {
        reading->failed = true;
        return false;
    }
    reading->firsts[reading->first_count] =
        (struct first){.learner = learner, .item = item, .right = right};
    reading->first_slots[at] = (uint32_t)++reading->first_count;
    return true;
}

static void count_chosen(struct statistics_item *item, const char *chosen)
{
    for (const char *at = chosen; *at != '\0'; at += *at == ',') {
        size_t length = strcspn(at, ",");
        for (size_t i = 0; i < item->option_count; i++) {
            const char *key = item->options[i].key;
            item->options[i].chosen += strlen(key) == length && memcmp(key, at, length) == 0;
        }
        at += length;
    }
}

static bool take_answer(void *context, const struct answer_row *row)
{
    struct reading *reading = context;
    uint32_t number = item_of(reading, row->item);
    if (number == UINT32_MAX) {
        reading->failed = true;
        return false;
    }
    struct statistics_item *item = &reading->statistics->items[number];
    reading->statistics->answers++;
    item->answers++;
    item->sure_wrong += !row->right && row->confidence == ANSWER_SURE;
    if (note_first(reading, row->learner, number, row->right)) {
        item->learners++;
        item->first_right += row->right;
        item->seconds += (double)row->ms / 1000;
        count_chosen(item, row->chosen);
    }
    return !reading->failed;
}

// ---- discrimination: the correlation of "right here" with the share of right first answers to all
// other questions

static int compare_learners(const void *first, const void *second)
{
    const struct first *a = first, *b = second;
    return (a->learner > b->learner) - (a->learner < b->learner);
}

struct sums {
    double n, x, y, xy, yy;
};

static bool correlate(struct reading *reading)
{
    struct statistics *statistics = reading->statistics;
    struct sums *sums = calloc(statistics->count + 1, sizeof *sums);
    if (sums == NULL) {
        return false;
    }
    if (reading->first_count > 0) {
        qsort(reading->firsts, reading->first_count, sizeof *reading->firsts, compare_learners);
    }
    for (size_t i = 0, end; i < reading->first_count; i = end) {
        double right = 0;
        for (end = i; end < reading->first_count &&
                      reading->firsts[end].learner == reading->firsts[i].learner;
             end++) {
            right += reading->firsts[end].right;
        }
        statistics->learners++;
        double others = (double)(end - i) - 1;
        for (size_t k = i; k < end && others > 0; k++) {
            struct sums *sum = &sums[reading->firsts[k].item];
            double x = reading->firsts[k].right, y = (right - x) / others;
            sum->n++;
            sum->x += x;
            sum->y += y;
            sum->xy += x * y;
            sum->yy += y * y;
        }
    }
    for (size_t i = 0; i < statistics->count; i++) {
        const struct sums *s = &sums[i];
        double spread_x = s->n * s->x - s->x * s->x, spread_y = s->n * s->yy - s->y * s->y;
        if (s->n >= STATISTICS_LEARNERS && spread_x > 0 && spread_y > 1e-9) {
            statistics->items[i].discrimination =
                (s->n * s->xy - s->x * s->y) / sqrt(spread_x * spread_y);
        }
    }
    free(sums);
    return true;
}

// ---- judging

static double difficulty(const struct statistics_item *item)
{
    return item->learners > 0 ? (double)item->first_right / (double)item->learners : 0;
}

static const char *needs_mending(const struct statistics_item *item)
{
    if (item->learners < STATISTICS_ANSWERS) {
        return NULL;
    }
    int64_t key = 0, most_wrong = 0;
    bool unused = false;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct statistics_option *option = &item->options[i];
        key = option->right && option->chosen > key ? option->chosen : key;
        most_wrong = !option->right && option->chosen > most_wrong ? option->chosen : most_wrong;
        unused |= !option->right && option->chosen == 0;
    }
    double share = difficulty(item);
    return isfinite(item->discrimination) && item->discrimination < 0.05
               ? "whoever knows the rest fails here as often: is the key right, is it clear?"
           : item->option_count > 0 && most_wrong > key
               ? "a wrong option is chosen more often than the key"
           : share > 0.97 ? "nearly everybody is right at once: it teaches nothing new"
           : share < 0.15 ? "nearly nobody is right at first: is something said too late?"
           : unused       ? "a wrong option is never chosen: it is no idea that anybody has"
                          : NULL;
}

static int compare_items(const void *first, const void *second)
{
    const struct statistics_item *a = first, *b = second;
    if ((a->mend == NULL) != (b->mend == NULL)) {
        return a->mend == NULL ? 1 : -1;
    }
    double x = difficulty(a), y = difficulty(b);
    return x != y ? (x < y ? -1 : 1) : strcmp(a->item, b->item);
}

static void judge(struct statistics *statistics)
{
    for (size_t i = 0; i < statistics->count; i++) {
        struct statistics_item *item = &statistics->items[i];
        item->seconds /= item->learners > 0 ? (double)item->learners : 1;
        item->mend = needs_mending(item);
    }
    if (statistics->count > 0) {
        qsort(statistics->items, statistics->count, sizeof *statistics->items, compare_items);
    }
}

enum status statistics_load(const struct bank *bank, struct store *store,
                            struct statistics *ret_statistics)
{
    struct statistics statistics = {0};
    struct reading reading = {.statistics = &statistics, .bank = bank};
    enum status status = answer_each(store, 0, take_answer, &reading);
    if (status == STATUS_OK && (reading.failed || !correlate(&reading))) {
        status = status_fail(STATUS_MEMORY, "no memory for the statistics");
    }
    free(reading.items.slots);
    free(reading.firsts);
    free(reading.first_slots);
    if (status != STATUS_OK) {
        statistics_finish(&statistics);
        return status;
    }
    judge(&statistics);
    *ret_statistics = statistics;
    return STATUS_OK;
}

void statistics_finish(struct statistics *statistics)
{
    for (size_t i = 0; i < statistics->count; i++) {
        for (size_t k = 0; k < statistics->items[i].option_count; k++) {
            free(statistics->items[i].options[k].key);
        }
        free(statistics->items[i].options);
        free(statistics->items[i].item);
    }
    free(statistics->items);
    *statistics = (struct statistics){0};
}

// ---- showing

void statistics_print(const struct statistics *statistics, struct text *out)
{
    text_addf(out, "%lld learners, %lld answers, %zu questions\n", (long long)statistics->learners,
              (long long)statistics->answers, statistics->count);
    for (size_t i = 0; i < statistics->count; i++) {
        const struct statistics_item *item = &statistics->items[i];
        text_addf(out, "\n%s: %lld of %lld right at first, %.0f s", item->item,
                  (long long)item->first_right, (long long)item->learners, item->seconds);
        if (isfinite(item->discrimination)) {
            text_addf(out, ", discrimination %.2f", item->discrimination);
        }
        if (item->sure_wrong > 0) {
            text_addf(out, ", %lld sure and wrong", (long long)item->sure_wrong);
        }
        text_add_char(out, '\n');
        for (size_t k = 0; k < item->option_count; k++) {
            text_addf(out, "  %s %-24s %lld\n", item->options[k].right ? "x" : " ",
                      item->options[k].key, (long long)item->options[k].chosen);
        }
        if (item->mend != NULL) {
            text_addf(out, "  mend: %s\n", item->mend);
        }
    }
}

void statistics_json(const struct statistics *statistics, struct json *json)
{
    json_object(json, NULL);
    json_int(json, "learners", statistics->learners);
    json_int(json, "answers", statistics->answers);
    json_array(json, "items");
    for (size_t i = 0; i < statistics->count; i++) {
        const struct statistics_item *item = &statistics->items[i];
        json_object(json, NULL);
        json_string(json, "item", item->item);
        json_int(json, "answers", item->answers);
        json_int(json, "learners", item->learners);
        json_int(json, "first_right", item->first_right);
        json_number(json, "seconds", item->seconds);
        json_number(json, "discrimination", item->discrimination);
        json_int(json, "sure_wrong", item->sure_wrong);
        json_object(json, "options");
        for (size_t k = 0; k < item->option_count; k++) {
            json_int(json, item->options[k].key, item->options[k].chosen);
        }
        json_end(json);
        json_string(json, "mend", item->mend);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}
