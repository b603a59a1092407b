// Linux calls that Swift's Glibc module lacks or hides.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC; -1 and errno on failure.
/// `peer` points to a struct sockaddr_storage: its header belongs to the Glibc module.
int clinux_accept(int listener, void *peer, uint32_t *length);

/// recv(2) without flags; -1 and errno on failure.
long clinux_receive(int socket, void *bytes, size_t count);

/// send(2) with MSG_NOSIGNAL; -1 and errno on failure.
long clinux_send(int socket, const void *bytes, size_t count);

/// Lets go of the resident pages of the program's own code, which are read again when they are used.
/// Code is never written, so nothing is lost; a failure changes nothing.
void clinux_let_go_of_code(void);

/// Has malloc's heaps grow by at least so many bytes at a time. Blocks of `mapped` bytes are mapped by
/// themselves, and heaps are trimmed when twice as many are free. A failure changes nothing.
void clinux_set_heap_step(int bytes, int mapped);
