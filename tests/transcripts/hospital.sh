# A small hospital for transcripts, invented throughout: registry.kz with people, one achievement
# KZ-1 with all an application needs, and its application SB-1, filed on 2026-03-03.
export KEZHUAN_SEED=1 KEZHUAN_ACTOR=示例经办人 KEZHUAN_NOW=2026-01-05
kezhuan init --institution 示例医院 --number I-own --name 示例登记库 >/dev/null
attach() {  # attach NUMBER KIND: an evidence file of KZ-1
  local sha size
  echo "示例材料 $1" >"$1.txt"
  read -r sha size _ < <(kezhuan evidence keep "$1.txt")
  echo '{"act": "evidence.attach", "happened": "2026-03-02", "data": {"number": "'"$1"'", "evidence": "'"$2"'", "title": "示例材料", "achievement": "KZ-1", "sha256": "'"$sha"'", "size": '"$size"', "media_type": "text/plain"}}'
}
{
  echo '{"act": "unit.register", "happened": "2026-01-05", "data": {"number": "U-1", "institution": "I-own", "name": "影像科"}}'
  for person in P-1:示例甲 P-2:示例乙 P-3:示例丙 P-4:示例丁; do
    echo '{"act": "person.register", "happened": "2026-01-05", "data": {"number": "'"${person%%:*}"'", "name": "'"${person##*:}"'", "unit": "U-1"}}'
  done
  echo '{"act": "source.register", "happened": "2026-01-05", "data": {"number": "S-1", "name": "示例队列", "holder": "I-own", "level": "primary", "origin": "research", "attributes": ["health"], "contributors": ["P-1"]}}'
} | kezhuan act - >/dev/null
export KEZHUAN_NOW=2026-03-02
{
  echo '{"act": "achievement.register", "happened": "2026-03-02", "data": {"number": "KZ-1", "name": "示例影像标注数据集", "form": "dataset", "level": "derived", "unit": "U-1", "lead": "P-1", "sources": ["S-1"]}}'
  echo '{"act": "processing.record", "happened": "2026-03-02", "data": {"achievement": "KZ-1", "step": {"processing": "research", "technique": "标注", "changed": ["structure"], "knowledge": "影像分型", "measures": [{"measure": "anonymised", "by": "third_party", "irreversible": true}]}}}'
  echo '{"act": "certificate.record", "happened": "2026-03-02", "data": {"number": "C-1", "achievement": "KZ-1", "certificate": "know_how", "certificate_no": "ZY-1", "covers": ["D1"], "issued": "2026-03-01", "measure": "《专有技术管理办法》（示例）"}}'
  attach E-1 data_quality_report
  attach E-2 ethics_opinion
  attach E-3 data_security_assessment
  attach E-4 anonymisation_proof
  attach E-5 privacy_plan
  echo '{"act": "achievement.classify", "happened": "2026-03-02", "data": {"achievement": "KZ-1"}}'
} | kezhuan act - >/dev/null
export KEZHUAN_NOW=2026-03-03
kezhuan act - >/dev/null <<'END'
{"act": "application.file", "happened": "2026-03-03",
 "data": {"number": "SB-1", "achievement": "KZ-1", "applicant": "P-1", "content": {
   "primary": [{"key": "D1", "kind": "master_data", "title": "标注数据集"},
               {"key": "D2", "kind": "metadata", "title": "数据字典"}],
   "secondary": ["专有技术登记", "数据质量检测报告"],
   "rights": {"ownership": "单位所有", "use": "团队使用", "income": "按协议分配"},
   "technical": {"source": "示例队列", "type": "影像", "scale": "2000 例", "technique": "标注"},
   "value": {"scientific": "示例", "compliance": "已匿名化"},
   "contributors": [{"person": "P-1", "role": "设计", "main": true},
                    {"person": "P-2", "role": "标注", "main": false}]}}}
END
