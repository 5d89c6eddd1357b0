#pragma once
// Sums that do not depend on the order of the document, for checks that add up what people wrote.
#include "check/rule.hpp"
#include "facts/sum.hpp"
