#include "repl/study.h"
#include "repl/topics.h"
#include "repl/visit.h"

struct lab *visit_open(const struct options *options)
{
    struct lab *lab = NULL;
    if (lab_create(options, &lab) != STATUS_OK) {
        lab_destroy(lab);
        return NULL;
    }
    return lab;
}

void visit_close(struct lab *lab)
{
    if (lab != NULL) {
        study_destroy(lab->study);
        lab->study = NULL;
        topics_finish(lab);
        lab_destroy(lab);
    }
}
