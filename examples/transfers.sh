# The second half of the main job, sourced by demo.sh: four cases, one per pathway, through all ten
# links, in the same registry. The four achievements, the people, companies and amounts are invented
# (示例). Uses registry, kz, today, say, heading of demo.sh.
acts=examples/transfers
evidence_list=examples/transfers/evidence.tsv

heading "八、四项自有成果列入清单" "Four achievements of its own, listed, 2026-04 … 2026-05"
today 2026-04-14
record 01-people.jsonl
record 02-achievements.jsonl
attach four
today 2026-05-11
attach listed
record 03-listed.jsonl
say "确权、论证、第三期清单公示、资产入表；施行《尽职免责工作指引》。" \
  "Rights confirmed, deliberated, listed and publicised, entered as assets; the exemption guide adopted."

heading "九、协商与路径" "Negotiation and pathway, 2026-05"
today 2026-05-29
attach talks
record 04-pathways.jsonl
say "拍卖转让、独占许可（与企业共有）、作价投资、延伸服务各一；第四项先与一家未谈成，改与另一家。" \
  "An auction, an exclusive licence co-owned with a company, an investment, a service; one negotiation failed."

heading "十、定价、审批、签约、登记" "Price, approval, contract, registration, 2026-06 … 2026-07"
today 2026-06-26
attach approval
record 05-prices.jsonl
today 2026-07-08
record 06-contracts.jsonl
refused refused-licence.json
refused refused-contract-type.json
say "四份合同，金额与登记号在案；第二份许可与在先的独占许可相抵触，未能签订。" \
  "Four contracts, registered; a second licence collides with the exclusive one and is not signed."

heading "十一、到账、分配方案、公示、发放" "Receipts, plans, notice, payment, 2026-07 … 2026-10"
today 2026-07-20
attach plans
record 07-plans.jsonl
today 2026-08-12
attach pay
refused refused-early-payment.json
today 2026-08-12
record 08-first-payments.jsonl
refused refused-over-payment.json
say "公示 15 个工作日后发放；正职领导不获股权，其权重归于他人，50% 不变。" \
  "Paid after 15 working days of notice; the principal head gets no shares, the others take the weight."
today 2026-11-20
attach later
record 09-to-the-filing.jsonl
say "一笔到账部分退款：原分配逐笔冲回、重算；各人应得与已付到分相符。" \
  "One receipt is partly refunded: its lines are reversed and booked anew; everything agrees to the fen."

heading "十二、十个环节" "The ten links"
for number in ZH-2026-001 ZH-2026-002 ZH-2026-003 ZH-2026-004; do
  kz path "$number" --html "$out/reports/path-$number.html" >/dev/null
  kz path "$number" --svg "$out/reports/path-$number.svg" >/dev/null
  kz path "$number" >"$out/reports/path-$number.zh.txt"
  kz --lang en path "$number" >"$out/reports/path-$number.en.txt"
  sed -n 1p "$out/reports/path-$number.zh.txt"
  awk '$1 ~ /^(○|✕|◐|◕|●|–)$/ {printf "  %s %s", $1, $2} END {print ""}' "$out/reports/path-$number.zh.txt"
done
kz due --ics "$out/reports/due.ics" >"$out/reports/due.txt"
head -n 4 "$out/reports/due.txt"

heading "十三、分配报告与年报" "The distribution report and the annual report"
for language in zh en; do
  kz --lang "$language" report distribution --year 2026 --format text -o "$out/reports/distribution-2026.$language.txt"
  kz --lang "$language" report distribution --year 2026 --html "$out/reports/distribution-2026.$language.html"
  kz --lang "$language" report annual --year 2026 --format text -o "$out/reports/annual-2026.$language.txt"
  kz --lang "$language" report annual --year 2026 --html "$out/reports/annual-2026.$language.html"
  kz --lang "$language" income explain ZH-2026-004 --format html \
    -o "$out/reports/explain-ZH-2026-004.$language.html"
  kz --lang "$language" income explain ZH-2026-004 --person P-37 \
    -o "$out/reports/explain-ZH-2026-004-P-37.$language.txt"
  kz --lang "$language" export journal -o "$out/reports/income.$language.journal"
done >>"$out/journal.txt"
kz report distribution --year 2026 --csv "$out/reports/distribution-2026.csv" >>"$out/journal.txt"
kz report annual --year 2026 --csv "$out/reports/annual-2026.csv" >>"$out/journal.txt"
cat "$out/reports/annual-2026.zh.txt"
