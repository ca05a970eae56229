package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.List;
import java.util.Optional;

/** Reads what the nodes of a file bind, in the order of the file. Used once for a file. */
final class Binder {
    private static final int DEEPEST = 10;

    private final PythonFacts facts;

    Binder(PythonFacts facts) {
        this.facts = facts;
    }

    void add(SyntaxNode node) {
        switch (node.kind()) {
            case "function_definition", "class_definition" -> addDefinition(node);
            case "lambda" -> facts.scopeOf(node).ifPresent(scope -> addParts(node, scope));
            case "assignment", "augmented_assignment" -> addAssignment(node);
            case "type_alias_statement" -> addTypeAlias(node);
            case "named_expression" -> addNamed(node);
            case "for_statement", "for_in_clause" -> addIterated(node);
            case "as_pattern" -> addAs(node);
            case "dotted_name", "splat_pattern" -> addCapture(node);
            default -> addStatement(node);
        }
    }

    private void addStatement(SyntaxNode node) {
        switch (node.kind()) {
            case "import_statement" -> addImports(node, Binding.Kind.IMPORT);
            case "import_from_statement" -> addImports(node, Binding.Kind.IMPORT_FROM);
            case "global_statement", "nonlocal_statement" -> addOuterNames(node);
            case "return_statement" ->
                node.children().stream()
                        .filter(value -> !value.is("comment"))
                        .findFirst()
                        .ifPresent(value -> functionAround(node).ifPresent(scope -> scope.addResult(value)));
            case "call" -> Narrowing.read(facts, node);
            default -> {}
        }
    }

    private void addDefinition(SyntaxNode node) {
        Optional<SyntaxNode> name = node.child("name");
        Scope around = facts.scopeAt(node);
        boolean isClass = node.is("class_definition");
        name.ifPresent(nameNode -> {
            SyntaxNode whole = node.parent()
                    .filter(parent -> parent.is("decorated_definition"))
                    .orElse(node);
            Binding.Kind kind = isClass ? Binding.Kind.CLASS : Binding.Kind.FUNCTION;
            facts.add(Binding.definition(owner(around, nameNode.text()), kind, nameNode, whole));
        });
        facts.scopeOf(node).ifPresent(scope -> addParts(node, scope));
    }

    /** The parameters of a definition. */
    private void addParts(SyntaxNode node, Scope scope) {
        node.child("parameters").ifPresent(list -> addParameters(list, scope));
        node.child("type_parameters")
                .ifPresent(list -> list.children().forEach(parameter -> {
                    Scope.parameterName(parameter)
                            .ifPresent(n ->
                                    facts.add(Binding.definition(scope, Binding.Kind.TYPE_PARAMETER, n, parameter)));
                }));
    }

    private void addParameters(SyntaxNode list, Scope scope) {
        for (SyntaxNode parameter : list.children()) {
            Optional<Source> source =
                    parameter.child("value").map(value -> new Source(Source.Way.ASSIGNED, value, Source.WHOLE));
            Scope.parameterName(parameter)
                    .ifPresent(name -> facts.add(new Binding(
                            scope, Binding.Kind.PARAMETER, name, parameter, parameter.child("type"), source)));
        }
    }

    private void addAssignment(SyntaxNode node) {
        Optional<SyntaxNode> left = node.child("left");
        SyntaxNode value = node;
        for (int depth = 0; depth < DEEPEST && value.is("assignment"); depth++) {
            Optional<SyntaxNode> right = value.child("right");
            if (right.isEmpty()) {
                break;
            }
            value = right.get();
        }
        boolean known = node.is("assignment") && !value.equals(node) && !value.is("assignment");
        Source source = known ? new Source(Source.Way.ASSIGNED, value, Source.WHOLE) : none(node);
        left.ifPresent(target -> addTarget(target, node, node.child("type"), source, 0));
    }

    private static Source none(SyntaxNode node) {
        return new Source(Source.Way.NONE, node, Source.WHOLE);
    }

    private void addTarget(
            SyntaxNode target, SyntaxNode statement, Optional<SyntaxNode> annotation, Source source, int depth) {
        if (target.is("identifier")) {
            Scope scope = owner(facts.scopeAt(target), target.text());
            facts.add(new Binding(scope, Binding.Kind.VARIABLE, target, statement, annotation, Optional.of(source)));
        } else if (target.is("attribute")) {
            addField(target, statement, annotation, source);
        } else if (target.is("list_splat_pattern", "list_splat", "parenthesized_expression", "as_pattern_target")) {
            Source inner = target.kind().startsWith("list_splat") ? none(statement) : source;
            if (depth < DEEPEST) {
                target.children().forEach(child -> addTarget(child, statement, annotation, inner, depth + 1));
            }
        } else if (target.is("pattern_list", "tuple_pattern", "list_pattern", "tuple", "list", "expression_list")) {
            List<SyntaxNode> children = target.children();
            for (int i = 0; i < children.size() && depth < DEEPEST; i++) {
                addTarget(children.get(i), statement, annotation, source.element(i), depth + 1);
            }
        }
    }

