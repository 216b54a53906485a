"""Pictures as HTML: each carries its bytes with it, and words for those who do not see it."""

from __future__ import annotations

from base64 import b64encode
from html import escape as _escape


def escape(text: str) -> str:
    """The text as HTML, inside an element or inside quotes.

    >>> escape('"x" < y')
    '&quot;x&quot; &lt; y'
    """
    return _escape(text, quote=True)


def base64(data: bytes) -> str:
    """The bytes in 64 letters, which may stand in any text."""
    return b64encode(data).decode("ascii")


def data_uri(mime: str, data: bytes) -> str:
    """The bytes as an address that holds them; `mime` says what they are.

    >>> data_uri("text/plain", b"amteach")
    'data:text/plain;base64,YW10ZWFjaA=='
    """
    return f"data:{mime};base64,{base64(data)}"


def image(png: bytes, alt: str, style: str = "") -> str:
    """A PNG file as an <img>; alt is what a screen reader says."""
    return f"<img{_attributes(alt=alt, style=style, src=data_uri('image/png', png))}>"


def figure(content: str, caption: str = "", name: str = "", style: str = "") -> str:
    """HTML as a <figure> with a caption below it; `name` is its id.

    >>> figure("<img>", caption="w < x")
    '<figure><img><figcaption>w &lt; x</figcaption></figure>'
    """
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure{_attributes(id=name, style=style)}>{content}{below}</figure>"


def _attributes(**attributes: str) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
