#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/job/mpirun.h"

enum { WORDS_LIMIT = 40 };

// One host: shared memory and nothing else, no asking of Slurm, all files in the job's folder.
// "%f" stands for that folder. Why each option: --enable-recovery lets the others live when a rank
// dies, so that the lab can say what they were doing. mpi_yield_when_idle is left alone: Open MPI
// sets it when there are more ranks than cores, and forcing it off costs 800 times at 8 ranks.
struct options {
    int major;
    const char *words[WORDS_LIMIT];
};

static const struct options table[] = {
    {4,
     {"--oversubscribe",
      "--enable-recovery",
      "--mca",
      "pml",
      "ob1",
      "--mca",
      "btl",
      "self,vader",
      "--mca",
      "ras",
      "^slurm",
      "--mca",
      "plm",
      "isolated",
      "--mca",
      "orte_tmpdir_base",
      "%f",
      "--mca",
      "btl_vader_backing_directory",
      "%f",
      NULL}},
};

const struct mpirun_trouble mpirun_missing = {
    "Open MPI's mpirun, which starts the ranks, is not installed",
    "install it (Debian and Ubuntu: apt-get install openmpi-bin), then run `ranksh doctor`",
};

// What mpirun and the loader write, each with what it means. The first one found counts.
static const struct {
    const char *words;
    struct mpirun_trouble trouble;
} troubles[] = {
    {"There are not enough slots",
     {"mpirun refuses to start more ranks than there are cores",
      "a setting of Open MPI forbids it: look for rmaps_base_oversubscribe in your environment "
      "and in ~/.openmpi/mca-params.conf"}},
    {"error while loading shared libraries",
     {"a library that the rank process needs is missing",
      "install libopenmpi3 and libopenblas0, or build ranksh again on this machine"}},
    {"has detected an attempt to run as root",
     {"mpirun refuses to run as root", "run ranksh as an ordinary user"}},
    {"No space left on device",
     {"there is no space left for the ranks' shared memory",
      "free some space in the run directory ($XDG_RUNTIME_DIR, else /tmp)"}},
    {"Too many open files",
     {"the limit of open files is too low for so many ranks", "raise it (ulimit -n 4096)"}},
    {"Resource temporarily unavailable",
     {"the limit of processes is too low for so many ranks",
      "raise it (ulimit -u), or start fewer"}},
    {"unrecognized option",
     {"this mpirun does not know the options of Open MPI",
      "another MPI's mpirun stands first in PATH; `ranksh doctor` says which"}},
    {"unknown option",
     {"this mpirun does not know the options of Open MPI",
      "another MPI's mpirun stands first in PATH; `ranksh doctor` says which"}},
};

static char *search_path(const char *name)
{
    const char *path = getenv("PATH");
    while (path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        char *candidate = NULL;
        if (length > 0 && asprintf(&candidate, "%.*s/%s", (int)length, path, name) >= 0 &&
            access(candidate, X_OK) == 0) {
            return candidate;
        }
        free(length > 0 ? candidate : NULL);
        path += length + (path[length] == ':');
    }
    return NULL;
}

// Asks another mpirun than the one of the build for its version: "mpirun (Open MPI) 4.1.4".
static int ask_version(const char *path)
{
    char *command = NULL, line[128] = "";
    int major = 0;
    if (asprintf(&command, "'%s' --version 2>/dev/null", path) < 0) {
        return 0;
    }
    FILE *answer = popen(command, "re");
    if (answer != NULL) {
        if (fgets(line, sizeof line, answer) != NULL) {
            const char *name = strstr(line, "(Open MPI) ");
            major = name != NULL ? atoi(name + strlen("(Open MPI) ")) : 0;
        }
        pclose(answer);
    }
    free(command);
    return major;
}

static const struct options *options_of(int major)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].major == major) {
            return &table[i];
        }
    }
    return NULL;
}

enum status mpirun_find(const char *wanted, struct mpirun *ret_mpirun)
{
    char *path = wanted != NULL ? strdup(wanted) : NULL;
    int major = RANKSH_MPI_MAJOR;
    if (wanted == NULL && access(RANKSH_MPIRUN, X_OK) == 0) {
        path = strdup(RANKSH_MPIRUN);
    } else if (wanted == NULL) {
        path = search_path("mpirun");
    }
    if (path == NULL || access(path, X_OK) != 0) {
        free(path);
        return status_fail(STATUS_NOT_FOUND, "%s", mpirun_missing.what);
    }
    if (strcmp(path, RANKSH_MPIRUN) != 0) {
        major = ask_version(path);
    }
    if (options_of(major) == NULL) {
        status_fail(STATUS_UNSUPPORTED,
                    major == 0 ? "%s is not Open MPI's"
                               : "%s is of Open MPI %d, which is not supported",
                    path, major);
        free(path);
        return STATUS_UNSUPPORTED;
    }
    *ret_mpirun = (struct mpirun){.path = path, .major = major};
    return STATUS_OK;
}

void mpirun_finish(struct mpirun *mpirun)
{
    free(mpirun->path);
    *mpirun = (struct mpirun){0};
}

char **mpirun_command(const struct mpirun *mpirun, int count, const char *program,
                      const char *folder)
{
    char **command = calloc(WORDS_LIMIT + 8, sizeof *command), number[16];
    const struct options *options = options_of(mpirun->major);
    if (command == NULL) {
        return NULL;
    }
    int words = 0;
    bool complete = true;
    snprintf(number, sizeof number, "%d", count);
    command[words++] = strdup(mpirun->path);
    if (geteuid() == 0) {
        command[words++] = strdup("--allow-run-as-root");
    }
    for (const char *const *word = options->words; *word != NULL; word++) {
        command[words++] = strdup(strcmp(*word, "%f") == 0 ? folder : *word);
    }
    command[words++] = strdup("-n");
    command[words++] = strdup(number);
    command[words++] = strdup(program);
    for (int i = 0; i < words; i++) {
        complete = complete && command[i] != NULL;
    }
    if (!complete) {
        for (int i = 0; i < words; i++) {
            free(command[i]);
        }
        free(command);
        return NULL;
    }
    return command;
}

void mpirun_free_command(char **command)
{
    for (char **word = command; word != NULL && *word != NULL; word++) {
        free(*word);
    }
    free(command);
}

const struct mpirun_trouble *mpirun_explain(const char *log)
{
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++) {
        if (strstr(log, troubles[i].words) != NULL) {
            return &troubles[i].trouble;
        }
    }
    return NULL;
}
