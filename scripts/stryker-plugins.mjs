// What npm run mutate adds to Stryker: which words are left alone, and how what no test saw is told.
import path from 'node:path';
import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Which argument of a call is a sentence for people: other words break no rule; its code, path and extras could. */
const SENTENCE_OF = { refuse: 1, fault: 1, answer: 2, must: 1, Error: 0 };

const sentences = {
  /** @returns {string | undefined} why this place isn’t mutated */
  shouldIgnore(place) {
    if (!place.isStringLiteral() && !place.isTemplateLiteral()) return undefined;
    const { callee, arguments: given } = place.parent;
    return callee?.type === 'Identifier' && given[SENTENCE_OF[callee.name]] === place.node
      ? 'a sentence for people'
      : undefined;
  },
};

/** Tells at once of each mutation that no test saw: where it stands, and what came to stand there. */
class Missed {
  onMutantTested({ fileName, location, mutatorName, replacement, status }) {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const { line, column } = location.start;
    const written = replacement.replace(/\s+/g, ' ').slice(0, 100);
    const place = `${path.relative(process.cwd(), fileName)}:${line}:${column}`;
    console.log(`${place}  ${status}  ${mutatorName}  ${written}`);
  }
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'sentences', sentences),
  declareClassPlugin(PluginKind.Reporter, 'missed', Missed),
];
