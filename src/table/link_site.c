/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Links that lead to a site made by Jekyll: from its own pages, and from anywhere by its domain.
 */
#include "table/link_internal.h"

static void open_sites(Links *links) {
    if (links->sites_opened)
        return;
    links->sites_opened = true;
    for (size_t i = 0; i < links->repository_count; i++)
        links->sites[i] = jekyll_open(links->own, links->documents, &links->repositories[i],
                                      !link_has_generator(links, &links->repositories[i]));
}

bool links_have_site(Links *links, const Repository *repository) {
    open_sites(links);
    return links->sites[repository - links->repositories] != NULL;
}

bool link_resolve_on_site(Links *links, Str url, LinkTarget *out) {
    static const LinkState states[] = {[JEKYLL_ELSEWHERE] = LINK_OUTSIDE,
                                       [JEKYLL_UNKNOWN] = LINK_UNKNOWN,
                                       [JEKYLL_FOUND] = LINK_FOUND,
                                       [JEKYLL_MISSING] = LINK_MISSING};
    open_sites(links);
    for (size_t i = 0; i < links->repository_count; i++) {
        const Repository *repository = &links->repositories[i];
        if (!links->sites[i])
            continue;
        Str from = repository == out->from ? out->from_path : (Str){0};
        jekyll_resolve(links->sites[i], from, url, &out->page);
        if (out->page.answer == JEKYLL_ELSEWHERE)
            continue;
        out->state = states[out->page.answer];
        bool rooted = str_starts_with(out->page.path, STR("/"));
        Str path = str_slice(out->page.path, rooted, out->page.path.len);
        if (out->state == LINK_MISSING && link_is_ignored(links, repository, path))
            out->state = LINK_UNKNOWN;
        out->site = links->sites[i];
        out->repository = repository;
        out->path = out->page.path;
        out->file = out->page.file;
        out->url.fragment = out->page.fragment;
        out->fragment = url_decode(links->arena, out->page.fragment);
        return true;
    }
    return false;
}

bool link_leads_on_site(Links *links, const LinkTarget *target, Str url) {
    JekyllSite *site = links->sites[target->from - links->repositories];
    return site && !target->site && !url_is_absolute(&target->url) &&
           jekyll_leads(site, target->from_path, url);
}
