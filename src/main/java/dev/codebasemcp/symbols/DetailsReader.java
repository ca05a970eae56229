package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.SymbolDetails.Around;
import dev.codebasemcp.symbols.SymbolDetails.Text;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a question asks about a symbol. For one question and one thread. */
final class DetailsReader {
    private final IndexedCode code;
    private final Set<SymbolPart> parts;
    private final UseSearch search;

    DetailsReader(IndexedCode code, Set<SymbolPart> parts, UseSearch search) {
        this.code = code;
        this.parts = parts;
        this.search = search;
    }

    /**
     * Reads the details.
     *
     * @param known the uses of all symbols with this name, if somebody found them already
     */
    SymbolDetails read(DefinedSymbol symbol, Optional<UseSearch.Uses> known) {
        Optional<IndexedFile> file =
                code.files().at(symbol.file().repositoryId(), symbol.file().path());
        Optional<SourceFile> parsed = file.flatMap(code::parse);
        List<Declaration> declarations = new Definitions(code, search).of(symbol);
        Optional<UseSearch.Uses> uses = uses(declarations, known);
        List<Reference> own = uses.map(found -> found.of(declarations.get(0))).orElse(List.of());
        Relations relations = new Relations(code, search);
        boolean isType = symbol.kind().isType();
        return new SymbolDetails(
                file.map(one -> texts(one, parsed, symbol)).orElse(List.of()),
                asks(SymbolPart.OUTLINE) ? around(symbol) : Optional.empty(),
                asks(SymbolPart.SUPERTYPES) ? relations.supertypes(declarations, isType) : List.of(),
                asks(SymbolPart.IMPLEMENTATIONS) ? relations.implementations(own, isType) : List.of(),
                asks(SymbolPart.CALLERS)
                        ? uses.map(found -> References.perLine(UseSearch.callers(own)))
                        : Optional.empty(),
                asks(SymbolPart.CALLS) && !isType ? relations.calls(declarations) : List.of(),
                Language.byId(symbol.file().language()).filter(language -> !Languages.resolves(language)),
                relations.isWhole() && uses.map(UseSearch.Uses::isWhole).orElse(true) && !search.isOver());
    }

    private Optional<UseSearch.Uses> uses(List<Declaration> declarations, Optional<UseSearch.Uses> known) {
        return declarations.isEmpty() || !asks(SymbolPart.CALLERS, SymbolPart.IMPLEMENTATIONS)
                ? Optional.empty()
                : known.or(() -> Optional.of(search.of(declarations)));
    }

    private boolean asks(SymbolPart... some) {
        return Set.of(some).stream().anyMatch(parts::contains);
    }

    private List<Text> texts(IndexedFile file, Optional<SourceFile> parsed, DefinedSymbol symbol) {
        List<String> lines = parsed.map(one -> one.tree().text())
                .map(text -> text.text(new LineRange(1, text.lineCount())))
                .orElseGet(() -> code.files().text(file))
                .lines()
                .toList();
        List<Text> texts = new ArrayList<>();
        for (OutlinedDefinition definition : symbol.definitions()) {
            LineRange body = new LineRange(
                    Math.min(definition.lines().start(), lines.size()),
                    Math.min(definition.lines().end(), lines.size()));
            texts.add(text(definition, body, lines, parsed));
        }
        return texts;
    }

    private Text text(OutlinedDefinition definition, LineRange body, List<String> lines, Optional<SourceFile> parsed) {
        Optional<LineRange> above = asks(SymbolPart.DOCUMENTATION)
                ? parsed.flatMap(one -> CommentLines.above(one, body.start()))
                : Optional.empty();
        Optional<LineRange> inside = asks(SymbolPart.DOCUMENTATION)
                ? parsed.flatMap(one -> CommentLines.docstring(one, body))
                : Optional.empty();
        List<String> shown = new ArrayList<>();
        above.ifPresent(range -> shown.addAll(lines.subList(range.start() - 1, range.end())));
        if (asks(SymbolPart.BODY)) {
            shown.addAll(lines.subList(body.start() - 1, body.end()));
        } else {
            shown.add(definition.signature());
            inside.ifPresent(range -> shown.addAll(lines.subList(range.start() - 1, range.end())));
        }
        int head = inside.map(LineRange::end).orElse(body.start());
        return new Text(above.map(LineRange::start).orElse(body.start()), head, shown);
    }

    /** The type itself, or else the innermost one around the first definition. */
    private Optional<Around> around(DefinedSymbol symbol) {
        List<DefinedName> all = code.definitionsOf(symbol.file().key());
        LineRange own = symbol.first().lines();
        return all.stream()
                .filter(one -> one.kind().isType() && one.lines().contains(own))
                .min(Comparator.comparing(one -> one.lines().end() - one.lines().start()))
                .map(type -> new Around(
                        OutlinedDefinition.of(type),
                        DefinitionLevels.directlyIn(type, all).stream()
                                .map(OutlinedDefinition::of)
                                .toList()));
    }
}
