/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <unistd.h>

#include "cli.h"

int cli_failed(cvn_code code, cvn_error *error)
{
    fflush(stdout);
    for (size_t i = 0; i < cvn_error_count(error); i++)
        fprintf(stderr, "convene: %s\n", cvn_error_message(error, i));
    if (cvn_error_omitted(error))
        fprintf(stderr, "convene: and %zu more like these\n", cvn_error_omitted(error));
    cvn_error_free(error);
    return code;
}

void cli_print(char *text)
{
    if (text)
        fputs(text, stdout);
    cvn_free(text);
}

cvn_format cli_format(const cli_call *call)
{
    return cli_flag(call, "json") ? CVN_JSON : CVN_TEXT;
}

bool cli_color(FILE *stream)
{
    const char *no = getenv("NO_COLOR");
    return isatty(fileno(stream)) && !(no && *no);
}
