// Each check is a function that says one line; a table has them in order. The last one starts two
// ranks and lets them compute, so that what is said is what works here.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/job/job.h"
#include "core/store/store.h"
#include "repl/doctor.h"
#include "repl/exit_code.h"
#include "repl/scratch.h"
#include "repl/signals.h"

enum { TRIAL_MS = 60000 };

struct patient {
    const struct options *options;
    const struct terminal *terminal;
    const struct trial_runner *runner;
};

struct finding {
    bool good;
    struct text what; // one line
    struct text cure; // what to do; empty: nothing
};

// ---- the checks

static void check_rank_program(const struct patient *patient, struct finding *finding)
{
    (void)patient;
    char *path;
    finding->good = job_rank_program(&path) == STATUS_OK;
    if (finding->good) {
        text_add(&finding->what, path);
        free(path);
    } else {
        text_add(&finding->what, status_message());
        text_add(&finding->cure, "build it: ninja -C build");
    }
}

// The first line that `mpirun --version` prints; empty when there is no such program.
static void ask_mpirun(struct text *out)
{
    char bytes[256];
    FILE *pipe = popen("mpirun --version 2>/dev/null", "r");
    if (pipe != NULL) {
        if (fgets(bytes, sizeof bytes, pipe) != NULL) {
            text_add_printable(out, bytes, strcspn(bytes, "\n"));
        }
        pclose(pipe);
    }
}

static void check_mpirun(const struct patient *patient, struct finding *finding)
{
    (void)patient;
    ask_mpirun(&finding->what);
    finding->good = strstr(text_string(&finding->what), "Open MPI") != NULL ||
                    strstr(text_string(&finding->what), "OpenRTE") != NULL;
    if (!finding->good) {
        text_add(&finding->what,
                 finding->what.length > 0 ? " is not Open MPI's" : "there is no mpirun in PATH");
        text_add(&finding->cure, "apt-get install openmpi-bin");
    }
}

static void check_ranks(const struct patient *patient, struct finding *finding)
{
    static const char code[] = "import torch\n"
                               "import torch.distributed as dist\n"
                               "dist.init_process_group('gloo')\n"
                               "t = torch.ones(64, 64) @ torch.ones(64, 64)\n"
                               "dist.all_reduce(t)\n"
                               "print(int(t[0, 0].item()))\n";
    struct trial_request request = {.code = code, .ranks = 2, .timeout_ms = TRIAL_MS};
    struct trial_result result;
    int64_t start = clock_monotonic_ns();
    if (patient->runner->run(patient->runner->context, &request, &result) != STATUS_OK) {
        text_add_printable(&finding->what, status_message(), strlen(status_message()));
    } else {
        finding->good = true;
        for (size_t i = 0; i < result.count; i++) {
            finding->good = finding->good && strcmp(result.ranks[i].output, "128\n") == 0;
            if (result.ranks[i].error[0] != '\0' && finding->what.length == 0) {
                text_addf(&finding->what, "%s: %s", result.ranks[i].error_type,
                          result.ranks[i].error);
            }
        }
        trial_result_finish(&result);
    }
    if (finding->good) {
        text_addf(&finding->what, "two started, multiplied and summed in %.2f s",
                  (double)(clock_monotonic_ns() - start) / 1e9);
    } else {
        text_add(&finding->cure, "ranksh run -n 2 FILE shows what mpirun says");
    }
}

static void check_database(const struct patient *patient, struct finding *finding)
{
    char *path = NULL;
    struct store *store;
    if (patient->options->database == NULL && store_default_path(&path) != STATUS_OK) {
        text_add(&finding->what, status_message());
        return;
    }
    const char *name = path != NULL ? path : patient->options->database;
    enum status status = store_open_reading(name, &store);
    finding->good = status == STATUS_OK || status == STATUS_NOT_FOUND;
    if (status == STATUS_OK) {
        text_add(&finding->what, name);
        store_close(store);
    } else if (status == STATUS_NOT_FOUND) {
        text_addf(&finding->what, "%s does not exist yet", name);
    } else {
        text_add(&finding->what, status_message());
        text_add(&finding->cure, "--db FILE takes another one");
    }
    free(path);
}

