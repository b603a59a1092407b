#define _GNU_SOURCE
#include "CLinux.h"
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int clinux_accept(int listener, void *peer, uint32_t *length) {
    return accept4(listener, peer, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// By number, not by name: glibc's own are points where a thread can be cancelled, and in a process
// with threads each call pays for that twice. Sanitizers do not look into calls by number.

long clinux_receive(int socket, void *bytes, size_t count) {
    return syscall(SYS_recvfrom, socket, bytes, count, 0, NULL, NULL);
}

long clinux_send(int socket, const void *bytes, size_t count) {
    return syscall(SYS_sendto, socket, bytes, count, MSG_NOSIGNAL, NULL, 0);
}
