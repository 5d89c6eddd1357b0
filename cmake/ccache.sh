#!/bin/sh
# ccache.sh CCACHE COMPILER...: the compiler cache, which looks at a precompiled header by its content when it is
# told so, and otherwise caches nothing that has one. Where the header of the last build still lies, the cache
# takes it for a part of the new one and gives that of then back, whatever has changed in between.
before=
for word; do
  case $before$word in
  -o*.gch | -o*.pch) rm -f "$word" ;;
  esac
  before=$word
done
CCACHE_SLOPPINESS=pch_defines,time_macros exec "$@"
