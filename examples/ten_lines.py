# What an office script asks today; `pip install .` gives the package.
import kezhuan

with kezhuan.open("registry.kz", access="read_only") as registry:
    for row in registry.list("achievement"):
        report = registry.next(row.number)
        print(row.number, row.name, [link.state.text for link in report.links])
    for deadline in registry.due(within=15):
        print(deadline.due_on, deadline.text)
