#include "core/diag/topic.h"
#include "tests/unit/test.h"

static struct topic_list *load(void)
{
    struct problems problems = {0};
    struct topic_list *list = NULL;
    assert_int_equal(topic_list_load(&problems, &list), STATUS_OK);
    struct text text = {0};
    for (size_t i = 0; i < problems.count; i++) {
        problem_print(&problems.items[i], &text);
    }
    if (problems.count > 0) {
        fail_msg("%s", text_string(&text));
    }
    problems_finish(&problems);
    text_finish(&text);
    return list;
}

// What learners meet, and the topic that speaks of it.
static const struct {
    const char *class_name, *message, *topic;
} errors[] = {
    {"ValueError",
     "Error initializing torch.distributed using env:// rendezvous: environment variable "
     "WORLD_SIZE expected, but not set",
     "no-world-size"},
    {"ValueError",
     "Error initializing torch.distributed using env:// rendezvous: environment variable RANK "
     "expected, but not set",
     "no-rank"},
    {"ValueError",
     "Error initializing torch.distributed using tcp:// rendezvous: rank parameter missing",
     "tcp-without-rank"},
    {"ValueError",
     "Default process group has not been initialized, please make sure to call "
     "init_process_group.",
     "not-initialized"},
    {"ValueError", "trying to initialize the default process group twice!", "init-twice"},
    {"RuntimeError", "`rank` must be an integer. 0", "rank-no-integer"},
    {"TypeError", "Expected timeout argument to be of type datetime.timedelta, got 30",
     "timeout-type"},
    {"AttributeError",
     "module 'torch.distributed' has no attribute 'start_process_group'. Did you mean: "
     "'init_process_group'?",
     "start-process-group"},
    {"AttributeError", "module 'torch' has no attribute 'init_process_group'", "torch-init"},
    {"AttributeError", "module 'torch.distributed' has no attribute 'rank'", "dist-rank"},
    {"AttributeError", "'NoneType' object has no attribute 'sum'", "none-attribute"},
    {"NameError", "name 'dist' is not defined. Did you mean: 'dict'?", "no-dist"},
    {"NameError", "name 'true' is not defined. Did you mean: 'True'?", "true-small"},
    {"NameError", "name 'foo' is not defined", "not-defined"},
    {"TypeError",
     "Invalid function argument. Expected parameter `tensor` to be of type torch.Tensor.",
     "not-a-tensor"},
    {"ValueError", "Argument ``scatter_list`` must be specified on source rank.",
     "scatter-list-missing"},
    {"torch.distributed.DistStoreError",
     "Timed out after 6 seconds waiting for clients. 1/2 clients joined.", "some-missing"},
    {"RuntimeError",
     "The size of tensor a (2) must match the size of tensor b (3) at "
     "non-singleton dimension 0",
     "shapes"},
    {"SyntaxError", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "assign-in-if"},
    {"KeyError", "'RANK'", "environ-key"},
    {"TypeError", "unsupported operand type(s) for +: 'NoneType' and 'int'", "none-operand"},
};

static void errors_find_their_topic(void **state)
{
    (void)state;
    struct topic_list *list = load();
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        const struct topic *topic = topic_for_error(list, errors[i].class_name, errors[i].message);
        if (topic == NULL) {
            fail_msg("no topic for %s", errors[i].message);
        }
        assert_string_equal(topic->id, errors[i].topic);
        assert_true(topic->hint[0] != '\0' && topic->why[0] != '\0');
    }
    assert_null(topic_for_error(list, "ValueError", "something of the learner's own"));
    assert_null(topic_for_error(list, "KeyError", "Default process group has not been"));
    topic_list_destroy(list);
}

static void every_topic_is_reached_by_its_own_words(void **state)
{
    (void)state;
    struct topic_list *list = load();
    for (size_t i = 0; i < topic_count(list); i++) {
        const struct topic *topic = topic_at(list, i);
        if (topic->says == NULL) {
            continue;
        }
        char class_name[64] = "AnyError";
        if (topic->errors != NULL) {
            snprintf(class_name, sizeof class_name, "%.*s", (int)strcspn(topic->errors, " ,"),
                     topic->errors);
        }
        char says[1024];
        snprintf(says, sizeof says, "%.*s",
                 (int)(strstr(topic->says, " | ") != NULL ? strstr(topic->says, " | ") - topic->says
                                                          : (long)strlen(topic->says)),
                 topic->says);
        const struct topic *found = topic_for_error(list, class_name, says);
        assert_non_null(found);
        if (found != topic) {
            fail_msg("%s is hidden by %s", topic->id, found->id);
        }
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(topic->id, topic_at(list, k)->id);
        }
    }
    topic_list_destroy(list);
}

static void names_have_help(void **state)
{
    (void)state;
    struct topic_list *list = load();
    const struct topic *topic = topic_for_name(list, "all_reduce");
    assert_non_null(topic);
    assert_ptr_equal(topic, topic_for_name(list, "dist.all_reduce"));
    assert_ptr_equal(topic, topic_for_name(list, "torch.distributed.all_reduce"));
    assert_null(topic_for_name(list, "nothing_of_the_kind"));
    assert_string_equal(topic_nearest(list, "dist.all_reduze"), "all_reduce");
    struct text text = {0};
    page_plain(&topic->page, &text);
    assert_non_null(strstr(text.data, "rank 0: [1.] | [6.]"));
    text_finish(&text);
    topic_list_destroy(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_find_their_topic),
        cmocka_unit_test(every_topic_is_reached_by_its_own_words),
        cmocka_unit_test(names_have_help),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
