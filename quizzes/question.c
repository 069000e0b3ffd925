#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/question.h"
#include "quizzes/question_check.h"

const char *question_kind_name(enum question_kind kind)
{
    static const char *const names[] = {"single", "multiple", "predict", "fix", "order", "number"};
    return kind < QUESTION_KINDS ? names[kind] : "?";
}

static void option_finish(struct question_option *option)
{
    free(option->key);
    free(option->misconception);
    free(option->ends);
    page_finish(&option->text);
    page_finish(&option->feedback);
}

void question_finish(struct question *question)
{
    free(question->id);
    free(question->card);
    free(question->family);
    for (size_t i = 0; i < question->topic_count; i++) {
        free(question->topics[i]);
    }
    free(question->topics);
    free(question->source);
    free(question->replaces);
    free(question->ends);
    free(question->unit);
    free(question->title);
    page_finish(&question->stem);
    page_finish(&question->hint);
    for (size_t i = 0; i < question->option_count; i++) {
        option_finish(&question->options[i]);
    }
    free(question->options);
    page_finish(&question->explanation);
    free(question->setup);
    free(question->code);
    free(question->check);
    free(question->check_ranks);
    free(question->solution);
    free(question->order);
    free(question->file);
    *question = (struct question){0};
}

void question_list_finish(struct question_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        question_finish(&list->items[i]);
    }
    free(list->items);
    *list = (struct question_list){0};
}

// FNV-1a, with the zero byte of each part, so that parts can't run into each other.
static void hash_add(uint64_t *hash, const char *part)
{
    for (part = part != NULL ? part : "-";; part++) {
        *hash = (*hash ^ (unsigned char)*part) * 0x100000001B3u;
        if (*part == '\0') {
            return;
        }
    }
}

static bool hash_add_page(uint64_t *hash, const struct page *page)
{
    struct text text = {0};
    page_plain(page, &text);
    hash_add(hash, text_string(&text));
    bool fine = !text.failed;
    text_finish(&text);
    return fine;
}

bool question_hash(struct question *question)
{
    uint64_t hash = 0xCBF29CE484222325u;
    bool fine = hash_add_page(&hash, &question->stem);
    hash_add(&hash, question_kind_name(question->kind));
    const char *const parts[] = {question->setup, question->code, question->check,
                                 question->order, question->ends, question->unit};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hash_add(&hash, parts[i]);
    }
    for (size_t i = 0; i < question->option_count; i++) {
        const struct question_option *option = &question->options[i];
        hash_add(&hash, option->key);
        hash_add(&hash, option->right ? "x" : "");
        hash_add(&hash, option->ends);
        fine = hash_add_page(&hash, &option->text) && fine;
    }
    char numbers[64];
    snprintf(numbers, sizeof numbers, "%d %.17g %d", question->launch, question->tolerance,
             question->tolerance_relative);
    hash_add(&hash, numbers);
    snprintf(question->revision, sizeof question->revision, "%016" PRIx64, hash);
    return fine;
}
