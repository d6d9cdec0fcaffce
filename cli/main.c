/* SPDX-License-Identifier: Apache-2.0 */
#include <convene.h>
#include <stdio.h>

int main(void)
{
    puts(cvn_version());
    return 0;
}