static void check_folders(const struct patient *patient, struct finding *finding)
{
    (void)patient;
    static const enum file_place places[] = {FILE_PLACE_DATA, FILE_PLACE_STATE, FILE_PLACE_RUN};
    finding->good = true;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char *folder;
        if (file_path(places[i], "", &folder) != STATUS_OK) {
            continue;
        }
        if (file_make_folder(folder, 0700) != STATUS_OK || access(folder, W_OK) != 0) {
            finding->good = false;
            text_addf(&finding->what, "%s%s can't be written", finding->what.length > 0 ? ", " : "",
                      folder);
        }
        free(folder);
    }
    text_add(finding->good ? &finding->what : &finding->cure,
             finding->good ? "data, state and run folders can be written"
                           : "set XDG_DATA_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR");
}

static void check_terminal(const struct patient *patient, struct finding *finding)
{
    const char *kind = getenv("TERM");
    finding->good = true;
    text_addf(&finding->what, "%s, %d x %d%s%s%s", kind != NULL ? kind : "no TERM",
              patient->terminal->columns, patient->terminal->rows,
              patient->terminal->unicode ? ", UTF-8" : "",
              patient->terminal->colour ? ", colours" : "",
              patient->terminal->plain ? ", plain mode" : "");
}

// Settings of the user's own that change how Open MPI works are told, not judged.
static void check_settings(const struct patient *patient, struct finding *finding)
{
    (void)patient;
    size_t count = 0;
    finding->good = true;
    for (char **variable = environ; *variable != NULL; variable++) {
        if (strncmp(*variable, "OMPI_MCA_", 9) == 0) {
            text_add(&finding->what, count++ > 0 ? ", " : "");
            text_add_printable(&finding->what, *variable, strlen(*variable));
        }
    }
    text_add(&finding->what, count == 0 ? "no OMPI_MCA_ variables" : "");
}

static const struct {
    const char *name;
    void (*check)(const struct patient *patient, struct finding *finding);
} checks[] = {
    {"program", check_rank_program}, {"mpirun", check_mpirun},   {"ranks", check_ranks},
    {"database", check_database},    {"folders", check_folders}, {"terminal", check_terminal},
    {"settings", check_settings},
};

bool doctor_report(const struct options *options, const struct terminal *terminal,
                   const struct trial_runner *runner, struct text *out)
{
    const struct patient patient = {options, terminal, runner};
    bool healthy = true;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        struct finding finding = {.good = false};
        checks[i].check(&patient, &finding);
        text_addf(out, "%-3s %-9s %s\n", finding.good ? "ok" : "BAD", checks[i].name,
                  text_string(&finding.what));
        if (finding.cure.length > 0) {
            text_addf(out, "    %-9s %s\n", "", finding.cure.data);
        }
        healthy = healthy && finding.good;
        text_finish(&finding.what);
        text_finish(&finding.cure);
    }
    return healthy;
}

int doctor_main(const struct options *options)
{
    struct terminal terminal;
    struct text out = {0};
    struct loop *loop = loop_create();
    bool healthy = false;
    terminal_init(&terminal, options->plain);
    if (loop == NULL || signals_start(loop, false) != STATUS_OK) {
        text_add(&out, "ranksh: no memory for the checks\n");
    } else {
        struct trial_runner runner = scratch_runner(loop);
        healthy = doctor_report(options, &terminal, &runner, &out);
        signals_stop();
    }
    loop_destroy(loop);
    terminal_write(&terminal, text_string(&out), out.length);
    text_finish(&out);
    return healthy ? EXIT_FINE : EXIT_RAISED;
}
