"""Prints the routes that sam finds in a template, one a line: method, path, the function's logical id, payload format."""

import logging
import sys

from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

logging.disable(logging.CRITICAL)
stacks, _ = SamLocalStackProvider.get_stacks(sys.argv[1])
for route in ApiProvider(stacks).routes:
    for method in route.methods:
        print(method, route.path, route.function_name, route.payload_format_version)
