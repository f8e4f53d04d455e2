"use client";

import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { Skeleton } from "../ui/skeleton";

// From our own origin as a file of its own: the page's policy allows no other.
GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url).toString();

const maximumScale = 2;

export interface PdfPagesProps {
  url: string;
  name: string;
  onFail: () => void;
}

/** Pages are drawn when they come into sight; their words are there for screen readers and for search in the page. */
export default function PdfPages({ url, name, onFail }: PdfPagesProps) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new link is a new reading; what to do on failure is not
  useEffect(() => {
    const loading = getDocument({ url, useWasm: false, enableXfa: false, disableAutoFetch: true });
    let isGone = false;
    loading.promise.then(setDocument).catch(() => isGone || onFail());
    return () => {
      isGone = true;
      setDocument(null);
      void loading.destroy();
    };
  }, [url]);
  if (!document) return <Skeleton className="h-[70dvh] w-full max-w-3xl" />;
  return (
    <ol aria-label={`${name}, ${document.numPages} pages`} className="grid w-full max-w-3xl gap-3">
      {Array.from({ length: document.numPages }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
        <PdfPage key={index} document={document} number={index + 1} />
      ))}
    </ol>
  );
}

function PdfPage({ document, number }: { document: PDFDocumentProxy; number: number }) {
  const item = useRef<HTMLLIElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSeen, setIsSeen] = useState(number === 1);
  const [text, setText] = useState("");

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setIsSeen(true),
      { rootMargin: "50%" },
    );
    if (item.current) observer.observe(item.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!isSeen) return;
    let isGone = false;
    const drawing = drawPage(document, number, canvas.current, () => isGone);
    drawing.then((words) => isGone || setText(words)).catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [document, number, isSeen]);

  return (
    <li ref={item} className="min-h-40 overflow-hidden rounded-md border bg-surface">
      <canvas ref={canvas} aria-hidden className="block h-auto w-full" />
      <p className="sr-only">
        Page {number} of {document.numPages}. {text}
      </p>
    </li>
  );
}

async function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement | null,
  isGone: () => boolean,
): Promise<string> {
  const page = await document.getPage(number);
  if (!canvas || isGone()) return "";
  const natural = page.getViewport({ scale: 1 });
  const width =
    (canvas.parentElement?.clientWidth ?? natural.width) * Math.min(maximumScale, window.devicePixelRatio);
  const viewport = page.getViewport({ scale: width / natural.width });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvas, viewport }).promise;
  const { items } = await page.getTextContent();
  return items.map((piece) => ("str" in piece ? piece.str : "")).join(" ");
}
