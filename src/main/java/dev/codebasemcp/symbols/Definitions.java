package dev.codebasemcp.symbols;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.resolve.SymbolKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the declarations that a written name means. */
final class Definitions {
    private static final int MOST_FILES = 20;
    private static final int SHOWN_ELSEWHERE = 5;

    private final IndexedCode code;
    private final UseSearch search;
    private Optional<Declared> last = Optional.empty();

    /** Creates a finder that uses the resolvers of a search. */
    Definitions(IndexedCode code, UseSearch search) {
        this.code = code;
        this.search = search;
    }

    /** The declarations of a file by their plain names. */
    private record Declared(FileKey file, Map<String, List<Declaration>> byName) {}

    /**
     * What a name means.
     *
     * @param declarations of the symbols that it may mean
     */
    record Found(List<Declaration> declarations, Lookup lookup) {
        Found {
            declarations = List.copyOf(declarations);
        }
    }

    /** Finds the declarations; with a line, those of the symbol that is there. */
    Found find(SymbolName symbol, Optional<SymbolPlace> place) {
        List<Declaration> found = new ArrayList<>();
        List<IndexedFile> unparsed = new ArrayList<>();
        // Without time for all of them, there is none for their uses either, and the answer says so.
        UseSearch.each(
                code.ahead(Optional.empty(), files(symbol, place)),
                search::isOver,
                file -> code.parse(file)
                        .ifPresentOrElse(parsed -> found.addAll(in(parsed, symbol)), () -> unparsed.add(file)));
        if (found.isEmpty()) {
            unparsed.removeIf(file -> !defines(file, symbol));
            // What the index has no definition of is no more in a file that cannot be parsed.
            List<Declaration> others = place.isEmpty() && unparsed.isEmpty() ? unlisted(symbol) : List.of();
            return new Found(others, others.isEmpty() ? unknown(symbol, unparsed) : Lookup.PLAIN);
        }
        List<Declaration> exact = found.stream()
                .filter(one ->
                        symbol.fitsExactly(one.qualifiedName(), one.file().path()))
                .toList();
        List<Declaration> fitting = exact.isEmpty() ? found : exact;
        return place.flatMap(SymbolPlace::line)
                .map(line -> at(fitting, line))
                .orElseGet(() -> new Found(fitting, Lookup.PLAIN));
    }

    private Lookup unknown(SymbolName symbol, List<IndexedFile> unparsed) {
        List<Symbol> elsewhere = code.defined(symbol.name()).stream()
                .filter(one -> unparsed.isEmpty() && one.definition().kind() != DefinitionKind.SECTION)
                .limit(SHOWN_ELSEWHERE)
                .map(one -> new Symbol(
                        one.file().ref(),
                        one.definition().qualifiedName(),
                        "",
                        one.definition().lines().start()))
                .toList();
        return new Lookup(
                Optional.empty(),
                unparsed.stream().map(IndexedFile::ref).toList(),
                elsewhere,
                elsewhere.isEmpty() && unparsed.isEmpty() ? code.files().namesLike(symbol.name()) : List.of());
    }

    private boolean defines(IndexedFile file, SymbolName symbol) {
        return code.definitionsOf(file.ref().key()).stream()
                .filter(one -> one.kind() != DefinitionKind.SECTION)
                .anyMatch(one -> one.name().equals(symbol.name())
                        && symbol.fits(one.qualifiedName(), file.ref().path()));
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
        Map<String, List<Declaration>> byName = byName(symbol.file().key());
        return symbol.definitions().stream()
                .flatMap(definition -> names(definition.symbol())
                        .flatMap(name -> byName.getOrDefault(name, List.of()).stream())
                        .filter(one ->
                                definition.lines().contains(one.nameNode().line()))
                        .min(Comparator.comparing(one -> one.nameNode().start()))
                        .stream())
                .distinct()
                .toList();
    }

    /** What may be the plain name of a qualified one; some names have dots. */
    private static Stream<String> names(String qualifiedName) {
        return IntStream.range(0, qualifiedName.length())
                .filter(at -> at == 0 || qualifiedName.charAt(at - 1) == '.')
                .mapToObj(qualifiedName::substring);
    }

    /** The declarations of a file. All definitions of one are asked for one after another, so the last file is kept. */
    private Map<String, List<Declaration>> byName(FileKey key) {
        if (last.filter(one -> one.file().equals(key)).isEmpty()) {
            last = code.file(key)
                    .map(file -> new Declared(
                            key,
                            search.languages().resolver(file.language()).declarations(file).stream()
                                    .collect(Collectors.groupingBy(Declaration::name))));
        }
        return last.map(Declared::byName).orElse(Map.of());
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

    /**
     * The innermost declaration with the line, or else the nearest one, and all of the same symbol. Of several that begin and end
     * in the same lines, nothing decides which is meant, so all are.
     */
    private Found at(List<Declaration> found, int line) {
        Comparator<Declaration> order = Comparator.comparingInt((Declaration one) -> distance(one, line))
                .thenComparing(one -> one.lines().length());
        Declaration nearest = found.stream().min(order).orElseThrow();
        boolean isThere = distance(nearest, line) == 0;
        Set<SymbolKey> chosen = found.stream()
                .filter(one -> isThere ? order.compare(one, nearest) == 0 : one.isSameSymbol(nearest))
                .map(Declaration::key)
                .collect(Collectors.toSet());
        List<Declaration> taken =
                found.stream().filter(one -> chosen.contains(one.key())).toList();
        return new Found(taken, isThere ? Lookup.PLAIN : nearest(line, nearest, found));
    }

    private Lookup nearest(int line, Declaration nearest, List<Declaration> found) {
        List<Symbol> others = ImpactSearch.symbols(
                code, found.stream().filter(one -> !one.isSameSymbol(nearest)).toList());
        Optional<Lookup.Nearest> choice = code.symbol(nearest).map(taken -> new Lookup.Nearest(line, taken, others));
        return new Lookup(choice, List.of(), List.of(), List.of());
    }

    private static int distance(Declaration declaration, int line) {
        LineRange lines = declaration.lines();
        if (lines.start() <= line && line <= lines.end()) {
            return 0;
        }
        return line < lines.start() ? lines.start() - line : line - lines.end();
    }
}
