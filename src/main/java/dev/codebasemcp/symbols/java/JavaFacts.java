package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a Java file says by itself: its package, imports, types and local variables. Immutable after it was made. */
final class JavaFacts {
    /** Types that are nested deeper are not declared. */
    private static final int DEEPEST_TYPE = 50;

    private static final String[] TYPES = {
        "class_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
        "annotation_type_declaration"
    };

    private final SourceFile file;
    private final String packageName;
    private final Map<String, String> imports = new HashMap<>();
    private final List<String> onDemand = new ArrayList<>();
    private final Map<String, List<String>> staticImports = new HashMap<>();
    private final List<String> staticOnDemand = new ArrayList<>();
    private final Map<SyntaxNode, JavaType> types = new LinkedHashMap<>();
    private final Map<String, List<JavaLocal>> locals = new HashMap<>();

    private JavaFacts(SourceFile file) {
        this.file = file;
        SyntaxNode root = file.tree().root();
        this.packageName = root.children("package_declaration").stream()
                .flatMap(node -> node.children("scoped_identifier", "identifier").stream())
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("");
        root.children("import_declaration").forEach(this::addImport);
        for (SyntaxNode node : file.tree().nodes(kind -> true)) {
            addNode(node);
        }
    }

    static JavaFacts of(SourceFile file) {
        return file.facts(JavaFacts.class, JavaFacts::new);
    }

    String packageName() {
        return packageName;
    }

    /** The qualified name behind a simple one that the file imports. */
    Optional<String> imported(String simpleName) {
        return Optional.ofNullable(imports.get(simpleName));
    }

    /** The packages and types whose types are imported on demand. */
    List<String> onDemand() {
        return onDemand;
    }

    /** The types from which a static member of this name may come: those that name it, or else those with an asterisk. */
    List<String> staticOwners(String member) {
        List<String> named = staticImports.getOrDefault(member, List.of());
        return named.isEmpty() ? staticOnDemand : named;
    }

    /** All types of the file, outer ones first. */
    Iterable<JavaType> types() {
        return types.values();
    }

    /** The types around a node, innermost first. */
    List<JavaType> typesAround(SyntaxNode node) {
        return node.ancestors().map(types::get).filter(type -> type != null).toList();
    }

    /** The type with a name that extends or implements the one that a mention names. */
    Optional<JavaType> subtypeAt(SyntaxNode mention) {
        SyntaxNode supertype = whole(mention);
        return supertype
                .parent()
                .filter(parent -> parent.is("superclass", "type_list"))
                .flatMap(parent ->
                        owner(mention).filter(type -> type.supertypes().contains(supertype)));
    }

    /** Whether a mention is the type of {@code new T() {}}. */
    static boolean isAnonymousSubtypeAt(SyntaxNode mention) {
        SyntaxNode supertype = whole(mention);
        return supertype
                .parent()
                .filter(parent -> parent.is("object_creation_expression"))
                .filter(parent -> supertype.field().equals("type"))
                .filter(parent -> parent.children().stream().anyMatch(child -> child.is("class_body")))
                .isPresent();
    }

    /** The written type that a name in it means. */
    private static SyntaxNode whole(SyntaxNode mention) {
        SyntaxNode named = mention;
        SyntaxNode parent = mention.parent().orElse(mention);
        while (isNamedBy(parent, named)) {
            named = parent;
            parent = parent.parent().orElse(parent);
        }
        return named;
    }

    /** Whether a part of a written type is the type that it names, with arguments, annotations or what it belongs to around it. */
    private static boolean isNamedBy(SyntaxNode whole, SyntaxNode part) {
        return switch (whole.kind()) {
            case "generic_type" -> whole.children().get(0).equals(part);
            case "annotated_type", "scoped_type_identifier" -> whole.end() == part.end();
            default -> false;
        };
    }

    /** The declaration of the local variable that a name means at a node; empty if there is none. */
    Optional<JavaLocal> local(String name, SyntaxNode at) {
        return locals.getOrDefault(name, List.of()).stream()
                .filter(local -> local.isVisible(at))
                .reduce((outer, inner) -> inner.scope().start() >= outer.scope().start() ? inner : outer);
    }

    private void addImport(SyntaxNode node) {
        boolean all = !node.children("asterisk").isEmpty();
        boolean isStatic = node.text().startsWith("static", "import ".length());
        String name = node.children("scoped_identifier", "identifier").stream()
                .map(SyntaxNode::text)
                .findFirst()
                .orElse("")
                .replaceAll("\\s", "");
        int dot = name.lastIndexOf('.');
        String last = name.substring(dot + 1);
        if (isStatic && all) {
            staticOnDemand.add(name);
        } else if (isStatic) {
            staticImports.computeIfAbsent(last, unused -> new ArrayList<>()).add(name.substring(0, Math.max(0, dot)));
        } else if (all) {
            onDemand.add(name);
        } else {
            imports.put(last, name);
        }
    }

    private void addNode(SyntaxNode node) {
        if (node.is(TYPES)) {
            addType(node);
        } else if (node.is("class_body")) {
            if (node.parent()
                    .filter(parent -> parent.is("object_creation_expression", "enum_constant"))
                    .isPresent()) {
                addType(node);
            }
        } else if (node.is("field_declaration", "constant_declaration")) {
            owner(node).ifPresent(owner -> addFields(owner, node));
        } else if (node.is("method_declaration", "annotation_type_element_declaration")) {
            owner(node).ifPresent(owner -> addMethod(owner, node));
        } else if (node.is("enum_constant")) {
            owner(node)
                    .ifPresent(owner -> node.child("name")
                            .ifPresent(name -> owner.addField(JavaMember.field(owner, node, name, Optional.empty()))));
        } else {
            JavaLocal.of(node)
                    .forEach(local -> locals.computeIfAbsent(local.name().text(), unused -> new ArrayList<>())
                            .add(local));
        }
    }

    private Optional<JavaType> owner(SyntaxNode node) {
        return typesAround(node).stream().findFirst();
    }

    private void addType(SyntaxNode node) {
        Optional<JavaType> owner = owner(node);
        if (owner.filter(outer -> outer.depth() >= DEEPEST_TYPE).isPresent()) {
            return;
        }
        JavaType type = new JavaType(file, node, owner);
        types.put(node, type);
        if (node.is("record_declaration")) {
            for (SyntaxNode component : parameters(node)) {
                component.child("name").ifPresent(name -> {
                    type.addField(JavaMember.field(type, component, name, component.child("type")));
                    type.addMethod(JavaMember.method(type, component, name, component.child("type"), List.of()));
                });
            }
        }
    }

    private static void addFields(JavaType owner, SyntaxNode node) {
        for (SyntaxNode declarator : node.children("variable_declarator")) {
            declarator
                    .child("name")
                    .ifPresent(name -> owner.addField(JavaMember.field(owner, node, name, node.child("type"))));
        }
    }

    private static void addMethod(JavaType owner, SyntaxNode node) {
        node.child("name")
                .ifPresent(name ->
                        owner.addMethod(JavaMember.method(owner, node, name, node.child("type"), parameters(node))));
    }

    static List<SyntaxNode> parameters(SyntaxNode node) {
        return node.child("parameters")
                .map(list -> list.children("formal_parameter", "spread_parameter"))
                .orElse(List.of());
    }
}
