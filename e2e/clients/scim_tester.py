"""scim2-tester against a running Gatehouse: python scim_tester.py <base URL> <token> <proved domain>. Prints what failed."""

import sys
import uuid

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server, filling

url, token, domain = sys.argv[1:4]

# The tester writes addresses of made-up domains; a directory speaks here only for domains that it has proved.
original = filling.generate_random_value


def in_domain(context, path, mutability=None, required=None):
    value = original(context, path=path, mutability=mutability, required=required)
    name = str(path).split(":")[-1].lower()
    if value is None:
        return value
    if name == "username":
        return f"{uuid.uuid4()}@{domain}"
    if name == "emails":
        for email in value:
            email.value = f"{uuid.uuid4()}@{domain}"
    if name == "emails.value":
        return [f"{uuid.uuid4()}@{domain}"] if isinstance(value, list) else f"{uuid.uuid4()}@{domain}"
    return value


for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("scim2_tester") and hasattr(module, "generate_random_value"):
        module.generate_random_value = in_domain

client = SyncSCIMClient(Client(base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=30))
results = check_server(client)
failed = [result for result in results if result.status in (Status.ERROR, Status.CRITICAL)]
passed = [result for result in results if result.status == Status.SUCCESS]
for result in failed:
    print(f"{result.status.name} {result.title} {result.resource_type or ''}: {result.reason}")
print(f"{len(passed)} passed, {len(failed)} failed, {len(results)} in all")
sys.exit(1 if failed or len(passed) < 100 else 0)
