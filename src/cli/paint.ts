/** Colours, where the terminal has them. */
import { styleText } from 'node:util';

export type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

export function painter(colours: boolean): Paint {
  // Whether the stream takes colours was decided before; the default would decide again, for stdout.
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}
