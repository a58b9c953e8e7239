# A bookstore whose customers sign in through Gatehouse.
#
#   npm start -- --config examples/gatehouse.yaml   Gatehouse at http://localhost:3001
#   npm run gatehouse -- idp-simulator              Acme's identity provider at http://localhost:4000
#   npm start -w examples/hono-api                  the books, at http://localhost:3004
#   python app.py                                   this, at http://localhost:3006
from os import environ
from typing import Optional

import httpx
import pages
import uvicorn
from fastapi import Depends, FastAPI
from fastapi.responses import HTMLResponse
from gatehouse.fastapi import CurrentUser, Gatehouse, current_user, require_user

PORT = int(environ.get("PORT", "3006"))
API_URL = environ.get("API_URL", "http://localhost:3004")
BOOKS_API = "https://api.bookstore.example"

app = FastAPI(default_response_class=HTMLResponse)
Gatehouse(  # adds /sign-in, /sign-up, /callback, /sign-out
    app,
    endpoint=environ.get("GATEHOUSE_ENDPOINT", "http://localhost:3001"),
    app_id=environ.get("APP_ID", "bookstorefastapi"),
    app_secret=environ.get("APP_SECRET", "bookstore-fastapi-sample-secret"),
    base_url=environ.get("BASE_URL", f"http://localhost:{PORT}"),
    cookie_secret=environ.get("COOKIE_SECRET", "for trying out: use 32 random characters"),
    cookie_name="bookstore_fastapi",
    scopes=["email", "custom_data", "books:read", "books:write"],
    resources=[BOOKS_API],
)


@app.get("/")
async def home(user: Optional[CurrentUser] = Depends(current_user)):
    return pages.profile(user.claims) if user else pages.welcome()


@app.get("/user-info")
async def user_info(user: CurrentUser = Depends(require_user)):
    return pages.user_info(await user.fetch_user_info())


@app.get("/books")
async def books(user: CurrentUser = Depends(require_user)):
    token = await user.get_access_token(BOOKS_API)
    try:
        async with httpx.AsyncClient() as api:
            answer = await api.get(f"{API_URL}/books", headers={"Authorization": f"Bearer {token}"})
    except httpx.HTTPError:
        return pages.problem("The API does not answer. Start it: npm start -w examples/hono-api")
    if answer.status_code != 200:
        return pages.problem(f"The API answers {answer.status_code}.")
    return pages.books(answer.json())


if __name__ == "__main__":
    uvicorn.run(app, port=PORT)
