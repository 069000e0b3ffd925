// Checks question and lesson files without running their code: lint FILE... | lint --show FILE...
// A file named misconceptions.md is the list of misconceptions. For writing content; what a learner
// has is `ranksh lint`.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "quizzes/bank.h"
#include "quizzes/bank_lint.h"

static void show(const struct bank *bank)
{
    static size_t kinds[QUESTION_KINDS];
    for (size_t i = 0; i < bank_count(bank); i++) {
        const struct question *question = bank_question(bank, i);
        kinds[question->kind]++;
        printf("%-36s %-8s %-20s %zu options, launch %d, revision %s\n", question->id,
               question_kind_name(question->kind), question->topics[0], question->option_count,
               question->launch, question->revision);
    }
    for (size_t i = 0; i < QUESTION_KINDS; i++) {
        printf("%s %zu  ", question_kind_name((enum question_kind)i), kinds[i]);
    }
    printf("\n");
}

static int report(const struct bank *bank, struct problems *problems)
{
    struct text out = {0};
    problems_sort(problems);
    for (size_t i = 0; i < problems->count; i++) {
        problem_print(&problems->items[i], &out);
    }
    struct bank_lint_lengths lengths = bank_lint_lengths(bank);
    text_addf(&out,
              "%zu questions, %zu errors, %zu warnings; the key is the longest option in %.1f of "
              "%zu, chance gives %.1f\n",
              bank_count(bank), problems->errors, problems->count - problems->errors,
              lengths.longest, lengths.questions, lengths.expected);
    fputs(text_string(&out), stdout);
    text_finish(&out);
    return problems->errors > 0;
}

int main(int count, char **arguments)
{
    bool shows = count > 1 && strcmp(arguments[1], "--show") == 0;
    struct pack_file *sources = calloc((size_t)count, sizeof *sources);
    size_t source_count = 0;
    const char *misconceptions = NULL;
    for (int i = 1 + shows; i < count; i++) {
        char *data;
        size_t length;
        if (file_read(arguments[i], 4 << 20, &data, &length) != STATUS_OK) {
            fprintf(stderr, "%s\n", status_message());
            return 2;
        }
        const char *slash = strrchr(arguments[i], '/');
        if (strcmp(slash != NULL ? slash + 1 : arguments[i], "misconceptions.md") == 0) {
            misconceptions = data;
        } else {
            sources[source_count++] =
                (struct pack_file){"ranksh", arguments[i], data, length, true};
        }
    }
    struct problems problems = {0};
    struct bank *bank;
    if (bank_load_sources(sources, source_count, misconceptions, &problems, &bank) != STATUS_OK ||
        bank_lint_texts(bank, &problems) != STATUS_OK) {
        fprintf(stderr, "%s\n", status_message());
        return 2;
    }
    if (shows) {
        show(bank);
    }
    return report(bank, &problems);
}
