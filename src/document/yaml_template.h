/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that do not parse as YAML because they are templates, which a program makes YAML of.
 */
#ifndef GOVLINT_DOCUMENT_YAML_TEMPLATE_H
#define GOVLINT_DOCUMENT_YAML_TEMPLATE_H

#include "document/document.h"

/*
 * Whether a file does not parse and a template engine makes YAML of it: that is told by a line that
 * begins with a statement (in a folder of templates, as Helm's charts have, with any mark of the
 * engine), or by the line that does not parse. The data of a website is never a template; its
 * configuration and workflows of GitHub are not for such a line alone.
 */
bool yaml_is_template(Arena *arena, const Document *document);

/* Whether front matter does not parse because it is to be filled in, "date: {{date}} {{time}}", in
   a file whose path says "template". */
bool front_matter_is_template(const Document *document);

#endif
