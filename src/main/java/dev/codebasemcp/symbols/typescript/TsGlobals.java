package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves names by all files of a code base, where their own files do not decide. */
final class TsGlobals {
    private static final int MOST_FILES = 60;

    private final CodeBase code;
    private final Map<String, List<TsSymbol>> global = new HashMap<>();
    private final Map<String, Optional<List<TsSymbol>>> only = new HashMap<>();

    TsGlobals(CodeBase code) {
        this.code = code;
    }

    /** Resolves a name that its file does not declare: scripts that are no modules share their names. */
    Resolution find(SourceFile file, SyntaxNode name) {
        List<TsSymbol> found = global.computeIfAbsent(name.text(), this::shared).stream()
                .filter(symbol ->
                        symbol.file().key().repositoryId().equals(file.key().repositoryId()))
                .toList();
        return found.size() == 1 ? new Resolution.Probable(found.get(0).declarations()) : Resolution.ELSEWHERE;
    }

    private List<TsSymbol> shared(String name) {
        return code.defining(name).stream()
                .filter(TsModules::isScript)
                .limit(MOST_FILES)
                .filter(file -> !TsFacts.of(file).exports().isModule())
                .flatMap(file -> TsFacts.of(file).symbols().stream())
                .filter(symbol ->
                        symbol.name().equals(name) && symbol.qualifiedName().equals(name))
                .filter(TsSymbol::isListed)
                .toList();
    }

    /** A property of an unknown type means the only symbol that has its name, if the name is made of several words. */
    Resolution onlyOne(SyntaxNode name) {
        String text = name.text();
        if (!isCompound(text)) {
            return Resolution.UNDECIDED;
        }
        return only.computeIfAbsent(text, this::alone)
                .<Resolution>map(symbols -> new Resolution.Probable(symbols.stream()
                        .flatMap(symbol -> symbol.declarations().stream())
                        .toList()))
                .orElse(Resolution.UNDECIDED);
    }

    private static boolean isCompound(String name) {
        String inner = name.replaceFirst("^[#_$]+", "");
        return inner.length() > 5
                && inner.substring(1).chars().anyMatch(letter -> Character.isUpperCase(letter) || letter == '_');
    }

    private Optional<List<TsSymbol>> alone(String name) {
        List<TsSymbol> all = code.defining(name).stream()
                .filter(TsModules::isScript)
                .limit(MOST_FILES)
                .flatMap(file -> TsFacts.of(file).symbols().stream())
                .filter(symbol -> symbol.name().equals(name) && symbol.isListed())
                .filter(symbol -> isMember(symbol))
                .toList();
        boolean one = !all.isEmpty()
                && all.stream()
                        .allMatch(symbol -> symbol.file().equals(all.get(0).file())
                                && symbol.qualifiedName().equals(all.get(0).qualifiedName()));
        return one ? Optional.of(all) : Optional.empty();
    }

    private static boolean isMember(TsSymbol symbol) {
        return switch (symbol.kind()) {
            case METHOD, FIELD, KEY, ENUM_MEMBER, FUNCTION, VARIABLE, CLASS -> true;
            default -> false;
        };
    }
}
