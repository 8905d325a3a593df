"""What is an achievement and what is public data, asked from Python."""

import datetime

import pytest

import kezhuan
from kezhuan import acts, classification, models

DAY = datetime.date(2026, 3, 2)
NUMBER = "KZ-1"


@pytest.fixture
def achievement(registry):
    """Derived data without any processing on record."""
    registry.record_all(
        [
            acts.RegisterPerson(name="示例甲", number="P-1"),
            acts.RegisterSource(
                name="示例队列",
                number="S-1",
                holder="H-1",
                level=models.DataLevel.primary,
                origin=models.DataOrigin.research,
                attributes=[models.DataAttribute.health],
            ),
            acts.RegisterAchievement(
                name="示例数据集",
                number=NUMBER,
                form=models.AchievementForm.dataset,
                level=models.DataLevel.derived,
                lead="P-1",
                sources=["S-1"],
            ),
        ],
        happened=DAY,
    )
    return registry


def process(registry):
    step = classification.ProcessingStep(
        processing=classification.ProcessingKind.research,
        technique="病灶勾画",
        changed=[classification.DataChange.structure],
        knowledge="影像分型",
    )
    registry.record(acts.RecordProcessing(achievement=NUMBER, step=step), happened=DAY)


def test_CLS_01_the_record_decides_with_every_fact(achievement):
    with achievement.read() as snapshot:
        before = classification.classify(snapshot, NUMBER)
        assert before.outcome is classification.Classification.needs_review
        assert {fact.rule for fact in before.facts} == {"CLS-02"}
        assert "processing.record" in [each.act for each in classification.hints(snapshot, NUMBER)]
    process(achievement)
    with achievement.read() as snapshot:
        after = classification.classify(snapshot, NUMBER)
        assert after.outcome is classification.Classification.scientific_data
        assert classification.is_eligible(after.outcome)
        assert [fact.rule for fact in after.facts] == ["CLS-01"] and "影像分型" in after.facts[0].zh
        # nothing was written by asking
        assert classification.recorded(snapshot, NUMBER) is None
    recorded = achievement.record(acts.ClassifyAchievement(achievement=NUMBER), happened=DAY)
    assert recorded.outcome.classification == after
    with achievement.read() as snapshot:
        assert classification.recorded(snapshot, NUMBER) == after


def test_CLS_05_a_certificate_of_public_data_counts_from_its_day(achievement):
    process(achievement)
    issued = DAY - datetime.timedelta(days=1)
    made = achievement.record(
        acts.RecordCertificate(
            achievement=NUMBER,
            certificate=models.CertificateKind.data_product,
            certificate_no="示例-1",
            covers=["D1"],
            issued=issued,
        ),
        happened=DAY,
    )
    with achievement.read() as snapshot:
        on = classification.classify
        assert on(snapshot, NUMBER).outcome is classification.Classification.public_data
        earlier = on(snapshot, NUMBER, on=issued - datetime.timedelta(days=1))
        assert earlier.outcome is classification.Classification.scientific_data
        certificate = snapshot.get(made.created)
    assert classification.is_valid_on(certificate, DAY)
    assert not classification.is_valid_on(certificate, issued - datetime.timedelta(days=1))
    assert not classification.is_cancelled_on(certificate, DAY)


def test_what_classification_and_deliverables_require_is_told(achievement):
    with achievement.read() as snapshot:
        required = classification.requirements(snapshot, NUMBER)
        assert {each.rule[:3] for each in required} == {"CLS", "DLV"}
        assert any(each.findings for each in required)
        rules = classification.rules(snapshot.policy())
        assert {each.rule for each in required} <= {rule.id for rule in rules}
        with pytest.raises(kezhuan.NotFound):
            classification.classify(snapshot, "KZ-9")
        with pytest.raises(kezhuan.Invalid):
            classification.classify(snapshot, NUMBER, on=datetime.datetime(2026, 3, 2))


def test_codes_say_what_they_are():
    kinds = classification.CertificateKind
    own = {kind for kind in kinds if classification.is_own_registration(kind)}
    assert own == {kinds.know_how, kinds.trade_secret}
    assert classification.is_eligible("companion_tool")
    assert not classification.is_eligible(classification.Classification.needs_review)
    with pytest.raises(kezhuan.Invalid, match="scientific_data"):
        classification.is_eligible("starry")
