/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What does not parse as YAML as it is none yet: a program makes it of a template.
 */
#ifndef GOVLINT_DOCUMENT_YAML_TEMPLATE_H
#define GOVLINT_DOCUMENT_YAML_TEMPLATE_H

#include "document/document.h"

/*
 * Whether a file does not parse and a template engine makes YAML of it: that is told by what lines
 * begin with, of which any counts in a folder of templates, as those of a chart of Helm are; or by
 * the line that does not parse. The data of a website is never made so, and by such a line alone
 * neither its configuration nor a workflow of GitHub is.
 */
bool yaml_is_template(Arena *arena, const Document *document);

/* Whether front matter does not parse as it is to be filled in: "date: {{date}} {{time}}", in what
   is called a template. */
bool front_matter_is_template(const Document *document);

#endif
