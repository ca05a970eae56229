package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types of a function's parameters and results, as declared. */
final class GoSignature {
    private GoSignature() {}

    /** Returns the types of the parameters; that of a variadic one is a sequence. */
    static List<GoType> parameters(GoTypes types, GoType.Written function) {
        return all(types, function, function.node().child(GoKinds.PARAMETERS));
    }

    /** Returns the types of the results. */
    static List<GoType> results(GoTypes types, GoType.Written function) {
        Optional<SyntaxNode> result = function.node().child("result");
        if (result.isPresent() && !result.get().is("parameter_list")) {
            return List.of(types.of(function.file(), result.get()).with(function.values()));
        }
        return all(types, function, result);
    }

    private static List<GoType> all(GoTypes types, GoType.Written function, Optional<SyntaxNode> list) {
        List<GoType> all = new ArrayList<>();
        SourceFile file = function.file();
        for (SyntaxNode parameter : list.map(SyntaxNode::children).orElse(List.of())) {
            Optional<SyntaxNode> type = parameter.child(GoKinds.TYPE);
            if (type.isEmpty()) {
                continue;
            }
            GoType one = types.of(file, type.get()).with(function.values());
            GoType given = parameter.is(GoKinds.VARIADIC) ? new GoType.Sequence(one) : one;
            int names = Math.max(1, GoScopes.names(parameter).size());
            for (int i = 0; i < names; i++) {
                all.add(given);
            }
        }
        return all;
    }

    /** Returns the number of parameters and results that are written. */
    static int size(SyntaxNode function) {
        return count(function.child(GoKinds.PARAMETERS)) * 100 + count(function.child("result"));
    }

    private static int count(Optional<SyntaxNode> list) {
        if (list.isEmpty()) {
            return 0;
        }
        if (!list.get().is("parameter_list")) {
            return 1;
        }
        return list.get().children(GoKinds.PARAMETER, GoKinds.VARIADIC).stream()
                .mapToInt(parameter -> Math.max(1, GoScopes.names(parameter).size()))
                .sum();
    }
}
