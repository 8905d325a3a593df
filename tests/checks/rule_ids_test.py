import unittest

from sample import CheckTest

POLICY = """\
schema: 1
values:
  - id: RGT-09
rules:
  - id: DLV-01
    kind: check
  - {id: SCP-01, kind: definition}
  - id: INC-06
    title: x
    kind: computed
sources:
  - id: DLV-07
"""


class RuleIds(CheckTest):
    check = "rule_ids.py"

    def tree(self, **changed):
        files = {
            "schemas/policy/cn-national.yaml": POLICY,
            "src/policy/a.cpp": "// DLV-01, and SCP-01\n",
            "tests/unit/policy/a_test.cpp":
                'TEST_CASE("DLV-01 passes: x") {}\nTEST_CASE("DLV-01 warns: y") {}\n',
        }
        files.update(changed)
        return files

    def test_agreement_is_clean(self):
        self.assert_clean(self.tree())

    def test_an_id_the_policy_does_not_know_is_refused(self):
        self.assert_finds(
            self.tree(**{"docs/x.md": "ALLOC-001 DLV-011\nsee RGT-09 and DLV-07\n"}),
            "docs/x.md:2: RGT-09 is no rule of schemas/policy/cn-national.yaml",
            "docs/x.md:2: DLV-07 is no rule of schemas/policy/cn-national.yaml")

    def test_a_check_without_code_and_tests_is_refused(self):
        where = "schemas/policy/cn-national.yaml:5: DLV-01 is a check, but "
        self.assert_finds(
            self.tree(**{"src/policy/a.cpp": "\n", "tests/unit/policy/a_test.cpp": "\n"}),
            where + "nothing under src/ names it",
            where + 'no test is named "DLV-01 passes: ..."',
            where + 'no test is named "DLV-01 refuses: ..." or "DLV-01 warns: ..."')

    def test_a_kind_of_its_own_is_refused(self):
        self.assert_finds(
            self.tree(**{"schemas/policy/cn-national.yaml":
                         POLICY.replace("computed", "guess")}),
            "schemas/policy/cn-national.yaml:8: INC-06 has kind 'guess', "
            "not check, definition or computed")

    def test_a_policy_without_rules_is_refused(self):
        self.assert_finds(
            {"schemas/policy/cn-national.yaml": "schema: 1\n"},
            "schemas/policy/cn-national.yaml:1: no entry '- id: XXX-NN' under 'rules:'")


if __name__ == "__main__":
    unittest.main()
