/** An error of this page itself, in the shape of the package's errors: a code and facts for the details. */
export class Problem extends Error {
  constructor(code, message, facts = []) {
    super(message);
    this.error = code;
    this.facts = facts;
  }
}
