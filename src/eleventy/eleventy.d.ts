// The parts of Eleventy's untyped modules that Broadsheet uses.
declare module "@11ty/eleventy" {
  import type UserConfig from "@11ty/eleventy/UserConfig";

  export interface RenderedTemplate {
    url: string;
    inputPath: string;
    outputPath: string;
    content: string;
  }

  export default class Eleventy {
    constructor(
      input: string,
      output: string,
      options: { quietMode?: boolean; configPath?: string | null; config?: (config: UserConfig) => unknown },
    );
    disableLogger(): void;
    init(): Promise<void>;
    toJSON(): Promise<RenderedTemplate[]>;
  }
}

declare module "@11ty/eleventy/UserConfig" {
  export default class UserConfig {
    ignores: Set<string>;
    setUseGitIgnore(enabled: boolean): void;
    setOutputDirectory(folder: string): void;
    setDataDirectory(folder: string): void;
    setDataFileSuffixes(suffixes: string[]): void;
    setTemplateFormats(formats: string[]): void;
    addGlobalData(name: string, value: unknown): void;
    addExtension(
      extension: string,
      options: {
        compile: (content: string, inputPath: string) => (data: unknown) => string;
        compileOptions?: { cache: boolean };
      },
    ): void;
    addTemplate(path: string, content: string, data: Record<string, unknown>): void;
    setLibrary(engine: string, library: unknown): void;
    setNunjucksPrecompiledTemplates(templates: Readonly<Record<string, object>>): void;
    on(event: string, listener: (details: { directories: { output: string } }) => void | Promise<void>): void;
  }
}

declare module "@11ty/eleventy-plugin-rss" {
  export function dateToRfc3339(date: Date): string;
  export function convertHtmlToAbsoluteUrls(html: string, base: string): Promise<string>;
}
