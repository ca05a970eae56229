// Prints {file: [[first line, last line, name, kind]]}: the named scopes of a tree, parsed with tree-sitter.
// The kind is "function", "type", "value" or "import". Usage: node scopes.cjs ROOT NODE_MODULES > SCOPES/NAME.json
// NODE_MODULES holds tree-sitter and its grammars for Java, Python and TypeScript.
const [root, modules] = process.argv.slice(2), fs = require('fs'), path = require('path');
const load = name => require(path.resolve(modules, name));
const Parser = load('tree-sitter'), ts = load('tree-sitter-typescript');
const languages = {'.java': load('tree-sitter-java'), '.py': load('tree-sitter-python'), '.ts': ts.typescript, '.tsx': ts.tsx};
const kinds = [
  ['function', /^(method_declaration|constructor_declaration|compact_constructor_declaration|function_definition|function_declaration|generator_function_declaration|method_definition|function_signature|method_signature)$/],
  ['type', /^(class_declaration|abstract_class_declaration|class_definition|interface_declaration|enum_declaration|record_declaration|annotation_type_declaration|type_alias_declaration|internal_module)$/],
  ['value', /^(variable_declarator|public_field_definition|pair|assignment)$/],
  ['import', /^(import_declaration|import_statement|import_from_statement)$/]];
const closure = /^(arrow_function|function_expression|lambda|lambda_expression)$/;

function scope(node) {
  const found = kinds.find(([, types]) => types.test(node.type));
  const name = ['name', 'key', 'left'].map(field => node.childForFieldName(field)).find(Boolean);
  if (!found || !name && found[0] !== 'import') return [];
  const value = node.childForFieldName('value');
  const kind = found[0] === 'value' && value && closure.test(value.type) ? 'function' : found[0];
  const whole = node.parent && node.parent.type === 'decorated_definition' ? node.parent : node;
  return [[whole.startPosition.row + 1, node.endPosition.row + 1, kind === 'import' ? null : name.text, kind]];
}

const walk = node => [...scope(node), ...node.namedChildren.flatMap(walk)];
const scopes = {};
for (const entry of fs.readdirSync(root, {recursive: true}).sort()) {
  const language = languages[path.extname(entry)];
  if (!language || entry.split(path.sep).some(part => part.startsWith('.'))) continue;
  const parser = new Parser(), text = fs.readFileSync(path.join(root, entry), 'utf8');
  parser.setLanguage(language);
  scopes[entry.split(path.sep).join('/')] = walk(parser.parse(from => text.slice(from, from + 8192)).rootNode);
}
console.log(JSON.stringify(scopes));
