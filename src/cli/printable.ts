/** What people type, such as a reason, is shown on other people's terminals, and a terminal obeys control characters. */

// eslint-disable-next-line no-control-regex -- these are what is meant
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g;

/** A space for what is not to be printed; line breaks stay. */
export const printable = (text: string): string => text.replace(controls, ' ');

export const oneLine = (text: string): string => printable(text).replace(/\s*\n\s*/g, ' ');
