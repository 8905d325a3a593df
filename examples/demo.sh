#!/usr/bin/env bash
# The main job, told on real achievements: from data to published editions of the disclosure list and
# through four transfers to paid rewards and filed reports, on a ledger that is proven whole at the end. Facts are those of achievements.yaml; whatever
# else occurs is invented and labelled 示例. Everything lands in demo-output/, made anew each time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=kezhuan
if [ -x build/kezhuan ]; then program=$PWD/build/kezhuan; fi
program=${KEZHUAN_PROGRAM:-$program}
out=${KEZHUAN_DEMO_OUTPUT:-demo-output}
acts=examples/acts
evidence_list=examples/evidence.tsv
registry=$out/registry.kz
export KEZHUAN_SEED=1 KEZHUAN_ACTOR=示例经办人 LC_ALL=C.UTF-8

# The calendar of the story: "today" for the program until it is set again.
today() { export KEZHUAN_NOW=$1; }
kz() { "$program" --registry "$registry" "$@"; }
say() { printf '%s\n  %s\n' "$1" "$2"; }
heading() { printf '\n%s  %s\n' "$1" "$2"; }

# Records a file of acts and leaves what the program answered in the journal.
record() { kz act "$acts/$1" >>"$out/journal.txt"; }

# Makes the evidence files of a chapter, keeps them by content hash and attaches them.
attach() {
  local chapter number day kind achievement title file sha size
  : >"$out/evidence/$1.jsonl"
  while IFS=$'\t' read -r chapter number day kind achievement title; do
    [ "$chapter" = "$1" ] || continue
    file=$out/evidence/$number.txt
    printf '示例材料，内容为虚构 / An invented example\n%s\n编号 %s\n成果 %s\n日期 %s\n' \
      "$title" "$number" "$achievement" "$day" >"$file"
    read -r sha size _ < <(kz evidence keep "$file")
    local about=
    case $achievement in
      -) ;;
      ZH-*) about="\"transfer_case\":\"$achievement\"," ;;
      *) about="\"achievement\":\"$achievement\"," ;;
    esac
    printf '{"act":"evidence.attach","happened":"%s","data":{"number":"%s","evidence":"%s","title":"%s",%s"sha256":"%s","size":%s,"media_type":"text/plain"}}\n' \
      "$day" "$number" "$kind" "$title" "$about" "$sha" "$size" >>"$out/evidence/$1.jsonl"
  done <"$evidence_list"
  kz act "$out/evidence/$1.jsonl" >>"$out/journal.txt"
}

# Hands in an act that must be refused. The whole answer is kept (remedy, who, sources); shown is
# what is wrong, in Chinese and English.
refused() {
  local name=${1%.json} language code
  for language in zh en; do
    code=0
    kz --lang "$language" act "$acts/$1" >"$out/refusals/$name.$language.txt" 2>&1 || code=$?
    if [ "$code" -ne 1 ]; then
      echo "demo: $1 should be refused, but the exit code is $code" >&2
      cat "$out/refusals/$name.$language.txt" >&2
      exit 1
    fi
  done
  awk '/^不予办理/ {print "✗ " $0}' "$out/refusals/$name.zh.txt"
  awk '/^refused/ {print "  " $0}' "$out/refusals/$name.en.txt"
}

# The achievements by what they were classified as, in the words of the program.
classes() {
  local number
  for number in $(seq -f KZ-2025-%04g 1 11); do
    kz --lang "$1" next "$number" | sed -n 1p
  done | awk -F '  ' -v comma="$2" '
    !($3 in names) {order[++count] = $3}
    {names[$3] = names[$3] (names[$3] == "" ? "" : comma) $2; sizes[$3]++}
    END {for (i = 1; i <= count; ++i) print order[i] "\t" sizes[order[i]] "\t" names[order[i]]}'
}

rm -rf "$out"
mkdir -p "$out/evidence" "$out/refusals" "$out/reports"

echo "科转：从数据到清单，从清单到转化  kezhuan: from data to the list, from the list to the transfer"
say "九项成果取自公开报道；人员、日期、份额、金额等未公布的均为示例（虚构）。" \
  "Nine achievements are real, as published; people, dates, shares, amounts are invented (示例)."

heading "一、登记与归类" "Registered and classified, 2025-09 … 2025-11"
today 2025-09-01
kz init --institution "示例大学附属医院" --number I-001 --name "示例登记库" >"$out/journal.txt"
today 2025-10-24
record 01-people.jsonl
record 02-cbcs-centres.jsonl
record 03-sources-and-achievements.jsonl
record 04-processing-and-certificates.jsonl
attach basic
today 2025-10-27
record 05-classification.jsonl
classes zh 、 | awk -F '\t' '{print $1 "（" $2 "）" $3}'
classes en ', ' | awk -F '\t' '{printf "%s%s: %s", NR == 1 ? "  " : "; ", $1, $2} END {print "."}'
say "颈动脉支架数据集曾在数据交易所交易：交易本身不改变归类。" \
  "The carotid stent data set was traded at an exchange: trading alone changes nothing (CLS-05)."
today 2025-11-07
attach review
record 06-review-of-primary-data.jsonl
say "待认定的研发场景原始数据，由学术委员会决议 JY-2025-01 认定为科学数据★，写明理由。" \
  "Primary data formed in research needed review (CLS-04); resolution JY-2025-01 settled it as ★."

