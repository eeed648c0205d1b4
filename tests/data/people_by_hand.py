"""What stands in the two sample files of people, worked out by hand, row by row.

Nothing here was read by the program: a person went through the files with the table of roles and
the ten dimensions beside them.
"""

from dataclasses import dataclass

from app.domain.people import Role

_ROLES = {"P": Role.PRACTITIONER, "E": Role.EDUCATOR, "A": Role.ADVOCATE}
REZONING = "The 2019 rezoning split two neighborhoods."
COUNSELOR = 'We tried "one counselor per 250" in 2022, then lost the grant'
NOT_ATTENDING = "Not Attending"


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """One row of a sample; ``interests`` are the dimensions' numbers, in the answer's order."""

    row: int
    email: str
    name: str
    role: Role
    affiliation: str
    coming: bool = True
    interests: tuple[int, ...] = ()
    keep_apart: str = ""
    language_needs: str = ""
    access_needs: str = ""
    history: str = ""


# row | address | name | role | organisation | dimensions | not with | needs | history
_FORM = """
2|p001|Hana Fofanah|P|School board|2 1|||
3|p002|Lucía Fofanah|P|Equity office|10|||r
4|p003|Xiomara Morales|P|School board|7|||
5|p004|Esra Park|P|Equity office||Hyun-woo Okafor|Spanish interpretation|c
6|p005|Olena Vargas|P|Superintendent's office|9 7||Large print|
7|p006|Beatriz Gutiérrez|P|Equity office|5||ASL|r
8|p007|Noor Washington|A|Student council, Harbor High|7 10|||
9|p008|Leilani Vargas|E|Teachers' association|9 1|||c
10|p009|Olena Tran|A|Latino Families United|9 8|||
11|p010|Zoë Park|P|Principal, Lincoln K-8|6 2 7||Spanish interpretation|r
12|p011|Hyun-woo Okafor|P|Special education|||Large print|
13|p012|Lucía Jackson|A|Chamber of Commerce|||ASL|c
14|p013|Kofi Morales|P|Special education|1 8|||
15|p014|Isaac Estrada|P|Principal, Harbor High|9|||r
16|p015|Isaac Quispe|P|Principal, Lincoln K-8||Gabriel Zapata||
17|p016|Wanjiru Castillo|P|Assessment & data|5 1 9||Spanish interpretation|c
18|p017|Mateo Hassan|P|Principal, Lincoln K-8|10 2 8||Large print|
19|p018|Fatima Tran|A|Chamber of Commerce|1 5||ASL|r
20|p019|Fatima Castillo|A|Parent, Lincoln K-8|9 1|||
21|p020|Malik Barnes|A|Latino Families United||||c
22|p021|Caleb Gutiérrez|P|Assessment & data|3|||
23|p022|Gabriel Zapata|E|Civil rights coalition|5 10||Spanish interpretation|r
24|p023|Lucía Washington|E|Faith coalition|||Large print|
25|p024|Jada Smith|A|Disability Rights Network|6 4||ASL|c
26|p025|Isaac Okafor|A|Latino Families United|7 2|||
27|p026|Noor Young|P|Equity office|5|Fatima Lindqvist||r
28|p027|Olena Kim|P|Finance|1 10|||
29|p028|Imani Quispe|P|Finance|6 5 7||Spanish interpretation|c
30|p029|Esra Rivera|A|Student council, Harbor High|9||Large print|
31|p030|Uma Iyer|P|School board|7 8 1||ASL|r
32|p031|Rosa Okafor|E|Refugee Welcome Center|7 2|||
33|p032|Esra Lindqvist|P|Principal, Harbor High|8 3 1|||c
34|p033|Fatima Lindqvist|E|Faith coalition|2 7 5|||
35|p034|Grace St.|P|Finance|1 6||Spanish interpretation|r
36|p035|Isaac Abdi|P|Special education|4 9||Large print|
37|p036|Elías Gutiérrez|E|Teachers' association|8 10||ASL|c
38|p037|Wanjiru Okafor|P|Assessment & data|5 10|Siddharth Hassan||
39|p038|Nguyễn Gutiérrez|A|Disability Rights Network|6 1 4|||r
40|p039|João Dubois|P|Principal, Harbor High|6 9|||
41|p040|Malik Zapata|A|Faith coalition|7 2||Spanish interpretation|c
42|p041|Chidi Gutiérrez|P|Superintendent's office|3 2||Large print|
43|p042|Zoë Barnes|A|Civil rights coalition|9 6||ASL|r
44|p043|Wanjiru Hassan|P|School board|5 10|||
45|p044|Siddharth Hassan|P|Finance|6|||c
"""

