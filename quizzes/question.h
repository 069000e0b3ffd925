// Questions as their files say them. quizzes/FORMAT.md describes the files.
#ifndef RANKSH_QUIZZES_QUESTION_H
#define RANKSH_QUIZZES_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/page.h"
#include "core/diag/problem.h"

enum question_kind {
    QUESTION_SINGLE,
    QUESTION_MULTIPLE,
    QUESTION_PREDICT,
    QUESTION_FIX,
    QUESTION_ORDER,
    QUESTION_NUMBER,
    QUESTION_KINDS, // no kind
};

const char *question_kind_name(enum question_kind kind);

struct question_option {
    char *key; // stable: letters, digits, dashes
    bool right;
    char *misconception; // NULL: none
    char *ends;          // how its code ends, as in question.ends; NULL: not said
    struct page text;
    struct page feedback;
    double number; // QUESTION_NUMBER: its value
    int line;
};

struct question {
    char *id;     // pack/id
    char *card;   // pack/family:NAME, or the id
    char *family; // NULL: none
    enum question_kind kind;
    char **topics;
    size_t topic_count;
    char *source;     // "" when not said
    char *replaces;   // pack/id, or NULL
    int launch;       // TRIAL_LONE, or the number of ranks
    char *ends;       // how the shown code ends: words STATE[@RANKS]; NULL: fine on all ranks
    char *unit;       // QUESTION_NUMBER; "" for a plain count
    double tolerance; // QUESTION_NUMBER: absolute, or a share of the value
    bool tolerance_relative; // 1 % is 0.01
    char *title;             // the first line of the stem: the heading
    struct page stem;        // heading first, then what is shown before the options
    struct page hint;        // empty: none
    struct question_option *options;
    size_t option_count;
    struct page explanation;
    // code; NULL when there is none
    char *setup;      // runs unseen first
    char *code;       // is shown and run
    char *check;      // must hold afterwards
    int *check_ranks; // that the check is for; NULL: all
    size_t check_rank_count;
    char *solution;    // fix: one right version
    char *order;       // order: the lines, in a right order
    char revision[17]; // hash of all that an answer depends on, in hexadecimal
    char *file;
    int line;
    bool ours;       // built in: a missing feedback is an error
    bool repeated;   // its id is taken: about to be dropped
    bool taken_over; // another question replaces it: never asked, known for its answers
};

void question_finish(struct question *question);

struct question_list {
    struct question *items;
    size_t count, capacity;
};

// Reads the questions of one file into `list`. A question with an error is left out, each finding
// goes to `problems`. `pack`: "ranksh" for the built-in ones. STATUS_MEMORY, nothing else.
enum status question_read(const char *pack, bool ours, const char *file, const char *markdown,
                          size_t length, struct question_list *list, struct problems *problems);

void question_list_finish(struct question_list *list);

#endif
