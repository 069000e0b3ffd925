#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/job/environment.h"
#include "core/job/folder.h"
#include "core/job/mpirun.h"
#include "tests/unit/test.h"

static const char *value_of(const struct text *variables, const char *name)
{
    size_t length = strlen(name);
    const char *at = variables->data, *end = at + variables->length;
    for (; at < end; at += strlen(at) + 1) {
        if (strncmp(at, name, length) == 0 && at[length] == '=') {
            return at + length + 1;
        }
    }
    return NULL;
}

static const char *const base[] = {"HOME=/home/me", "RANK=77",         "OMPI_MCA_x=1",
                                   "PMIX_RANK=3",   "RANKSH_TOKEN=00", NULL};

static void torchrun_sets_its_variables_and_hides_ours(void **state)
{
    (void)state;
    struct text out = {0};
    struct environment_facts facts = {.base = base,
                                      .rank = 2,
                                      .size = 4,
                                      .torchrun = true,
                                      .master_address = "127.0.0.1",
                                      .master_port = 29500,
                                      .run_id = "none"};
    uint32_t count = environment_build(&facts, &out), seen = 0;
    for (size_t at = 0; at < out.length; at += strlen(out.data + at) + 1) {
        seen++;
    }
    assert_int_equal(seen, count);
    assert_string_equal(value_of(&out, "RANK"), "2");
    assert_string_equal(value_of(&out, "LOCAL_WORLD_SIZE"), "4");
    assert_string_equal(value_of(&out, "MASTER_PORT"), "29500");
    assert_string_equal(value_of(&out, "OMP_NUM_THREADS"), "1");
    assert_string_equal(value_of(&out, "HOME"), "/home/me");
    assert_null(value_of(&out, "OMPI_MCA_x"));
    assert_null(value_of(&out, "PMIX_RANK"));
    assert_null(value_of(&out, "RANKSH_TOKEN"));
    text_finish(&out);
}

static void a_lone_process_keeps_its_environment(void **state)
{
    (void)state;
    struct text out = {0};
    struct environment_facts facts = {.base = base, .size = 1};
    assert_int_equal(environment_build(&facts, &out), 2);
    assert_string_equal(value_of(&out, "RANK"), "77");
    assert_null(value_of(&out, "WORLD_SIZE"));
    text_finish(&out);
}

static void mpirun_gets_the_options_of_its_version(void **state)
{
    (void)state;
    struct mpirun mpirun = {.path = "/opt/mpirun", .major = 4};
    char **command = mpirun_command(&mpirun, 4, "/opt/rank", "/run/job");
    assert_string_equal(command[0], "/opt/mpirun");
    bool as_root = false, in_folder = false;
    int words = 0;
    for (; command[words] != NULL; words++) {
        as_root |= strcmp(command[words], "--allow-run-as-root") == 0;
        in_folder |= strcmp(command[words], "/run/job") == 0;
    }
    assert_int_equal(as_root, geteuid() == 0);
    assert_true(in_folder);
    assert_string_equal(command[words - 1], "/opt/rank");
    assert_string_equal(command[words - 2], "4");
    mpirun_free_command(command);
}

static void troubles_have_a_cure(void **state)
{
    (void)state;
    assert_null(mpirun_explain("all is well"));
    const struct mpirun_trouble *trouble =
        mpirun_explain("-----\nThere are not enough slots available in the system\n----");
    assert_non_null(trouble);
    assert_true(strlen(trouble->cure) > 0);
    struct mpirun mpirun;
    assert_int_equal(mpirun_find("/nowhere/mpirun", &mpirun), STATUS_NOT_FOUND);
    assert_int_equal(mpirun_find("/bin/true", &mpirun), STATUS_UNSUPPORTED);
}

static bool exists(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

static void folders_of_dead_labs_go_and_those_of_others_stay(void **state)
{
    (void)state;
    char run[] = "/tmp/ranksh-test-XXXXXX", path[200];
    assert_non_null(mkdtemp(run));
    setenv("XDG_RUNTIME_DIR", run, 1);
    struct folder mine, next;
    assert_int_equal(folder_init(&mine), STATUS_OK);
    assert_true(exists(mine.path));
    snprintf(path, sizeof path, "%s/ranksh/99-0", run); // what a killed lab leaves
    assert_int_equal(mkdir(path, 0700), 0);
    strcat(path, "/session");
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/ranksh/99-0.lock", run);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    snprintf(path, sizeof path, "%s/ranksh/98-0.lock", run); // another lab that lives
    int held = open(path, O_CREAT | O_RDWR, 0600);
    assert_int_equal(flock(held, LOCK_EX), 0);
    assert_int_equal(folder_init(&next), STATUS_OK);
    assert_true(exists(mine.path) && exists(path));
    snprintf(path, sizeof path, "%s/ranksh/99-0", run);
    assert_false(exists(path));
    snprintf(path, sizeof path, "%s/ranksh/99-0.lock", run);
    assert_false(exists(path));
    snprintf(path, sizeof path, "%s", mine.path);
    folder_finish(&mine);
    folder_finish(&next);
    assert_false(exists(path));
    snprintf(path, sizeof path, "%s/ranksh", run);
    chmod(path, 0755); // others could look in
    assert_int_equal(folder_init(&mine), STATUS_INVALID);
    folder_finish(&mine);
    close(held);
    snprintf(path, sizeof path, "rm -r %s", run);
    assert_int_equal(system(path), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(torchrun_sets_its_variables_and_hides_ours),
        cmocka_unit_test(a_lone_process_keeps_its_environment),
        cmocka_unit_test(mpirun_gets_the_options_of_its_version),
        cmocka_unit_test(troubles_have_a_cure),
        cmocka_unit_test(folders_of_dead_labs_go_and_those_of_others_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
