#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/care.h"
#include "core/store/database.h"
#include "core/store/schema.h"

enum { MAX_FINDINGS = 100 };

// ---- check

static void add_finding(struct care_report *report, const char *finding)
{
    text_add_printable(&report->findings, finding, strlen(finding));
    text_add_char(&report->findings, '\n');
}

static enum status check_pages(struct store *store, struct care_report *report)
{
    struct statement rows;
    statement_begin(store, &rows, "PRAGMA integrity_check(100)");
    while (statement_next(&rows)) {
        const char *finding = statement_text(&rows, "integrity_check");
        if (strcmp(finding, "ok") != 0) {
            report->damaged++;
            add_finding(report, finding);
        }
    }
    enum status status = statement_end(&rows, "check the database");
    if (status == STATUS_CORRUPT) { // so damaged that the check itself ends
        report->damaged++;
        add_finding(report, status_message());
        status = STATUS_OK;
    }
    return status;
}

static enum status check_references(struct store *store, struct care_report *report)
{
    struct statement rows;
    statement_begin(store, &rows, "PRAGMA foreign_key_check");
    while (statement_next(&rows)) {
        if (report->dangling++ < MAX_FINDINGS) {
            text_addf(&report->findings, "%s row %lld refers to a missing row of %s\n",
                      statement_text(&rows, "table"), (long long)statement_int(&rows, "rowid"),
                      statement_text(&rows, "parent"));
        }
    }
    return statement_end(&rows, "check the database");
}

static enum status count_all(struct store *store, struct care_report *report)
{
    const struct {
        const char *sql;
        int64_t *number;
    } counts[] = {
        {"SELECT count(*) FROM learners", &report->learners},
        {"SELECT count(*) FROM attempts", &report->answers},
        {"SELECT count(*) FROM attempts WHERE grade > 0", &report->reviews},
        {"SELECT count(*) FROM lesson_steps", &report->steps},
        {"SELECT count(*) FROM (SELECT learner, item, count(*) AS answers, sum(right) AS right,"
         " max(at_ms) AS last_ms FROM attempts GROUP BY learner, item) a"
         " FULL JOIN totals_items t ON t.learner = a.learner AND t.item = a.item"
         " WHERE t.answers IS NOT a.answers OR t.right IS NOT a.right"
         " OR t.last_ms IS NOT a.last_ms",
         &report->wrong_totals},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof counts / sizeof *counts && status == STATUS_OK; i++) {
        status = database_int(store, counts[i].sql, counts[i].number);
    }
    return status;
}

enum status care_check(struct store *store, struct care_report *ret_report)
{
    struct care_report report = {0};
    enum status status = schema_read(store, &report.version);
    if (status == STATUS_OK) {
        status = check_pages(store, &report);
    }
    if (status == STATUS_OK && report.damaged == 0) {
        status = check_references(store, &report);
    }
    if (status == STATUS_OK && report.damaged == 0) {
        status = count_all(store, &report);
    }
    if (status == STATUS_OK && report.damaged == 0) {
        status = schedule_verify(store, &report.wrong_schedules);
    }
    if (status == STATUS_OK && report.findings.failed) {
        status = status_fail(STATUS_MEMORY, "no memory for the findings");
    }
    if (status != STATUS_OK) {
        care_report_finish(&report);
        return status;
    }
    *ret_report = report;
    return STATUS_OK;
}

void care_report_finish(struct care_report *report)
{
    text_finish(&report->findings);
}

// ---- backup

static enum status copy_pages(struct store *store, sqlite3 *to)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->handle, "main");
    int code = backup != NULL ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
    if (backup != NULL) {
        int finished = sqlite3_backup_finish(backup);
        code = code == SQLITE_DONE ? finished : code;
    }
    return code == SQLITE_OK ? STATUS_OK : database_fail(store, code, "copy the database");
}

enum status care_backup(struct store *store, const char *path)
{
    struct stat there;
    if (stat(path, &there) == 0) {
        return status_fail(STATUS_INVALID, "%s exists already: name a new file", path);
    }
    sqlite3 *to = NULL;
    mode_t mask = umask(0077);
    enum status status = database_open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &to);
    if (status == STATUS_OK) {
        status = copy_pages(store, to);
    }
    sqlite3_close(to);
    umask(mask);
    if (status != STATUS_OK) {
        unlink(path);
    }
    return status;
}
