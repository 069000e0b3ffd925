#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/suggest.h"
#include "quizzes/bank.h"

extern const struct embed_file bank_files[];

static const char misconception_file[] = "bank/misconceptions.md";

struct bank {
    struct question_list questions; // in the order of their files; those taken over at the end
    size_t count;                   // that can be asked
    char **topics;
    size_t topic_count, topic_capacity;
    struct bank_misconception *misconceptions;
    size_t misconception_count, misconception_capacity;
    const struct question **by_id; // sorted
};

// ---- misconceptions: `## name`, then items `Idea: …`, `True: …`, `Bites: …`

static void misconception_finish(struct bank_misconception *misconception)
{
    free((char *)misconception->name);
    free((char *)misconception->idea);
    free((char *)misconception->truth);
    free((char *)misconception->bites);
}

static bool set_text(const char **field, const char *text)
{
    free((char *)*field);
    *field = strdup(text);
    return *field != NULL;
}

static bool read_misconception_item(struct bank_misconception *misconception,
                                    const struct page_block *block)
{
    struct text plain = {0};
    page_block_plain(block, &plain);
    const char *text = text_string(&plain) + (plain.length >= 2 ? 2 : 0); // behind "- "
    bool fine = !plain.failed;
    if (strncmp(text, "Idea: ", 6) == 0) {
        fine = fine && set_text(&misconception->idea, text + 6);
    } else if (strncmp(text, "True: ", 6) == 0) {
        fine = fine && set_text(&misconception->truth, text + 6);
    } else if (strncmp(text, "Bites: ", 7) == 0) {
        fine = fine && set_text(&misconception->bites, text + 7);
    }
    text_finish(&plain);
    return fine;
}

static bool begin_misconception(struct bank *bank, const char *name)
{
    if (!array_reserve((void **)&bank->misconceptions, &bank->misconception_capacity,
                       bank->misconception_count + 1, sizeof *bank->misconceptions)) {
        return false;
    }
    struct bank_misconception *new = &bank->misconceptions[bank->misconception_count++];
    *new = (struct bank_misconception){0};
    return set_text(&new->name, name) && set_text(&new->idea, "") && set_text(&new->truth, "") &&
           set_text(&new->bites, "");
}

static enum status read_misconceptions(struct bank *bank, const char *markdown, size_t length,
                                       struct problems *problems)
{
    struct page page = {0};
    if (page_parse(markdown, length, 1, &page) != STATUS_OK) {
        problems_add(problems, PROBLEM_ERROR, misconception_file, 0, NULL, "%s", status_message());
        return STATUS_OK;
    }
    bool fine = true;
    for (size_t i = 0; i < page.count && fine; i++) {
        const struct page_block *block = &page.blocks[i];
        if (block->kind == PAGE_HEADING && block->level == 2) {
            if (bank_misconception(bank, block->text) != NULL) {
                problems_add(problems, PROBLEM_ERROR, misconception_file, block->line, NULL,
                             "`%s` is there twice", block->text);
            }
            fine = begin_misconception(bank, block->text);
        } else if (block->kind == PAGE_ITEM && bank->misconception_count > 0) {
            fine = read_misconception_item(&bank->misconceptions[bank->misconception_count - 1],
                                           block);
        }
    }
    page_finish(&page);
    return fine ? STATUS_OK : status_fail(STATUS_MEMORY, "no memory for the misconceptions");
}

const struct bank_misconception *bank_misconception(const struct bank *bank, const char *name)
{
    for (size_t i = 0; i < bank->misconception_count; i++) {
        if (strcmp(bank->misconceptions[i].name, name) == 0) {
            return &bank->misconceptions[i];
        }
    }
    return NULL;
}

// ---- what only the whole bank can tell

