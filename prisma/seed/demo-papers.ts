import type { Random } from "./random";

/** One page of text as PDF 1.4, in a font that every reader has. */
function paperOf(title: string, lines: readonly string[]): Buffer {
  const text = [
    `BT /F2 18 Tf 56 770 Td (${escaped(title)}) Tj ET`,
    ...lines.map((line, at) => `BT /F1 11 Tf 56 ${736 - at * 18} Td (${escaped(line)}) Tj ET`),
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + end, "latin1");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\()]/g, "\\$&");
}

export function deliveryNote(random: Random): Buffer {
  const pallets = random.between(4, 24);
  return paperOf("Delivery note", [
    `Consignment  CN-${random.between(100_000, 999_999)}`,
    "Shipper      Northwind Timber, Rotterdam",
    "Consignee    Brenner Lager, Innsbruck",
    "",
    `${pallets} pallets, ${pallets * random.between(380, 620)} kg gross`,
    `Loaded at dock ${random.between(1, 14)}, seal ${random.between(10_000, 99_999)}`,
    "",
    "Received with reservation: one crate crushed at the lower corner,",
    "photographs taken in the presence of the driver.",
    "",
    "Signature of the consignee: ____________________",
  ]);
}

/** A truck's positions on the way, as its box reports them. */
export function positions(random: Random): Buffer {
  const rows = ["time,latitude,longitude,speed_kmh"];
  let [latitude, longitude] = [51.92, 4.48];
  for (let minute = 0; minute < 240; minute += 5) {
    latitude -= random.next() * 0.04;
    longitude += random.next() * 0.06;
    const time = `${String(6 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
    rows.push(`${time},${latitude.toFixed(5)},${longitude.toFixed(5)},${random.between(0, 84)}`);
  }
  return Buffer.from(`${rows.join("\n")}\n`);
}

export function weighingSlip(random: Random): Buffer {
  const [gross, tare] = [random.between(28_000, 39_500), random.between(13_500, 15_800)];
  return Buffer.from(
    [
      "WEIGHBRIDGE 2",
      `Slip      ${random.between(40_000, 49_999)}`,
      `Gross     ${gross} kg`,
      `Tare      ${tare} kg`,
      `Net       ${gross - tare} kg`,
      "Operator  R. Vos",
      "",
    ].join("\n"),
  );
}
