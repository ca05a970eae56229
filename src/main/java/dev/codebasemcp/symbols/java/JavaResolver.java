package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.java.JavaMembers.Found;
import dev.codebasemcp.symbols.java.JavaMembers.Own;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Resolves names in Java files. */
public final class JavaResolver implements Resolver {
    private static final String[] WITHOUT_VALUES = {
        "scoped_identifier",
        "marker_annotation",
        "annotation",
        "package_declaration",
        "import_declaration",
        "labeled_statement",
        "break_statement",
        "continue_statement"
    };

    private static final Set<String> MENTIONING = Set.of("identifier", "type_identifier", JavaUses.CONSTRUCTOR);

    private static final Pattern PRIVATE = Pattern.compile("\\bprivate\\b");
    /** One symbol hardly ever has more declarations. */
    private static final int MOST_OVERLOADS = 20;

    private final CodeBase code;
    private final JavaTypes types;
    private final JavaMembers members;
    private final JavaExpressions expressions;

    /** Creates a resolver for one state of a code base. */
    public JavaResolver(CodeBase code) {
        this.code = code;
        this.types = new JavaTypes(code);
        this.members = new JavaMembers(types);
        this.expressions = new JavaExpressions(types, members);
    }

    @Override
    public List<Declaration> declarations(SourceFile file) {
        List<Declaration> all = new ArrayList<>();
        for (JavaType type : JavaFacts.of(file).types()) {
            if (type.isReachable()) {
                all.add(type.declaration());
                type.allMembers().map(JavaMember::declaration).forEach(all::add);
            }
        }
        all.sort(Comparator.comparing(declaration -> declaration.nameNode().start()));
        return all;
    }

    @Override
    public List<SyntaxNode> mentions(SourceFile file, Set<String> names) {
        return file.tree().nodes(MENTIONING::contains).stream()
                .filter(node -> node.is(JavaUses.CONSTRUCTOR)
                        ? constructed(file, node)
                                .filter(type -> names.contains(type.name()))
                                .isPresent()
                        : names.contains(node.text()))
                .toList();
    }

    /** The type whose constructor {@code this()} or {@code super()} calls. */
    private Optional<JavaType> constructed(SourceFile file, SyntaxNode call) {
        Optional<JavaType> own = JavaFacts.of(file).typesAround(call).stream().findFirst();
        if (call.child("constructor").filter(word -> word.is("this")).isPresent()) {
            return own;
        }
        return own.flatMap(type -> types.supertypes(type).stream().findFirst())
                .filter(TypeRef.Declared.class::isInstance)
                .map(above -> ((TypeRef.Declared) above).type());
    }

    @Override
    public Resolution resolve(SourceFile file, SyntaxNode name) {
        types.begin();
        if (name.is(JavaUses.CONSTRUCTOR)) {
            return constructed(file, name)
                    .map(type -> Resolution.certain(type.declaration()))
                    .orElse(Resolution.ELSEWHERE);
        }
        SyntaxNode parent = name.parent().orElse(name);
        if (JavaUses.isDeclared(name, parent)) {
            return parent.is("method_declaration") ? overridden(file, parent, name) : Resolution.ELSEWHERE;
        }
        if (name.is("type_identifier")) {
            return type(name, typeAt(file, name, parent));
        }
        return parent.is(WITHOUT_VALUES) ? part(file, name, parent) : operand(file, name, parent);
    }

    /** A name where no expression can stand. */
    private Resolution part(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        return switch (parent.kind()) {
            case "scoped_identifier" -> scoped(file, name, parent);
            case "marker_annotation", "annotation" -> type(name, types.named(file, name, name.text()));
            default -> Resolution.ELSEWHERE;
        };
    }

    /** A name in an expression, alone or behind a dot. */
    private Resolution operand(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        if (parent.is("method_invocation") && name.field().equals("name")) {
            return method(name, expressions.calls().method(file, parent));
        }
        if (parent.is("field_access") && name.field().equals("field")) {
            return field(file, name, parent);
        }
        if (parent.is("element_value_pair") && name.field().equals("key")) {
            return element(file, name, parent);
        }
        if (parent.is("method_reference")) {
            return reference(file, name, parent);
        }
        return parent.is("switch_label") ? label(file, name, parent) : value(file, name);
    }

