/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The files that are built into the binary: the packs, the demo's repositories and what
 * `govlint init` writes.
 *
 * cmake/embed.c generates the table at build time from the folders rules/, demo/ and init/. It also
 * parses the packs' YAML, so that the start-up time does not grow with the number of rules. The
 * table is sorted by path in byte order, like str_compare, so the files of a folder are adjacent.
 */
#ifndef GOVLINT_RULE_EMBEDDED_H
#define GOVLINT_RULE_EMBEDDED_H

#include <stddef.h>

#include "base/str.h"
#include "document/yaml_image.h"

typedef struct EmbeddedFile {
    Str path;               /* from the root of the source tree: "rules/common/pack.yml" */
    Str bytes;              /* its content; a NUL follows */
    const YamlImage *image; /* of a pack's file, else NULL */
} EmbeddedFile;

extern const EmbeddedFile embedded_files[];
extern const size_t embedded_file_count;

#endif
