/** The Markdown of the Temporal UI's words on a terminal. Pure. */
import type { Colors } from './output';
import { printable } from './printable';

/** Bold and code are painted where there are colours, and plain where there are none. */
export const onTerminal = (markdown: string, colors: Colors): string =>
  printable(markdown)
    .replace(/\*\*([^*\n]+)\*\*/g, (_, strong: string) => colors.bold(strong))
    .replace(/`([^`\n]+)`/g, (_, code: string) => colors.cyan(code));
