#include "check/cel/notation.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"
#include "check/cel/functions.hpp"

#include <boost/json/error.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cmath>

namespace northline::cel {

void append_notation(std::string& out, const Value& v, Meter& meter) {
  meter.step();
  const std::size_t before = out.size();
  switch (v.kind()) {
  case Kind::null:
    out += "{\"null\":true}";
    break;
  case Kind::boolean:
    out += v.as_boolean() ? "{\"bool\":true}" : "{\"bool\":false}";
    break;
  case Kind::integer:
    out += "{\"int\":\"" + std::to_string(v.as_integer()) + "\"}";
    break;
  case Kind::natural:
    out += "{\"uint\":\"" + std::to_string(v.as_natural()) + "\"}";
    break;
  case Kind::real:
    out += "{\"double\":\"";
    if (std::isnan(v.as_real()))
      out += "nan";
    else if (std::isinf(v.as_real()))
      out += v.as_real() < 0 ? "-inf" : "inf";
    else
      append_double(out, v.as_real());
    out += "\"}";
    break;
  case Kind::text:
    out += "{\"string\":";
    append_json_string(out, v.as_text());
    out += "}";
    break;
  case Kind::bytes:
    out += "{\"bytes\":\"";
    for (const char c : v.as_text()) {
      const auto b = static_cast<unsigned char>(c);
      out.push_back("0123456789abcdef"[b >> 4]);
      out.push_back("0123456789abcdef"[b & 15]);
    }
    out += "\"}";
    break;
  case Kind::type:
    out += "{\"type\":";
    append_json_string(out, v.as_text());
    out += "}";
    break;
  case Kind::timestamp:
    out += "{\"timestamp\":\"";
    append_timestamp(out, v.as_time());
    out += "\"}";
    break;
  case Kind::duration:
    out += "{\"duration\":\"";
    append_duration(out, v.as_time());
    out += "\"}";
    break;
  case Kind::list: {
    out += "{\"list\":[";
    bool first = true;
    for (const Value& item : v.as_list()) {
      if (!first) out += ",";
      first = false;
      append_notation(out, item, meter);
    }
    out += "]}";
    break;
  }
  case Kind::map: {
    out += "{\"map\":[";
    bool first = true;
    for (const auto& [key, value] : v.as_map().entries()) {
      out += first ? "[" : ",[";
      first = false;
      append_notation(out, key, meter);
      out += ",";
      append_notation(out, value, meter);
      out += "]";
    }
    out += "]}";
    break;
  }
  case Kind::object:
    out += "{\"object\":";
    append_json_string(out, v.host().object_name(v.object_type()));
    out += "}";
    break;
  case Kind::error:
    out += "{\"error\":";
    append_json_string(out, v.as_text());
    out += "}";
    break;
  }
  meter.allocate(out.size() - before);
}

namespace {

namespace bj = boost::json;

[[noreturn]] void wrong(const std::string& pointer, const std::string& message) {
  throw Error(Status::invalid_argument,
              (pointer.empty() ? std::string("The bindings: ") : pointer + ": ") + message, pointer, 0, 0, 0);
}

Value read(const bj::value& v, const std::string& pointer, Meter& meter);

Value call(Value (*function)(functions::Arguments, Meter&), const bj::value& v, const std::string& pointer,
           Meter& meter) {
  if (!v.is_string()) wrong(pointer, "Here belongs a string.");
  const Value text = Value::text(std::string(v.get_string()));
  Value made = function({&text, 1}, meter);
  if (made.is_error()) wrong(pointer, made.as_text());
  return made;
}

Value read(const bj::value& v, const std::string& pointer, Meter& meter) {
  if (!v.is_object() || v.get_object().size() != 1)
    wrong(pointer, "A value is an object with one member that names its type, such as {\"int\":\"5\"}.");
  const auto& member = *v.get_object().begin();
  const std::string_view type(member.key().data(), member.key().size());
  const bj::value& x = member.value();
  const std::string at = pointer + "/" + std::string(type);
  // Whole numbers may stand without quotes; what JSON readers make of long ones is known.
  bj::value quoted = x;
  if (x.is_int64()) quoted = std::to_string(x.get_int64());
  if (x.is_uint64()) quoted = std::to_string(x.get_uint64());
  if (type == "null") return {};
  if (type == "bool") {
    if (!x.is_bool()) wrong(at, "Here belongs true or false.");
    return Value::boolean(x.get_bool());
  }
  if (type == "int") return call(functions::to_int, quoted, at, meter);
  if (type == "uint") return call(functions::to_uint, quoted, at, meter);
  if (type == "double") {
    if (x.is_double()) return Value::real(x.get_double());
    return call(functions::to_double, quoted, at, meter);
  }
  if (type == "string") return call(functions::as_is, x, at, meter);
  if (type == "timestamp") return call(functions::to_timestamp, x, at, meter);
  if (type == "duration") return call(functions::to_duration, x, at, meter);
  if (type == "type") return Value::type(call(functions::as_is, x, at, meter).as_text());
  if (type == "bytes") {
    const std::string hex = call(functions::as_is, x, at, meter).as_text();
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      const auto digit = [&](std::size_t k) {
        const std::size_t d = k < hex.size()
                                  ? std::string_view("0123456789abcdef0123456789ABCDEF").find(hex[k])
                                  : std::string_view::npos;
        if (d == std::string_view::npos) wrong(at, "Bytes are pairs of hexadecimal digits.");
        return static_cast<unsigned>(d % 16);
      };
      bytes.push_back(static_cast<char>(static_cast<unsigned char>(digit(i) * 16 + digit(i + 1))));
    }
    return Value::bytes(std::move(bytes));
  }
  if (type == "list") {
    if (!x.is_array()) wrong(at, "Here belongs a list of values.");
    List items;
    for (const bj::value& item : x.get_array())
      items.push_back(read(item, at + "/" + std::to_string(items.size()), meter));
    return Value::list(std::move(items));
  }
  if (type == "map") {
    if (!x.is_array()) wrong(at, "Here belongs a list of pairs of a key and a value.");
    std::vector<Map::Entry> entries;
    for (const bj::value& item : x.get_array()) {
      const std::string pair = at + "/" + std::to_string(entries.size());
      if (!item.is_array() || item.get_array().size() != 2)
        wrong(pair, "Here belongs a pair of a key and a value.");
      Value key = read(item.get_array()[0], pair + "/0", meter);
      entries.emplace_back(std::move(key), read(item.get_array()[1], pair + "/1", meter));
    }
    std::string problem;
    auto map = Map::make(std::move(entries), meter, problem);
    if (!map) wrong(at, problem);
    return Value::map(std::move(map));
  }
  wrong(pointer,
        "There is no type \"" + std::string(type) +
            "\" here; there are null, bool, int, uint, double, string, bytes, list, map, timestamp, duration "
            "and type.");
}

} // namespace

std::vector<std::pair<std::string, Value>> read_bindings(std::string_view json) {
  bj::error_code error;
  bj::parse_options options;
  options.max_depth = 100;
  const bj::value v = bj::parse(bj::string_view(json.data(), json.size()), error, {}, options);
  if (error) throw Error(Status::not_json, "The bindings are not JSON: " + error.message() + ".");
  if (!v.is_object()) wrong("", "Here belongs an object: {\"x\": {\"int\": \"5\"}}.");
  Meter meter(~std::uint64_t{0}, ~std::uint64_t{0});
  std::vector<std::pair<std::string, Value>> out;
  for (const auto& member : v.get_object()) {
    const std::string name(member.key().data(), member.key().size());
    out.emplace_back(name, read(member.value(), "/" + name, meter));
  }
  return out;
}

} // namespace northline::cel
