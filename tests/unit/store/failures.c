// What the store says and keeps when the disk, the file or another process fails it.
#include <fcntl.h>
#include <sys/wait.h>

#include "core/store/database.h"
#include "tests/unit/store/bad_disk.h"
#include "tests/unit/store/fixture.h"

static int64_t count_answers(struct store *store)
{
    struct care_report report;
    assert_ok(care_check(store, &report));
    assert_int_equal(report.damaged + report.dangling, 0);
    assert_int_equal(report.wrong_totals + report.wrong_schedules, 0);
    int64_t answers = report.answers;
    care_report_finish(&report);
    return answers;
}

static enum status save(struct store *store, int64_t learner, int64_t session, int position)
{
    struct answer answer = fixture_answer(learner, session, position, "ranksh/q", "ranksh/q",
                                          position % 3 > 0, fixture_start_ms + position * 1000);
    struct answer_receipt receipt = {0};
    enum status status = answer_save(store, &answer, &receipt);
    assert_int_equal(status == STATUS_OK, receipt.attempt > 0);
    return status;
}

// Fails at the first write of an answer, at the second, … : what has a receipt is there, and
// nothing else.
static void fail_at_every_write(void **state, int code, enum status status, const char *says)
{
    struct store *store = fixture_open(state, "full.db");
    int64_t learner, kept = 0;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t session = fixture_session(store, learner, 1000);
    int failures = 0;
    for (int i = 0;; i++) {
        bad_disk_fail_after(i, code);
        enum status got = save(store, learner, session, i);
        bool failed = bad_disk_failed;
        bad_disk_fail_after(-1, 0);
        if (got == STATUS_OK) {
            kept++;
        } else {
            assert_int_equal(got, status);
            assert_non_null(strstr(status_message(), says));
            assert_non_null(strstr(status_message(), "full.db"));
            failures++;
        }
        if (!failed) {
            break;
        }
        assert_true(i < 900);
    }
    assert_true(failures > 3);
    store_close(store);
    store = fixture_open(state, "full.db");
    assert_int_equal(count_answers(store), kept);
    assert_ok(save(store, learner, session, 999));
    store_close(store);
}

static void a_full_disk_loses_nothing(void **state)
{
    fail_at_every_write(state, SQLITE_FULL, STATUS_SYSTEM, "the disk is full");
}

static void a_failing_disk_loses_nothing(void **state)
{
    fail_at_every_write(state, SQLITE_IOERR_WRITE, STATUS_SYSTEM, "the disk reported an error");
}

static void opening_on_a_full_disk(void **state)
{
    char path[FIXTURE_PATH];
    for (int i = 0;; i++) {
        char name[32];
        snprintf(name, sizeof name, "open%d.db", i);
        fixture_path(state, name, path);
        bad_disk_fail_after(i, SQLITE_FULL);
        struct store *store = NULL;
        enum status status = store_open(path, &store);
        bool failed = bad_disk_failed;
        bad_disk_fail_after(-1, 0);
        store_close(store);
        assert_int_equal(status == STATUS_OK, store != NULL);
        if (!failed) {
            assert_ok(status);
            break;
        }
        store = fixture_open(state, name); // what is left behind opens
        assert_int_equal(count_answers(store), 0);
        store_close(store);
        assert_true(i < 500);
    }
}

static void carrying_on_in_memory_keeps_what_was_there(void **state)
{
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t session = fixture_session(store, learner, 10);
    assert_ok(save(store, learner, session, 0));
    bad_disk_fail_after(0, SQLITE_FULL);
    assert_int_equal(save(store, learner, session, 1), STATUS_SYSTEM);
    bool copied = false;
    assert_ok(store_go_memory(store, &copied));
    assert_true(copied && store_in_memory(store));
    assert_ok(save(store, learner, session, 1));
    assert_int_equal(count_answers(store), 2);
    store_close(store);
    bad_disk_fail_after(-1, 0);
    store = fixture_open(state, "a.db");
    assert_int_equal(count_answers(store), 1);
    store_close(store);
}

