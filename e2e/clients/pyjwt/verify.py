"""Verifies ID tokens as a Python back end does: one PyJWKClient for its whole life, keys cached.

Arguments: the key set's address, issuer, audience. A token a line on the input, a verdict a line on the output.
"""
import sys

import jwt

address, issuer, audience = sys.argv[1:4]
# In life eleven minutes pass between rotations, and the client's cooldown of 30 s is over.
keys = jwt.PyJWKClient(address, cooldown_duration=0)

for line in sys.stdin:
    token = line.strip()
    try:
        key = keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(token, key.key, algorithms=["ES256"], issuer=issuer, audience=audience)
        print("ok", claims["sub"], flush=True)
    except Exception as error:  # the verdict, whatever went wrong
        print(type(error).__name__, error, flush=True)
