#pragma once
// For the few checks that read records by themselves or write patches into them: JSON as text, and where the
// parts of an element stand.
#include "base/json_text.hpp"
#include "model/places.hpp"
