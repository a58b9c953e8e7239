# A bookstore whose customers sign in through Gatehouse.
#
#   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
#   npm run gatehouse -- idp-simulator              Acme's identity provider at http://localhost:4000
#   npm start -w examples/hono-api                  the books, at http://localhost:3004
#   python app.py                                   this, at http://localhost:3005
from os import environ

import httpx
from flask import Flask, render_template
from gatehouse.flask import Gatehouse, current_user, login_required

PORT = int(environ.get("PORT", "3005"))
API_URL = environ.get("API_URL", "http://localhost:3004")
BOOKS_API = "https://api.bookstore.example"

app = Flask(__name__)
Gatehouse(  # adds /sign-in, /sign-up, /callback, /sign-out
    app,
    endpoint=environ.get("GATEHOUSE_ENDPOINT", "http://localhost:3001"),
    app_id=environ.get("APP_ID", "bookstoreflask"),
    app_secret=environ.get("APP_SECRET", "bookstore-flask-sample-secret"),
    base_url=environ.get("BASE_URL", f"http://localhost:{PORT}"),
    cookie_secret=environ.get("COOKIE_SECRET", "for trying out: use 32 random characters"),
    cookie_name="bookstore_flask",
    scopes=["email", "custom_data", "books:read", "books:write"],
    resources=[BOOKS_API],
)


@app.get("/")
def home():
    if not current_user.is_authenticated:
        return render_template("welcome.html")
    return render_template("profile.html", claims=current_user.claims)


@app.get("/user-info")
@login_required
def user_info():
    return render_template("user_info.html", info=current_user.fetch_user_info())


@app.get("/books")
@login_required
def books():
    token = current_user.get_access_token(BOOKS_API)
    try:
        answer = httpx.get(f"{API_URL}/books", headers={"Authorization": f"Bearer {token}"})
    except httpx.HTTPError:
        return render_template("books.html", problem="The API does not answer. Start it: npm start -w examples/hono-api")
    if answer.status_code != 200:
        return render_template("books.html", problem=f"The API answers {answer.status_code}.")
    return render_template("books.html", books=answer.json())


if __name__ == "__main__":
    app.run(port=PORT)
