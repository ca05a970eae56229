package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.code.tree.SyntaxTree;
import dev.codebasemcp.symbols.typescript.TsFacts.Scope;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Import;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the symbols of a file and puts each into its scope. One pass without recursion, whatever the nesting. */
final class TsBinder {
    private static final String[] OWN_SCOPES = {
        "statement_block", "for_statement", "switch_body", "class_static_block", "conditional_type", "index_signature"
    };

    private final TsFacts facts;
    private final TsMemberBinder members;
    private final Deque<Frame> frames = new ArrayDeque<>();

    TsBinder(TsFacts facts) {
        this.facts = facts;
        this.members = new TsMemberBinder(facts);
    }

    /**
     * What is known inside a node.
     *
     * @param owner the symbol whose declaration it is
     * @param scope of block scoped names
     * @param function the scope of {@code var}
     * @param classBody the nearest around it
     */
    record Frame(SyntaxNode node, TsSymbol owner, Scope scope, Scope function, Optional<SyntaxNode> classBody) {
        boolean isTopLevel() {
            return scope.node().is("program")
                    || scope.node()
                            .parent()
                            .filter(parent -> parent.is("internal_module", "module"))
                            .isPresent();
        }

        String qualified(String name) {
            return owner.qualifiedName().isEmpty() ? name : owner.qualifiedName() + "." + name;
        }
    }

    void bind(SyntaxNode root) {
        Scope scope = facts.addScope(root);
        frames.push(new Frame(root, facts.module(), scope, scope, Optional.empty()));
        SyntaxTree tree = root.tree();
        for (int number = 1; number < tree.size(); number++) {
            SyntaxNode node = tree.node(number);
            while (frames.size() > 1 && !top().node().holds(node)) {
                frames.pop();
            }
            visit(node);
        }
        members.finish();
    }

    private Frame top() {
        return frames.element();
    }

    private void visit(SyntaxNode node) {
        switch (node.kind()) {
            case "class_declaration", "abstract_class_declaration" -> named(node, Kind.CLASS);
            case "interface_declaration" -> named(node, Kind.INTERFACE);
            case "type_alias_declaration" -> named(node, Kind.ALIAS);
            case "enum_declaration" -> named(node, Kind.ENUM);
            case "internal_module", "module" -> named(node, Kind.NAMESPACE);
            case "function_declaration", "generator_function_declaration", "function_signature" ->
                named(node, Kind.FUNCTION);
            case "class" -> expression(node, Kind.CLASS);
            case "function_expression", "generator_function", "arrow_function" -> expression(node, Kind.FUNCTION);
            case "function_type", "constructor_type", "call_signature", "construct_signature" ->
                open(node, top().owner());
            default -> local(node);
        }
    }

    private void local(SyntaxNode node) {
        switch (node.kind()) {
            case "variable_declarator" -> variable(node);
            case "required_parameter", "optional_parameter" -> parameter(node);
            case "formal_parameters" -> plainParameters(node);
            case "catch_clause" -> {
                open(node, top().owner());
                node.child("parameter").ifPresent(pattern -> pattern(node, pattern, Kind.PARAMETER));
            }
            case "for_in_statement" -> forIn(node);
            case "type_parameter", "mapped_type_clause" -> typeParameter(node, node.child("name"));
            case "infer_type" -> typeParameter(node, node.children().stream().findFirst());
            case "import_statement" -> imports(node);
            case "import_alias" -> importAlias(node);
            default -> others(node);
        }
    }

    private void others(SyntaxNode node) {
        if (node.is(OWN_SCOPES)) {
            open(node, top().owner());
            node.child("name")
                    .filter(name -> node.is("index_signature") && name.is("identifier"))
                    .ifPresent(name -> bindValue(node, name, Kind.PARAMETER));
        } else {
            Optional<TsSymbol> member = members.bind(node, top());
            if (node.is("method_definition", "method_signature", "abstract_method_signature")) {
                open(node, member.orElse(top().owner()));
            } else {
                member.ifPresent(owner ->
                        frames.push(new Frame(node, owner, top().scope(), top().function(), top().classBody())));
            }
            if (node.is("class_body")) {
                frames.push(new Frame(node, top().owner(), top().scope(), top().function(), Optional.of(node)));
            }
        }
    }

    private void open(SyntaxNode node, TsSymbol owner) {
        Scope scope = facts.addScope(node);
        boolean function = node.is(TsNodes.FUNCTIONS) || node.is("class_static_block");
        boolean module = node.is("statement_block")
                && node.parent()
                        .filter(parent -> parent.is("internal_module", "module"))
                        .isPresent();
        Scope hoisting = function || module ? scope : top().function();
        frames.push(new Frame(node, owner, scope, hoisting, top().classBody()));
    }

