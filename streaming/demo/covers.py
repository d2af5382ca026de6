"""Placeholder."""
from collections.abc import Callable
import io
import numpy as np
from PIL import Image
def _x()->np.ndarray: return np.zeros((1000,1000,3),np.uint8)
COVERS={k:_x for k in ('exposure','pier','kettle','suite','rooms')}
PORTRAITS={k:_x for k in ("Lumen Tide","The Rubber Compass","Wren Street Consort")}
def jpeg(a):
    b=io.BytesIO(); Image.fromarray(a).save(b,'JPEG',quality=88); return b.getvalue()
