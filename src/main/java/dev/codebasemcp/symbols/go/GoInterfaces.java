package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoMembers.Own;
import dev.codebasemcp.symbols.go.GoMembers.Required;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the methods of interfaces that the methods of types implement. */
final class GoInterfaces {
    private final GoPackages packages;
    private final GoTypes types;
    private final GoMembers members;
    private final Map<GoSymbol, Required> required = new HashMap<>();

    GoInterfaces(GoPackages packages, GoTypes types, GoMembers members) {
        this.packages = packages;
        this.types = types;
        this.members = members;
    }

    /** Returns the methods of interfaces that a declared method implements. */
    Resolution implemented(SourceFile file, SyntaxNode method, SyntaxNode name) {
        GoType owner = GoFacts.receiver(method)
                .map(type -> types.of(file, type).pointed())
                .orElse(GoType.Other.UNKNOWN);
        if (!(owner instanceof GoType.Named)) {
            return Resolution.ELSEWHERE;
        }
        List<GoSymbol> found = packages.methodsOfInterfaces(name.text()).stream()
                .filter(symbol -> !symbol.isLocal() && GoSignature.size(symbol.node()) == GoSignature.size(method))
                .filter(symbol -> isImplementedBy(symbol, owner))
                .toList();
        boolean sure = found.stream().allMatch(symbol -> required(symbol).isWhole());
        List<Declaration> all = GoSymbol.declarations(found);
        return sure ? Resolution.certain(all) : new Resolution.Probable(all);
    }

    private boolean isImplementedBy(GoSymbol method, GoType type) {
        return required(method).methods().entrySet().stream()
                .allMatch(one -> hasMethod(type, one.getKey(), one.getValue()));
    }

    private Required required(GoSymbol method) {
        Required known = required.get(method);
        if (known == null) {
            SyntaxNode type = method.node().parent().orElse(method.node());
            known = members.required(new GoType.Written(method.file(), type, Map.of()));
            required.put(method, known);
        }
        return known;
    }

    private boolean hasMethod(GoType type, String name, GoSymbol method) {
        boolean exported = Character.isUpperCase(name.codePointAt(0));
        return members.find(type, name) instanceof Own own
                && own.symbol().is(GoSymbol.Kind.METHOD)
                && (exported || packages.isSamePackage(own.symbol(), method))
                && GoSignature.size(own.symbol().node()) == GoSignature.size(method.node());
    }
}
