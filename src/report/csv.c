/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "report/csv.h"

#include <string.h>

#include "base/escape.h"

static bool needs_quotes(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '"' || text.ptr[i] == ',')
            return true;
    return false;
}

void csv_print(const Printer *printer, Str text) {
    Str shown = escape_terminal(printer->scratch, text);
    if (!needs_quotes(shown)) {
        print_raw(printer, shown);
        return;
    }
    print_c(printer, "\"");
    for (size_t i = 0; i < shown.len; i++) {
        if (shown.ptr[i] == '"')
            print_c(printer, "\"");
        putc(shown.ptr[i], printer->out);
    }
    print_c(printer, "\"");
}

static bool is_formula(Str text) {
    return text.len > 0 && strchr("=+-@\t\r", text.ptr[0]) && text.ptr[0];
}

void csv_print_inert(const Printer *printer, Str text) {
    if (is_formula(text))
        text = str_printf(printer->scratch, "'" STR_FMT, STR_ARG(text));
    csv_print(printer, text);
}
