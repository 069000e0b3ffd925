#include "repl/cpu_form.h"
#include "tests/unit/test.h"

static void devices_become_the_cpu(void **state)
{
    (void)state;
    static const struct {
        const char *gpu, *cpu;
    } cases[] = {
        {"x = torch.ones(2).cuda()", "x = torch.ones(2)"},
        {"x.cuda(rank).sum()", "x.sum()"},
        {"model.to('cuda')", "model.to('cpu')"},
        {"torch.device(\"cuda:0\")", "torch.device('cpu')"},
        {"model.to(f'cuda:{rank}')", "model.to('cpu')"},
        {"DDP(model, device_ids=[rank])", "DDP(model)"},
        {"DDP(model.cuda(), device_ids=[0], output_device=0)", "DDP(model, output_device=0)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text out = {0};
        assert_true(cpu_form_add(cases[i].gpu, &out));
        assert_string_equal(text_string(&out), cases[i].cpu);
        text_finish(&out);
    }
}

static void other_code_stays(void **state)
{
    (void)state;
    static const char *const same[] = {
        "x = 'cudax'", "cuda = 1", "print(\"no cuda\")", "x.cuda(", "", "f'cudas'", "x = 'cuda"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct text out = {0};
        assert_false(cpu_form_add(same[i], &out));
        assert_string_equal(text_string(&out), same[i]);
        text_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(devices_become_the_cpu),
        cmocka_unit_test(other_code_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