    /** A declaration with a name in the scope around it and a scope of its own. */
    private void named(SyntaxNode node, Kind kind) {
        Optional<SyntaxNode> name = node.child("name").filter(n -> !n.is("string"));
        TsSymbol owner = name.map(n -> declare(node, n, kind)).orElse(top().owner());
        open(node, owner);
    }

    private TsSymbol declare(SyntaxNode node, SyntaxNode name, Kind kind) {
        Scope scope = top().scope();
        TsSymbol symbol = switch (kind) {
            case INTERFACE, ALIAS -> put(scope, Space.TYPES, node, name, kind);
            case CLASS, ENUM, NAMESPACE -> {
                TsSymbol both = put(scope, Space.TYPES, node, name, kind);
                scope.values().putIfAbsent(name.text(), both);
                yield both;
            }
            default -> put(scope, Space.VALUES, node, name, kind);
        };
        symbol.list();
        return symbol;
    }

    /** Adds a part to a symbol of the scope, or a symbol. */
    private TsSymbol put(Scope scope, Space space, SyntaxNode node, SyntaxNode name, Kind kind) {
        TsSymbol symbol = scope.names(space).get(name.text());
        if (symbol == null || !joins(symbol, kind)) {
            symbol = new TsSymbol(facts.file(), name.text(), top().qualified(name.text()), kind);
            facts.addSymbol(symbol);
            scope.names(space).put(name.text(), symbol);
        } else if (kind == Kind.CLASS) {
            symbol.becomeClass();
        }
        symbol.add(node, name);
        facts.addName(name, symbol);
        return symbol;
    }

    private static boolean joins(TsSymbol known, Kind added) {
        return switch (added) {
            case PARAMETER -> false;
            case CLASS, INTERFACE -> known.is(Kind.CLASS) || known.is(Kind.INTERFACE);
            default -> known.is(added);
        };
    }

    private TsSymbol bindValue(SyntaxNode node, SyntaxNode name, Kind kind) {
        return put(top().scope(), Space.VALUES, node, name, kind);
    }

    /** A function or class in an expression; its own name is visible inside only. */
    private void expression(SyntaxNode node, Kind kind) {
        open(node, top().owner());
        Optional<SyntaxNode> name = node.child("name");
        if (name.isPresent()) {
            TsSymbol own = put(top().scope(), Space.VALUES, node, name.get(), kind);
            if (kind == Kind.CLASS) {
                top().scope().types().put(own.name(), own);
            }
        }
        node.child("parameter")
                .filter(parameter -> node.is("arrow_function"))
                .ifPresent(parameter -> pattern(node, parameter, Kind.PARAMETER));
    }

    private void pattern(SyntaxNode node, SyntaxNode pattern, Kind kind) {
        for (SyntaxNode name : TsNodes.names(pattern)) {
            bindValue(node, name, kind);
        }
    }

    private void variable(SyntaxNode node) {
        Optional<SyntaxNode> pattern = node.child("name");
        if (pattern.isEmpty()) {
            return;
        }
        Optional<SyntaxNode> value = node.child("value").map(TsNodes::core);
        Optional<Import> required = value.flatMap(TsBinder::required);
        boolean hoisted = node.parent()
                .filter(parent -> parent.is("variable_declaration"))
                .isPresent();
        Scope scope = hoisted ? top().function() : top().scope();
        boolean function = value.filter(v -> v.is(TsNodes.FUNCTIONS)).isPresent();
        boolean listed = function || top().isTopLevel() || scope.node().is("program");
        Optional<SyntaxNode> type = value.filter(v -> v.is("class"));
        TsSymbol owner = top().owner();
        for (SyntaxNode name : TsNodes.names(pattern.get())) {
            TsSymbol symbol;
            if (required.isPresent()) {
                symbol = put(scope, Space.VALUES, node, name, Kind.IMPORT).from(destructured(required.get(), name));
            } else {
                symbol = type.map(v -> classVariable(scope, v, name))
                        .orElseGet(() -> put(scope, Space.VALUES, node, name, Kind.VARIABLE));
            }
            if (required.isEmpty() && listed) {
                symbol.list();
            }
            owner = pattern.get().is("identifier") ? symbol : owner;
        }
        frames.push(new Frame(node, owner, top().scope(), top().function(), top().classBody()));
    }