# row | address | first | last | seat (C: community advocate) | out | organisation
_TICKETS = """
2|t001|Björn|Hassan|P||Superintendent's office
3|t002|Gabriel|Morales|P||Assessment & data
4|t003|Elías|Hassan|C||Parent, Harbor High
5|t004|Quentin|Okafor|C|out|Latino Families United
6|t005|Noor|Okafor|P||Equity office
7|t006|Fatima|St.|P||Assessment & data
8|t007|Rosa|Nakamura|P||Principal, Lincoln K-8
9|t008|Farid|Hassan|C|out|Refugee Welcome Center
10|t009|Mateo|St.|C||Faith coalition
11|t010|Nguyễn|Jackson|P||Special education
12|t011|Priya|Hassan|P||Curriculum & instruction
13|t012|Farid|Dubois|P|out|Assessment & data
14|t013|Yusuf|St.|C||Parent, Lincoln K-8
15|t014|Anh|O'Brien|P||Special education
16|t015|Keisha|Zapata|C||Parent, Lincoln K-8
17|t016|Malik|Rivera|C|out|Student council, Harbor High
18|t017|Hyun-woo|Hassan|C||Latino Families United
19|t018|Leilani|Zapata|C||Faith coalition
20|t019|Fatima|Lindqvist|C||Parent, Lincoln K-8
21|t020|Beatriz|Okafor|P|out|Curriculum & instruction
22|t021|Kofi|Morales|P||Curriculum & instruction
23|t022|Víctor|Dubois|C||Civil rights coalition
24|t023|Imani|Dubois|P||Special education
25|t024|Hana|Jackson|P|out|Curriculum & instruction
26|t025|Kofi|Park|P||Special education
27|t026|Kofi|Castillo|P||Assessment & data
28|t027|João|Xiong|C||Refugee Welcome Center
29|t028|Xiomara|Zapata|P|out|Finance
30|t029|Anh|Nakamura|C||Student council, Harbor High
31|t030|Nguyễn|Barnes|C||Civil rights coalition
32|t031|Hyun-woo|Clair|C||Disability Rights Network
"""


def form() -> tuple[ByHand, ...]:
    """Return everybody in ``people-form-export.csv``."""
    people = []
    for line in _FORM.strip().splitlines():
        row, email, name, role, place, numbers, apart, need, said = line.split("|")
        spoken = need == "Spanish interpretation"
        people.append(
            ByHand(
                row=int(row),
                email=f"{email}@example.org",
                name=name,
                role=_ROLES[role],
                affiliation=place,
                interests=tuple(map(int, numbers.split())),
                keep_apart=apart,
                language_needs=need if spoken else "",
                access_needs="" if spoken else need,
                history={"r": REZONING, "c": COUNSELOR, "": ""}[said],
            )
        )
    return tuple(people)


def tickets() -> tuple[ByHand, ...]:
    """Return everybody in ``people-ticket-export.csv``, those who do not come too."""
    people = []
    for line in _TICKETS.strip().splitlines():
        row, email, first, last, seat, out, place = line.split("|")
        people.append(
            ByHand(
                row=int(row),
                email=f"{email}@example.org",
                name=f"{first} {last}",
                role=Role.ADVOCATE if seat == "C" else Role.PRACTITIONER,
                affiliation=place,
                coming=not out,
            )
        )
    return tuple(people)
