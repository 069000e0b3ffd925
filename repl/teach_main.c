#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/diag/pack.h"
#include "core/store/care.h"
#include "core/store/learner.h"
#include "core/store/schedule.h"
#include "quizzes/bank.h"
#include "quizzes/export.h"
#include "quizzes/gift.h"
#include "quizzes/scheduler.h"
#include "quizzes/statistics.h"
#include "repl/exit_code.h"
#include "repl/teach_main.h"

enum { FILE_LIMIT = 4 * 1024 * 1024 };

static int complain(void)
{
    fprintf(stderr, "ranksh: %s\n", status_message());
    return EXIT_RAISED;
}

static int usage(const char *how)
{
    fprintf(stderr, "ranksh: %s\n", how);
    return EXIT_USAGE;
}

// ---- what most of them open

// Who only looks doesn't make a database where there is none.
static enum status open_at(const char *path, bool create, struct store **ret_store)
{
    struct stat there;
    if (!create && stat(path, &there) != 0) {
        return status_fail(STATUS_NOT_FOUND, "there is no database at %s", path);
    }
    return store_open(path, ret_store);
}

static enum status open_store(const struct options *options, bool create, struct store **ret_store)
{
    char *path = NULL;
    struct store *store = NULL;
    enum status status = options->database == NULL ? store_default_path(&path) : STATUS_OK;
    if (status == STATUS_OK) {
        status = open_at(path != NULL ? path : options->database, create, &store);
    }
    free(path);
    if (status == STATUS_OK) {
        status = schedule_use(store, &scheduler);
        // a damaged file is just what `db check` is for
        if (status != STATUS_OK && status != STATUS_CORRUPT) {
            store_close(store);
            return status;
        }
        *ret_store = store;
        status = STATUS_OK;
    }
    return status;
}

static void print_problems(struct problems *problems, FILE *out)
{
    struct text lines = {0};
    problems_sort(problems);
    for (size_t i = 0; i < problems->count; i++) {
        problem_print(&problems->items[i], &lines);
    }
    fputs(text_string(&lines), out);
    text_finish(&lines);
}

static enum status load_bank(struct bank **ret_bank)
{
    char *packs = NULL;
    struct problems problems = {0};
    enum status status = file_path(FILE_PLACE_DATA, "packs", &packs);
    if (status == STATUS_OK) {
        status = bank_load(packs, &problems, ret_bank);
    }
    free(packs);
    problems_finish(&problems);
    return status;
}

static int print_text(enum status status, struct text *text)
{
    int code = EXIT_FINE;
    if (status != STATUS_OK) {
        code = complain();
    } else {
        fputs(text_string(text), stdout);
    }
    text_finish(text);
    return code;
}

// ---- export

static bool write_out(void *context, const char *bytes, size_t length)
{
    return fwrite(bytes, 1, length, context) == length;
}

static int export_answers(const struct options *options, bool json)
{
    struct export_sink sink = {.context = stdout, .write = write_out};
    struct store *store = NULL;
    int64_t learner = 0;
    enum status status = open_store(options, false, &store);
    if (status == STATUS_OK && options->learner != NULL) {
        status = learner_find(store, options->learner, &learner);
    }
    if (status == STATUS_OK) {
        status = json ? export_json(store, learner, &sink) : export_csv(store, learner, &sink);
    }
    store_close(store);
    return status == STATUS_OK ? EXIT_FINE : complain();
}

static int export_questions(const char *topic)
{
    struct export_sink sink = {.context = stdout, .write = write_out};
    struct bank *bank = NULL;
    enum status status = load_bank(&bank);
    if (status == STATUS_OK) {
        status = export_gift(bank, topic, &sink);
    }
    bank_destroy(bank);
    return status == STATUS_OK ? EXIT_FINE : complain();
}

int teach_main_export(const struct options *options)
{
    const char *format = options->format != NULL ? options->format : "csv";
    if (strcmp(format, "gift") == 0 && options->argument_count <= 1) {
        return export_questions(options->arguments[0]);
    }
    bool json = strcmp(format, "json") == 0;
    if ((json || strcmp(format, "csv") == 0) && options->argument_count == 0) {
        return export_answers(options, json);
    }
    return usage("export --format csv or json gives answers, --format gift [TOPIC] questions");
}

// ---- import

