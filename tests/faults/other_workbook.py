"""A workbook of another program: texts in a list of their own, tags prefixed, parts moved."""

import io
import zipfile

PARTS = {
    "app/book.xml": """
<{p}workbook {m}="{n}/main" xmlns:r="{n}/relationships">
<{p}sheets><{p}sheet name="One" sheetId="1" r:id="worksheet"/></{p}sheets></{p}workbook>""",
    "parts/worksheet.xml": """
<{p}worksheet {m}="{n}/main"><{p}sheetData>
<{p}row r="1"><{p}c r="A1" t="s"><{p}v>0</{p}v></{p}c>
<{p}c r="B1" t="s"><{p}v>1</{p}v></{p}c></{p}row>
<{p}row r="2"><{p}c r="A2" t="s"><{p}v>2</{p}v></{p}c>
<{p}c r="B2" s="1"><{p}v>43862</{p}v></{p}c></{p}row>
<{p}row r="3"><{p}c r="A3" t="e"><{p}v>#N/A</{p}v></{p}c></{p}row>
</{p}sheetData></{p}worksheet>""",
    "parts/styles.xml": """
<{p}styleSheet {m}="{n}/main">
<{p}cellXfs><{p}xf numFmtId="0"/><{p}xf numFmtId="14"/></{p}cellXfs></{p}styleSheet>""",
    "parts/sharedStrings.xml": """
<{p}sst {m}="{n}/main"><{p}si><{p}t>id</{p}t></{p}si>
<{p}si><{p}r><{p}t>en</{p}t></{p}r><{p}r><{p}t>ded</{p}t></{p}r></{p}si>
<{p}si><{p}t>Ä &amp; Ö</{p}t></{p}si></{p}sst>""",
}
RELATIONS = {
    "_rels/.rels": {"officeDocument": "/app/book.xml"},
    "app/_rels/book.xml.rels": {
        kind: f"../parts/{kind}.xml" for kind in ("worksheet", "styles", "sharedStrings")
    },
}


def write(prefix: str, namespace: str) -> bytes:
    """Write a heading, a row and a fault; all tags bear *prefix* and are of *namespace*."""
    mark = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in PARTS.items():
            made.writestr(name, content.strip().format(p=prefix, m=mark, n=namespace))
        for name, targets in RELATIONS.items():
            made.writestr(name, _relations(namespace, targets))
    return out.getvalue()


def _relations(namespace: str, targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{namespace}/relationships/{kind}" Target="{at}"/>'
        for kind, at in targets.items()
    )
    return f"<Relationships>{listed}</Relationships>"
