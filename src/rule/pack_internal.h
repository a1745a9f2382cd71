/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What pack*.c share.
 *
 *     pack.c      where the files of a pack come from, and the order in which they are decoded
 *     pack_file.c what each of them says
 */
#ifndef GOVLINT_RULE_PACK_INTERNAL_H
#define GOVLINT_RULE_PACK_INTERNAL_H

#include "document/yaml_image.h"
#include "rule/pack.h"
#include "rule/subject.h"

/* A file of a pack's folder. */
typedef struct PackFile {
    Str name; /* from the pack's folder: "pack.yml", "tables/people.yml", "sig-without-chair.yml" */
    Str bytes;
    const YamlImage *image; /* of what is built in */
} PackFile;

/* The files of one pack folder and the pack that they are loaded into. */
typedef struct PackLoading {
    Arena *arena;
    PatternSet *patterns;
    Str folder;
    PackFile *files;
    size_t file_count;
    Pack *pack;
    const Source *source; /* this folder's pack.yml … */
    Subjects subjects;    /* … and what it says */
    bool examples;        /* whether those of built-in rules are wanted */
    bool outline;         /* only the pack.yml is */
    int depth;            /* of extensions */
} PackLoading;

/* Adds a built-in pack to the one that is loaded: its tables and its rules. */
bool pack_extend(PackLoading *loading, Str name, Error *error);

/* pack.yml, and the packs that it extends. */
bool pack_file_decode_pack(PackLoading *loading, const PackFile *file, Error *error);

/* A file of the folder tables/: a mapping of names to tables, as under `tables:` of pack.yml. */
bool pack_file_declare_tables(PackLoading *loading, const PackFile *file, Error *error);

/* Any other is one rule; the pack has room for it. */
bool pack_file_decode_rule(PackLoading *loading, const PackFile *file, Error *error);

/* Whether the rules that others and pack.yml name are there, now that all are decoded. */
bool pack_file_check_names(const PackLoading *loading, Error *error);

#endif
