// The only translation unit with the bodies of Boost.JSON. Debian's libboost_json.a is not position
// independent and could not go into the shared library.
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <boost/json/src.hpp>
