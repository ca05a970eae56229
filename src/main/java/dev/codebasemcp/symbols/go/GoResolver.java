package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoMembers.Found;
import dev.codebasemcp.symbols.go.GoMembers.Own;
import dev.codebasemcp.symbols.go.GoType.Other;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves names in Go files. */
public final class GoResolver implements Resolver {
    private static final Set<String> MENTIONING =
            Set.of(GoKinds.IDENTIFIER, GoKinds.TYPE_IDENTIFIER, GoKinds.FIELD_IDENTIFIER, GoKinds.PACKAGE_IDENTIFIER);

    private static final String[] NAMING = {
        GoKinds.FUNCTION,
        GoKinds.METHOD,
        GoKinds.METHOD_OF_INTERFACE,
        GoKinds.TYPE_SPEC,
        GoKinds.TYPE_ALIAS,
        GoKinds.VAR_SPEC,
        GoKinds.CONST_SPEC,
        GoKinds.FIELD,
        GoKinds.PARAMETER,
        GoKinds.VARIADIC,
        GoKinds.TYPE_PARAMETER
    };

    /** Methods that types of the standard library have, too. */
    private static final Set<String> COMMON = Set.of(
            "String", "Error", "Close", "Read", "Write", "Len", "Less", "Swap", "Get", "Set", "Add", "Name", "Unwrap",
            "Is", "Lock", "Unlock", "Run", "Next", "Reset", "Size", "Value", "Type", "Key", "Done", "Err", "Load",
            "Store", "Wait");

    private static final int MOST_DEFINITIONS = 20;

    private final CodeBase code;
    private final GoPackages packages;
    private final GoTypes types;
    private final GoMembers members;
    private final GoExpressions expressions;
    private final GoInterfaces interfaces;

    /** Creates a resolver for one state of a code base. */
    public GoResolver(CodeBase code) {
        this.code = code;
        this.packages = new GoPackages(code);
        this.types = new GoTypes(packages);
        this.members = new GoMembers(packages, types);
        this.expressions = new GoExpressions(packages, types, members);
        this.interfaces = new GoInterfaces(packages, types, members);
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        return GoFacts.of(file).symbols().stream()
                .map(GoSymbol::declaration)
                .sorted(Comparator.comparing(
                        declaration -> declaration.nameNode().start()))
                .toList();
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return file.tree().nodes(MENTIONING::contains).stream()
                .filter(node -> names.contains(node.text()))
                .filter(node -> !node.is(GoKinds.PACKAGE_IDENTIFIER) || isBefore(node))
                .toList();
    }

    /** In {@code f[x.y](z)}, x may be a variable and looks like a package. */
    private static boolean isBefore(SyntaxNode name) {
        return name.parent().filter(parent -> parent.is(GoKinds.QUALIFIED_TYPE)).isPresent();
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode name) {
        SyntaxNode parent = name.parent().orElse(name);
        if (parent.is(GoKinds.METHOD) && name.field().equals(GoKinds.NAME)) {
            return interfaces.implemented(file, parent, name);
        }
        if (parent.is(NAMING) && name.field().equals(GoKinds.NAME)) {
            return Resolution.ELSEWHERE;
        }
        boolean qualified = parent.is(GoKinds.QUALIFIED_TYPE) && name.is(GoKinds.TYPE_IDENTIFIER);
        if (qualified || (parent.is(GoKinds.SELECTOR) && name.is(GoKinds.FIELD_IDENTIFIER))) {
            return selected(file, name, parent);
        }
        return isKey(name, parent) ? key(file, name) : simple(file, name);
    }

    /** A name without a dot before it. */
    private Resolution simple(SourceFile file, SyntaxNode name) {
        if (GoFacts.of(file).scopes().find(name.text(), name).isPresent() || isLocal(name)) {
            return Resolution.ELSEWHERE;
        }
        return symbols(file, name, types.visible(file, name.text()));
    }

    /** Whether a name stands where it is declared by {@code :=}. */
    private static boolean isLocal(SyntaxNode name) {
        Optional<SyntaxNode> list = name.parent().filter(parent -> parent.is("expression_list"));
        Optional<SyntaxNode> statement = list.flatMap(SyntaxNode::parent);
        if (list.isEmpty() || statement.isEmpty()) {
            return false;
        }
        String field = list.get().field();
        return switch (statement.get().kind()) {
            case GoKinds.SHORT_VAR -> field.equals(GoKinds.LEFT);
            case GoKinds.RANGE, GoKinds.RECEIVE -> field.equals(GoKinds.LEFT) && GoScopes.declares(statement.get());
            case GoKinds.TYPE_SWITCH -> field.equals("alias");
            default -> false;
        };
    }

    private Resolution symbols(SourceFile file, SyntaxNode name, List<GoSymbol> found) {
        if (found.isEmpty()) {
            return packages.isTooFrequent(name.text()) ? Resolution.UNDECIDED : Resolution.ELSEWHERE;
        }
        return declared(found, packages.isSure(file, found.get(0)));
    }

    private static Resolution declared(List<GoSymbol> found, boolean sure) {
        List<Declaration> all = GoSymbol.declarations(found);
        return sure || all.isEmpty() ? Resolution.certain(all) : new Resolution.Probable(all);
    }