    private void addField(SyntaxNode target, SyntaxNode statement, Optional<SyntaxNode> annotation, Source source) {
        Optional<SyntaxNode> object = target.child("object").filter(node -> node.is("identifier"));
        Optional<SyntaxNode> name = target.child("attribute");
        if (object.isEmpty() || name.isEmpty() || statement.is("augmented_assignment")) {
            return;
        }
        facts.scopeAt(target)
                .classOfSelf(object.get().text())
                .ifPresent(owner -> facts.add(new Binding(
                        owner, Binding.Kind.FIELD, name.get(), statement, annotation, Optional.of(source))));
    }

    /** Where an assigned name lives, after {@code global} and {@code nonlocal}. */
    private static Scope owner(Scope scope, String name) {
        if (scope.hasGlobal(name)) {
            return scope.module();
        }
        Scope owner = scope;
        while (owner.hasNonlocal(name) && owner.parent().isPresent()) {
            owner = owner.parent().get();
            while (owner.parent().isPresent() && !owner.is(Scope.Kind.FUNCTION)) {
                owner = owner.parent().get();
            }
            if (!owner.bindings(name).isEmpty()) {
                return owner;
            }
        }
        return owner;
    }

    private void addTypeAlias(SyntaxNode node) {
        Optional<SyntaxNode> name = node.child("left").flatMap(Scope::parameterName);
        Optional<Source> source = node.child("right").map(type -> new Source(Source.Way.TYPE, type, Source.WHOLE));
        name.ifPresent(n ->
                facts.add(new Binding(facts.scopeAt(n), Binding.Kind.VARIABLE, n, node, Optional.empty(), source)));
    }

    /** {@code :=} binds outside of comprehensions. */
    private void addNamed(SyntaxNode node) {
        Scope scope = facts.scopeAt(node);
        while (scope.is(Scope.Kind.COMPREHENSION) && scope.parent().isPresent()) {
            scope = scope.parent().get();
        }
        Scope target = scope;
        Optional<Source> source =
                node.child("value").map(value -> new Source(Source.Way.ASSIGNED, value, Source.WHOLE));
        node.child("name")
                .ifPresent(name -> facts.add(new Binding(
                        owner(target, name.text()), Binding.Kind.VARIABLE, name, node, Optional.empty(), source)));
    }

    private void addIterated(SyntaxNode node) {
        Optional<SyntaxNode> left = node.child("left");
        Source source = node.child("right")
                .map(right -> new Source(Source.Way.ITERATED, right, Source.WHOLE))
                .orElse(none(node));
        left.ifPresent(target -> addTarget(target, node, Optional.empty(), source, 0));
    }

    /** {@code with a as b}, {@code except a as b}, and the same in patterns. */
    private void addAs(SyntaxNode node) {
        Optional<SyntaxNode> alias = node.child("alias");
        if (alias.isEmpty()) {
            List<SyntaxNode> parts = node.children();
            parts.stream()
                    .skip(Math.max(0, parts.size() - 1))
                    .filter(last -> last.is("identifier"))
                    .forEach(last -> addTarget(last, node, Optional.empty(), none(node), 0));
            return;
        }
        SyntaxNode value = node.children().get(0);
        boolean raised = node.parent()
                .filter(parent -> parent.kind().startsWith("except"))
                .isPresent();
        Source.Way way = raised ? Source.Way.RAISED : Source.Way.ENTERED;
        addTarget(alias.get(), node, Optional.empty(), new Source(way, value, Source.WHOLE), 0);
    }

    private void addImports(SyntaxNode node, Binding.Kind kind) {
        if (!node.children("wildcard_import").isEmpty()) {
            facts.addWildcard(node);
            return;
        }
        for (SyntaxNode child : node.children()) {
            if (!child.field().equals("name")) {
                continue;
            }
            Optional<SyntaxNode> alias = child.child("alias");
            SyntaxNode dotted = child.is("aliased_import") ? child.child("name").orElse(child) : child;
            List<SyntaxNode> parts = dotted.children("identifier");
            if (parts.isEmpty()) {
                continue;
            }
            SyntaxNode name = alias.orElse(parts.get(0));
            Scope scope = owner(facts.scopeAt(node), name.text());
            facts.add(new Binding(scope, kind, name, child, Optional.empty(), Optional.empty()));
            if (kind == Binding.Kind.IMPORT_FROM && alias.isPresent()) {
                facts.addAlias(parts.get(0).text(), alias.get().text());
            }
        }
    }

    private void addOuterNames(SyntaxNode node) {
        Scope scope = facts.scopeAt(node);
        for (SyntaxNode name : node.children("identifier")) {
            if (node.is("global_statement")) {
                scope.addGlobal(name.text());
            } else {
                scope.addNonlocal(name.text());
            }
        }
    }

    private Optional<Scope> functionAround(SyntaxNode node) {
        return Optional.of(facts.scopeAt(node)).filter(scope -> scope.is(Scope.Kind.FUNCTION));
    }

    /** A lone name in a pattern. */
    private void addCapture(SyntaxNode node) {
        Optional<SyntaxNode> parent = node.parent();
        List<SyntaxNode> parts = node.children();
        boolean captures = parts.size() == 1
                && parts.get(0).is("identifier")
                && parent.filter(around -> around.is("case_pattern", "keyword_pattern", "dict_pattern", "list_pattern"))
                        .isPresent();
        if (captures) {
            addTarget(parts.get(0), node, Optional.empty(), none(node), 0);
        }
    }
}
