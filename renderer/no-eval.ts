import { z } from 'zod';

// Before any schema is made: zod would try to compile it with `new Function`, which the CSP reports even when caught.
z.config({ jitless: true });