// ---- no memory for SQLite

static sqlite3_mem_methods usual_memory;
static long memory_left = -1; // allocations that still work; -1: all
static bool memory_failed;

static bool memory_fails(void)
{
    if (memory_left == 0) {
        memory_failed = true;
        return true;
    }
    memory_left -= memory_left > 0;
    return false;
}

static void *poor_malloc(int size)
{
    return memory_fails() ? NULL : usual_memory.xMalloc(size);
}

static void *poor_realloc(void *block, int size)
{
    return memory_fails() ? NULL : usual_memory.xRealloc(block, size);
}

static void install_poor_memory(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual_memory);
    sqlite3_mem_methods poor = usual_memory;
    poor.xMalloc = poor_malloc;
    poor.xRealloc = poor_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &poor);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); // small blocks fail too
}

static void no_memory_loses_nothing(void **state)
{
    int64_t learner, kept = 0, session = 0;
    struct store *store = fixture_open(state, "poor.db");
    assert_ok(learner_find(store, NULL, &learner));
    session = fixture_session(store, learner, 10);
    store_close(store);
    for (long i = 0, worked = 0; worked < 3; i += 3) {
        store = fixture_open(state, "poor.db"); // nothing prepared, nothing cached
        memory_left = i;
        memory_failed = false;
        enum status status = save(store, learner, session, (int)i);
        bool failed = memory_failed;
        memory_left = -1;
        if (status != STATUS_OK) {
            assert_true(failed);
            assert_int_equal(status, STATUS_MEMORY);
        }
        kept += status == STATUS_OK;
        worked += !failed;
        store_close(store);
        assert_true(i < 100000);
    }
    store = fixture_open(state, "poor.db");
    assert_int_equal(count_answers(store), kept);
    store_close(store);
}

// ---- files that are not what they should be

static void overwrite(const char *path, off_t at, size_t size)
{
    int fd = open(path, O_WRONLY);
    assert_true(fd >= 0);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)(i * 37 + 11);
        assert_int_equal(pwrite(fd, &byte, 1, at + (off_t)i), 1);
    }
    close(fd);
}

static void no_database_is_left_alone(void **state)
{
    char path[FIXTURE_PATH], data[64] = {0};
    fixture_path(state, "note.txt", path);
    FILE *note = fopen(path, "w");
    for (int i = 0; i < 200; i++) {
        fputs("Dear diary, this is no database. ", note);
    }
    fclose(note);
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store), STATUS_CORRUPT);
    assert_non_null(strstr(status_message(), "no SQLite database"));
    assert_non_null(strstr(status_message(), "note.txt"));
    note = fopen(path, "r");
    assert_int_equal(fread(data, 1, 10, note), 10);
    fclose(note);
    assert_string_equal(data, "Dear diary");
}

static void a_damaged_page_is_named(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "a.db", path);
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t session = fixture_session(store, learner, 500);
    for (int i = 0; i < 400; i++) {
        assert_ok(save(store, learner, session, i));
    }
    store_close(store);
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    overwrite(path, 8 * 4096, (size_t)file.st_size - 9 * 4096); // all but the schema's pages
    store = NULL;
    enum status status = store_open(path, &store);
    if (status == STATUS_OK) {
        struct care_report report;
        assert_ok(care_check(store, &report));
        assert_true(report.damaged > 0);
        assert_true(report.findings.length > 0);
        care_report_finish(&report);
        int64_t again = 0;
        status = learner_find(store, NULL, &again);
        status = status == STATUS_OK ? save(store, again, session, 450) : status;
    }
    assert_int_equal(status, STATUS_CORRUPT);
    assert_non_null(strstr(status_message(), "damaged"));
    assert_non_null(strstr(status_message(), "ranksh db check"));
    if (store != NULL) {
        bool copied = false;
        assert_ok(store_go_memory(store, &copied));
        store_close(store);
    }
}

