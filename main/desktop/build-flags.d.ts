/** What the build puts in place of `import.meta.env` (electron-vite, variables starting with MAIN_VITE_). */
interface ImportMeta {
  readonly env: { readonly MAIN_VITE_TEST_FLAVOUR?: string };
}
