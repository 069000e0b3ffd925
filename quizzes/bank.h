// All questions: those built in and those of packs (core/diag/pack.h).
#ifndef RANKSH_QUIZZES_BANK_H
#define RANKSH_QUIZZES_BANK_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/pack.h"
#include "quizzes/question.h"

struct bank;

// An idea that a wrong option stands for; the list is quizzes/bank/misconceptions.md.
struct bank_misconception {
    const char *name;
    const char *idea, *truth, *bites; // what is believed, what is so, where it hurts
};

// Loads the built-in files and the packs below `packs` (NULL: none; a folder that isn't there is
// fine). Findings go to `problems`; files and questions without errors load whatever the others
// hold. STATUS_MEMORY.
enum status bank_load(const char *packs, struct problems *problems, struct bank **ret_bank);

// The same from files that the caller names: for the lint and for tests. `misconceptions`: the text
// of the list, or NULL for the built-in one.
enum status bank_load_sources(const struct pack_file *sources, size_t count,
                              const char *misconceptions, struct problems *problems,
                              struct bank **ret_bank);

void bank_destroy(struct bank *bank);

size_t bank_count(const struct bank *bank); // questions that can be asked
const struct question *bank_question(const struct bank *bank, size_t index);

// By `pack/id`, or by `id` alone (the built-in one first). NULL: none.
const struct question *bank_find(const struct bank *bank, const char *id);

// Topics in the order in which they first appear.
size_t bank_topic_count(const struct bank *bank);
const char *bank_topic(const struct bank *bank, size_t index);

// The name of a topic or question that is near to what was typed; NULL: none.
const char *bank_nearest(const struct bank *bank, const char *typed);

const struct bank_misconception *bank_misconception(const struct bank *bank, const char *name);

#endif
