package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsExports.Exported;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Import;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows imports to what they import. */
final class TsModules {
    private static final int DEEPEST = 40;

    private final CodeBase code;
    private final TsPaths paths;
    private final Map<FileKey, Optional<SourceFile>> files = new HashMap<>();

    TsModules(CodeBase code) {
        this.code = code;
        this.paths = new TsPaths(code);
    }

    /** One search; the same name of the same module twice is a cycle. */
    private record Step(FileKey file, String name) {}

    /** Returns the file of a module; empty if it is a package or missing. */
    Optional<SourceFile> file(SourceFile from, String module) {
        return paths.find(from.key(), module).flatMap(this::file);
    }

    private Optional<SourceFile> file(FileKey key) {
        Optional<SourceFile> known = files.get(key);
        if (known == null) {
            known = code.file(key).filter(found -> isScript(found));
            files.put(key, known);
        }
        return known;
    }

    static boolean isScript(SourceFile file) {
        return switch (file.language()) {
            case JAVASCRIPT, TYPESCRIPT, TSX -> true;
            default -> false;
        };
    }

    /** Returns what a symbol stands for: what an import imports, or the symbol itself. */
    TsSymbol follow(TsSymbol symbol, Space space) {
        return follow(symbol, space, new HashSet<>());
    }

    private TsSymbol follow(TsSymbol symbol, Space space, Set<Step> seen) {
        if (symbol.imported().isEmpty()) {
            return symbol;
        }
        Import source = symbol.imported().get();
        return from(symbol.file(), source.module(), source.name(), space, seen);
    }

    private TsSymbol from(SourceFile file, String module, String name, Space space, Set<Step> seen) {
        Optional<SourceFile> target = file(file, module);
        if (target.isEmpty()) {
            boolean inside = module.startsWith(".");
            return new TsSymbol(file, name, name, inside ? Kind.UNKNOWN : Kind.OUTSIDE);
        }
        if (name.equals("*")) {
            TsFacts facts = TsFacts.of(target.get());
            return exported(target.get(), "=", space, seen).orElse(facts.module());
        }
        return exported(target.get(), name, space, seen).orElseGet(() -> new TsSymbol(file, name, name, Kind.UNKNOWN));
    }

    /** Returns what a file exports under a name. */
    Optional<TsSymbol> exported(SourceFile file, String name, Space space) {
        return exported(file, name, space, new HashSet<>());
    }

    private Optional<TsSymbol> exported(SourceFile file, String name, Space space, Set<Step> seen) {
        if (seen.size() > DEEPEST || !seen.add(new Step(file.key(), name))) {
            return Optional.empty();
        }
        TsFacts facts = TsFacts.of(file);
        Optional<Exported> own = facts.exports().named(name);
        if (own.isPresent()) {
            return own(facts, name, own.get(), space, seen);
        }
        if (name.equals("=")) {
            return Optional.empty();
        }
        for (String star : facts.exports().stars()) {
            Optional<TsSymbol> found = name.equals("default")
                    ? Optional.empty()
                    : file(file, star).flatMap(other -> exported(other, name, space, seen));
            if (found.isPresent()) {
                return found;
            }
        }
        return name.equals("default") ? whole(facts, space, seen) : Optional.empty();
    }

    /** Modules of the older kind have no default export; the whole module stands for it. */
    private Optional<TsSymbol> whole(TsFacts facts, Space space, Set<Step> seen) {
        return exported(facts.file(), "=", space, seen).or(() -> Optional.of(facts.module()));
    }

    private Optional<TsSymbol> own(TsFacts facts, String name, Exported exported, Space space, Set<Step> seen) {
        if (exported.module().isPresent()) {
            return Optional.of(from(facts.file(), exported.module().get(), exported.name(), space, seen));
        }
        if (exported.value().isPresent()) {
            List<TsSymbol> assigned = assigned(facts, name, exported.value().get());
            return Optional.of(assigned.isEmpty() ? expression(facts, exported) : assigned.get(0));
        }
        return facts.topLevel(exported.name(), space).map(symbol -> follow(symbol, space, seen));
    }

    /** The symbols of {@code exports.name = value} and of {@code module.exports = { name: value }}. */
    private static List<TsSymbol> assigned(TsFacts facts, String name, SyntaxNode value) {
        List<TsSymbol> own = facts.members(facts.file().tree().root(), name);
        return own.isEmpty()
                ? value.ancestors()
                        .limit(2)
                        .filter(around -> around.is("object"))
                        .findFirst()
                        .map(object -> facts.members(object, name))
                        .orElse(List.of())
                : own;
    }

    private static TsSymbol expression(TsFacts facts, Exported exported) {
        return new TsSymbol(facts.file(), "default", "default", Kind.EXPRESSION)
                .add(exported.value().orElseThrow(), exported.value().orElseThrow());
    }

    /** Returns the symbol that a re-export names. */
    TsSymbol reexported(SourceFile file, String module, String name, Space space) {
        return from(file, module, name, space, new HashSet<>());
    }
}
