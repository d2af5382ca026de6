"""Edge lengths in pixels in which a picture is made, as WebP. The child that decodes reads this too: no Django here."""

SIZES = (96, 192, 384, 768, 1536)
