// Linux calls that Swift's Glibc module lacks or hides.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC; -1 and errno on failure.
/// `peer` points to a struct sockaddr_storage: its header belongs to the Glibc module.
int clinux_accept(int listener, void *peer, uint32_t *length);
