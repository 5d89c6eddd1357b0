#pragma once
// Where money and hours go, as the score counts them, for checks that ask about it.
#include "check/rule.hpp"
#include "facts/spending.hpp"