    /** A method that replaces or implements one of a supertype. */
    private Resolution overridden(SourceFile file, SyntaxNode method, SyntaxNode name) {
        Optional<JavaType> owner =
                JavaFacts.of(file).typesAround(method).stream().findFirst();
        int parameters = JavaFacts.parameters(method).size();
        List<JavaMember> above = owner.map(types::supertypes).orElse(List.of()).stream()
                .filter(TypeRef.Declared.class::isInstance)
                .flatMap(type -> members.methods((TypeRef.Declared) type, name.text(), parameters).stream())
                .filter(Own.class::isInstance)
                .flatMap(found -> ((Own) found).members().stream())
                .filter(found -> found.takes(parameters))
                .toList();
        return declared(above);
    }

    private TypeRef typeAt(SourceFile file, SyntaxNode name, SyntaxNode parent) {
        boolean last = parent.is("scoped_type_identifier")
                && parent.children().get(parent.children().size() - 1).equals(name);
        return types.of(file, last ? parent : name);
    }

    private static Resolution type(SyntaxNode name, TypeRef type) {
        if (type instanceof TypeRef.Declared declared) {
            return declared.type().name().equals(name.text())
                    ? Resolution.certain(declared.type().declaration())
                    : Resolution.ELSEWHERE;
        }
        return type == TypeRef.Other.UNKNOWN ? Resolution.UNDECIDED : Resolution.ELSEWHERE;
    }

    private Resolution method(SyntaxNode name, Optional<Found> found) {
        if (found.isEmpty()) {
            return onlyOne(name);
        }
        return found.get() instanceof Own own ? declared(own.members()) : Resolution.ELSEWHERE;
    }

    private static Resolution declared(List<JavaMember> found) {
        return Resolution.certain(found.stream().map(JavaMember::declaration).toList());
    }

    /** A name of unknown type means the only symbol of the code base that has it, if there is just one. */
    private Resolution onlyOne(SyntaxNode name) {
        int definitions = code.definitions(name.text());
        if (definitions == 0 || definitions > MOST_OVERLOADS) {
            return Resolution.UNDECIDED;
        }
        List<Declaration> all = code.defining(name.text()).stream()
                .flatMap(file -> declarations(file).stream())
                .filter(declaration -> declaration.name().equals(name.text()))
                .toList();
        boolean one = !all.isEmpty() && all.stream().allMatch(other -> other.isSameSymbol(all.get(0)));
        return one && !isOfObject(name.text()) ? new Resolution.Probable(all) : Resolution.UNDECIDED;
    }

    private static boolean isOfObject(String name) {
        return Set.of("equals", "hashCode", "toString", "getClass", "length", "get", "size", "clone")
                .contains(name);
    }

    private Resolution reference(SourceFile file, SyntaxNode name, SyntaxNode reference) {
        List<SyntaxNode> parts = reference.children();
        if (parts.get(0).equals(name)) {
            return value(file, name);
        }
        return method(name, expressions.calls().of(expressions.owner(file, parts.get(0)), name.text(), -1));
    }

    private Resolution field(SourceFile file, SyntaxNode name, SyntaxNode access) {
        TypeRef owner = access.child("object")
                .map(object -> expressions.owner(file, object))
                .orElse(TypeRef.Other.UNKNOWN)
                .erased();
        if (owner instanceof TypeRef.Declared declared) {
            Optional<Found> found = members.fields(declared, name.text());
            if (found.isPresent()) {
                return found.get() instanceof Own own ? declared(own.members()) : Resolution.ELSEWHERE;
            }
            return type(name, expressions.of(file, access));
        }
        if (owner == TypeRef.Other.UNKNOWN) {
            TypeRef named = expressions.of(file, access);
            return named instanceof TypeRef.Declared ? type(name, named) : onlyOne(name);
        }
        return Resolution.ELSEWHERE;
    }

