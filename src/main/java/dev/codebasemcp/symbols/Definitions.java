package dev.codebasemcp.symbols;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the declarations that a written name means. */
final class Definitions {
    private static final int MOST_FILES = 20;

    private final IndexedCode code;
    private final UseSearch search;

    /** Creates a finder that uses the resolvers of a search. */
    Definitions(IndexedCode code, UseSearch search) {
        this.code = code;
        this.search = search;
    }

    /** Returns the declarations; with a place, those of the one symbol that is there. */
    List<Declaration> find(SymbolName symbol, Optional<SymbolPlace> place) {
        List<Declaration> found = new ArrayList<>();
        for (IndexedFile file : files(symbol, place)) {
            code.parse(file).ifPresent(parsed -> found.addAll(in(parsed, symbol)));
        }
        if (found.isEmpty() && place.isEmpty()) {
            return unlisted(symbol);
        }
        List<Declaration> exact = found.stream()
                .filter(one ->
                        symbol.fitsExactly(one.qualifiedName(), one.file().path()))
                .toList();
        List<Declaration> fitting = exact.isEmpty() ? found : exact;
        Optional<Integer> line = place.flatMap(SymbolPlace::line);
        return line.isPresent() ? at(fitting, line.get()) : fitting;
    }

    /**
     * Returns declarations of which the index keeps no definition, such as enum constants and components of records: in the
     * type that the qualifier names, or else in some files with the name.
     */
    List<Declaration> unlisted(SymbolName symbol) {
        List<Declaration> found = new ArrayList<>();
        for (IndexedFile file : symbol.qualifiers().isEmpty()
                ? code.files().containing(symbol.name())
                : files(symbol.container(), Optional.empty())) {
            if (found.size() >= MOST_FILES || search.isOver()) {
                break;
            }
            code.parseHaving(symbol.name(), file).ifPresent(parsed -> found.addAll(in(parsed, symbol)));
        }
        return found;
    }

    /** Returns the declaration with the first fitting name in each of some stored definitions. */
    List<Declaration> of(DefinedSymbol symbol) {
        List<Declaration> all = code.file(symbol.file().key()).stream()
                .flatMap(file -> search.languages().resolver(file.language()).declarations(file).stream())
                .toList();
        return symbol.definitions().stream()
                .flatMap(definition -> all.stream()
                        .filter(one -> isIn(one, definition))
                        .min(Comparator.comparing(one -> one.nameNode().start()))
                        .stream())
                .distinct()
                .toList();
    }

    private static boolean isIn(Declaration declaration, OutlinedDefinition definition) {
        String name = declaration.name();
        return !name.isEmpty()
                && ("." + definition.symbol()).endsWith("." + name)
                && definition.lines().contains(declaration.nameNode().line());
    }

    private List<IndexedFile> files(SymbolName symbol, Optional<SymbolPlace> place) {
        if (place.isPresent()) {
            return named(place.get().path());
        }
        Map<FileKey, IndexedFile> files = new LinkedHashMap<>();
        code.files()
                .defining(symbol.name(), CodeBase.MOST_DEFINITIONS, one -> fits(symbol, one))
                .forEach(one -> files.putIfAbsent(one.file().ref().key(), one.file()));
        return List.copyOf(files.values());
    }

    private static boolean fits(SymbolName symbol, Defined one) {
        return symbol.fits(one.definition().qualifiedName(), one.file().ref().path());
    }

    /** The file with this path, or else those whose paths end with it. */
    private List<IndexedFile> named(String path) {
        List<IndexedFile> ending = code.files().named(path, MOST_FILES).stream()
                .filter(file -> ("/" + file.ref().path()).endsWith("/" + path))
                .toList();
        List<IndexedFile> exact =
                ending.stream().filter(file -> file.ref().path().equals(path)).toList();
        return exact.isEmpty() ? ending : exact;
    }

    private List<Declaration> in(SourceFile file, SymbolName symbol) {
        return search.languages().resolver(file.language()).declarations(file).stream()
                .filter(declaration -> declaration.name().equals(symbol.name()))
                .filter(declaration -> symbol.fits(declaration.qualifiedName(), file.path()))
                .toList();
    }

    /** The innermost declaration with the line, or else the nearest one, and all of the same symbol. */
    private static List<Declaration> at(List<Declaration> found, int line) {
        Optional<Declaration> nearest = found.stream()
                .min(Comparator.comparingInt((Declaration one) -> distance(one, line))
                        .thenComparing(one -> one.lines().end() - one.lines().start()));
        return nearest.map(chosen -> found.stream().filter(chosen::isSameSymbol).toList())
                .orElse(List.of());
    }

    private static int distance(Declaration declaration, int line) {
        LineRange lines = declaration.lines();
        if (lines.start() <= line && line <= lines.end()) {
            return 0;
        }
        return line < lines.start() ? lines.start() - line : line - lines.end();
    }
}
