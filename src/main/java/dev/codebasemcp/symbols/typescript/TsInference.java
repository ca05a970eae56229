package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsCalls.Applied;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import dev.codebasemcp.symbols.typescript.TsType.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Infers the type parameters of calls from their arguments, as far as the types match as they are written. */
final class TsInference {
    private static final int MOST_MEMBERS = 30;
    private static final Set<String> SEQUENCES =
            Set.of("Array", "ReadonlyArray", "Iterable", "Set", "ReadonlySet", "AsyncIterable", "ArrayLike");

    private final TsChecker checker;

    TsInference(TsChecker checker) {
        this.checker = checker;
    }

    /** Returns the values that follow without the types of functions among the arguments. */
    Map<SyntaxNode, TsType> early(Applied applied, SourceFile file, SyntaxNode call, int except) {
        Map<SyntaxNode, TsType> values = new HashMap<>(applied.values());
        List<SyntaxNode> parameters = TsTypes.parameters(applied.signature());
        List<TsType> written = checker.types().arguments(file, call);
        for (int i = 0; i < parameters.size() && i < written.size(); i++) {
            values.put(parameters.get(i), written.get(i));
        }
        List<SyntaxNode> arguments = TsNodes.arguments(call);
        for (int i = 0; written.isEmpty() && i < arguments.size(); i++) {
            boolean plain =
                    !arguments.get(i).is(TsNodes.FUNCTIONS) && !arguments.get(i).is("object");
            if (plain && i != except) {
                infer(applied, i, file, arguments.get(i), values);
            }
        }
        return values;
    }

    /** Returns all values, those without any from their defaults. */
    Map<SyntaxNode, TsType> late(Applied applied, SourceFile file, SyntaxNode call) {
        Map<SyntaxNode, TsType> values = new HashMap<>(applied.values());
        List<SyntaxNode> arguments = TsNodes.arguments(call);
        boolean written = !checker.types().arguments(file, call).isEmpty();
        for (int i = 0; !written && i < arguments.size(); i++) {
            if (arguments.get(i).is(TsNodes.FUNCTIONS) || arguments.get(i).is("object")) {
                infer(applied, i, file, arguments.get(i), values);
            }
        }
        for (SyntaxNode parameter : TsTypes.parameters(applied.signature())) {
            if (!values.containsKey(parameter)) {
                parameter
                        .child("value")
                        .map(given -> checker.types().of(applied.file(), given, values))
                        .ifPresent(given -> values.put(parameter, given));
            }
        }
        return values;
    }

    private void infer(
            Applied applied, int number, SourceFile file, SyntaxNode argument, Map<SyntaxNode, TsType> values) {
        TsType wanted = checker.calls().parameter(applied, number);
        if (wanted != Other.OUTSIDE && wanted != Other.UNKNOWN) {
            unify(wanted, checker.expressions().of(file, argument), values);
        }
    }

    private void unify(TsType wanted, TsType given, Map<SyntaxNode, TsType> values) {
        if (given == Other.UNKNOWN || !checker.guard().enter()) {
            return;
        }
        try {
            match(wanted, given, values);
        } finally {
            checker.guard().leave();
        }
    }

    private void match(TsType wanted, TsType given, Map<SyntaxNode, TsType> values) {
        if (wanted instanceof Variable variable) {
            if (!given.equals(variable)) {
                values.putIfAbsent(variable.parameter(), given);
            }
        } else if (wanted instanceof TsType.Several several) {
            union(several, given, values);
        } else if (wanted instanceof Library library) {
            library(library, given, values);
        } else if (wanted instanceof TsType.Function function) {
            function(function, given, values);
        } else if (wanted instanceof Named named) {
            named(named, given, values);
        } else if (wanted instanceof Shape shape && !shape.node().is("object")) {
            members(shape, given, values);
        }
    }

    /** What matches another option is not the value of an option that matches everything. */
    private void union(TsType.Several wanted, TsType given, Map<SyntaxNode, TsType> values) {
        int before = values.size();
        for (TsType part : wanted.parts()) {
            if (!(part instanceof Variable)) {
                unify(part, given, values);
            }
        }
        if (values.size() == before || !wanted.either()) {
            for (TsType part : wanted.parts()) {
                if (part instanceof Variable) {
                    unify(part, given, values);
                }
            }
        }
    }

