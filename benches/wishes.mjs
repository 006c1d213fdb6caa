/** What the command line asks for: `{ chosen, rounds, isRecorded }`; an error that names what there is, otherwise. */
export function readWishes(words, cases) {
  const wishes = { chosen: cases, rounds: undefined, isRecorded: false };
  for (const word of words) {
    const [option, value = ''] = word.split(/=(.*)/s);
    if (option === '--only') wishes.chosen = choose(value.split(','), cases);
    else if (option === '--rounds') wishes.rounds = count(value);
    else if (word === '--record') wishes.isRecorded = true;
    else throw new Error(`There is no option ${word}. The options are --only=NAME,NAME, --rounds=NUMBER and --record.`);
  }
  return wishes;
}

function choose(names, cases) {
  const known = cases.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`There is no bench “${unknown.join('”, “')}”. The benches are: ${known.join(', ')}.`);
  }
  return cases.filter(({ name }) => names.includes(name));
}

function count(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--rounds=${text} is not a number of rounds, 1 or more.`);
  return number;
}