heading "二、申报与论证" "Applied for and deliberated, 2025-11 … 2025-12"
today 2025-11-14
sed -n 1p "$acts/07-applications.jsonl" >"$out/refusals/karyotypes.json"
kz act --check "$out/refusals/karyotypes.json" >"$out/refusals/karyotypes-before.txt"
say "核型数据集含人类遗传资源信息，申报前检查；备案凭证附上之前提醒，附上之后不再提醒：" \
  "The karyotypes are human genetic information: a warning until the filing's proof is attached."
awk '/^警告 CLS-08/ {print "! " $0}' "$out/refusals/karyotypes-before.txt"
attach genetic
kz act --check "$out/refusals/karyotypes.json" >"$out/refusals/karyotypes-after.txt"
if grep -q CLS-08 "$out/refusals/karyotypes-after.txt"; then exit 1; fi
today 2025-11-21
record 07-applications.jsonl
refused refused-public-data.json
awk '/^不予办理/ {wanted = 1} /^警告/ {exit} wanted && /补救|共识/' "$out/refusals/refused-public-data.zh.txt"
today 2025-12-26
attach deliberation
record 08-deliberation.jsonl
say "学术委员会：通过 6 项；观心大模型退回修改，重报后通过；示例小工具不通过，理由在案。" \
  "Committee: 6 approved; one sent back, revised, then approved; one rejected, with reasons."

heading "三、确权赋权" "Rights, 2025-12 … 2026-01"
today 2026-01-30
attach rights
refused refused-shares.json
record 09-rights.jsonl
say "CBCS 队列 91 个共有人，份额恰合为 1；观心大模型的新协议取代旧协议；合作企业的优先谈判权在案。" \
  "CBCS: 91 owners, exactly 1; one agreement superseded; the partner company's prior right recorded."

heading "四、第一期清单" "The first edition and its notice, 2026-02 … 2026-03"
today 2026-03-06
record 10-first-edition.jsonl
say "QD-001：2026-02-09 起公示 15 个工作日，跨春节和两个调休日，末日 2026-03-06；异议一件，已答复。" \
  "QD-001: 15 working days across the Spring Festival, to 2026-03-06; one objection, answered."
refused refused-closing-early.json
today 2026-03-12
record 11-close-and-enter.jsonl

heading "五、第二期清单" "The second edition, 2026-03"
today 2026-03-18
record 12-withdrawal-and-new-applications.jsonl
attach second
refused refused-own-vote.json
today 2026-03-31
record 13-second-edition.jsonl
record 14-erase.jsonl
kz --lang en report diff QD-001 QD-002 >"$out/reports/QD-001-to-QD-002.en.txt"
kz --lang zh report diff QD-001 QD-002 >"$out/reports/QD-001-to-QD-002.zh.txt"
say "QD-002 与 QD-001 相比：$(sed -n 2p "$out/reports/QD-001-to-QD-002.zh.txt")；公示已结束。" \
  "QD-002 against QD-001: $(sed -n 2p "$out/reports/QD-001-to-QD-002.en.txt"); notice closed."
grep '^[+~-] ' "$out/reports/QD-001-to-QD-002.zh.txt"

heading "六、办到哪里" "Where two of them stand"
for number in KZ-2025-0001 KZ-2025-0004; do
  for language in zh en; do
    kz --lang "$language" next "$number" >"$out/reports/next-$number.$language.txt"
  done
  sed -n 1,2p "$out/reports/next-$number.zh.txt"
  sed -n '2s/^/  /p' "$out/reports/next-$number.en.txt"
  awk '/^  ✗/ {print substr($0, 3)}' "$out/reports/next-$number.zh.txt"
done

# The other half: four cases, one per pathway, through all ten links.
. examples/transfers.sh

heading "十四、核验与交付" "Proven and delivered"
for edition in QD-001 QD-002 QD-003; do
  page=$out/reports/$edition
  for language in zh en; do
    kz --lang "$language" report list "$edition" -o "$page.internal.$language.html"
    kz --lang "$language" report list "$edition" --public -o "$page.public.$language.html"
    kz --lang "$language" report list "$edition" -o "$page.$language.csv"
  done
  kz report list "$edition" -o "$page.json"
done >>"$out/journal.txt"
kz report list QD-001 --notice GS-2026-001 -o "$out/reports/GS-2026-001.html" >>"$out/journal.txt"
kz verify --replay | grep -e 账本条数 -e 根哈希
kz backup "$out/backup.kz" >>"$out/journal.txt"
say "账本重放后逐行一致；异议人的个人信息已应请求删除，不影响核验。" \
  "Replayed and whole; the objector's personal data, erased on request, does not matter to that."
cat <<END

$registry  登记库（佐证材料在旁）  the registry, its evidence beside it
$out/reports/     清单、路径图、分配报告、收益说明、日记账、年报数据：JSON、CSV、HTML  lists, boards, statements, annual figures
$out/refusals/    每次拒绝和提醒的全文  every refusal and warning in full
$out/backup.kz    备份；journal.txt 是每一步的回执  a backup; journal.txt is what the program answered
END
