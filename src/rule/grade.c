/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which severity a rule has in which repository: the command line switches rules off for all of
 * them, and a configuration sets severities for its own repository.
 */
#include "rule/grade.h"

Severity rule_grade(const LintOptions *options, const Rule *rule, Severity severity,
                    size_t repository) {
    const Config *config = options->configs && repository < options->repository_count
                               ? options->configs[repository]
                               : NULL;
    const ConfigRule *said = config_rule(config, rule->id);
    if (!said || severity == SEVERITY_OFF || (said->severity == SEVERITY_OFF && options->selected))
        return severity;
    return said->severity;
}

bool rule_is_on(const LintOptions *options, const Rule *rule, Severity severity) {
    bool any = false;
    bool on = false;
    for (size_t i = 0; i < options->repository_count; i++) {
        if (!options->repositories[i].snapshot)
            continue;
        any = true;
        on = on || rule_grade(options, rule, severity, i) != SEVERITY_OFF;
    }
    return any ? on : severity != SEVERITY_OFF;
}
