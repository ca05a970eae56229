package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.Impact.Affected;
import dev.codebasemcp.symbols.Impact.Beside;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.ImpactQuestion.OfChanges;
import dev.codebasemcp.symbols.ImpactQuestion.OfSymbol;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what a change reaches, in one state of an index. Used once, by one thread. */
final class ImpactReader {
    /** Each takes a look at the files that have it. */
    private static final int MOST_NAMES = 50;

    private final IndexedCode code;
    private final Outliner outliner;
    private final UseSearch search;
    private final Definitions definitions;
    /** Types of which a constructor changed, and nothing else. */
    private final List<Declaration> constructed = new ArrayList<>();

    ImpactReader(IndexedCode code, Outliner outliner) {
        this.code = code;
        this.outliner = outliner;
        this.search = new UseSearch(code);
        this.definitions = new Definitions(code, search);
    }

    Impact read(ImpactQuestion question, int steps) {
        if (question instanceof OfSymbol one) {
            return ofSymbol(definitions.find(one.symbol(), one.place()), steps);
        }
        return ofChanges((OfChanges) question, steps);
    }

    private Impact ofSymbol(Definitions.Found found, int steps) {
        List<Declaration> changed = found.declarations();
        Impact impact = impact(changed, List.of(), steps);
        return impact.with(
                new Beside(found.lookup(), search.isOfFilesOnly(changed) ? WordLines.NONE : words(impact), List.of()));
    }

    private Impact ofChanges(OfChanges asked, int steps) {
        List<Declaration> changed = new ArrayList<>();
        List<Removed> removed = new ArrayList<>();
        ChangedDefinitions comparison =
                new ChangedDefinitions(code, outliner, new MovedDefinitions(code, outliner, asked));
        RemovedDefinitions removals = new RemovedDefinitions(code, search, outliner);
        boolean isWhole = UseSearch.each(asked.files(), search::isOver, file -> {
            ChangedDefinitions.Changes changes = comparison.of(file);
            changes.file().ifPresent(now -> changes.changed().forEach(one -> changed.addAll(declarations(now, one))));
            removed.addAll(removals.of(changes));
        });
        boolean isCut = !isWhole || isCut(removed);
        Impact found = impact(changed, removed, steps);
        Impact impact = found.with(new Beside(Lookup.PLAIN, words(found), added(asked)));
        return isCut ? impact.withoutTime() : impact;
    }

    /** The lines with a name of what changes, each name in the languages that are not related to its own. */
    private WordLines words(Impact impact) {
        Map<String, Set<Language>> languages = new LinkedHashMap<>();
        impact.removed().stream()
                .filter(one -> one.movedTo().isEmpty())
                .forEach(one -> add(languages, one.name(), Language.of(one.path(), "")));
        impact.changed()
                .forEach(one -> Language.byId(one.file().language())
                        .ifPresent(language -> add(languages, one.qualifiedName(), language)));
        WordSearch words = new WordSearch(code, search);
        if (languages.size() > MOST_NAMES) {
            words.leaveOut();
        }
        languages.entrySet().stream()
                .limit(MOST_NAMES)
                .forEach(entry -> words.add(
                        entry.getKey(),
                        other -> entry.getValue().stream().anyMatch(one -> Languages.areRelated(one, other))));
        return words.found();
    }

    private static void add(Map<String, Set<Language>> languages, String qualifiedName, Language language) {
        String name = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
        languages
                .computeIfAbsent(name, unused -> EnumSet.noneOf(Language.class))
                .add(language);
    }

    /** The new files that are indexed. */
    private List<FileRef> added(OfChanges asked) {
        return Stream.concat(asked.files().stream(), asked.untracked().stream())
                .filter(file -> file.before().isEmpty())
                .flatMap(file -> MovedDefinitions.key(code, file).flatMap(code::at).stream())
                .map(IndexedFile::ref)
                .toList();
    }

    /** Whether time was missing to look for uses of what is no more. */
    private boolean isCut(List<Removed> removed) {
        return removed.stream()
                .anyMatch(one -> one.search() == UsesRead.SOME || (one.search() == UsesRead.NONE && search.isOver()));
    }

    private Impact impact(List<Declaration> changed, List<Removed> removed, int steps) {
        List<Symbol> symbols = ImpactSearch.symbols(code, changed);
        ImpactSearch impact = new ImpactSearch(code, search, steps);
        List<Affected> affected = List.copyOf(impact.of(symbols, ImpactSearch.symbols(code, constructed)));
        return new Impact(symbols, removed, affected, impact.byName(), impact.end(), Beside.NOTHING);
    }

    /** A constructor that is no declaration of its own is called by the name of its type. */
    private List<Declaration> declarations(IndexedFile file, DefinedName definition) {
        List<Declaration> own = of(file, definition);
        if (!own.isEmpty() || definition.kind() != DefinitionKind.CONSTRUCTOR) {
            return own;
        }
        String name = definition.qualifiedName();
        String type = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return code.definitionsOf(file.ref().key()).stream()
                .filter(one -> one.kind().isType() && one.qualifiedName().equals(type))
                .findFirst()
                .map(one -> constructed(of(file, one)))
                .orElse(List.of());
    }

    private List<Declaration> constructed(List<Declaration> types) {
        constructed.addAll(types);
        return types;
    }

    private List<Declaration> of(IndexedFile file, DefinedName definition) {
        return definitions.of(
                new DefinedSymbol(file.ref(), List.of(OutlinedDefinition.of(definition)), Optional.empty()));
    }
}
