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
    const YamlImage *image; /* of a built-in file, else NULL */
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
    Subjects subjects;    /* … and the subjects in it */
    bool examples;        /* whether the examples of built-in rules are wanted */
    bool outline;         /* only pack.yml is wanted */
    int depth;            /* how many packs extend one another down to this one */
} PackLoading;

/* Adds the tables and rules of a built-in pack to the pack being loaded. */
bool pack_extend(PackLoading *loading, Str name, Error *error);

/* Decodes pack.yml, and the packs that it extends. */
bool pack_file_decode_pack(PackLoading *loading, const PackFile *file, Error *error);

/* Declares the tables in a file of the folder tables/: a mapping of names to tables, as under
   `tables:` in pack.yml. */
bool pack_file_declare_tables(PackLoading *loading, const PackFile *file, Error *error);

/* Decodes any other file, which is one rule. The pack must have room for it. */
bool pack_file_decode_rule(PackLoading *loading, const PackFile *file, Error *error);

/* Checks that all rules named by pack.yml and by other rules exist, once all are decoded. */
bool pack_file_check_names(const PackLoading *loading, Error *error);

#endif
