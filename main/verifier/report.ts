import { writeHead, type Head } from '../../shared/domain/audit/entry';
import { isPicked, type VerifiedExport } from './verify-export';

const FAULTS_SHOWN = 20;
const number = new Intl.NumberFormat('en');
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number.format(count)} ${count === 1 ? one : many}`;

/** What was found, in plain words, a line each. */
export function reportOf({ header, verdict, read, last }: VerifiedExport, remembered: Head | null): string[] {
  const { faults, faultCount, judged, notJudged, withheld, ok } = verdict;
  const lines = [
    `Audit export of ${header.organization.name}, made ${header.exportedAt} by ${header.reader.displayName}.`,
    header.note,
    '',
    `${counted(read, 'entry', 'entries')} read${read === 0 ? '' : `, up to number ${number.format(last.seq)}`}.`,
  ];
  if (withheld > 0)
    lines.push(
      `${counted(withheld, 'payload is', 'payloads are')} withheld from the reader; their hashes were checked as part of the chain.`,
    );
  if (judged > 0)
    lines.push(
      `${counted(judged, 'command')} decided again${ok ? ': each was allowed when it was made, and came to just this' : ''}.`,
    );
  if (notJudged > 0)
    lines.push(`Not judged: ${number.format(notJudged)}. What they stand on isn’t in this export.`);
  if (remembered !== null && ok)
    lines.push(
      header.after !== null && remembered.seq < header.after.seq
        ? 'The head you remember lies before this export, which can’t say anything about it.'
        : isPicked(header)
          ? 'Entries were picked: only that the remembered one isn’t contradicted can be said.'
          : 'The head you remember is in it.',
    );
  lines.push('');
  if (!ok) {
    for (const { seq, what } of faults.slice(0, FAULTS_SHOWN)) lines.push(`  Entry ${String(seq)}: ${what}`);
    if (faultCount > FAULTS_SHOWN) lines.push(`  and ${counted(faultCount - FAULTS_SHOWN, 'more')}`);
    lines.push('', `NOT SOUND: ${counted(faultCount, 'fault')}.`);
    return lines;
  }
  lines.push('SOUND: nothing in it was removed, changed or moved.');
  if (read > 0) lines.push(`Head: ${writeHead(last)}`);
  return lines;
}
