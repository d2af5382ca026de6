"""`musicsite upload FOLDER`: music into a workspace, over the API. Written by hand, on the generated client."""
