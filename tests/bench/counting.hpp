// Counts every byte that the process has from malloc: live now, and the most there ever was since a mark.
// The C library's own names are replaced, so that operator new, std::vector and Boost are all counted. Blocks
// count with the size the library really gave out. Include it in one translation unit of a program.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>

#if !defined(__GLIBC__)
#error "Counting needs the GNU C library: it calls the functions that its malloc is made of."
#endif

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);
}

namespace northline::bench {

/// The programs that use it have one thread.
struct Heap {
  std::size_t live = 0, peak = 0, allocations = 0;
  void mark() { peak = live, allocations = 0; }
};
inline Heap heap;

inline void* counted(void* block) {
  if (block == nullptr) return block;
  heap.live += malloc_usable_size(block);
  ++heap.allocations;
  if (heap.live > heap.peak) heap.peak = heap.live;
  return block;
}
inline void uncount(void* block) {
  if (block != nullptr) heap.live -= malloc_usable_size(block);
}

} // namespace northline::bench

extern "C" {
void* malloc(std::size_t size) { return northline::bench::counted(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) {
  return northline::bench::counted(__libc_calloc(count, size));
}
void* realloc(void* block, std::size_t size) {
  // A block that moves exists twice for a moment; the C library may also remap it, which needs no second one.
  northline::bench::uncount(block);
  return northline::bench::counted(__libc_realloc(block, size));
}
void* memalign(std::size_t alignment, std::size_t size) {
  return northline::bench::counted(__libc_memalign(alignment, size));
}
void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}
void free(void* block) {
  northline::bench::uncount(block);
  __libc_free(block);
}
}
