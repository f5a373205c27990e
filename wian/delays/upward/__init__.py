"""What the way back up costs: how long answers take, and which days leave time for them."""
