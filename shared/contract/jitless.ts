import { z } from 'zod';

// No code generation from strings: the page's policy forbids eval, and zod tries it with the first object schema it
// makes. So every file that makes schemas imports this before it makes one, in whatever order the files are loaded.
z.config({ jitless: true });
