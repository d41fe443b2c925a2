/** Which of the model's ids stands for which of the engine's. */
export class Names {
  readonly #toEngine = new Map<string, string>();
  readonly #toModel = new Map<string, string>();

  bind(model: string, engine: string): void {
    this.#toEngine.set(model, engine);
    this.#toModel.set(engine, model);
  }

  all(): (readonly [model: string, engine: string])[] {
    return [...this.#toEngine];
  }

  engine(model: string): string {
    return this.#toEngine.get(model) ?? model.replaceAll(/[^0-9A-Za-z]/g, '').replace(/^(...)/, '$1_');
  }

  model(engine: string): string {
    return this.#toModel.get(engine) ?? engine;
  }

  /** The same value with every id in it as the engine knows it. */
  forEngine(value: unknown): unknown {
    return walk(value, (text) => this.#toEngine.get(text) ?? text);
  }

  forModel(value: unknown): unknown {
    return walk(value, (text) => this.model(text));
  }
}

function walk(value: unknown, each: (text: string) => string): unknown {
  if (typeof value === 'string') return each(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, each)]));
}
