#pragma once

// Debian 12 has Catch2 2.13, most other places have 3: the tests include this file and run with both.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
