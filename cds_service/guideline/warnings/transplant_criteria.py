"""W17: liver transplantation ordered while a criterion of the source is not met, or not known to be."""

from cds_service.case.order import OrderKind
from cds_service.guideline.definitions import transplantation as criteria
from cds_service.guideline.definitions.liver import RESECTABLE
from cds_service.guideline.recommendation import cited, line
from cds_service.guideline.warning import Indicator, SafetyWarning
from cds_service.logic.criterion import Not

WARNING = SafetyWarning(
    id="W17",
    slug="transplant-criteria",
    orders=(OrderKind.LIVER_TRANSPLANT,),
    when=criteria.NOT_ALL_MET,
    indicator=Indicator.WARNING,
    open_indicator=Indicator.WARNING,
    title="Liver-transplant referral: source criteria not met ({list})",
    title_open="Liver-transplant referral: not known whether the source criteria are met",
    short="transplant criteria",
    named=(
        line("resectable", RESECTABLE),
        line("C1 extrahepatic disease", Not(of=criteria.C1)),
        line("C2 {grade}, Ki-67 {ki67}", Not(of=criteria.C2)),
        line("C3 primary in place", Not(of=criteria.C3)),
        line("C4 liver share {liverPctRecent}", Not(of=criteria.C4)),
        line("C5 stable {stableMonths}", Not(of=criteria.C5)),
        line("C6 age {age}", Not(of=criteria.C6)),
    ),
    lines=(
        line("Failed: unresectable disease; judged {resectVerdict}, so no transplant [S61] (X02).", RESECTABLE),
        line(
            "Failed: C1 no extrahepatic disease; outside the abdomen {extraAbd}, in it {extrahepAbd} [S62].",
            Not(of=criteria.C1),
        ),
        line("Failed: C2 G1/G2 with Ki-67 < 10 %; {grade}, Ki-67 {ki67} [S63].", Not(of=criteria.C2)),
        line("Failed: C3 primary removed; still in place [S64].", Not(of=criteria.C3)),
        line("Failed: C4 liver share < 50 %; {liverPctRecent} [S65].", Not(of=criteria.C4)),
        line(
            "Failed: C5 stable for 6 months or more; {stableMonths}, progression {progressing} [S66].",
            Not(of=criteria.C5),
        ),
        line("Failed: C6 younger than 60; {age} [S67].", Not(of=criteria.C6)),
        *(line(f"Not known whether: {found.text}.", when) for found, when in criteria.NOT_KNOWN),
        line("Milan-NET (Ki-67 ≤ 10 %, liver ≤ 50 %, age ≤ 60) would accept (D31).", criteria.MILAN_NET),
        line("Milan-NET (Ki-67 ≤ 10 %, liver ≤ 50 %, age ≤ 60) would reject (D31).", Not(of=criteria.MILAN_NET)),
        line("Its age limit is relative; the first version took 55 or younger (D31).", Not(of=criteria.C6)),
        line("OPTN exception (Ki-67 < 20 %, uncertain) would accept (D31).", criteria.OPTN_EXCEPTION),
        line("OPTN exception (Ki-67 < 20 %, uncertain) would reject (D31).", Not(of=criteria.OPTN_EXCEPTION)),
        line("Also for the transplant team: active infection, another cancer, adherence (§3.5)."),
    ),
    sources=(*cited("S61 S62 S63 S64 S65 S66 S67 D31 X02"), "ruling 32", "clinical model §3.5"),
    references=("Milan-NET, Mazzaferro 2016",),
)
