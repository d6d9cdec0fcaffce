/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A server for benchmarks that takes everything and keeps nothing: "mail_sink smtp" or "mail_sink ses". Prints "port N"; at the end of its standard
 * input prints "messages N" and ends. One process, one thread, so that it is never what is measured.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOM (1 << 20)

typedef struct call {
    int file;
    size_t length;
    bool data; /* SMTP: the message itself */
    char bytes[ROOM];
} call;

static bool http;
static unsigned long messages;

static void say(const call *c, const char *words)
{
    if (write(c->file, words, strlen(words)) < 0)
        perror("mail_sink");
}

static void drop(call *c, size_t n)
{
    memmove(c->bytes, c->bytes + n, c->length - n);
    c->length -= n;
}

/** True: one step was taken, and there may be another. */
static bool smtp(call *c)
{
    char *end = memmem(c->bytes, c->length, c->data ? "\r\n.\r\n" : "\r\n", c->data ? 5 : 2);
    if (!end)
        return false;
    if (c->data) {
        messages++;
        c->data = false;
        say(c, "250 2.0.0 queued\r\n");
        drop(c, (size_t)(end - c->bytes) + 5);
        return true;
    }
    c->data = !strncasecmp(c->bytes, "DATA", 4);
    if (c->data)
        say(c, "354 go\r\n");
    else if (!strncasecmp(c->bytes, "EHLO", 4))
        say(c, "250-sink\r\n250 SIZE 30000000\r\n");
    else
        say(c, !strncasecmp(c->bytes, "QUIT", 4) ? "221 bye\r\n" : "250 ok\r\n"); /* who says that closes the connection */
    drop(c, (size_t)(end - c->bytes) + (c->data ? 0 : 2));                        /* the line break before a first line that is a dot */
    return true;
}

static bool ses(call *c)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"MessageId\": \"0-0-0\"}";
    c->bytes[c->length] = '\0';
    char *end = memmem(c->bytes, c->length, "\r\n\r\n", 4), *size = end ? strcasestr(c->bytes, "\r\nContent-Length:") : NULL;
    size_t whole = size && size < end ? (size_t)(end - c->bytes) + 4 + strtoul(size + 17, NULL, 10) : 0;
    if (!whole || c->length < whole)
        return false;
    messages++;
    say(c, answer);
    drop(c, whole);
    return true;
}

static void hear(int poll, call *c)
{
    ssize_t n = read(c->file, c->bytes + c->length, ROOM - 1 - c->length);
    if (n <= 0) {
        epoll_ctl(poll, EPOLL_CTL_DEL, c->file, NULL);
        close(c->file);
        free(c);
        return;
    }
    c->length += (size_t)n;
    while (http ? ses(c) : smtp(c))
        ;
}

static void take(int poll, int listener)
{
    int one = 1;
    call *c = malloc(sizeof *c);
    c->file = accept(listener, NULL, NULL);
    c->length = 0;
    c->data = false;
    setsockopt(c->file, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poll, EPOLL_CTL_ADD, c->file, &event);
    if (!http)
        say(c, "220 sink\r\n");
}

int main(int count, char **words)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    struct epoll_event events[64], event = {.events = EPOLLIN, .data.ptr = &listener}, input = {.events = EPOLLIN, .data.ptr = NULL};
    http = count > 1 && !strcmp(words[1], "ses");
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 256) ||
        getsockname(listener, (struct sockaddr *)&address, &length) || epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) ||
        epoll_ctl(poll, EPOLL_CTL_ADD, 0, &input)) {
        perror("mail_sink");
        return 1;
    }
    printf("port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int ready = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < ready; i++) {
            if (!events[i].data.ptr) {
                printf("messages %lu\n", messages);
                return 0;
            }
            if (events[i].data.ptr == &listener)
                take(poll, listener);
            else
                hear(poll, events[i].data.ptr);
        }
    }
}
