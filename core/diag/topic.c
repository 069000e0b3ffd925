#include <stdlib.h>
#include <string.h>

#include "core/base/array.h"
#include "core/diag/suggest.h"
#include "core/diag/topic.h"

extern const struct embed_file topic_files[];

enum { TOPIC_LEVEL = 2 };

struct topic_list {
    struct topic *items;
    size_t count, capacity;
    const char **names; // with help; they point into `name_store`
    char **name_store;
    size_t name_count, name_capacity, store_capacity;
};

static enum status no_memory(void)
{
    return status_fail(STATUS_MEMORY, "no memory for the topics");
}

static void topic_finish(struct topic *topic)
{
    free(topic->id);
    free(topic->title);
    free(topic->errors);
    free(topic->says);
    free(topic->help);
    free(topic->hint);
    free(topic->why);
    free(topic->instead);
    page_finish(&topic->page);
}

void topic_list_destroy(struct topic_list *list)
{
    if (list == NULL) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        topic_finish(&list->items[i]);
    }
    for (size_t i = 0; i < list->name_count; i++) {
        free(list->name_store[i]);
    }
    free(list->items);
    free(list->names);
    free(list->name_store);
    free(list);
}

// ---- reading

// `Hint: …` and its like go to their fields; NULL: an ordinary item.
static char **field_of(struct topic *topic, const char *text, size_t *ret_skip)
{
    const struct {
        const char *word;
        char **field;
    } fields[] = {{"Hint: ", &topic->hint}, {"Why: ", &topic->why}, {"Instead: ", &topic->instead}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strncmp(text, fields[i].word, strlen(fields[i].word)) == 0) {
            *ret_skip = strlen(fields[i].word);
            return fields[i].field;
        }
    }
    return NULL;
}

static bool read_item(struct topic *topic, struct page_block *block)
{
    struct text plain = {0};
    size_t skip = 0;
    page_block_plain(block, &plain);
    const char *text = text_string(&plain) + (plain.length >= 2 ? 2 : 0); // behind "- "
    char **field = field_of(topic, text, &skip);
    bool fine = !plain.failed;
    if (field == NULL) {
        fine = fine && page_take(&topic->page, block);
    } else {
        free(*field);
        *field = strdup(text + skip);
        fine = fine && *field != NULL;
    }
    text_finish(&plain);
    return fine;
}

static void read_directive(struct topic *topic, const char *directive)
{
    const struct {
        const char *name;
        char **field;
    } fields[] = {{"topic", &topic->id},
                  {"error", &topic->errors},
                  {"says", &topic->says},
                  {"help", &topic->help}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char *value = page_attribute_value(directive, fields[i].name);
        if (value != NULL) {
            free(*fields[i].field);
            *fields[i].field = value;
        }
    }
}

static void check(const struct topic *topic, struct problems *problems)
{
    const char *what = NULL;
    if (topic->id == NULL) {
        what = "the topic has no id";
    } else if (topic->says == NULL && topic->help == NULL) {
        what = "the topic is for no error and for no name";
    } else if (topic->says != NULL && (topic->hint == NULL || topic->why == NULL)) {
        what = "a topic for an error has a Hint and a Why";
    } else if (topic->help != NULL && topic->page.count == 0) {
        what = "a topic for a name has text";
    }
    if (what != NULL) {
        problems_add(problems, PROBLEM_ERROR, topic->file, topic->line,
                     "<!-- topic: id; error: ValueError; says: part of the message -->", "%s",
                     what);
    }
}

static bool add_topic(struct topic_list *list, const char *file, const struct page_block *heading)
{
    if (!array_reserve((void **)&list->items, &list->capacity, list->count + 1,
                       sizeof *list->items)) {
        return false;
    }
    struct topic *topic = &list->items[list->count++];
    *topic = (struct topic){.title = strdup(heading->text), .file = file, .line = heading->line};
    return topic->title != NULL;
}

static bool read_blocks(struct topic_list *list, const char *file, struct page *page)
{
    bool fine = true, inside = false;
    for (size_t i = 0; i < page->count && fine; i++) {
        struct page_block *block = &page->blocks[i];
        struct topic *topic = inside ? &list->items[list->count - 1] : NULL;
        if (block->kind == PAGE_HEADING) {
            inside = block->level == TOPIC_LEVEL;
            fine = !inside || add_topic(list, file, block);
        } else if (topic == NULL) {
            continue;
        } else if (block->kind == PAGE_DIRECTIVE) {
            read_directive(topic, block->directive);
        } else if (block->kind == PAGE_ITEM) {
            fine = read_item(topic, block);
        } else {
            fine = page_take(&topic->page, block);
        }
    }
    return fine;
}

static enum status read_file(struct topic_list *list, const struct pack_file *file,
                             struct problems *problems)
{
    struct page page = {0};
    enum status status = page_parse(file->data, file->length, 1, &page);
    if (status == STATUS_INVALID) {
        problems_add(problems, PROBLEM_ERROR, file->file, 0, NULL, "%s", status_message());
        return STATUS_OK;
    }
    size_t before = list->count;
    bool fine = status == STATUS_OK && read_blocks(list, file->file, &page);
    page_finish(&page);
    for (size_t i = before; i < list->count && fine; i++) {
        check(&list->items[i], problems);
    }
    return fine ? STATUS_OK : no_memory();
}

