// The rules in force: policy show, check, adopt.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/context.hpp"
#include "cli/documents.hpp"
#include "cli/output.hpp"
#include "cli/policy_choice.hpp"
#include "kezhuan/core/write.hpp"
#include "kezhuan/policy/policy_page.hpp"
#include "policy/newer_text.hpp"
#include "policy/rule_words.hpp"

namespace kezhuan::cli {

namespace {

constexpr std::size_t max_overlay_bytes = std::size_t{8} << 20U;

const RuleEntry& get_rule(const Policy& policy, const std::string& id) {
  if (const auto* rule = policy.find_rule(id)) return *rule;
  throw Error(ErrorCode::not_found,
              {"政策中没有规则“" + id + "”。", "the policy has no rule \"" + id + "\"."},
              {"kezhuan policy show 列出全部规则。", "`kezhuan policy show` lists all rules."});
}

struct Shown {
  std::string rule;  ///< empty: the whole policy
  bool docs = false;
};

void print_policy(const Context& context, const Policy& policy, const Shown& shown) {
  const auto& rule = shown.rule;
  if (shown.docs) {
    print(rule.empty() ? policy_page(policy, context.language)
                       : rule_page(get_rule(policy, rule), policy, context.language));
    return;
  }
  if (rule.empty()) {
    print(context.json ? policy.canonical_json() + "\n" : policy_to_text(policy, context.language));
    return;
  }
  const auto& entry = get_rule(policy, rule);
  print(context.json ? to_canonical_json(entry) + "\n"
                     : rule_to_text(entry, policy, context.language));
}

int show_policy(Context& context, const Shown& shown) {
  const auto policy = policy_in_force(context);
  print_policy(context, policy, shown);
  if (context.has_registry()) tell_of_other_text(context, policy);
  return done;
}

std::string tightened(const Context& context, const Policy& policy) {
  std::string out;
  for (const auto& value : policy.values()) {
    if (is_institutions_own(value.sources))
      out +=
          "  " + value.name + " = " + value.value.to_text() + "  " + context.in(value.title) + "\n";
  }
  for (const auto& rule : policy.rules()) {
    if (is_institutions_own(rule.sources))
      out += "  " + rule.id + " " + context.in(rule.title) + "  " +
             context.in(name_of(rule.severity)) + "\n";
  }
  return out;
}

int check_overlay(Context& context, const std::string& file) {
  const auto policy = national_policy().with_overlay(read_text_file(file, max_overlay_bytes), file);
  if (context.json) {
    print(JsonObject()
              .text("effective_from", policy.effective_from().to_text())
              .text("hash", policy.hash().to_text())
              .text("id", policy.id())
              .text("version", policy.version())
              .done() +
          "\n");
    return done;
  }
  print(policy.title().in(context.language) + "\n" + policy.id() + " " + policy.version() +
        context.in("  生效日 ", "  effective from ") + policy.effective_from().to_text() +
        "\nSHA-256 " + policy.hash().to_text() + "\n" +
        context.in("收紧之处：\n", "What it tightens:\n") + tightened(context, policy));
  return done;
}

int adopt(Context& context, const std::string& overlay, const std::string& happened) {
  const auto policy = choose_policy(overlay);
  auto registry = context.open(Access::read_write);
  const auto day = happened.empty() ? context.today() : Date::parse(happened);
  const auto recorded = registry.adopt(policy, day);
  if (context.json) {
    print(JsonObject().text("hash", policy.hash().to_text()).number("seq", recorded.seq).done() +
          "\n");
    return done;
  }
  print(std::to_string(recorded.seq) + context.in("  采用政策 ", "  adopted ") + policy.id() + " " +
        policy.version() + context.in("，自 ", ", effective from ") +
        policy.effective_from().to_text() + context.in(" 起施行\n", "\n"));
  if (!recorded.decision.findings.empty()) print(to_text(recorded.decision, context.language));
  return done;
}

void add_show(CLI::App& policy, Context& context) {
  auto* command =
      add_command(policy, context, "show",
                  {"现行政策，或其中一条规则", "the policy in force, or one of its rules"});
  auto shown = std::make_shared<Shown>();
  command->add_option("RULE", shown->rule, context.in("规则编号，如 CLS-06", "rule id, as CLS-06"));
  command->add_flag("--docs", shown->docs,
                    context.in("成册的说明（Markdown）", "as pages (Markdown)"));
  command->callback([&context, shown] {
    context.run = [&context, shown] { return show_policy(context, *shown); };
  });
}

void add_check(CLI::App& policy, Context& context) {
  auto* command = add_command(policy, context, "check",
                              {"检查本机构的加严文件", "check an institution's overlay"});
  auto file = std::make_shared<std::string>();
  command->add_option("OVERLAY", *file, context.in("YAML 文件", "a YAML file"))->required();
  command->callback([&context, file] {
    context.run = [&context, file] { return check_overlay(context, *file); };
  });
}

void add_adopt(CLI::App& policy, Context& context) {
  auto* command = add_command(
      policy, context, "adopt",
      {"采用政策（可加本机构的加严文件）", "adopt a policy (with the institution's overlay)"});
  auto overlay = std::make_shared<std::string>();
  auto happened = std::make_shared<std::string>();
  command
      ->add_option("--overlay", *overlay,
                   context.in("加严文件，或内置示例的名称",
                              "overlay file, or the name of a built-in example"))
      ->type_name("FILE");
  command
      ->add_option("--happened", *happened,
                   context.in("采用之日（默认今天）", "day of adoption (default today)"))
      ->type_name("DATE");
  command->callback([&context, overlay, happened] {
    context.run = [&context, overlay, happened] { return adopt(context, *overlay, *happened); };
  });
}

}  // namespace

void tell_of_other_text(const Context& context, const Policy& adopted) {
  const auto told = other_text_shipped(adopted, national_policy());
  if (!told.empty()) complain(context.in("提示：", "Note: ") + context.in(told) + "\n");
}

Policy choose_policy(const std::string& overlay) {
  const auto base = national_policy();
  if (overlay.empty()) return base;
  const auto shipped = shipped_overlays();
  if (std::find(shipped.begin(), shipped.end(), overlay) != shipped.end()) {
    return base.with_overlay(shipped_overlay(overlay), overlay);
  }
  return base.with_overlay(read_text_file(overlay, max_overlay_bytes), overlay);
}

void add_policy_commands(CLI::App& app, Context& context) {
  auto* policy = add_command(app, context, "policy", {"政策与规则", "the policy and its rules"});
  policy->require_subcommand(1);
  add_show(*policy, context);
  add_check(*policy, context);
  add_adopt(*policy, context);
}

}  // namespace kezhuan::cli
