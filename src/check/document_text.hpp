#pragma once
// The document's text and places in it, for checks that read a structured value or mend one in its place.
#include "base/folded_text.hpp"
#include "base/json_text.hpp"
#include "check/rule.hpp"
#include "model/places.hpp"
#include "model/vague_text.hpp"