// "my questions.gift" becomes "my-questions".
static void name_after(const char *path, struct text *name)
{
    const char *slash = strrchr(path, '/');
    const char *file = slash != NULL ? slash + 1 : path;
    size_t length = strcspn(file, ".");
    for (size_t i = 0; i < length && i < 60; i++) {
        bool fine = (file[i] >= 'a' && file[i] <= 'z') || (file[i] >= 'A' && file[i] <= 'Z') ||
                    (file[i] >= '0' && file[i] <= '9');
        if (fine || i > 0) {
            text_add_char(name, fine ? file[i] : '-');
        }
    }
}

static bool is_lesson(const char *data)
{
    return strncmp(data, "---\n", 4) == 0 || strncmp(data, "---\r\n", 5) == 0;
}

static enum status write_import(const char *kind, const char *name, const char *text)
{
    char *packs = NULL, *path = NULL;
    enum status status = file_path(FILE_PLACE_DATA, "packs", &packs);
    if (status == STATUS_OK) {
        status = pack_write(packs, kind, name, text, &path);
    }
    if (status == STATUS_OK) {
        printf("%s\nranksh lint %s checks it on live ranks\n", path, path);
    }
    free(packs);
    free(path);
    return status;
}

// Ours is looked at before it is taken; errors are said, and it isn't.
static enum status check_questions(const char *file, const char *data, struct problems *problems)
{
    struct pack_file source = {"mine", file, data, strlen(data), false};
    struct bank *bank = NULL;
    enum status status = bank_load_sources(&source, 1, NULL, problems, &bank);
    bank_destroy(bank);
    if (status == STATUS_OK && problems->errors > 0) {
        status = status_fail(STATUS_INVALID, "nothing was imported");
    }
    return status;
}

static enum status import_file(const char *file, const char *name)
{
    char *data = NULL;
    size_t length = 0;
    struct text ours = {0};
    struct problems problems = {0};
    enum status status = file_read(file, FILE_LIMIT, &data, &length);
    const char *end = strrchr(file, '.');
    bool markdown = end != NULL && strcmp(end, ".md") == 0;
    if (status == STATUS_OK && !markdown) {
        status = gift_read(file, data, length, &ours, &problems);
    }
    const char *text = markdown ? data : text_string(&ours);
    bool lesson = status == STATUS_OK && markdown && is_lesson(text);
    if (status == STATUS_OK && !lesson) {
        status = check_questions(file, text, &problems);
    }
    print_problems(&problems, stderr);
    if (status == STATUS_OK) {
        status = write_import(lesson ? "lessons" : "quizzes", name, text);
    }
    problems_finish(&problems);
    text_finish(&ours);
    free(data);
    return status;
}

int teach_main_import(const struct options *options)
{
    if (options->argument_count < 1 || options->argument_count > 2) {
        return usage("import wants a file (GIFT, or Markdown of ours) and, if you like, PACK/NAME");
    }
    struct text name = {0};
    if (options->argument_count == 2) {
        text_add(&name, options->arguments[1]);
    } else {
        name_after(options->arguments[0], &name);
    }
    enum status status = import_file(options->arguments[0], text_string(&name));
    text_finish(&name);
    return status == STATUS_OK ? EXIT_FINE : complain();
}

// ---- new

int teach_main_new(const struct options *options)
{
    if (options->argument_count != 2) {
        return usage("new pack NAME, new lesson [PACK/]NAME or new question [PACK/]NAME");
    }
    const char *what = options->arguments[0], *name = options->arguments[1];
    char *packs = NULL, *path = NULL;
    enum status status = file_path(FILE_PLACE_DATA, "packs", &packs);
    if (status == STATUS_OK && strcmp(what, "pack") == 0) {
        status = pack_create(packs, name);
        if (status == STATUS_OK) {
            printf("%s/%s\n", packs, name);
        }
    } else if (status == STATUS_OK &&
               (strcmp(what, "lesson") == 0 || strcmp(what, "question") == 0)) {
        status = pack_write(packs, what[0] == 'l' ? "lessons" : "quizzes", name, NULL, &path);
        if (status == STATUS_OK) {
            printf("%s\nranksh lint %s checks it on live ranks\n", path, path);
        }
    } else if (status == STATUS_OK) {
        free(packs);
        return usage("new makes a pack, a lesson or a question");
    }
    free(packs);
    free(path);
    return status == STATUS_OK ? EXIT_FINE : complain();
}

