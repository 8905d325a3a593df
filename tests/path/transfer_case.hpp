#pragma once

#include <string>
#include <vector>

#include "kezhuan/path/board.hpp"
#include "kezhuan/path/deadline.hpp"
#include "kezhuan/path/next.hpp"
#include "path/find_action.hpp"
#include "support/transfer.hpp"

namespace kezhuan::test {

inline Surroundings around(const World& world) {
  return {world.policy, world.calendar, world.files, world.today, consensus_books()};
}

inline TransferFile file_of(const World& world, const char* number = "ZH-1") {
  return load_transfer_file(world.state, world.get<TransferCase>(number).id);
}

inline NextReport next_of_case(const World& world, const char* number = "ZH-1") {
  return next_steps(around(world), world.state, world.get<TransferCase>(number).id);
}

inline std::vector<Deadline> due_of_case(const World& world, const char* number = "ZH-1") {
  return deadlines_of(around(world), world.state, file_of(world, number));
}

inline CaseBoard board(const World& world, const char* number = "ZH-1") {
  return board_of(around(world), world.state, file_of(world, number));
}

}  // namespace kezhuan::test
