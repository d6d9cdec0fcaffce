/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Text as mail carries it (RFC 2045, 2047, 5322): ASCII, CRLF, lines of at most 76 bytes where they can be broken. GMime could write it too, and
 * reads it back in the tests; but its objects cost more than everything else about a message, and a conference has a hundred thousand of them.
 */
#ifndef CVN_INVITE_ENCODE_H
#define CVN_INVITE_ENCODE_H

#include "base/base.h"

/** Would base64 be much shorter than quoted-printable: is a good part of it not ASCII? */
bool cvn_encode_wants_base64(const char *text);
/** Text with "\n" or CRLF as quoted-printable; always ends in CRLF, also where the text has no last line break (then a soft one). */
void cvn_encode_quoted(cvn_buffer *out, const char *text);
/** Lines of 76 characters, CRLF behind each. */
void cvn_encode_base64(cvn_buffer *out, const void *bytes, size_t length);
/** "Name: text", folded; encoded words where it is not plain ASCII. Control characters become spaces: nothing in text ends the line. */
void cvn_encode_header(cvn_buffer *out, const char *name, const char *text);
/** "Name: display <address>"; display "" leaves the address alone. The address has to be one that fits (cvn_address_fits). */
void cvn_encode_mailbox(cvn_buffer *out, const char *name, const char *display, const char *address);

#endif
