"""Papers (纸面): facts that are already decided, rounded and worded become pages. The only room that knows reportlab.

``report_pdf`` makes the grade report, ``render_pages`` turns any PDF into pictures (preview, print and tests see the same
pixels), ``write_whole`` puts bytes on disk.
"""
