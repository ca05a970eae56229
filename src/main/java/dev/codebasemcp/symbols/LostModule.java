package dev.codebasemcp.symbols;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.UseSearch.Meaning;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is gone, whose module others import as a whole.
 *
 * @param code as it is now
 * @param earlier the code in which the file is there
 * @param movedTo the file that has its definitions now
 */
record LostModule(IndexedCode code, EarlierCode earlier, Optional<Symbol> movedTo) {
    private static final Set<String> OF_DIRECTORIES = Set.of("__init__", "index");

    /** Returns the imports that find the module no more; empty if there are none. */
    Optional<Removed> removed() {
        FileKey key = earlier.file().ref().key();
        String name = name(key.path());
        List<Reference> found = new ArrayList<>();
        boolean isWhole = true;
        for (IndexedFile file :
                name.isEmpty() ? List.<IndexedFile>of() : code.files().containing(name)) {
            isWhole &= !earlier.now().isOver();
            if (isWhole && file.ref().language().equals(earlier.file().ref().language())) {
                code.parseHaving(name, file).ifPresent(parsed -> found.addAll(in(file, parsed, key)));
            }
        }
        UsesRead read = isWhole ? UsesRead.ALL : UsesRead.SOME;
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Removed(name, key.path(), Optional.empty(), movedTo, References.perLine(found), read));
    }

    private List<Reference> in(IndexedFile indexed, SourceFile file, FileKey key) {
        Map<SyntaxNode, FileKey> before =
                earlier.search().languages().resolver(file.language()).importedModules(file);
        if (!before.containsValue(key)) {
            return List.of();
        }
        Resolver now = earlier.now().languages().resolver(file.language());
        Set<SyntaxNode> known = now.importedModules(file).keySet();
        ReferencesInFile places = new ReferencesInFile(code, indexed.ref(), file, now);
        return before.entrySet().stream()
                .filter(one -> one.getValue().equals(key) && !known.contains(one.getKey()))
                .map(one -> places.at(one.getKey(), new Meaning(Confidence.RESOLVED, List.of())))
                .toList();
    }

    /** The last word of the module's name. */
    private static String name(String path) {
        String[] parts = path.split("/", -1);
        String file = parts[parts.length - 1];
        String stem = file.substring(0, Math.max(0, file.lastIndexOf('.')));
        return OF_DIRECTORIES.contains(stem) && parts.length > 1 ? parts[parts.length - 2] : stem;
    }
}
