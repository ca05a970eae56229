package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file exports, as it writes it. */
final class TsExports {
    private final Map<String, Exported> named = new HashMap<>();
    private final List<String> stars = new ArrayList<>();
    private final boolean module;

    TsExports(TsFacts facts) {
        SyntaxNode root = facts.file().tree().root();
        boolean imports = false;
        for (SyntaxNode statement : root.children()) {
            switch (statement.kind()) {
                case "export_statement" -> export(statement);
                case "import_statement" -> imports = true;
                case "expression_statement" ->
                    statement.children("assignment_expression").forEach(this::assigned);
                default -> {}
            }
        }
        this.module = imports || !named.isEmpty() || !stars.isEmpty();
    }

    /**
     * An exported name.
     *
     * @param module where it comes from; empty for the file itself
     * @param name there; {@code *} for the whole module
     * @param value the expression that is exported, if it has no name
     */
    record Exported(Optional<String> module, String name, Optional<SyntaxNode> value) {}

    /** Whether the names of the file are its own, not global. */
    boolean isModule() {
        return module;
    }

    /** What a name exports; {@code =} for the whole module. */
    Optional<Exported> named(String name) {
        return Optional.ofNullable(named.get(name));
    }

    Map<String, Exported> all() {
        return named;
    }

    /** The modules of {@code export * from}. */
    List<String> stars() {
        return stars;
    }

    private void export(SyntaxNode statement) {
        Optional<String> source = statement.child("source").flatMap(TsNodes::nameOf);
        List<SyntaxNode> clauses = statement.children("export_clause");
        List<SyntaxNode> namespaces = statement.children("namespace_export");
        if (!clauses.isEmpty()) {
            clauses.get(0).children("export_specifier").forEach(specifier -> specifier(specifier, source));
        } else if (!namespaces.isEmpty() && source.isPresent()) {
            namespaces.get(0).children().stream()
                    .flatMap(name -> TsNodes.nameOf(name).stream())
                    .forEach(name -> named.put(name, new Exported(source, "*", Optional.empty())));
        } else if (source.isPresent()) {
            stars.add(source.get());
        } else {
            own(statement);
        }
    }

    private void specifier(SyntaxNode specifier, Optional<String> source) {
        Optional<String> name = specifier.child("name").flatMap(TsNodes::nameOf);
        Optional<String> outer =
                specifier.child("alias").flatMap(TsNodes::nameOf).or(() -> name);
        if (name.isPresent() && outer.isPresent()) {
            named.put(outer.get(), new Exported(source, name.get(), Optional.empty()));
        }
    }

    private void own(SyntaxNode statement) {
        Optional<SyntaxNode> declaration = statement.child("declaration");
        Optional<SyntaxNode> value = statement.child("value");
        SyntaxNode last = declaration.or(() -> value).orElse(statement);
        boolean isDefault = TsNodes.hasWordBefore(statement, last, "default");
        if (value.isPresent()) {
            put("default", value.get());
        } else if (declaration.isPresent()) {
            for (SyntaxNode name : declared(declaration.get())) {
                String outer = isDefault ? "default" : name.text();
                named.put(outer, new Exported(Optional.empty(), name.text(), Optional.empty()));
            }
            if (isDefault && declared(declaration.get()).isEmpty()) {
                put("default", declaration.get());
            }
        } else {
            statement.children("identifier", "member_expression", "call_expression", "object").stream()
                    .findFirst()
                    .ifPresent(whole -> put("=", whole));
        }
    }

    private void put(String name, SyntaxNode value) {
        SyntaxNode core = TsNodes.core(value);
        Optional<SyntaxNode> own = core.is("identifier")
                ? Optional.of(core)
                : core.child("name").filter(unused -> core.is("class_declaration", "function_declaration"));
        named.put(
                name,
                own.map(local -> new Exported(Optional.empty(), local.text(), Optional.empty()))
                        .orElse(new Exported(Optional.empty(), "", Optional.of(value))));
    }

    private static List<SyntaxNode> declared(SyntaxNode declaration) {
        if (declaration.is("lexical_declaration", "variable_declaration")) {
            return declaration.children("variable_declarator").stream()
                    .flatMap(one -> one.child("name").stream())
                    .flatMap(pattern -> TsNodes.names(pattern).stream())
                    .toList();
        }
        if (declaration.is("ambient_declaration")) {
            return declaration.children().stream()
                    .flatMap(inner -> declared(inner).stream())
                    .toList();
        }
        return declaration.child("name").map(List::of).orElse(List.of());
    }

    private void whole(SyntaxNode value) {
        put("=", value);
        if (!value.is("object")) {
            return;
        }
        for (SyntaxNode child : value.children()) {
            if (child.is("shorthand_property_identifier")) {
                named.put(child.text(), new Exported(Optional.empty(), child.text(), Optional.empty()));
            } else if (child.is("spread_element")) {
                child.children().stream()
                        .flatMap(inner -> TsNodes.required(inner).stream())
                        .forEach(stars::add);
            } else if (child.is("pair", "method_definition")) {
                Optional<String> key =
                        child.child("key").or(() -> child.child("name")).flatMap(TsNodes::nameOf);
                key.ifPresent(name -> put(name, child.child("value").orElse(child)));
            }
        }
    }

    /** {@code module.exports = value}, {@code exports.name = value}. */
    private void assigned(SyntaxNode assignment) {
        Optional<SyntaxNode> left = assignment.child("left");
        Optional<SyntaxNode> right = assignment.child("right");
        if (left.isEmpty() || right.isEmpty() || !left.get().is("member_expression")) {
            return;
        }
        String target = left.get().child("object").map(SyntaxNode::text).orElse("");
        String name = left.get().child("property").map(SyntaxNode::text).orElse("");
        if (target.equals("module") && name.equals("exports")) {
            TsBinder.required(right.get())
                    .filter(whole -> whole.name().equals("*"))
                    .ifPresentOrElse(whole -> stars.add(whole.module()), () -> whole(right.get()));
        } else if (target.equals("exports") || target.equals("module.exports")) {
            put(name, right.get());
        }
    }
}
