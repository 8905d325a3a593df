#include "kezhuan/core/limits.hpp"

namespace kezhuan::limits {

static_assert(act_bytes == 1U << 20U && depth == 64 && config_bytes == 8U << 20U);
static_assert(evidence_bytes == 2ULL << 30U && row_bytes == 1U << 20U);
static_assert(Date::min_year == 1900 && Date::max_year == 2999);
static_assert(Ratio::max_denominator == 1'000'000'000'000'000);

const std::vector<Limit>& all() {
  static const std::vector<Limit> lines{
      {{"一项业务动作（一份 JSON 文档）", "one act (one JSON document)"},
       {"1 MiB（1,048,576 字节）", "1 MiB (1,048,576 bytes)"},
       {"拒绝；大段内容作为佐证材料保存，动作只写其哈希",
        "refused; keep large content as evidence, the act states its hash"}},
      {{"嵌套层数", "nesting"}, {"64 层", "64 levels"}, {"拒绝", "refused"}},
      {{"一段文字（含姓名、名称）", "one text (names included)"},
       {"20,000 字节（约 6,600 个汉字）", "20,000 bytes (some 6,600 Chinese characters)"},
       {"拒绝，指出字段；长文作为佐证材料保存",
        "refused, naming the field; keep long texts as evidence"}},
      {{"编号", "a number people refer by"},
       {"64 字节，不含空白", "64 bytes, no blanks"},
       {"拒绝，指出字段", "refused, naming the field"}},
      {{"一个列表的项数", "items of one list"},
       {"10,000 项", "10,000"},
       {"拒绝，指出字段；分成几项业务动作", "refused, naming the field; make several acts of it"}},
      {{"一份文档列出的问题", "problems told of one document"},
       {"500 个", "500"},
       {"其余不列出，并说明", "the rest are not listed, and this is said"}},
      {{"一批业务动作（一次 act、一次 import）", "acts in one batch (one act or import call)"},
       {"不限；所占内存不随项数增长", "no limit; memory does not grow with their number"},
       {"磁盘写满则全部不记", "a full disk: none is recorded"}},
      {{"一个佐证文件", "one evidence file"},
       {"2 GiB", "2 GiB"},
       {"拒绝；拆分，或保存摘要并写明存放地点",
        "refused; split it, or keep a summary and say where it is kept"}},
      {{"日期", "dates"},
       {"1900-01-01 至 2999-12-31", "1900-01-01 to 2999-12-31"},
       {"拒绝，计算结果超出也拒绝", "refused, also when a calculation leaves them"}},
      {{"金额", "amounts of money"},
       {"±92,233,720,368,547,758.07（64 位的分），两位小数",
        "±92,233,720,368,547,758.07 (64 bits of minor units), two decimals"},
       {"拒绝，不舍入；合计超出也拒绝", "refused, never rounded; also when a sum leaves it"}},
      {{"比例、权重的分母", "denominator of a ratio or weight"},
       {"10^15", "10^15"},
       {"拒绝，不舍入", "refused, never rounded"}},
      {{"政策、规则附录、日历、导入映射文件", "policy, overlay, calendar and mapping files"},
       {"8 MiB", "8 MiB"},
       {"拒绝", "refused"}},
      {{"导入文件", "an imported file"}, {"不限", "no limit"}, {"逐行读取", "read row by row"}},
      {{"导入文件的一行", "one row of an imported file"},
       {"1 MiB", "1 MiB"},
       {"拒绝，指出行；各格按其字段的限制", "refused, naming the line; cells as their fields say"}},
      {{"导入文件的表头", "the header of an imported sheet"},
       {"前 10 行之内", "within the first 10 rows"},
       {"找不到：拒绝，指出缺的列", "it is not found: refused, naming the columns"}},
      {{"导入的一条记录的行数（同一编号相邻的行）",
        "rows of one imported record (neighbours of one key)"},
       {"10,000 行", "10,000"},
       {"拒绝，指出行；检查编号一列", "refused, naming the line; see the column of the key"}},
      {{"一次导入显示的问题、警告", "problems and warnings shown of one import"},
       {"50 个、5 个", "50 and 5"},
       {"其余计数；--rejects 的文件里全有", "the rest are counted; the file of --rejects has all"}},
      {{"一次查找的字词", "words of one search"},
       {"64 个", "64"},
       {"拒绝；少写几个词", "refused; look for fewer"}},
      {{"登记库文件的路径", "the path of a registry"},
       {"480 字节", "480 bytes"},
       {"拒绝；请用较短的路径", "refused; use a shorter path"}},
      {{"等待其他写入者", "waiting for another writer"},
       {"30 秒", "30 s"},
       {"报错并指出占用者，未写入", "an error that names who holds it; nothing was written"}},
  };
  return lines;
}

std::string table(Language language) {
  const bool is_chinese = language == Language::zh;
  const auto say = [&](const StaticText& text) {
    return std::string(is_chinese ? text.zh : text.en);
  };
  std::string out = is_chinese ? "| 对象 | 上限 | 超出时 |\n" : "| what | limit | beyond it |\n";
  out += "|---|---|---|\n";
  for (const auto& line : all()) {
    out += "| " + say(line.what) + " | " + say(line.limit) + " | " + say(line.beyond) + " |\n";
  }
  return out;
}

}  // namespace kezhuan::limits
