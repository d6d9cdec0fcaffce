/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static int run(const cli_call *call)
{
    const char *folder = call->arguments[0];
    cvn_error *error = cvn_error_new();
    cvn_code code = cvn_conference_create(folder, error);
    if (code)
        return cli_failed(code, error);
    cvn_error_free(error);
    printf("%s/ is made: conference.json, people.csv and README.md, which says what to do next.\n"
           "Try it as it is:\n\n"
           "    convene check %s/conference.json\n"
           "    convene solve %s/conference.json -o %s/allocation.json\n",
           folder, folder, folder, folder);
    return CVN_OK;
}

const cli_command cmd_new = {
    .name = "new",
    .arguments = "FOLDER",
    .least = 1,
    .most = 1,
    .summary = "make a folder with a conference that works",
    .about = "Makes the folder with a conference.json that works, a people.csv with made-up people, and a README.md of what to do next. "
             "Nothing that is "
             "there already is touched.",
    .example = "convene new spring-2027",
    .run = run,
};