    private TsSymbol classVariable(Scope scope, SyntaxNode value, SyntaxNode name) {
        TsSymbol symbol = put(scope, Space.VALUES, value, name, Kind.CLASS);
        scope.types().putIfAbsent(symbol.name(), symbol);
        symbol.list();
        return symbol;
    }

    /** Returns what {@code require('module')} or {@code require('module').name} imports. */
    static Optional<Import> required(SyntaxNode value) {
        if (value.is("member_expression")) {
            return value.child("object")
                    .flatMap(TsNodes::required)
                    .flatMap(module -> value.child("property").map(name -> new Import(module, name.text())));
        }
        return TsNodes.required(value).map(module -> new Import(module, "*"));
    }

    private static Import destructured(Import whole, SyntaxNode name) {
        SyntaxNode parent = name.parent().orElse(name);
        if (name.is("shorthand_property_identifier_pattern")) {
            return new Import(whole.module(), name.text());
        }
        return parent.is("pair_pattern")
                ? new Import(
                        whole.module(),
                        parent.child("key").flatMap(TsNodes::nameOf).orElse(name.text()))
                : whole;
    }

    private void parameter(SyntaxNode node) {
        Optional<SyntaxNode> pattern = node.child("pattern");
        TsSymbol owner = top().owner();
        for (SyntaxNode name : pattern.map(TsNodes::names).orElse(List.of())) {
            TsSymbol symbol = members.parameterProperty(node, name, top())
                    .map(field -> {
                        top().scope().values().put(name.text(), field);
                        return field;
                    })
                    .orElseGet(() -> bindValue(node, name, Kind.PARAMETER));
            owner = name.field().equals("pattern") ? symbol : owner;
        }
        frames.push(new Frame(node, owner, top().scope(), top().function(), top().classBody()));
    }

    /** Parameters of JavaScript have no node around their patterns. */
    private void plainParameters(SyntaxNode list) {
        for (SyntaxNode child : list.children()) {
            pattern(child, child, Kind.PARAMETER);
        }
    }

    private void forIn(SyntaxNode node) {
        open(node, top().owner());
        Optional<SyntaxNode> left = node.child("left");
        if (left.isPresent()) {
            boolean declares = TsNodes.hasWordBefore(node, left.get(), "const")
                    || TsNodes.hasWordBefore(node, left.get(), "let")
                    || TsNodes.hasWordBefore(node, left.get(), "var");
            if (declares) {
                pattern(node, left.get(), Kind.VARIABLE);
            }
        }
    }

    private void typeParameter(SyntaxNode node, Optional<SyntaxNode> name) {
        name.ifPresent(n -> put(top().scope(), Space.TYPES, node, n, Kind.TYPE_PARAMETER));
    }

    private void imports(SyntaxNode statement) {
        Optional<String> module = statement
                .child("source")
                .or(() -> statement.children("import_require_clause").stream()
                        .findFirst()
                        .flatMap(clause -> clause.child("source")))
                .flatMap(TsNodes::nameOf);
        if (module.isEmpty()) {
            return;
        }
        for (SyntaxNode clause : statement.children("import_clause", "import_require_clause")) {
            boolean whole = clause.is("import_require_clause");
            clause.children("identifier")
                    .forEach(name -> imported(name, new Import(module.get(), whole ? "*" : "default")));
            clause.children("namespace_import").stream()
                    .flatMap(star -> star.children("identifier").stream())
                    .forEach(name -> imported(name, new Import(module.get(), "*")));
            clause.children("named_imports").stream()
                    .flatMap(list -> list.children("import_specifier").stream())
                    .forEach(specifier -> specifier(specifier, module.get()));
        }
    }

    private void specifier(SyntaxNode specifier, String module) {
        Optional<SyntaxNode> name = specifier.child("name");
        Optional<SyntaxNode> local = specifier.child("alias").or(() -> name);
        if (name.isPresent() && local.isPresent()) {
            imported(local.get(), new Import(module, TsNodes.nameOf(name.get()).orElse("")));
        }
    }

    private void imported(SyntaxNode name, Import source) {
        TsSymbol symbol =
                put(top().scope(), Space.VALUES, name, name, Kind.IMPORT).from(source);
        top().scope().types().put(symbol.name(), symbol);
    }

    /** {@code import A = B.C}. */
    private void importAlias(SyntaxNode node) {
        node.children("identifier").stream().findFirst().ifPresent(name -> {
            TsSymbol symbol = put(top().scope(), Space.VALUES, node, name, Kind.ALIAS);
            top().scope().types().put(symbol.name(), symbol);
        });
    }
}
