// The inner parts of Nunjucks that its published types leave out.

/** Also what `require` is called with. */
export const nunjucksName = "nunjucks";

export interface TemplateNode {
  typename: string;
  /** 0-based. */
  lineno: number;
  colno: number;
  fields: string[];
  children?: TemplateNode[];
  [field: string]: unknown;
}

export interface NunjucksModule {
  parser: { parse(source: string, extensions: unknown[], options: object): TemplateNode };
  nodes: Record<string, new (...parameters: unknown[]) => TemplateNode>;
  compiler: {
    Compiler: new (name: string, throwOnUndefined: boolean) => { compile(tree: TemplateNode): void; getCode(): string };
  };
  Environment: new (
    loaders: null,
    options: object,
  ) => {
    extensionsList: unknown[];
    filters: Record<string, (...values: never[]) => unknown>;
    tests: Record<string, unknown>;
    globals: Record<string, unknown>;
    addExtension(name: string, extension: object): void;
  };
  Template: new (
    source: object,
    environment: object,
    path: string,
  ) => {
    compile(): void;
    rootRenderFunc(
      environment: object,
      context: object,
      frame: object,
      runtime: object,
      done: (error: unknown, result?: string) => void,
    ): void;
  };
  runtime: Record<string, unknown> & {
    Frame: new () => { topLevel: boolean; lookup(name: string): unknown };
    SafeString: new (text: string) => object;
  };
}
