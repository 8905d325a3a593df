# What an office script asks today: every reading command prints JSON.
import json
import subprocess


def kezhuan(*arguments):
    return json.loads(subprocess.check_output(["kezhuan", "--json", *arguments]))


for row in kezhuan("list", "achievement")["rows"]:
    report = kezhuan("next", row["number"])
    print(row["number"], row["name"], [link["state"] for link in report["links"]])
