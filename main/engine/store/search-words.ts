import type { GovernedRequest, State } from '../../../shared/domain/state';

const MOST = 40;

/** Lower-case words of a text, split at anything that isn't a letter, a digit or a dot between digits. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+(?:[.,][\p{N}]+)*/gu) ?? []
  ).map((word) => word.replace(/,/g, '').slice(0, 60));
}

/** What a request is found by: its number, amount, asset, account, destination, people and note. */
export function searchWords(request: GovernedRequest, state: State): string[] {
  const texts: string[] = [`r ${request.number}`, `r${request.number}`, request.view.initiator.displayName];
  if (request.view.account) texts.push(request.view.account.name);
  collectTexts(request.view.params, texts);
  for (const id of request.subjectIds) texts.push(state.members.get(id)?.displayName ?? '');
  // Last, since only so many words are kept: a long note pushes out none of the others.
  if (request.note !== null) texts.push(request.note);
  return [...new Set(texts.flatMap(wordsOf))].slice(0, MOST);
}

function collectTexts(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value))
      if (key !== 'id' && key !== 'grants') collectTexts(each, into);
}
