"""The Flask application of Logto's guide for Python, with the published package, unmodified: a session storage, /sign-in,
/sign-up, /callback, /sign-out and a home page."""

import json
import os
from typing import Union

from flask import Flask, jsonify, redirect, request, session
from logto import LogtoClient, LogtoConfig, LogtoException, Storage
from markupsafe import escape

BASE_URL = os.environ["BASE_URL"]

app = Flask(__name__)
app.secret_key = "only for tests"


class SessionStorage(Storage):
    def get(self, key: str) -> Union[str, None]:
        return session.get(key, None)

    def set(self, key: str, value: Union[str, None]) -> None:
        session[key] = value

    def delete(self, key: str) -> None:
        session.pop(key, None)


client = LogtoClient(
    LogtoConfig(
        endpoint=os.environ["GATEHOUSE_ENDPOINT"],
        appId=os.environ["APP_ID"],
        appSecret=os.environ["APP_SECRET"],
        scopes=["email", "custom_data"],
        resources=["https://api.bookstore.example"],
    ),
    storage=SessionStorage(),
)


@app.route("/")
async def home():
    if client.isAuthenticated() is False:
        return "<!doctype html><h1>Flask</h1>Not authenticated <a href='/sign-in'>Sign in</a>"
    claims = client.getIdTokenClaims().model_dump_json(exclude_unset=True)
    user = (await client.fetchUserInfo()).model_dump_json(exclude_unset=True)
    return (
        f"<!doctype html><h1>Flask</h1><pre id='claims'>{escape(claims)}</pre>"
        f"<pre id='user'>{escape(user)}</pre><a href='/sign-out'>Sign out</a>"
    )


@app.route("/sign-in")
async def sign_in():
    return redirect(await client.signIn(redirectUri=f"{BASE_URL}/callback"))


@app.route("/sign-up")
async def sign_up():
    return redirect(
        await client.signIn(redirectUri=f"{BASE_URL}/callback", interactionMode="signUp")
    )


@app.route("/callback")
async def callback():
    try:
        await client.handleSignInCallback(request.url)
        return redirect("/")
    except LogtoException as error:
        return "Error: " + str(error), 400


@app.route("/sign-out")
async def sign_out():
    return redirect(await client.signOut(postLogoutRedirectUri=f"{BASE_URL}/"))


@app.route("/resource")
async def resource():
    """An access token for an API, as the guide shows it."""
    await client.getAccessToken("https://api.bookstore.example")
    claims = await client.getAccessTokenClaims("https://api.bookstore.example")
    return jsonify(json.loads(claims.model_dump_json(exclude_unset=True)))


if __name__ == "__main__":
    app.run(host="localhost", port=int(os.environ["PORT"]), debug=False)
