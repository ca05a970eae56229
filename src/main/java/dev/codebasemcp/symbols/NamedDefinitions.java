package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The definitions of symbols that answers have named, read together. */
final class NamedDefinitions {
    private final Map<String, List<IndexedFile>> files;
    private final Map<Long, List<DefinedName>> definitions = new HashMap<>();

    private NamedDefinitions(Map<String, List<IndexedFile>> files) {
        this.files = files;
    }

    /** Returns the first definition of each symbol in the same order; empty if the index has none. */
    static List<Optional<OutlinedDefinition>> of(List<NamedSymbol> symbols, IndexedFiles files) {
        NamedDefinitions read = new NamedDefinitions(symbols.stream()
                .map(NamedSymbol::path)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), path -> at(path, files))));
        files.forEachContent(
                read.files.values().stream().flatMap(Collection::stream).toList(),
                EnumSet.allOf(DefinitionKind.class),
                (found, content) -> read.definitions.put(content, List.copyOf(found)));
        return symbols.stream().map(read::first).toList();
    }

    /** Several repositories may have the path. */
    private static List<IndexedFile> at(String path, IndexedFiles files) {
        return files.repositories().stream()
                .flatMap(repository -> files.at(repository.id(), path).stream())
                .toList();
    }

    private Optional<OutlinedDefinition> first(NamedSymbol named) {
        return files.getOrDefault(named.path(), List.of()).stream()
                .flatMap(file -> definitions.getOrDefault(file.contentId(), List.of()).stream())
                .filter(definition -> definition.qualifiedName().equals(named.symbol()))
                .findFirst()
                .map(OutlinedDefinition::of);
    }
}
