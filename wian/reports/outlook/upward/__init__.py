"""The outlook of the way back up: when will the origin have all answers?"""
