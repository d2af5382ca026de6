"""The environments as the real provider plans them, the rules that hold of them, and that each rule can fail.

Not among the tests of the site (`testpaths`): `make test` runs them as its part "Terraform", or
`.venv/bin/python -m pytest -n0 infra/tests`.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.tests import rules
from infra.tests.mutations import MUTATIONS, mutate
from infra.tests.planning import Plan, copied, plans
from scripts import terraform


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Plan]]:
    """All plans that the tests below read, two at a time: each takes about a quarter of a minute."""
    if reason := terraform.missing():
        pytest.fail(reason)
    scratch = tmp_path_factory.mktemp("infra")
    as_it_is, broken = copied(scratch), copied(scratch / "broken", mutate)
    wanted: dict[str, tuple[Path, str, tuple[str, ...]]] = {
        "prod": (as_it_is, "prod", ("real", "known")),
        "broken": (broken, "prod", ("known",)),
        "test": (as_it_is, "test", ("real",)),
        "dev": (as_it_is, "dev", ("real", "known")),
        "account": (as_it_is, "account", ("real",)),
    }
    with ThreadPoolExecutor(2) as pool:
        running = {
            name: pool.submit(plans, infra, environment, *runs)
            for name, (infra, environment, runs) in wanted.items()
        }
        return {name: plan.result() for name, plan in running.items()}


@pytest.mark.parametrize(
    ("environment", "at_least"), [("account", 20), ("dev", 250), ("test", 320), ("prod", 350)]
)
def test_the_real_provider_plans_an_environment_whole(
    made: dict[str, dict[str, Plan]], environment: str, at_least: int
) -> None:
    plan = made[environment]["real"]
    print(f"{environment}: {len(plan.resources)} resources")  # noqa: T201 - seen with -s
    assert len(plan.resources) >= at_least


def test_policies_and_tasks_are_whole_in_what_the_rules_read(
    made: dict[str, dict[str, Plan]],
) -> None:
    plan = made["prod"]["known"]
    assert len(plan.resources) == len(made["prod"]["real"].resources)
    policies = plan.of(
        "aws_iam_role_policy",
        "aws_iam_policy",
        "aws_sqs_queue_policy",
        "aws_s3_bucket_policy",
        "aws_kms_key",
    )
    assert [policy.address for policy in policies if policy["policy"] is None] == []
    tasks = plan.of("aws_ecs_task_definition")
    assert [task.address for task in tasks if task["container_definitions"] is None] == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_production_keeps_the_rule(made: dict[str, dict[str, Plan]], rule: rules.Rule) -> None:
    assert list(rule(made["prod"]["known"])) == []


@pytest.mark.parametrize(
    "rule",
    [rule for rule in rules.RULES if not rule.__name__.startswith("production_")],
    ids=lambda rule: rule.__name__,
)
def test_development_keeps_the_rule(made: dict[str, dict[str, Plan]], rule: rules.Rule) -> None:
    assert list(rule(made["dev"]["known"])) == []


@pytest.mark.parametrize(("rule", "says"), [(rule, says) for rule, _, _, _, says in MUTATIONS])
def test_the_rule_fails_where_it_is_broken(
    made: dict[str, dict[str, Plan]], rule: rules.Rule, says: str
) -> None:
    broken = list(rule(made["broken"]["known"]))
    assert any(says in sentence for sentence in broken), broken


def test_the_costs_of_development_count_its_alarms(made: dict[str, dict[str, Plan]]) -> None:
    plan = made["dev"]["real"]
    tracked = [
        policy
        for policy in plan.of("aws_appautoscaling_policy")
        if policy["policy_type"] == "TargetTrackingScaling"
    ]
    # Each of these makes two by itself.
    alarms = len(list(plan.of("aws_cloudwatch_metric_alarm"))) + 2 * len(tracked)
    told = (rules.HOUSE / "docs" / "cost.md").read_text().partition("## dev, idle")[2]
    found = re.search(r"\| alarms beyond the free ten \| (\d+) × 0\.10 \|", told)
    assert found and int(found[1]) == alarms - 10


def test_every_rule_has_its_mutation() -> None:
    assert {mutation[0] for mutation in MUTATIONS} == set(rules.RULES)


def test_every_waiver_is_used(made: dict[str, dict[str, Plan]]) -> None:
    used = {
        (end, sid)
        for resource in made["prod"]["known"].resources
        if rules.is_policy(resource["policy"])
        for statement in rules._statements(resource["policy"])
        for end, sid in rules.WAIVED
        if resource.address.endswith(end) and statement.get("Sid") == sid
    }
    assert used == set(rules.WAIVED)
