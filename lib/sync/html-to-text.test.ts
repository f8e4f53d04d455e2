import { expect, test } from "vitest";
import { htmlToText } from "./html-to-text";

test.each([
  ["a<br>b", "a\nb"],
  ["a<br/><br /><br>b", "a\n\nb"],
  ["<div>a</div><div>b</div>", "a\nb"],
  ["<p>a</p><p>b</p>", "a\n\nb"],
  ["<div><br></div><div>a</div>", "a"],
  ["<p>unclosed<p>again <b>bold", "unclosed\n\nagain bold"],
  ["<ul><li>one<li>two</ul>after", "- one\n- two\n\nafter"],
  ["<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
  ["<pre>if x:\n    go()\n\n\nend</pre>", "if x:\n    go()\n\nend"],
  ["a&nbsp;b &amp;&lt;c&gt; &uuml; &#8364;", "a b &<c> ü €"],
  ["  many \n  blanks  ", "many blanks"],
  ["one <i>two</i>three <b> four</b>", "one twothree four"],
  ["<style>p{color:red}</style><script>alert(1)</script><!-- no -->text", "text"],
  ["5 < 6 and 7 > 6", "5 < 6 and 7 > 6"],
  ["", ""],
])("%j reads as %j", (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test("takes time in proportion: a megabyte of paragraphs, and one line of a hundred thousand tags", () => {
  const startedAt = performance.now();
  const paragraphs = htmlToText("<div><p>Hello <b>world</b>, again</p><br></div>".repeat(25_000));
  expect(paragraphs.split("\n\n")).toHaveLength(25_000);
  expect(htmlToText("<b>x</b> ".repeat(100_000))).toHaveLength(199_999);
  // Written line by line it takes a second on a slow machine; in squares it took minutes.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});
