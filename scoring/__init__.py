"""孵评: from a returned workbook to a printed grade report, without a screen.

The stations, in the order a figure travels:

1. ``intake`` reads a workbook in a guarded child process and turns its cells into a *return* and *findings*;
2. ``store`` keeps the original, the return, amendments and the journal in one file, and lays out *effective rows*;
3. ``engine`` measures the effective rows by a *rubric* (``definitions``) and gives points, grade and trace;
4. ``papers`` prints what the engine found.

``services`` holds the verbs that tie the stations together; ``cli`` and the desktop call nothing else.
``errors places findings progress messages`` are the alphabet everybody may use. No Qt anywhere.
"""
