#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kezhuan/acts/envelope.hpp"
#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/acts/state.hpp"
#include "kezhuan/core/read.hpp"
#include "kezhuan/core/schema.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/model/kinds.hpp"

/// The acts as one table: what can be done with an act when only its name is known.
namespace [[gnu::visibility("default")]] kezhuan {

/// Called for every reference in an act: the kind it refers to, the reference, where it stands.
using RefVisitor = std::function<void(Kind, AnyRef&, const Place&)>;
/// The same, of an act that stays as it is.
using RefReader = std::function<void(Kind, const AnyRef&, const Place&)>;
/// Called for every personal value in an act.
using PersonalVisitor = std::function<void(Personal&)>;

/// One act type. Functions take the body as `void*`; only `AnyAct` calls them.
struct ActType {
  std::string_view name;  ///< "application.file"
  int version;            ///< of its form; the reader knows the older ones
  StaticText title;       ///< what people call it
  /// the kind of what it brings into being; nothing if it changes what is there
  std::optional<Kind> creates;
  const Shape* shape;               ///< its members, as reader and writer go by them
  std::shared_ptr<void> (*make)();  ///< an empty body
  /// a copy of a body
  std::shared_ptr<void> (*clone)(const void* body);
  /// calls the visitor for every reference in the body
  void (*visit_refs)(void* body, const RefVisitor& visitor);
  /// calls the visitor for every personal value in the body
  void (*visit_personal)(void* body, const PersonalVisitor& visitor);
  /// the id somebody chose for what the act creates, if they did
  std::optional<Uuid> (*given_id)(const void* body);
  /// the number somebody chose for what the act creates, if they did
  std::optional<std::string> (*given_number)(const void* body);
  /// what it does to the state
  void (*evolve)(State& state, const Envelope& envelope, const void* body, const Outcome& outcome);

  /// @throws Error invalid with all problems
  std::shared_ptr<void> read(const Node& body, bool from_ledger) const;
  /// The body as canonical JSON.
  std::string write(const void* body, PersonalForm personal) const {
    return to_canonical_json(*shape, body, personal);
  }
  /// JSON Schema of the body.
  std::string schema() const { return json_schema(*shape); }
  /// A filled-in body to edit, as JSON.
  std::string example() const { return example_json(*shape); }
  /// Every field, nested ones with their path.
  std::vector<FieldInfo> fields() const { return list_fields(*shape); }
};

/// Every act type, grouped as in the documentation.
const std::vector<ActType>& act_types();

/// nullptr when there is no such act.
const ActType* find_act_type(std::string_view name);

/// An act of any type. Copying shares the body; `clone` does not.
class AnyAct {
 public:
  /// `body` points to a value of the type's own struct, as `ActType::read` gave it.
  AnyAct(const ActType& type, std::shared_ptr<void> body) : type_(&type), body_(std::move(body)) {}

  /// Wraps an act of a known type.
  template <class A>
  static AnyAct of(A act) {
    AnyAct made{*find_act_type(A::type), std::make_shared<A>(std::move(act))};
    made.is_read_ = false;
    return made;
  }

  /// What it is.
  const ActType& type() const { return *type_; }
  /// A copy with a body of its own.
  AnyAct clone() const {
    AnyAct copy{*type_, type_->clone(body_.get())};
    copy.is_read_ = is_read_;
    return copy;
  }

  /// What was filled in by a program has to be as good as what was read: a blank text, say, could
  /// never be read back from the ledger. @throws Error invalid with every problem, as
  /// `read_submission`
  void require_readable() const;

  /// The act as an `A`, or nullptr when it is of another type.
  template <class A>
  const A* as() const {
    return type_->name == A::type ? static_cast<const A*>(body_.get()) : nullptr;
  }

  /// The act's data as canonical JSON.
  std::string write(PersonalForm personal) const { return type_->write(body_.get(), personal); }
  /// Calls the visitor for every reference; it may resolve them in place.
  void visit_refs(const RefVisitor& visitor) { type_->visit_refs(body_.get(), visitor); }
  /// Calls the reader for every reference.
  void read_refs(const RefReader& reader) const {
    type_->visit_refs(
        body_.get(), [&](Kind kind, AnyRef& ref, const Place& place) { reader(kind, ref, place); });
  }
  /// Calls the visitor for every personal value; it may seal them in place.
  void visit_personal(const PersonalVisitor& visitor) {
    type_->visit_personal(body_.get(), visitor);
  }
  /// The id somebody chose for what the act creates, if they did.
  std::optional<Uuid> given_id() const { return type_->given_id(body_.get()); }
  /// The number somebody chose for what the act creates, if they did.
  std::optional<std::string> given_number() const { return type_->given_number(body_.get()); }

  /// Applies the act to the state, serial counters included.
  void evolve(State& state, const Envelope& envelope, const Outcome& outcome) const;

 private:
  const ActType* type_;
  std::shared_ptr<void> body_;
  bool is_read_ = true;
};

/// One act as it is handed in: what was done, when, and the act's data.
///
/// JSON: {"act":"application.file","version":1,"id":"…","happened":"2026-03-02","actor":"…",
/// "role":"…","legacy":true,"data":{…}}; `version` defaults to the current one, `id`, `actor`,
/// `role` and `legacy` may be left out.
struct Submission {
  std::optional<Uuid> id;            ///< of the act; the same id twice is one act (REG-05)
  Date happened;                     ///< the day it was done
  std::optional<std::string> actor;  ///< absent: as the registry or batch was told
  std::optional<std::string> role;   ///< in what capacity; absent: as the registry was told
  AnyAct act;                        ///< what was done
  bool legacy = false;               ///< an old record: what it lacks becomes outstanding (REG-08)
};

/// @throws Error invalid: unknown act or version (with the nearest known name), and every form
///         error of the data, each with its JSON pointer
Submission read_submission(const Node& node);
/// The same from text. @throws Error invalid: also what is no JSON
Submission read_submission(std::string_view json);

/// Who acts, and in what capacity, as `read_submission` would take them.
/// @throws Error invalid  blank, not UTF-8, too long, or with control characters
void require_good_actor(const std::string& actor, const std::optional<std::string>& role);

/// JSON schema of a submission of one type, as a complete document.
std::string submission_schema(const ActType& type);

/// A filled-in submission to edit.
std::string example_submission(const ActType& type, const Date& happened);

}  // namespace kezhuan
