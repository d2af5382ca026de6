"""ISRC, ISWC and IPI: what people write is taken in one form, and what can't be right is refused in words."""

import pytest

from catalog.identifiers import ipi_checked, isrc_checked, iswc_checked
from common.errors import Invalid


@pytest.mark.parametrize(
    ("check", "written", "stored"),
    [
        (isrc_checked, "GB-AYE-69-00534", "GBAYE6900534"),
        (isrc_checked, "isrc: us rc1 76 07839", "USRC17607839"),
        (isrc_checked, " ", ""),
        # ISO 15707's own example, as https://en.wikipedia.org/wiki/International_Standard_Musical_Work_Code has it.
        (iswc_checked, "T-034.524.680-1", "T-034.524.680-1"),
        (iswc_checked, "t0345246801", "T-034.524.680-1"),
        (iswc_checked, "", ""),
        (ipi_checked, "00014107338", "00014107338"),
        (ipi_checked, "IPI 14107338", "00014107338"),
        (ipi_checked, "", ""),
    ],
)
def test_what_people_write_is_stored_in_one_form(check: object, written: str, stored: str) -> None:
    assert callable(check)
    assert check(written) == stored


@pytest.mark.parametrize(
    ("check", "wrong"),
    [
        (isrc_checked, "GBAYE690053"),
        (isrc_checked, "1BAYE6900534"),
        (iswc_checked, "T-034.524.680-2"),
        (iswc_checked, "T-034.524.608-1"),
        (iswc_checked, "034.524.680-1"),
        (ipi_checked, "00014107339"),
        (ipi_checked, "00014107383"),
        (ipi_checked, "000000000000"),
        (ipi_checked, "0"),
        (ipi_checked, "١٢٣"),
    ],
)
def test_what_can_not_be_right_is_refused(check: object, wrong: str) -> None:
    assert callable(check)
    with pytest.raises(Invalid):
        check(wrong)
