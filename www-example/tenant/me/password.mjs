// What a new password must be like.

const CLASSES = { uppercase: /[A-Z]/, lowercase: /[a-z]/, number: /\d/, special: /[^A-Za-z0-9]/ };

export const POLICY = {
  complexity: {
    min_length: 10,
    character_types: Object.keys(CLASSES),
    character_type_rule: 'three_of_four',
    identical_characters: 'block',
    sequential_characters: 'allow',
    max_length_exceeded: 'error',
  },
  profile_data: { active: true, blocked_fields: ['email'] },
  history: { active: false, size: 0 },
  dictionary: { active: false, default: 'en_10k' },
};

const MOST = 72;

/** What is wrong with a password for a person, as validation errors. */
export function checkPassword({ email = '' }, password) {
  const { min_length: least } = POLICY.complexity;
  const kinds = Object.values(CLASSES).filter((expression) => expression.test(password)).length;
  const local = email.split('@')[0];
  const rules = [
    [password.length >= least, `must NOT have fewer than ${least} characters`],
    [password.length <= MOST, `must NOT have more than ${MOST} characters`],
    [kinds >= 3, 'must have three of: upper case, lower case, numbers, special characters'],
    [!/(.)\1\1/.test(password), 'must NOT repeat a character more than twice'],
    [!local || !password.toLowerCase().includes(local.toLowerCase()), 'must NOT contain the email address'],
  ];
  const broken = rules.filter(([holds]) => !holds);
  return broken.map(([, text]) => ({
    detail: `data/new_password ${text}`,
    field: 'new_password',
    pointer: '/new_password',
  }));
}
