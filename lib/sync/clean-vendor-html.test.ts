import { expect, test } from "vitest";
import { cleanVendorHtml } from "./clean-vendor-html";

test.each([
  ["<div>One<br>two</div><div>three</div>", "One<br />two<br />three"],
  [
    "<table><tr><td>Site</td><td>North</td></tr><tr><td>Asset</td><td>PC-1</td></tr></table><p>Done.</p>",
    "Site North <br />Asset PC-1 <br /><p>Done.</p>",
  ],
  ["<div><div><div>Deep</div></div></div><div>next</div>", "Deep<br /><br />next"],
  ['<p onclick="x()">Safe<script>alert(1)</script></p>', "<p>Safe</p>"],
])("%s", (html, cleaned) => {
  expect(cleanVendorHtml(html)).toBe(cleaned);
});
