// ranksh-rank: one rank of a job, or the lone process. Started by ranksh, never by hand.
#include "core/rank/interpreter.h"
#include "core/rank/rank.h"

int main(void)
{
    return rank_main(&interpreter_runner);
}
