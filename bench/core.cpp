#include <benchmark/benchmark.h>

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/acts/table.hpp"
#include "kezhuan/core/allocate.hpp"
#include "kezhuan/core/node.hpp"
#include "kezhuan/core/write.hpp"

namespace kezhuan {

namespace {

std::string sample() {
  return example_submission(*find_act_type(FileApplication::type), Date(2026, 3, 3));
}

void parse(benchmark::State& state) {
  const auto json = sample();
  for (auto _ : state) benchmark::DoNotOptimize(parse_json(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(parse);

void parse_and_read(benchmark::State& state) {
  const auto json = sample();
  for (auto _ : state) benchmark::DoNotOptimize(read_submission(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(parse_and_read);

void write_canonical(benchmark::State& state) {
  const auto submission = read_submission(sample());
  for (auto _ : state) benchmark::DoNotOptimize(submission.act.write(PersonalForm::commitment));
}
BENCHMARK(write_canonical);

void hash_entry(benchmark::State& state) {
  const auto json = sample();
  for (auto _ : state) benchmark::DoNotOptimize(sha256(json));
  state.SetBytesProcessed(static_cast<std::int64_t>(json.size()) * state.iterations());
}
BENCHMARK(hash_entry);

void allocate_to_eight(benchmark::State& state) {
  const std::vector<std::int64_t> weights = {8, 7, 6, 5, 4, 3, 2, 1};
  const auto total = Money::parse("1234567.89");
  for (auto _ : state) benchmark::DoNotOptimize(allocate(total, weights));
}
BENCHMARK(allocate_to_eight);

}  // namespace

}  // namespace kezhuan
