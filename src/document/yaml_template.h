/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that do not parse as YAML because they are templates, from which a program generates YAML.
 */
#ifndef GOVLINT_DOCUMENT_YAML_TEMPLATE_H
#define GOVLINT_DOCUMENT_YAML_TEMPLATE_H

#include "document/document.h"

/*
 * Whether a file does not parse because a template engine generates YAML from it. This is
 * recognised by a line that begins with a statement (or, in a folder of templates such as in Helm
 * charts, with any mark of the engine), or by the line that does not parse. A website's data is
 * never a template; its configuration and GitHub workflows are not templates merely because of the
 * line that does not parse.
 */
bool yaml_is_template(Arena *arena, const Document *document);

/* Whether front matter does not parse because it is to be filled in, "date: {{date}} {{time}}", in
   a file whose path says "template". */
bool front_matter_is_template(const Document *document);

#endif
