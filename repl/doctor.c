#include "repl/doctor.h"

bool doctor_report(const struct terminal *terminal, struct text *out)
{
    (void)terminal;
    (void)out;
    return true;
}

int doctor_main(const struct options *options)
{
    (void)options;
    return 0;
}
