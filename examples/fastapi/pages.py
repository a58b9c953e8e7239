# The bookstore's pages.
import json
from html import escape

STYLE = """
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#d5dbd8, #3b4542); }
  body { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }
  nav { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
  nav a { padding: .55rem 1rem; border-radius: .5rem; border: 1px solid var(--line); text-decoration: none; color: inherit; }
  nav a.first { background: #2f5d50; border-color: #2f5d50; color: #fff; }
  table { width: 100%; border-collapse: collapse; font-size: .9rem; }
  th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { font-weight: 600; white-space: nowrap; }
  pre { padding: 1rem; border-radius: .5rem; background: rgb(127 127 127 / .12); overflow: auto; font-size: .85rem; }
"""

LINKS = """
  <nav>
    <a href="/">Home</a> <a href="/user-info">User info</a> <a href="/books">Books</a> <a href="/sign-out">Sign out</a>
  </nav>"""


def page(content):
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bookstore</title><link rel="icon" href="data:,"><style>{STYLE}</style></head>
<body><main><h1>Bookstore</h1>{content}</main></body>
</html>"""


def welcome():
    return page("""
  <p>You are not signed in.</p>
  <nav><a class="first" href="/sign-in">Sign in</a> <a href="/sign-up">Create account</a></nav>""")


def profile(claims):
    name = claims.get("name") or claims.get("username") or claims.get("email") or claims["sub"]
    rows = (
        f'<tr><th scope="row">{escape(key)}</th><td>{escape(value if isinstance(value, str) else json.dumps(value))}</td></tr>'
        for key, value in claims.items()
        if value is not None  # Gatehouse says null where it was asked and doesn't know
    )
    return page(f"""
  <p>Hello, <strong id="user">{escape(name)}</strong>.</p>{LINKS}
  <h2>What the ID token says</h2>
  <table id="claims">{"".join(rows)}</table>""")


def user_info(info):
    return page(f'{LINKS}<h2>User info</h2><pre id="user-info">{escape(json.dumps(info, indent=2))}</pre>')


def books(list_of_books):
    items = (f"<li>{escape(book['title'])}</li>" for book in list_of_books)
    return page(f'{LINKS}<h2>Books</h2><ul id="books">{"".join(items)}</ul>')


def problem(text):
    return page(f"{LINKS}<h2>Books</h2><p>{escape(text)}</p>")