// The names with help, for did-you-mean.
static bool collect_names(struct topic_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *at = list->items[i].help;
        while (at != NULL && *at != '\0') {
            size_t skip = strspn(at, " ,"), length = strcspn(at + skip, " ,");
            char *name = strndup(at + skip, length);
            if (name == NULL ||
                !array_reserve((void **)&list->names, &list->name_capacity, list->name_count + 1,
                               sizeof *list->names) ||
                !array_reserve((void **)&list->name_store, &list->store_capacity,
                               list->name_count + 1, sizeof *list->name_store)) {
                free(name);
                return false;
            }
            list->names[list->name_count] = list->name_store[list->name_count] = name;
            list->name_count++;
            at += skip + length;
        }
    }
    return true;
}

enum status topic_list_load_files(const struct pack_file *files, size_t count,
                                  struct problems *problems, struct topic_list **ret_list)
{
    struct topic_list *list = calloc(1, sizeof *list);
    enum status status = list != NULL ? STATUS_OK : no_memory();
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = read_file(list, &files[i], problems);
    }
    if (status == STATUS_OK && !collect_names(list)) {
        status = no_memory();
    }
    if (status != STATUS_OK) {
        topic_list_destroy(list);
        return status;
    }
    *ret_list = list;
    return STATUS_OK;
}

enum status topic_list_load(struct problems *problems, struct topic_list **ret_list)
{
    struct pack_files files = {0};
    enum status status = pack_add_built_in(&files, topic_files, NULL);
    if (status == STATUS_OK) {
        status = topic_list_load_files(files.items, files.count, problems, ret_list);
    }
    pack_files_finish(&files);
    return status;
}

// ---- finding

// Whether `class_name` ends with one of the comma-separated classes.
static bool is_class(const char *errors, const char *class_name)
{
    const char *dot = strrchr(class_name, '.');
    const char *bare = dot != NULL ? dot + 1 : class_name;
    for (const char *at = errors; at != NULL && *at != '\0';) {
        size_t skip = strspn(at, " ,"), length = strcspn(at + skip, " ,");
        if (strlen(bare) == length && memcmp(bare, at + skip, length) == 0) {
            return true;
        }
        at += skip + length;
    }
    return errors == NULL;
}

// How many bytes of one alternative are found in the message, its parts in order; 0: it isn't.
static size_t match_one(const char *says, size_t length, const char *message)
{
    size_t found = 0;
    while (length > 0) {
        const char *star = length >= 3 ? memmem(says, length, " * ", 3) : NULL;
        size_t part = star != NULL ? (size_t)(star - says) : length;
        const char *at = memmem(message, strlen(message), says, part);
        if (at == NULL) {
            return 0;
        }
        message = at + part;
        found += part;
        part += star != NULL ? 3 : 0;
        says += part;
        length -= part;
    }
    return found;
}

static size_t match(const char *says, const char *message)
{
    size_t best = 0;
    for (;;) {
        const char *bar = strstr(says, " | ");
        size_t found = match_one(says, bar != NULL ? (size_t)(bar - says) : strlen(says), message);
        best = found > best ? found : best;
        if (bar == NULL) {
            return best;
        }
        says = bar + 3;
    }
}

const struct topic *topic_for_error(const struct topic_list *list, const char *class_name,
                                    const char *message)
{
    const struct topic *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct topic *topic = &list->items[i];
        if (topic->says == NULL || !is_class(topic->errors, class_name)) {
            continue;
        }
        size_t found = match(topic->says, message);
        if (found > longest) {
            best = topic;
            longest = found;
        }
    }
    return best;
}

const struct topic *topic_for_name(const struct topic_list *list, const char *name)
{
    const char *dot = strrchr(name, '.');
    const char *bare = dot != NULL ? dot + 1 : name;
    for (int exact = 1; exact >= 0; exact--) { // `dist.rank` before `rank`
        const char *wanted = exact ? name : bare;
        for (size_t i = 0; i < list->count; i++) {
            const char *at = list->items[i].help;
            while (at != NULL && *at != '\0') {
                size_t skip = strspn(at, " ,"), length = strcspn(at + skip, " ,");
                if (strlen(wanted) == length && memcmp(wanted, at + skip, length) == 0) {
                    return &list->items[i];
                }
                at += skip + length;
            }
        }
    }
    return NULL;
}

const char *topic_nearest(const struct topic_list *list, const char *typed)
{
    const char *dot = strrchr(typed, '.');
    return suggest_nearest(dot != NULL ? dot + 1 : typed, list->names, list->name_count);
}

size_t topic_count(const struct topic_list *list)
{
    return list->count;
}

const struct topic *topic_at(const struct topic_list *list, size_t index)
{
    return &list->items[index];
}
