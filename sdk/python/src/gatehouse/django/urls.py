"""The routes ``gatehouse:sign_in``, ``sign_up``, ``callback``, ``sign_out``; ``include`` it at the root."""

from django.urls import path

from . import views
from ._request import extension

app_name = "gatehouse"
_web = extension().auth.web

urlpatterns = [
    path(_web.sign_in_path[1:], views.sign_in, name="sign_in"),
    path(_web.sign_up_path[1:], views.sign_up, name="sign_up"),
    path(_web.callback_path[1:], views.callback, name="callback"),
    path(_web.sign_out_path[1:], views.sign_out, name="sign_out"),
]