static void a_folder_where_a_file_should_be(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "dir", path);
    assert_int_equal(mkdir(path, 0700), 0);
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store), STATUS_SYSTEM);
    assert_non_null(strstr(status_message(), "can't be opened"));
    assert_int_equal(store_open_reading("/nowhere/at/all.db", &store), STATUS_NOT_FOUND);
}

static void reading_only_reads(void **state)
{
    char path[FIXTURE_PATH];
    fixture_path(state, "a.db", path);
    struct store *store = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(store, NULL, &learner));
    int64_t session = fixture_session(store, learner, 2);
    assert_ok(save(store, learner, session, 0));
    struct store *reader = NULL;
    assert_ok(store_open_reading(path, &reader));
    assert_false(store_writable(reader));
    assert_ok(schedule_use(reader, &scheduler));
    assert_int_equal(count_answers(reader), 1);
    assert_int_equal(save(reader, learner, session, 1), STATUS_SYSTEM);
    assert_non_null(strstr(status_message(), "may only be read"));
    store_close(reader);
    store_close(store);
}

static void a_lock_is_waited_for_then_named(void **state)
{
    struct store *holder = fixture_open(state, "a.db"), *other = fixture_open(state, "a.db");
    int64_t learner;
    assert_ok(learner_find(holder, NULL, &learner));
    int64_t session = fixture_session(holder, learner, 2);
    assert_ok(database_begin(holder));
    sqlite3_busy_timeout(other->handle, 30);
    assert_int_equal(save(other, learner, session, 0), STATUS_BUSY);
    assert_non_null(strstr(status_message(), "another program"));
    assert_ok(database_end(holder, STATUS_OK));
    assert_ok(save(other, learner, session, 0));
    store_close(holder);
    store_close(other);
}

// ---- several processes

static void two_processes_lose_nothing(void **state)
{
    enum { EACH = 60 };
    store_close(fixture_open(state, "a.db"));
    pid_t children[2];
    for (int child = 0; child < 2; child++) {
        children[child] = fork();
        if (children[child] == 0) {
            char path[FIXTURE_PATH];
            fixture_path(state, "a.db", path);
            struct store *store = NULL;
            int64_t learner = 0, session = 0;
            int failed = store_open(path, &store) != STATUS_OK ||
                         schedule_use(store, &scheduler) != STATUS_OK ||
                         learner_find(store, NULL, &learner) != STATUS_OK;
            struct session sitting = {.learner = learner, .title = "", .lesson = ""};
            failed = failed || session_create(store, &sitting, NULL, 0, &session) != STATUS_OK;
            for (int i = 0; i < EACH && !failed; i++) {
                struct answer answer = fixture_answer(learner, session, i, "ranksh/q", "ranksh/q",
                                                      i % 2, fixture_start_ms + i * 60000 + child);
                struct answer_receipt receipt;
                failed = answer_save(store, &answer, &receipt) != STATUS_OK;
            }
            _exit(failed);
        }
    }
    for (int child = 0; child < 2; child++) {
        int how = 1;
        assert_int_equal(waitpid(children[child], &how, 0), children[child]);
        assert_int_equal(how, 0);
    }
    struct store *store = fixture_open(state, "a.db");
    assert_int_equal(count_answers(store), 2 * EACH);
    store_close(store);
}

int main(void)
{
    install_poor_memory();
    bad_disk_install();
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk_loses_nothing),  TEST(a_failing_disk_loses_nothing),
        TEST(opening_on_a_full_disk),     TEST(carrying_on_in_memory_keeps_what_was_there),
        TEST(no_memory_loses_nothing),    TEST(no_database_is_left_alone),
        TEST(a_damaged_page_is_named),    TEST(a_folder_where_a_file_should_be),
        TEST(reading_only_reads),         TEST(a_lock_is_waited_for_then_named),
        TEST(two_processes_lose_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