    private Resolution selected(SourceFile file, SyntaxNode name, SyntaxNode selector) {
        Optional<SyntaxNode> operand = selector.child(GoKinds.OPERAND).or(() -> selector.child(GoKinds.PACKAGE));
        if (operand.isEmpty()) {
            return Resolution.UNDECIDED;
        }
        if (types.isPackage(file, operand.get())) {
            return symbols(file, name, packages.imported(file, operand.get().text(), name.text()));
        }
        GoType owner = expressions.of(file, operand.get());
        return member(file, name, owner instanceof GoType.Meta meta ? meta.type() : owner);
    }

    private Resolution member(SourceFile file, SyntaxNode name, GoType owner) {
        Found found = members.find(owner, name.text());
        if (found instanceof Own own) {
            return declared(own.symbols(), own.isSure() && packages.isSure(file, own.symbol()));
        }
        if (found == GoMembers.Absent.OUTSIDE) {
            return Resolution.ELSEWHERE;
        }
        return owner == Other.UNKNOWN ? onlyOne(name) : Resolution.UNDECIDED;
    }

    /** A member of an unknown type means the only symbol of the code base that has its name, if there is just one. */
    private Resolution onlyOne(SyntaxNode name) {
        int definitions = code.definitions(name.text());
        if (definitions == 0 || definitions > MOST_DEFINITIONS || COMMON.contains(name.text())) {
            return Resolution.UNDECIDED;
        }
        List<GoSymbol> all = code.defining(name.text()).stream()
                .filter(file -> file.language() == Language.GO)
                .flatMap(file -> GoFacts.of(file).symbols().stream())
                .filter(symbol -> symbol.name().equals(name.text()))
                .toList();
        boolean member = all.stream().noneMatch(symbol -> symbol.owner().isEmpty());
        List<Declaration> declarations = GoSymbol.declarations(all);
        boolean one = member
                && definitions == declarations.size()
                && declarations.stream().allMatch(other -> other.isSameSymbol(declarations.get(0)));
        return one && !declarations.isEmpty() ? new Resolution.Probable(declarations) : Resolution.UNDECIDED;
    }

    private static boolean isKey(SyntaxNode name, SyntaxNode parent) {
        return parent.is(GoKinds.LITERAL_ELEMENT) && parent.field().equals("key") && name.is(GoKinds.IDENTIFIER);
    }

    /** The name before the colon in a composite literal: a field of a struct, or the key of a map. */
    private Resolution key(SourceFile file, SyntaxNode name) {
        GoType type = name.around(GoKinds.LITERAL_VALUE)
                .map(braces -> expressions.literal(file, braces))
                .orElse(Other.UNKNOWN);
        GoType made = types.underlying(type);
        if (made instanceof GoType.Sequence || made instanceof GoType.Mapping) {
            return simple(file, name);
        }
        Resolution value = simple(file, name);
        if (made == Other.UNKNOWN) {
            return value == Resolution.ELSEWHERE ? onlyOne(name) : Resolution.UNDECIDED;
        }
        if (made instanceof GoType.Written) {
            return member(file, name, type);
        }
        // The struct or map of a library.
        return value == Resolution.ELSEWHERE ? value : Resolution.UNDECIDED;
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode name) {
        SyntaxNode parent = name.parent().orElse(name);
        if (parent.is(GoKinds.METHOD) && name.field().equals(GoKinds.NAME)) {
            return ReferenceKind.OVERRIDE;
        }
        SyntaxNode whole = parent.is(GoKinds.SELECTOR, GoKinds.QUALIFIED_TYPE)
                        && !name.field().equals(GoKinds.OPERAND)
                ? parent
                : name;
        if (isCalled(whole)) {
            return ReferenceKind.CALL;
        }
        if (name.is(GoKinds.TYPE_IDENTIFIER) && !isValue(file, name, parent)) {
            return ReferenceKind.TYPE;
        }
        return isKey(name, parent) || isWritten(whole) ? ReferenceKind.WRITE : ReferenceKind.READ;
    }

    @Override
    public Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        return GoFacts.of(file).embedding(mention).map(GoSymbol::declaration);
    }

    /** Whether what looks like a type is none: x in {@code f[x](y)}. */
    private boolean isValue(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        Optional<SyntaxNode> before = parent.child(GoKinds.PACKAGE);
        if (before.isPresent()) {
            return !types.isPackage(file, before.get());
        }
        List<GoSymbol> found = types.visible(file, name.text());
        return !found.isEmpty() && found.stream().noneMatch(symbol -> symbol.is(GoSymbol.Kind.TYPE));
    }

    private static boolean isCalled(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        if (parent.is(GoKinds.INDEX, GoKinds.INSTANTIATION, GoKinds.GENERIC_TYPE, GoKinds.PARENTHESIZED)
                && !node.field().equals("index")) {
            SyntaxNode above = parent.parent().orElse(parent);
            return parent.field().equals("function")
                    || (above.is(GoKinds.CONVERSION) && parent.field().equals(GoKinds.TYPE));
        }
        return node.field().equals("function");
    }

    private static boolean isWritten(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        SyntaxNode above = parent.parent().orElse(parent);
        boolean assigned = parent.is("expression_list")
                && parent.field().equals(GoKinds.LEFT)
                && above.is("assignment_statement", GoKinds.RANGE, GoKinds.RECEIVE);
        return assigned || parent.is("inc_statement", "dec_statement");
    }
}
