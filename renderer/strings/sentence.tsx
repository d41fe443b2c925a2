import { Fragment, type ReactNode } from 'react';

const SLOT = /\[(\w+)\]/g;

/**
 * Draws a catalogue text with elements in its `[slots]`. Names that people typed come in as elements, never as text
 * that is parsed: what an approver reads can't be altered by a name that looks like markup.
 */
export function Sentence({ text, parts }: { text: string; parts: Record<string, ReactNode> }) {
  const pieces = text.split(SLOT);
  return (
    <>
      {pieces.map((piece, index) => (
        <Fragment key={index}>{index % 2 === 1 ? (parts[piece] ?? '') : piece}</Fragment>
      ))}
    </>
  );
}
