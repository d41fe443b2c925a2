import '../jitless';
import { z } from 'zod';

/** What a call needs before its handler runs. A second factor for decisions is judged last, by the engine (§6). */
export type Access = 'public' | 'session' | 'stepUp';

export interface OperationSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  method: 'GET' | 'POST' | 'DELETE';
  /** Path with `{name}` segments; those, the query of a GET and the body of a write together make the input. */
  path: string;
  access: Access;
  /** False for reads, polling and streams, so that they never postpone the idle end of a session (§9). */
  countsAsActivity: boolean;
  /** Status of a success. */
  status: 200 | 201 | 204;
  /** Not offered to the page: the answer holds a session token or a one-time secret that stays in main. */
  mainOnly?: true;
  /** Over HTTP the answer is text: the output is a `textChunk`, and the door asks on until there is no next cursor. */
  answersWith?: 'text';
  /** Over HTTP the body may be `text/csv` too, and is this field of the input then. */
  csvField?: string;
  input: I;
  output: O;
  summary: string;
}

/** A part of a long text; the input that gives the next one has `cursor` set to `nextCursor`. */
export const textChunk = z.strictObject({
  contentType: z.string(),
  content: z.string(),
  nextCursor: z.string().nullable(),
});
export type TextChunk = z.output<typeof textChunk>;

/** An entry of the table; here only so that its types are inferred. */
export const define = <I extends z.ZodType, O extends z.ZodType>(
  spec: OperationSpec<I, O>,
): OperationSpec<I, O> => spec;

/** A question: needs a session, counts as no activity. */
export const read = <I extends z.ZodType, O extends z.ZodType>(
  path: string,
  summary: string,
  input: I,
  output: O,
  more: Partial<Pick<OperationSpec, 'answersWith'>> = {},
) =>
  define({
    method: 'GET',
    path,
    access: 'session',
    countsAsActivity: false,
    status: 200,
    input,
    output,
    summary,
    ...more,
  });

/** A command. */
export const write = <I extends z.ZodType, O extends z.ZodType>(
  path: string,
  summary: string,
  input: I,
  output: O,
  more: Partial<
    Pick<OperationSpec, 'access' | 'status' | 'method' | 'mainOnly' | 'countsAsActivity' | 'csvField'>
  > = {},
) =>
  define({
    method: 'POST',
    path,
    access: 'session',
    countsAsActivity: true,
    status: 200,
    input,
    output,
    summary,
    ...more,
  });