    /** A part of a qualified name, in an import or an annotation. */
    private Resolution scoped(SourceFile file, SyntaxNode name, SyntaxNode scoped) {
        String qualified = scoped.child("name").filter(name::equals).isPresent() ? scoped.text() : name.text();
        Optional<TypeRef> type = types.byQualifiedName(file, qualified);
        if (type.isPresent()) {
            return type(name, type.get());
        }
        int dot = qualified.lastIndexOf('.');
        Optional<TypeRef> owner = dot < 0 ? Optional.empty() : types.byQualifiedName(file, qualified.substring(0, dot));
        if (owner.isPresent() && owner.get() instanceof TypeRef.Declared declared) {
            List<JavaMember> imported = new ArrayList<>(declared.type().methods(name.text()));
            imported.addAll(declared.type().fields(name.text()));
            return declared(imported);
        }
        return Resolution.ELSEWHERE;
    }

    private Resolution element(SourceFile file, SyntaxNode name, SyntaxNode pair) {
        return pair.around("annotation")
                .flatMap(annotation -> annotation.child("name"))
                .map(annotation -> types.of(file, annotation))
                .filter(TypeRef.Declared.class::isInstance)
                .map(type -> declared(((TypeRef.Declared) type).type().methods(name.text())))
                .orElse(Resolution.ELSEWHERE);
    }

    /** A case names an enum constant without its type, or is a constant expression. */
    private Resolution label(SourceFile file, SyntaxNode name, SyntaxNode label) {
        Optional<TypeRef> selector = label.around("switch_expression", "switch_statement")
                .flatMap(statement -> statement.child("condition"))
                .map(condition -> expressions.of(file, condition).erased());
        if (selector.isPresent() && selector.get() instanceof TypeRef.Declared declared) {
            List<JavaMember> constants = declared.type().fields(name.text());
            return constants.isEmpty() ? value(file, name) : declared(constants);
        }
        Resolution plain = value(file, name);
        boolean unknown = selector.isEmpty() || selector.get() == TypeRef.Other.UNKNOWN;
        return plain instanceof Resolution.Certain || !unknown ? plain : onlyOne(name);
    }

    /** A simple name in an expression: a variable, a field, a type. */
    private Resolution value(SourceFile file, SyntaxNode name) {
        if (expressions.local(file, name).isPresent()) {
            return Resolution.ELSEWHERE;
        }
        Optional<Found> field = expressions.simpleField(file, name);
        if (field.isPresent() && field.get() instanceof Own own) {
            return declared(own.members());
        }
        return type(name, types.named(file, name, name.text()));
    }

    @Override
    public ReferenceKind kind(SourceFile file, SyntaxNode name) {
        return JavaUses.kind(name);
    }

    @Override
    public boolean takes(Declaration declaration, SyntaxNode mention) {
        Optional<SyntaxNode> call = mention.parent()
                .filter(parent ->
                        parent.is("method_invocation") && mention.field().equals("name"));
        if (call.isEmpty() || !declaration.node().is("method_declaration")) {
            return true;
        }
        return JavaMember.takes(
                JavaFacts.parameters(declaration.node()),
                JavaCalls.arguments(call.get()).size());
    }

    @Override
    public boolean isOfFileOnly(Declaration declaration) {
        return declaration.node().children("modifiers").stream()
                .anyMatch(
                        modifiers -> PRIVATE.matcher(withoutChildren(modifiers)).find());
    }

    /** Its keywords, which are no nodes of the tree: without annotations and comments. */
    private static String withoutChildren(SyntaxNode modifiers) {
        StringBuilder text = new StringBuilder();
        int at = modifiers.start();
        for (SyntaxNode child : modifiers.children()) {
            text.append(modifiers.tree().text().slice(at, child.start())).append(' ');
            at = child.end();
        }
        return text.append(modifiers.tree().text().slice(at, modifiers.end())).toString();
    }

    @Override
    public Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        return JavaFacts.of(file)
                .subtypeAt(mention)
                .filter(JavaType::isReachable)
                .map(JavaType::declaration);
    }

    @Override
    public boolean isAnonymousSubtypeAt(SourceFile file, SyntaxNode mention) {
        return JavaFacts.isAnonymousSubtypeAt(mention);
    }
}
