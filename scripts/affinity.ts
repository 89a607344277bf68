/** How much texts have to do with a phrase: its rarer words weigh more. */
export function affinityTo(phrase: string, texts: ReadonlyMap<string, string>): (name: string) => number {
  const words = [...new Set(wordsOf(phrase))];
  const wordsByName = new Map([...texts].map(([name, text]) => [name, new Set(wordsOf(text))]));
  const weights = words.map((word) => {
    const having = [...wordsByName.values()].filter((of) => of.has(word)).length;
    return { word, weight: having === 0 ? 0 : Math.log(1 + wordsByName.size / having) };
  });
  return (name) => {
    const own = wordsByName.get(name);
    return weights.reduce((sum, { word, weight }) => sum + (own?.has(word) ? weight : 0), 0);
  };
}

/** Words of four letters and more, without their endings. */
const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((word) => word.replace(/(ed|ing|es|s)$/, ''));
