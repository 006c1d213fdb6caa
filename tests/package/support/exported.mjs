// What a package's typings export, read with the compiler.
import ts from 'typescript';

const OPTIONS = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
  types: [],
};

/** For each file of typings: its exports, `name → { kind, parameters, members }`, in alphabetical order. */
export function exportsOf(...files) {
  const program = ts.createProgram(files, OPTIONS);
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    const symbols = checker.getExportsOfModule(module).map((symbol) => [symbol.name, describe(checker, symbol)]);
    return new Map(symbols.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function describe(checker, symbol) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declared = target.declarations?.find(({ typeParameters }) => typeParameters);
  const parameters = declared?.typeParameters.map(({ constraint }) => constraint?.getText()) ?? [];
  return { kind: kindOf(target), parameters, members: membersOf(checker, target) };
}

function kindOf({ flags }) {
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Enum)) return 'type';
  return 'value';
}

/** The public members of a class or an interface. */
function membersOf(checker, symbol) {
  if (!(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface))) return [];
  const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  const isPublic = ({ name, declarations }) =>
    !name.startsWith('#') && !declarations?.some((one) => ts.getCombinedModifierFlags(one) & NOT_PUBLIC);
  return members.filter(isPublic).map(({ name }) => name);
}

const NOT_PUBLIC = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
