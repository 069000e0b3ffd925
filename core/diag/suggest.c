#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "core/diag/suggest.h"

enum { MOVE_COST = 2, CASE_COST = 1, MAX_CANDIDATES = 750, MAX_LENGTH = 40 };

static char lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a') : character;
}

static int substitution_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    return lower(a) == lower(b) ? CASE_COST : MOVE_COST;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

// Levenshtein distance of two texts of at most MAX_LENGTH bytes, `a` no longer than `b`.
static int edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int row[MAX_LENGTH];
    for (size_t i = 0; i < a_length; i++) {
        row[i] = (int)(i + 1) * MOVE_COST;
    }
    int distance = (int)b_length * MOVE_COST;
    for (size_t j = 0; j < b_length; j++) {
        int diagonal = (int)j * MOVE_COST; // row[i - 1] of the line before
        distance = diagonal + MOVE_COST;
        for (size_t i = 0; i < a_length; i++) {
            int substituted = diagonal + substitution_cost(a[i], b[j]);
            diagonal = row[i];
            distance = smaller(substituted, smaller(distance, diagonal) + MOVE_COST);
            row[i] = distance;
        }
    }
    return distance;
}

// The distance of two names, INT_MAX for names too long to compare.
static int name_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    while (a_length > 0 && b_length > 0 && a[0] == b[0]) {
        a++, b++, a_length--, b_length--;
    }
    while (a_length > 0 && b_length > 0 && a[a_length - 1] == b[b_length - 1]) {
        a_length--, b_length--;
    }
    if (a_length == 0 || b_length == 0) {
        return (int)(a_length + b_length) * MOVE_COST;
    }
    if (a_length > MAX_LENGTH || b_length > MAX_LENGTH) {
        return INT_MAX;
    }
    return a_length <= b_length ? edit_distance(a, a_length, b, b_length)
                                : edit_distance(b, b_length, a, a_length);
}

const char *suggest_nearest(const char *name, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    int nearest_distance = INT_MAX;
    size_t length = strlen(name);
    if (count >= MAX_CANDIDATES) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        size_t candidate_length = strlen(candidates[i]);
        if (strcmp(candidates[i], name) == 0 || length + candidate_length > INT_MAX / 8) {
            continue;
        }
        // no more than a third of the characters may differ
        int limit = (int)(length + candidate_length + 3) * MOVE_COST / 6;
        int distance = name_distance(name, length, candidates[i], candidate_length);
        if (distance <= limit && distance < nearest_distance) {
            nearest = candidates[i];
            nearest_distance = distance;
        }
    }
    return nearest;
}