// ---- db

static int check(struct store *store)
{
    struct care_report report;
    if (care_check(store, &report) != STATUS_OK) {
        return complain();
    }
    printf(
        "%s: schema %d, %lld learners, %lld answers, %lld of them scheduled, %lld lesson steps\n",
        store_path(store), report.version, (long long)report.learners, (long long)report.answers,
        (long long)report.reviews, (long long)report.steps);
    fputs(text_string(&report.findings), stdout);
    int64_t wrong = report.damaged + report.dangling + report.wrong_totals + report.wrong_schedules;
    if (wrong == 0) {
        printf("all is well\n");
    } else {
        printf("%lld damaged places, %lld dangling rows, %lld wrong counts, %lld wrong schedules\n",
               (long long)report.damaged, (long long)report.dangling,
               (long long)report.wrong_totals, (long long)report.wrong_schedules);
    }
    care_report_finish(&report);
    return wrong == 0 ? EXIT_FINE : EXIT_RAISED;
}

static int merge(struct store *store, char **files, int count, bool mine)
{
    for (int i = 0; i < count; i++) {
        struct care_merge merged;
        if (care_merge(store, files[i], mine, &merged) != STATUS_OK) {
            return complain();
        }
        printf("%s: %lld new answers (%lld were here), %lld lesson steps, %lld new learners\n",
               files[i], (long long)merged.answers, (long long)merged.known,
               (long long)merged.steps, (long long)merged.learners);
    }
    return EXIT_FINE;
}

int teach_main_db(const struct options *options)
{
    int count = options->argument_count;
    const char *what = count > 0 ? options->arguments[0] : "";
    bool checks = strcmp(what, "check") == 0 && count == 1;
    bool backs_up = strcmp(what, "backup") == 0 && count == 2;
    bool merges = strcmp(what, "merge") == 0 && count >= 2;
    if (!checks && !backs_up && !merges) {
        return usage("db check, db backup FILE, or db merge [--mine] FILE…");
    }
    struct store *store = NULL;
    int code = EXIT_FINE;
    if (open_store(options, merges, &store) != STATUS_OK) {
        return complain();
    }
    if (checks) {
        code = check(store);
    } else if (merges) {
        code = merge(store, options->arguments + 1, count - 1, options->mine);
    } else if (care_backup(store, options->arguments[1]) != STATUS_OK) {
        code = complain();
    }
    store_close(store);
    return code;
}

// ---- stats and report: over this database, or over files put together in memory

static enum status gather(const struct options *options, struct store **ret_store)
{
    if (options->argument_count == 0) {
        return open_store(options, false, ret_store);
    }
    struct store *store = NULL;
    enum status status = store_open_memory(&store);
    for (int i = 0; i < options->argument_count && status == STATUS_OK; i++) {
        struct care_merge merged;
        status = care_merge(store, options->arguments[i], false, &merged);
    }
    if (status != STATUS_OK) {
        store_close(store);
        return status;
    }
    *ret_store = store;
    return STATUS_OK;
}

int teach_main_stats(const struct options *options)
{
    struct store *store = NULL;
    struct bank *bank = NULL;
    struct statistics statistics = {0};
    struct text out = {0};
    enum status status = gather(options, &store);
    if (status == STATUS_OK) {
        status = load_bank(&bank);
    }
    if (status == STATUS_OK) {
        status = statistics_load(bank, store, &statistics);
    }
    if (status == STATUS_OK && options->json) {
        struct json json = {.out = &out};
        statistics_json(&statistics, &json);
        text_add_char(&out, '\n');
    } else if (status == STATUS_OK) {
        statistics_print(&statistics, &out);
    }
    statistics_finish(&statistics);
    bank_destroy(bank);
    store_close(store);
    return print_text(status, &out);
}

int teach_main_report(const struct options *options)
{
    struct store *store = NULL;
    struct bank *bank = NULL;
    struct text out = {0};
    enum status status = gather(options, &store);
    if (status == STATUS_OK) {
        status = load_bank(&bank);
    }
    if (status == STATUS_OK && options->json) {
        struct json json = {.out = &out};
        status = statistics_class_json(bank, store, &json);
        text_add_char(&out, '\n');
    } else if (status == STATUS_OK) {
        status = statistics_class(bank, store, &out);
    }
    bank_destroy(bank);
    store_close(store);
    return print_text(status, &out);
}
