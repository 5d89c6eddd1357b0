#pragma once
// Comparisons that weigh the dimensions of the score, for checks.
#include "base/error.hpp"
#include "check/rule.hpp"
#include "facts/pairwise.hpp"
