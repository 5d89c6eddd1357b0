#pragma once
// Static types: what is known of a value before anything is evaluated.
#include "check/cel/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace northline::cel {

/// `dyn` (Kind::error here) is any type; it is settled when the expression runs.
struct Type {
  Kind kind = Kind::error;
  std::uint32_t object = 0;     ///< of an object: the host's number for its type
  std::vector<Type> parameters; ///< list: of its items; map: of keys and values

  bool is_dyn() const { return kind == Kind::error; }
  friend bool operator==(const Type&, const Type&) = default;

  static Type dyn() { return {}; }
  static Type of(Kind k) {
    Type t;
    t.kind = k;
    return t;
  }
  static Type list(Type item) {
    Type t = of(Kind::list);
    t.parameters.push_back(std::move(item));
    return t;
  }
  static Type map(Type key, Type value) {
    Type t = of(Kind::map);
    t.parameters.push_back(std::move(key));
    t.parameters.push_back(std::move(value));
    return t;
  }
  static Type an_object(std::uint32_t type) {
    Type t = of(Kind::object);
    t.object = type;
    return t;
  }
  Type item() const { return kind == Kind::list && !parameters.empty() ? parameters[0] : dyn(); }
  Type key() const { return kind == Kind::map && parameters.size() == 2 ? parameters[0] : dyn(); }
  Type value() const { return kind == Kind::map && parameters.size() == 2 ? parameters[1] : dyn(); }
};

/// What a host tells about its objects before any exists.
class ObjectTypes {
public:
  virtual ~ObjectTypes() = default;
  virtual std::string name(std::uint32_t type) const = 0;
  /// The field's number for Host::get, or Host::no_field; then `type` is untouched.
  virtual std::uint32_t find_field(std::uint32_t object, std::string_view field, Type& type) const = 0;
  virtual std::vector<std::string> field_names(std::uint32_t object) const = 0;
};

/// What an expression may speak of.
struct Environment {
  struct Variable {
    std::string name; ///< may have dots: "request.time"
    Type type;
  };
  std::vector<Variable> variables; ///< their positions are the slots of Program::evaluate
  const ObjectTypes* objects = nullptr;
};

/// "list(string)", "goal", "dyn".
std::string to_string(const Type&, const ObjectTypes*);

/// The name among these that a misspelt one probably means; empty when none is near.
std::string nearest(std::string_view wrong, const std::vector<std::string>& names);

} // namespace northline::cel