    private void library(Library wanted, TsType given, Map<SyntaxNode, TsType> values) {
        TsType reduced = checker.types().reduced(given);
        if (SEQUENCES.contains(wanted.name()) && !wanted.arguments().isEmpty()) {
            unify(wanted.arguments().get(0), checker.library().element(reduced), values);
        } else if (reduced instanceof Library library) {
            boolean same =
                    library.name().replace("Like", "").equals(wanted.name().replace("Like", ""));
            for (int i = 0;
                    same
                            && i < wanted.arguments().size()
                            && i < library.arguments().size();
                    i++) {
                unify(wanted.arguments().get(i), library.arguments().get(i), values);
            }
        } else if (TsLibrary.isTransparent(wanted.name()) && !wanted.arguments().isEmpty()) {
            unify(wanted.arguments().get(0), given, values);
        }
    }

    private void function(TsType.Function wanted, TsType given, Map<SyntaxNode, TsType> values) {
        List<Applied> found = checker.calls().signatures(given);
        if (found.isEmpty() || wanted.signatures().isEmpty()) {
            return;
        }
        Applied own = found.get(0);
        Applied pattern = new Applied(wanted.file(), wanted.signatures().get(0), wanted.values());
        List<SyntaxNode> parameters = TsNodes.parameters(own.signature());
        for (int i = 0; i < parameters.size(); i++) {
            if (TsNodes.type(parameters.get(i)).isPresent()) {
                unify(checker.calls().parameter(pattern, i), checker.calls().parameter(own, i), values);
            }
        }
        TsType result = checker.calls().returned(own.file(), own.signature()).with(own.values());
        unify(checker.calls().returned(wanted.file(), pattern.signature()).with(wanted.values()), result, values);
    }

    private void named(Named wanted, TsType given, Map<SyntaxNode, TsType> values) {
        if (wanted.arguments().isEmpty()) {
            return;
        }
        if (given instanceof Named own && own.symbol() == wanted.symbol()) {
            all(wanted.arguments(), own.arguments(), values);
            return;
        }
        if (wanted.symbol().is(TsSymbol.Kind.ALIAS)) {
            unify(checker.types().reduced(wanted), given, values);
            return;
        }
        TsType reduced = checker.types().reduced(given);
        if (reduced instanceof Named own) {
            if (own.equals(given)) {
                checker.heritage().supertypes(own).forEach(above -> unify(wanted, above, values));
            } else {
                unify(wanted, own, values);
            }
        }
        if (values.isEmpty() || reduced instanceof Shape) {
            interfaceMembers(wanted, reduced, values);
        }
    }

    private void all(List<TsType> wanted, List<TsType> given, Map<SyntaxNode, TsType> values) {
        for (int i = 0; i < wanted.size() && i < given.size(); i++) {
            unify(wanted.get(i), given.get(i), values);
        }
    }

    private void interfaceMembers(Named wanted, TsType given, Map<SyntaxNode, TsType> values) {
        Map<SyntaxNode, TsType> own = checker.types().values(wanted);
        TsFacts facts = TsFacts.of(wanted.symbol().file());
        wanted.symbol().parts().stream()
                .flatMap(part -> part.node().child("body").stream())
                .forEach(body -> members(facts, body, own, given, values));
    }

    private void members(Shape wanted, TsType given, Map<SyntaxNode, TsType> values) {
        members(TsFacts.of(wanted.file()), wanted.node(), wanted.values(), given, values);
    }

    private void members(
            TsFacts facts, SyntaxNode body, Map<SyntaxNode, TsType> own, TsType given, Map<SyntaxNode, TsType> values) {
        facts.members(body).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_MEMBERS)
                .forEach(entry -> {
                    TsFound found = checker.members().find(given, entry.getKey());
                    if (found.isFound()) {
                        TsType type = checker.expressions()
                                .typeOf(entry.getValue().get(0))
                                .with(own);
                        unify(type, found.type(), values);
                    }
                });
    }
}
