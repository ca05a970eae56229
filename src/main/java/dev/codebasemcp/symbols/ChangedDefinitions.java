package dev.codebasemcp.symbols;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Compares files with what they were: which of their definitions changed, and which are no more. */
final class ChangedDefinitions {
    /** A longer text is taken as changed everywhere; comparing takes time by the product of lines and differences. */
    private static final int MOST_LINES = 50_000;

    private static final Comparator<DefinedName> SHORTEST =
            Comparator.comparing(one -> one.lines().length());

    private final IndexedCode code;
    private final BiFunction<Language, SourceText, List<Definition>> outlines;

    ChangedDefinitions(IndexedCode code, BiFunction<Language, SourceText, List<Definition>> outlines) {
        this.code = code;
        this.outlines = outlines;
    }

    /**
     * What changed in a file.
     *
     * @param key of the file; empty if its repository is not indexed
     * @param file as it is now; empty if it is gone, or not indexed
     * @param changed the innermost definitions with changed code
     * @param before the text that it had
     * @param removed the definitions that it had
     */
    record Changes(
            Optional<FileKey> key,
            Optional<IndexedFile> file,
            List<DefinedName> changed,
            Language language,
            Optional<SourceText> before,
            List<Definition> removed) {}

    Changes of(ChangedFile given) {
        Optional<FileKey> key = code.files().repositories().stream()
                .filter(row -> row.root().equals(given.root()))
                .findFirst()
                .map(row -> new FileKey(row.id(), given.path()));
        Optional<IndexedFile> file = key.flatMap(one -> code.files().at(one.repositoryId(), one.path()));
        List<DefinedName> now = file.map(code.files()::definitionsOf).orElse(List.of()).stream()
                .filter(one -> one.kind() != DefinitionKind.SECTION)
                .toList();
        String before = given.before().orElse("");
        Language language = Language.of(given.path(), before.lines().findFirst().orElse(""));
        List<Definition> earlier = outlines.apply(language, SourceText.of(before)).stream()
                .filter(one -> one.kind() != DefinitionKind.SECTION)
                .toList();
        Set<DefinedName> changed = new LinkedHashSet<>();
        file.ifPresent(one -> changed.addAll(changed(one, before, now)));
        changed.addAll(withoutOverloads(earlier, now));
        return new Changes(
                key,
                file,
                List.copyOf(changed),
                language,
                given.before().map(SourceText::of),
                // Nothing is known of a file that is there but not indexed, such as one that is to be ignored.
                given.before()
                        .filter(text -> file.isPresent() || given.isGone())
                        .map(text -> removed(earlier, key, now))
                        .orElse(List.of()));
    }

    private List<DefinedName> changed(IndexedFile file, String before, List<DefinedName> definitions) {
        Set<DefinedName> changed = new LinkedHashSet<>();
        List<String> lines = lines(code.files().text(file));
        BitSet comments = code.parse(file).map(CommentLines::of).orElseGet(BitSet::new);
        SourceText text = SourceText.of(before);
        List<String> linesBefore =
                text.lineCount() == 0 ? List.of() : lines(text.text(new LineRange(1, text.lineCount())));
        for (Change change : changes(linesBefore, lines)) {
            changed.addAll(
                    change.isRemoval() ? around(change, definitions) : innermost(change, lines, comments, definitions));
        }
        return List.copyOf(changed);
    }

    /** Identifies a symbol in a file. */
    private record Key(String name, DefinitionKind kind) {}

    /** Overloads are one symbol, which changes if it loses one. */
    private static List<DefinedName> withoutOverloads(List<Definition> earlier, List<DefinedName> now) {
        Map<Key, Integer> lost = new HashMap<>();
        earlier.forEach(one -> lost.merge(new Key(one.qualifiedName(), one.kind()), 1, Integer::sum));
        now.forEach(one -> lost.merge(new Key(one.qualifiedName(), one.kind()), -1, Integer::sum));
        return now.stream()
                .filter(one -> lost.getOrDefault(new Key(one.qualifiedName(), one.kind()), 0) > 0)
                .toList();
    }

    /**
     * Lines that differ.
     *
     * @param start the first of them; of a removal, the line before
     * @param end the line after the last one
     */
    record Change(int start, int end, boolean isRemoval) {}

    /** Returns where {@code now} differs. */
    static List<Change> changes(List<String> before, List<String> now) {
        if (before.size() + now.size() > MOST_LINES) {
            return List.of(new Change(1, now.size() + 1, false));
        }
        return DiffUtils.diff(before, now, new MyersDiffWithLinearSpace<>(), null).getDeltas().stream()
                .map(AbstractDelta::getTarget)
                .map(target -> target.size() == 0
                        ? new Change(target.getPosition(), target.getPosition() + 1, true)
                        : new Change(target.getPosition() + 1, target.getPosition() + 1 + target.size(), false))
                .toList();
    }

    /** The index keeps no line breaks, and no white space in blank lines. */
    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    /** What lost lines; a type that lost a member is the same. */
    private static List<DefinedName> around(Change removal, List<DefinedName> definitions) {
        return definitions.stream()
                .filter(one -> one.lines().start() <= removal.start()
                        && removal.end() <= one.lines().end())
                .min(SHORTEST)
                .filter(one -> !one.kind().isType())
                .stream()
                .toList();
    }

    /** The definitions that have the lines with code. */
    private static Set<DefinedName> innermost(
            Change change, List<String> lines, BitSet comments, List<DefinedName> definitions) {
        Set<DefinedName> found = new LinkedHashSet<>();
        for (int line = change.start(); line < change.end(); line++) {
            int at = line;
            boolean isCode = !comments.get(line) && lines.get(line - 1).chars().anyMatch(Character::isLetterOrDigit);
            definitions.stream()
                    .filter(one -> isCode && one.lines().contains(at))
                    .min(SHORTEST)
                    .ifPresent(found::add);
        }
        return found;
    }

    private List<Definition> removed(List<Definition> earlier, Optional<FileKey> key, List<DefinedName> now) {
        return earlier.stream()
                .filter(one -> now.stream().noneMatch(other -> isLeft(one, other, earlier)))
                // It may have moved.
                .filter(one -> code.defined(one.name()).stream()
                        .filter(other ->
                                !key.equals(Optional.of(other.file().ref().key())))
                        .noneMatch(other -> other.definition().qualifiedName().equals(one.qualifiedName())))
                .toList();
    }

    /** A kind may change, but a field that was there before does not replace the method of its name. */
    private static boolean isLeft(Definition definition, DefinedName now, List<Definition> earlier) {
        return now.qualifiedName().equals(definition.qualifiedName())
                && (now.kind() == definition.kind()
                        || earlier.stream()
                                .noneMatch(other -> other.qualifiedName().equals(now.qualifiedName())
                                        && other.kind() == now.kind()));
    }
}
