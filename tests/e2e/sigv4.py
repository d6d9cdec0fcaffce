# SPDX-License-Identifier: Apache-2.0
"""Every signature that reaches the SES stand-in is made anew by botocore and compared: with and without a session token, for secrets and regions of
every look, on kept connections and across throttling."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "servers"))

from common import check  # noqa: E402
from post import Post  # noqa: E402
from serving import Server  # noqa: E402

CASES = [
    ("eu-central-1", "AKIATESTTESTTEST0001", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None),
    ("us-east-1", "ASIATESTTESTTEST0002", "0neWordAlone", "IQoJb3JpZ2luX2VjEHMaCXVzLWVhc3QtMSJIMEYCIQD//+=="),
    ("ap-southeast-2", "AKIATESTTESTTEST0003", "se cret:with@all&sorts=of?letters%20", None),
]


def main():
    with tempfile.TemporaryDirectory(prefix="convene-sigv4-") as name:
        for number, (region, key, secret, token) in enumerate(CASES):
            folder = pathlib.Path(name) / str(number)
            post = Post(folder / "post", groups=1)
            env = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret, **({"AWS_SESSION_TOKEN": token} if token else {})}
            test = {"TEST_ACCESS_KEY": key, "TEST_SECRET_KEY": secret, **({"TEST_TOKEN": token} if token else {})}
            with Server("ses", folder / "mail", "--region", region, "--throttle-first", 1, env=test) as server:
                endpoint = f"?endpoint=http://127.0.0.1:{server.port}"
                wrong = [{**env, "AWS_SECRET_ACCESS_KEY": secret + "x"}, {**env, "AWS_ACCESS_KEY_ID": key + "x"}, {**env, "AWS_SESSION_TOKEN": "other"}]
                for other in wrong:
                    said = post.send("--via", f"ses://{region}{endpoint}", code=69, env=other)
                    check("403" in said, said)
                check("403" in post.send("--via", f"ses://eu-west-3{endpoint}", code=69, env=env), "another region's signature is taken")
                check(post.new(server) == [], "a message came past a wrong signature")
                post.send("--via", f"ses://{region}{endpoint}", env=env)
                post.arrived(post.due(), post.new(server))
                post.holds_no(secret, *([token] if token else []))
                print(f"{region}: {post.seen} signatures agree")


main()
