package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds types by name, as chapter 6 of the Java Language Specification says, and their supertypes. Within one code base, used
 * by one thread.
 */
final class JavaTypes {
    private static final int DEEPEST = 32;
    /** The most types to look up for one mention: bounds of type parameters may refer to each other many times. */
    private static final int MOST_STEPS = 5_000;

    private final CodeBase code;
    /** By the name with its package. */
    private final Map<String, List<JavaType>> byName = new HashMap<>();

    private final Map<JavaType, List<TypeRef>> supertypes = new HashMap<>();
    private int depth;
    private int steps;

    JavaTypes(CodeBase code) {
        this.code = code;
    }

    /** Starts to count the steps of another mention. */
    void begin() {
        steps = 0;
    }

    /** Returns the type that a node of the grammar's types names. */
    TypeRef of(SourceFile file, SyntaxNode node) {
        if (depth > DEEPEST || ++steps > MOST_STEPS) {
            return TypeRef.Other.UNKNOWN;
        }
        depth++;
        try {
            return compute(file, node);
        } finally {
            depth--;
        }
    }

    private TypeRef compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "type_identifier", "identifier" -> named(file, node, node.text());
            case "scoped_type_identifier", "scoped_identifier" -> qualified(file, node);
            case "generic_type" -> generic(file, node);
            case "annotated_type" -> {
                List<SyntaxNode> children = node.children();
                yield children.isEmpty() ? TypeRef.Other.UNKNOWN : of(file, children.get(children.size() - 1));
            }
            case "array_type" ->
                node.child("element")
                        .<TypeRef>map(element -> new TypeRef.ArrayOf(of(file, element)))
                        .orElse(TypeRef.Other.UNKNOWN);
            case "wildcard" ->
                node.children().stream()
                        .reduce((first, last) -> last)
                        .map(bound -> of(file, bound))
                        .orElse(PlatformTypes.object());
            case "integral_type", "floating_point_type", "boolean_type", "void_type" -> TypeRef.Other.OUTSIDE;
            default -> TypeRef.Other.UNKNOWN;
        };
    }

    private TypeRef generic(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> children = node.children();
        TypeRef raw = children.isEmpty() ? TypeRef.Other.UNKNOWN : of(file, children.get(0));
        List<TypeRef> arguments = node.children("type_arguments").stream()
                .flatMap(list -> list.children().stream())
                .map(argument -> of(file, argument))
                .toList();
        if (raw instanceof TypeRef.Declared declared) {
            return new TypeRef.Declared(declared.type(), arguments);
        }
        return raw instanceof TypeRef.Platform platform ? new TypeRef.Platform(platform.type(), arguments) : raw;
    }

    /** A type of another type, or of a package. */
    private TypeRef qualified(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> parts = node.children(
                "type_identifier", "identifier", "scoped_type_identifier", "scoped_identifier", "generic_type");
        if (parts.size() < 2) {
            return TypeRef.Other.UNKNOWN;
        }
        String last = parts.get(parts.size() - 1).text();
        TypeRef outer = of(file, parts.get(0));
        if (outer instanceof TypeRef.Declared declared) {
            return memberType(declared.type(), last, new LinkedHashSet<>()).orElse(TypeRef.Other.UNKNOWN);
        }
        if (outer instanceof TypeRef.Platform platform) {
            return PlatformTypes.named(platform.type().getName().replace('$', '.') + "." + last)
                    .<TypeRef>map(type -> new TypeRef.Platform(type, List.of()))
                    .orElse(TypeRef.Other.UNKNOWN);
        }
        return byQualifiedName(file, node.text().replaceAll("\\s", "")).orElse(TypeRef.Other.OUTSIDE);
    }

    /** Returns the type that a simple name means at a node. */
    TypeRef named(SourceFile file, SyntaxNode at, String name) {
        JavaFacts facts = JavaFacts.of(file);
        return variable(file, at, name)
                .or(() -> enclosed(facts, at, name))
                .or(() -> facts.imported(name)
                        .map(imported -> byQualifiedName(file, imported).orElse(TypeRef.Other.OUTSIDE)))
                .or(() -> inPackage(file, facts.packageName(), name))
                .or(() -> facts.onDemand().stream()
                        .flatMap(prefix -> byQualifiedName(file, prefix + "." + name).stream())
                        .findFirst())
                .or(() -> byQualifiedName(file, "java.lang." + name))
                .or(() -> facts.staticOwners(name).stream()
                        .flatMap(owner -> byQualifiedName(file, owner + "." + name).stream())
                        .findFirst())
                .orElse(TypeRef.Other.OUTSIDE);
    }

    private Optional<TypeRef> variable(SourceFile file, SyntaxNode at, String name) {
        return at.ancestors()
                .filter(around -> around.kind().endsWith("_declaration"))
                .flatMap(around -> around.child("type_parameters").stream())
                .flatMap(list -> list.children("type_parameter").stream())
                .filter(parameter -> nameOf(parameter).equals(name))
                .findFirst()
                .map(parameter -> variable(file, parameter));
    }

    /** Returns the variable that a type parameter declares. */
    TypeRef variable(SourceFile file, SyntaxNode parameter) {
        TypeRef bound = parameter.children("type_bound").stream()
                .flatMap(list -> list.children().stream())
                .findFirst()
                .filter(node -> !node.text().contains(nameOf(parameter)))
                .map(node -> of(file, node))
                .orElse(PlatformTypes.object());
        return new TypeRef.Variable(parameter, bound);
    }

    private static String nameOf(SyntaxNode parameter) {
        return parameter.children("type_identifier", "identifier").stream()
                .findFirst()
                .map(SyntaxNode::text)
                .orElse("");
    }

    private Optional<TypeRef> enclosed(JavaFacts facts, SyntaxNode at, String name) {
        for (JavaType around : facts.typesAround(at)) {
            if (around.name().equals(name)) {
                return Optional.of(new TypeRef.Declared(around, List.of()));
            }
            // The supertypes of a type are not looked up among its own members.
            boolean inHead =
                    around.node().child("body").filter(body -> !body.holds(at)).isPresent();
            Optional<TypeRef> member = inHead ? Optional.empty() : memberType(around, name, new LinkedHashSet<>());
            if (member.isPresent()) {
                return member;
            }
        }
        for (JavaType type : facts.types()) {
            boolean visible = type.owner().isEmpty()
                    || type.node()
                            .parent()
                            .filter(parent -> parent.is("block") && parent.holds(at))
                            .isPresent();
            if (visible && type.name().equals(name)) {
                return Optional.of(new TypeRef.Declared(type, List.of()));
            }
        }
        return Optional.empty();
    }

    private Optional<TypeRef> memberType(JavaType type, String name, Set<JavaType> seen) {
        Optional<JavaType> own = type.member(name)
                .filter(member ->
                        !member.node().parent().filter(p -> p.is("block")).isPresent());
        if (own.isPresent() || !seen.add(type) || seen.size() > DEEPEST) {
            return own.map(member -> new TypeRef.Declared(member, List.of()));
        }
        for (TypeRef above : supertypes(type)) {
            Optional<TypeRef> found = Optional.empty();
            if (above instanceof TypeRef.Declared declared) {
                found = memberType(declared.type(), name, seen);
            } else if (above instanceof TypeRef.Platform platform) {
                found = PlatformTypes.named(platform.type().getName().replace('$', '.') + "." + name)
                        .map(nested -> new TypeRef.Platform(nested, List.of()));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<TypeRef> inPackage(SourceFile file, String packageName, String name) {
        String qualified = packageName.isEmpty() ? name : packageName + "." + name;
        return declared(file, qualified).map(type -> new TypeRef.Declared(type, List.of()));
    }

    /** Returns a type by its package and names, joined by dots. */
    Optional<TypeRef> byQualifiedName(SourceFile from, String qualifiedName) {
        Optional<TypeRef> own = declared(from, qualifiedName).map(type -> new TypeRef.Declared(type, List.of()));
        return own.isPresent()
                ? own
                : PlatformTypes.named(qualifiedName).map(type -> new TypeRef.Platform(type, List.of()));
    }

    /** Several files may declare the same type: copies, or modules of a repository. The nearest one counts. */
    private Optional<JavaType> declared(SourceFile from, String qualifiedName) {
        return all(qualifiedName).stream()
                .max(Comparator.comparing((JavaType type) -> type.file()
                                .key()
                                .repositoryId()
                                .equals(from.key().repositoryId()))
                        .thenComparing(type -> shared(type.file().path(), from.path())));
    }

    private List<JavaType> all(String qualifiedName) {
        List<JavaType> known = byName.get(qualifiedName);
        if (known == null) {
            known = new ArrayList<>();
            for (SourceFile file : code.definingQualified(qualifiedName)) {
                for (JavaType type : JavaFacts.of(file).types()) {
                    if (type.isReachable() && fullName(type).equals(qualifiedName)) {
                        known.add(type);
                    }
                }
            }
            byName.put(qualifiedName, known);
        }
        return known;
    }

    private static String fullName(JavaType type) {
        String packageName = JavaFacts.of(type.file()).packageName();
        return packageName.isEmpty() ? type.qualifiedName() : packageName + "." + type.qualifiedName();
    }

    private static int shared(String one, String other) {
        int length = 0;
        while (length < one.length() && length < other.length() && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    /** Returns the direct supertypes of a type, with type arguments in terms of its own parameters. */
    List<TypeRef> supertypes(JavaType type) {
        List<TypeRef> known = supertypes.get(type);
        if (known == null) {
            // A type that is its own supertype, in broken code, has none while they are found.
            supertypes.put(type, List.of());
            known = type.isConstantBody()
                    ? type.owner().stream()
                            .map(owner -> (TypeRef) new TypeRef.Declared(owner, List.of()))
                            .toList()
                    : type.supertypes().stream()
                            .map(node -> of(type.file(), node))
                            .toList();
            supertypes.put(type, known);
        }
        return known;
    }

    /** Returns the values of a type's parameters. */
    Map<Object, TypeRef> variables(TypeRef.Declared type) {
        Map<Object, TypeRef> values = new HashMap<>();
        List<SyntaxNode> parameters = type.type().typeParameters();
        for (int i = 0; i < parameters.size() && i < type.arguments().size(); i++) {
            values.put(parameters.get(i), type.arguments().get(i));
        }
        return values;
    }
}
