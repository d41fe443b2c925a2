import { useEffect, useRef, type ReactNode } from 'react';

/** The title of a step that is read before anything is typed: the focus begins there. */
export function ReadFirst({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <h2 className="step-title" tabIndex={-1} ref={ref}>
      {children}
    </h2>
  );
}