// By id, then as they were read: they lie in one array.
static int compare_ids(const void *first, const void *second)
{
    const struct question *const *a = first, *const *b = second;
    int order = strcmp((*a)->id, (*b)->id);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static int compare_cards(const void *first, const void *second)
{
    const struct question *const *a = first, *const *b = second;
    int order = strcmp((*a)->card, (*b)->card);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static bool make_index(struct bank *bank, int (*compare)(const void *, const void *))
{
    free(bank->by_id);
    bank->by_id = calloc(bank->questions.count + 1, sizeof *bank->by_id);
    for (size_t i = 0; i < bank->questions.count && bank->by_id != NULL; i++) {
        bank->by_id[i] = &bank->questions.items[i];
    }
    if (bank->by_id != NULL) {
        qsort(bank->by_id, bank->questions.count, sizeof *bank->by_id, compare);
    }
    return bank->by_id != NULL;
}

// Of questions with the same id the one that was read first stays. Needs the index.
static void drop_repeated(struct bank *bank, struct problems *problems)
{
    struct question_list *list = &bank->questions;
    const struct question *first = NULL;
    for (size_t i = 0; i < list->count; i++) {
        struct question *question = (struct question *)bank->by_id[i];
        if (first == NULL || strcmp(first->id, question->id) != 0) {
            first = question;
            continue;
        }
        problems_add(problems, PROBLEM_ERROR, question->file, question->line,
                     "another id; ids stay when a question is edited",
                     "the id `%s` is taken by %s:%d", question->id, first->file, first->line);
        question->repeated = true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct question moved = list->items[i];
        if (moved.repeated) {
            question_finish(&moved);
        } else {
            list->items[kept++] = moved;
        }
    }
    list->count = kept;
}

static void check_misconceptions(struct bank *bank, struct problems *problems)
{
    for (size_t i = 0; i < bank->questions.count; i++) {
        struct question *question = &bank->questions.items[i];
        for (size_t k = 0; k < question->option_count; k++) {
            const struct question_option *option = &question->options[k];
            if (option->misconception != NULL && question->ours &&
                bank_misconception(bank, option->misconception) == NULL) {
                problems_add(problems, PROBLEM_ERROR, question->file, option->line,
                             "add it to misconceptions.md", "the misconception `%s` is not listed",
                             option->misconception);
            }
        }
    }
}

// Needs the index by cards.
static void check_families(struct bank *bank, struct problems *problems)
{
    for (size_t i = 0, end; i < bank->questions.count; i = end) {
        const struct question *question = bank->by_id[i];
        for (end = i + 1;
             end < bank->questions.count && strcmp(bank->by_id[end]->card, question->card) == 0;) {
            end++;
        }
        if (question->family != NULL && end - i < 2) {
            problems_add(problems, PROBLEM_WARNING, question->file, question->line,
                         "add a variant, or drop `family:`", "the family `%s` has one member",
                         question->family);
        }
    }
}

// A pack may put its own question in the place of another; only when it says so.
static void take_over(struct bank *bank, struct problems *problems)
{
    for (size_t i = 0; i < bank->questions.count; i++) {
        struct question *question = &bank->questions.items[i];
        if (question->replaces == NULL) {
            continue;
        }
        struct question *old = (struct question *)bank_find(bank, question->replaces);
        if (old != NULL && old != question) {
            old->taken_over = true;
        } else {
            problems_add(problems, PROBLEM_WARNING, question->file, question->line, NULL,
                         "`%s`, which this replaces, is not there", question->replaces);
        }
    }
    struct question_list *list = &bank->questions;
    bank->count = 0;
    for (size_t i = 0; i < list->count; i++) { // those that can be asked to the front, in order
        struct question moved = list->items[i];
        if (!moved.taken_over) {
            memmove(&list->items[bank->count + 1], &list->items[bank->count],
                    (i - bank->count) * sizeof *list->items);
            list->items[bank->count++] = moved;
        }
    }
}

static bool collect_topics(struct bank *bank)
{
    for (size_t i = 0; i < bank->count; i++) {
        const struct question *question = &bank->questions.items[i];
        for (size_t k = 0; k < question->topic_count; k++) {
            bool known = false;
            for (size_t t = 0; t < bank->topic_count; t++) {
                known |= strcmp(bank->topics[t], question->topics[k]) == 0;
            }
            if (known) {
                continue;
            }
            if (!array_reserve((void **)&bank->topics, &bank->topic_capacity, bank->topic_count + 1,
                               sizeof *bank->topics)) {
                return false;
            }
            bank->topics[bank->topic_count++] = question->topics[k];
        }
    }
    return true;
}

// ---- loading

static enum status finish_loading(struct bank *bank, struct problems *problems)
{
    bool fine = make_index(bank, compare_ids);
    if (fine) {
        drop_repeated(bank, problems);
        check_misconceptions(bank, problems);
        fine = make_index(bank, compare_cards);
    }
    if (fine) {
        check_families(bank, problems);
        fine = make_index(bank, compare_ids);
    }
    if (fine) {
        take_over(bank, problems);
        fine = make_index(bank, compare_ids) && collect_topics(bank);
    }
    return fine && !problems->failed ? STATUS_OK
                                     : status_fail(STATUS_MEMORY, "no memory for the questions");
}

enum status bank_load_sources(const struct pack_file *sources, size_t count,
                              const char *misconceptions, struct problems *problems,
                              struct bank **ret_bank)
{
    struct bank *bank = calloc(1, sizeof *bank);
    if (bank == NULL) {
        return status_fail(STATUS_MEMORY, "no memory for the questions");
    }
    const struct embed_file *built_in = embed_find(bank_files, misconception_file);
    if (misconceptions == NULL && built_in != NULL) {
        misconceptions = built_in->data;
    }
    enum status status = STATUS_OK;
    if (misconceptions != NULL) {
        status = read_misconceptions(bank, misconceptions, strlen(misconceptions), problems);
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = question_read(sources[i].pack, sources[i].ours, sources[i].file, sources[i].data,
                               sources[i].length, &bank->questions, problems);
    }
    if (status == STATUS_OK) {
        status = finish_loading(bank, problems);
    }
    if (status != STATUS_OK) {
        bank_destroy(bank);
        return status;
    }
    *ret_bank = bank;
    return STATUS_OK;
}

enum status bank_load(const char *packs, struct problems *problems, struct bank **ret_bank)
{
    struct pack_files files = {0};
    enum status status = pack_add_built_in(&files, bank_files, misconception_file);
    if (status == STATUS_OK && packs != NULL) {
        status = pack_add_folders(&files, packs, "quizzes", problems);
    }
    if (status == STATUS_OK) {
        status = bank_load_sources(files.items, files.count, NULL, problems, ret_bank);
    }
    pack_files_finish(&files);
    return status;
}

void bank_destroy(struct bank *bank)
{
    if (bank == NULL) {
        return;
    }
    question_list_finish(&bank->questions);
    for (size_t i = 0; i < bank->misconception_count; i++) {
        misconception_finish(&bank->misconceptions[i]);
    }
    free(bank->misconceptions);
    free(bank->topics);
    free(bank->by_id);
    free(bank);
}

// ---- asking the bank

size_t bank_count(const struct bank *bank)
{
    return bank->count;
}

const struct question *bank_question(const struct bank *bank, size_t index)
{
    return &bank->questions.items[index];
}

static const struct question *find_exactly(const struct bank *bank, const char *id)
{
    size_t low = 0, high = bank->questions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(bank->by_id[middle]->id, id);
        if (order == 0) {
            return bank->by_id[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const struct question *bank_find(const struct bank *bank, const char *id)
{
    if (strchr(id, '/') != NULL) {
        return find_exactly(bank, id);
    }
    for (size_t i = 0; i < bank->questions.count; i++) {
        const char *slash = strchr(bank->questions.items[i].id, '/');
        if (slash != NULL && strcmp(slash + 1, id) == 0) {
            return &bank->questions.items[i];
        }
    }
    return NULL;
}

size_t bank_topic_count(const struct bank *bank)
{
    return bank->topic_count;
}

const char *bank_topic(const struct bank *bank, size_t index)
{
    return bank->topics[index];
}

const char *bank_nearest(const struct bank *bank, const char *typed)
{
    const char *topic =
        suggest_nearest(typed, (const char *const *)bank->topics, bank->topic_count);
    if (topic != NULL) {
        return topic;
    }
    const char **names = calloc(bank->count + 1, sizeof *names);
    for (size_t i = 0; names != NULL && i < bank->count; i++) {
        const char *slash = strchr(bank->questions.items[i].id, '/');
        names[i] = slash != NULL ? slash + 1 : bank->questions.items[i].id;
    }
    const char *nearest = names != NULL ? suggest_nearest(typed, names, bank->count) : NULL;
    free(names);
    return nearest;
}
