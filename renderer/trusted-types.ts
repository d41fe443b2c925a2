interface DefaultPolicy {
  createHTML: (text: string) => string | null;
}
interface PolicyFactory {
  createPolicy(name: 'default', rules: DefaultPolicy): unknown;
}

/**
 * The one Trusted Types policy. React Aria's live announcer clears itself with `innerHTML = ''`; anything else that
 * asks for markup or script from a string is refused, so that no dependency can bring an injection in.
 */
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
