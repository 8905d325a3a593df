import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts" / "checks"))
import exports  # noqa: E402


class Exports(unittest.TestCase):
    needed = [name + ")" for name in exports.PUBLIC]

    def test_public_names_are_clean(self):
        more = ["vtable for kezhuan::State", "kezhuan::operator==(kezhuan::Date const&)"]
        self.assertEqual(exports.problems_of(self.needed + more), [])

    def test_names_of_others_and_private_ones_are_found(self):
        foreign = "std::vector<kezhuan::Date>::~vector()"
        private = "kezhuan::Store::head()"
        self.assertEqual(exports.problems_of(self.needed + [foreign, private]),
                         [f"not ours: {foreign}", f"private: {private}"])

    def test_a_hidden_public_name_is_found(self):
        self.assertEqual(exports.problems_of(self.needed[1:]),
                         [f"missing: {exports.PUBLIC[0]}"])


if __name__ == "__main__":
    unittest.main()
