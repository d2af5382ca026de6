"""Tracks as rows of a spreadsheet: the grid, its API and the round trip by CSV and XLSX read and write the same cells.

A cell is a text, written so that people can read and type it. One that is sent as it was is
no change, whatever is in it.

    columns     which columns there are, and what each is of
    cells       texts to values and back, by kind
    splits      the notation of shares: `Anna Berg (STIM, IPI 00014107338, pub. Berg Musik) 50%; Bo Ek 50%`
    reading     the cells of tracks, and what tags say of each
    changing    what a row's cells would change, with an error for each that is wrong; and changing it
"""
