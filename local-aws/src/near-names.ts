/** Pairs of neighbouring letters. */
const pairs = (name: string): Set<string> => {
  const letters = name.toLowerCase();
  return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
};

/** How much two names have in common, from 0 to 1 (the Sørensen–Dice coefficient of their pairs of letters). */
function likeness(a: string, b: string): number {
  const [ofA, ofB] = [pairs(a), pairs(b)];
  const shared = [...ofA].filter((pair) => ofB.has(pair)).length;
  return (2 * shared) / (ofA.size + ofB.size || 1);
}

/** What somebody may have meant who wrote `name`: up to three of `names`, the likeliest first. */
export const nearNames = (name: string, names: readonly string[]): readonly string[] =>
  names
    .map((each) => ({ each, score: likeness(name, each) }))
    .filter(({ score }) => score > 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ each }) => each);
