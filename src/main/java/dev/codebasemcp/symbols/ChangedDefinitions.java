package dev.codebasemcp.symbols;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Chunk;
import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.ImpactQuestion.ChangedFile;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares files with what they were: which of their definitions changed, and which are no more. */
final class ChangedDefinitions {
    /** A longer text is taken as changed everywhere; comparing takes time by the product of lines and differences. */
    private static final int MOST_LINES = 50_000;

    private final IndexedCode code;
    private final Outliner outliner;
    private final MovedDefinitions moves;

    /** Creates a comparison that asks {@code moves} where something went. */
    ChangedDefinitions(IndexedCode code, Outliner outliner, MovedDefinitions moves) {
        this.code = code;
        this.outliner = outliner;
        this.moves = moves;
    }

    /**
     * What changed in a file.
     *
     * @param key of the file; empty if its repository is not indexed
     * @param file as it is now; empty if it is gone, or not indexed
     * @param changed the innermost definitions with changed code
     * @param before the text that it had
     * @param lost the definitions that it had
     */
    record Changes(
            Optional<FileKey> key,
            Optional<IndexedFile> file,
            List<DefinedName> changed,
            Language language,
            Optional<SourceText> before,
            List<Lost> lost) {}

    /**
     * A definition that a file no longer has.
     *
     * @param movedTo where it is now, if it moved to another file
     * @param isOverload whether the file has others of its name
     */
    record Lost(Definition definition, Optional<Defined> movedTo, boolean isOverload) {}

    Changes of(ChangedFile given) {
        Optional<FileKey> key = MovedDefinitions.key(code, given);
        Optional<IndexedFile> file = key.flatMap(one -> code.files().at(one.repositoryId(), one.path()));
        List<DefinedName> now = file.map(code.files()::definitionsOf).orElse(List.of()).stream()
                .filter(one -> one.kind() != DefinitionKind.SECTION)
                .toList();
        String text = given.before().orElse("");
        SourceText before = SourceText.of(text);
        Language language = Language.of(given.path(), text.lines().findFirst().orElse(""));
        List<Definition> earlier = outliner.outline(language, before).definitions().stream()
                .filter(one -> one.kind() != DefinitionKind.SECTION)
                .toList();
        Set<DefinedName> changed = new LinkedHashSet<>();
        Overloads overloads = new Overloads(language, earlier, now);
        file.ifPresent(
                one -> changed.addAll(changed(one, old(one.ref().key(), language, before, earlier), now, overloads)));
        changed.addAll(overloads.takingOver());
        return new Changes(
                key,
                file,
                List.copyOf(changed),
                language,
                given.before().map(SourceText::of),
                // Nothing is known of a file that is there but not indexed, such as one that is to be ignored.
                given.before()
                        .filter(unused -> file.isPresent() || given.isGone())
                        .map(unused -> lost(earlier, key, now, overloads))
                        .orElse(List.of()));
    }

    private Set<DefinedName> changed(
            IndexedFile file, OldText old, List<DefinedName> definitions, Overloads overloads) {
        Set<DefinedName> changed = new LinkedHashSet<>();
        List<String> lines = lines(code.files().text(file));
        Optional<SourceFile> parsed = code.parse(file);
        BitSet comments = parsed.map(CommentLines::of).orElseGet(BitSet::new);
        InnermostDefinitions<DefinedName> innermost = InnermostDefinitions.of(definitions, DefinedName::lines);
        BitSet outside = new BitSet();
        for (Change change : changes(old.lines(), lines)) {
            for (int line = change.oldStart(); line < change.oldEnd(); line++) {
                old.changedAt(line).flatMap(overloads::same).ifPresent(changed::add);
            }
            for (int line = change.start(); line < change.end() && !change.isRemoval(); line++) {
                Optional<DefinedName> definition = innermost.at(line);
                if (isCode(lines, comments, line)) {
                    definition.ifPresent(changed::add);
                    outside.set(line, definition.isEmpty());
                }
            }
        }
        parsed.ifPresent(source -> changed.addAll(announced(source, outside)));
        return changed;
    }

    /** What a header of C declares on some lines, and no outline lists: prototypes, and types of functions. */
    private List<DefinedName> announced(SourceFile file, BitSet lines) {
        if (lines.isEmpty() || Languages.of(file.language()) != Languages.Family.C) {
            return List.of();
        }
        List<DefinedName> declared = new Languages(code)
                .resolver(file.language()).declarations(file).stream()
                        .map(ChangedDefinitions::announced)
                        .toList();
        InnermostDefinitions<DefinedName> innermost = InnermostDefinitions.of(declared, DefinedName::lines);
        return lines.stream()
                .boxed()
                .flatMap(line -> innermost.at(line).stream())
                .toList();
    }

    private static DefinedName announced(Declaration one) {
        return new DefinedName(
                0, one.name().toLowerCase(Locale.ROOT), one.qualifiedName(), DefinitionKind.FUNCTION, one.lines(), "");
    }

    /**
     * What a file was.
     *
     * @param lines without white space at their ends
     * @param comments the lines that begin in one
     */
    private record OldText(List<String> lines, BitSet comments, InnermostDefinitions<Definition> innermost) {
        /** The definition that had a line, if that line was code. */
        Optional<Definition> changedAt(int line) {
            return isCode(lines, comments, line) ? innermost.at(line) : Optional.empty();
        }
    }

    private OldText old(FileKey key, Language language, SourceText text, List<Definition> definitions) {
        List<String> lines = text.lineCount() == 0 ? List.of() : lines(text.text(new LineRange(1, text.lineCount())));
        BitSet comments = outliner.tree(language, text)
                .map(tree -> CommentLines.of(new SourceFile(key, language, tree)))
                .orElseGet(BitSet::new);
        return new OldText(lines, comments, InnermostDefinitions.of(definitions, Definition::lines));
    }

    private static boolean isCode(List<String> lines, BitSet comments, int line) {
        return !comments.get(line) && lines.get(line - 1).chars().anyMatch(Character::isLetterOrDigit);
    }

    /**
     * Lines that differ.
     *
     * @param start the first of them; of a removal, the line before
     * @param end the line after the last one
     * @param oldStart the first of the lines that they replace
     * @param oldEnd the line after the last one of these
     */
    record Change(int start, int end, boolean isRemoval, int oldStart, int oldEnd) {
        private static Change of(Chunk<String> old, Chunk<String> now) {
            boolean isRemoval = now.size() == 0;
            int start = isRemoval ? now.getPosition() : now.getPosition() + 1;
            int oldStart = old.getPosition() + 1;
            return new Change(
                    start, isRemoval ? start + 1 : start + now.size(), isRemoval, oldStart, oldStart + old.size());
        }
    }

    /** Returns where {@code now} differs. */
    static List<Change> changes(List<String> before, List<String> now) {
        if (before.size() + now.size() > MOST_LINES) {
            return List.of(new Change(1, now.size() + 1, false, 1, 1));
        }
        return DiffUtils.diff(before, now, new MyersDiffWithLinearSpace<>(), null).getDeltas().stream()
                .map(delta -> Change.of(delta.getSource(), delta.getTarget()))
                .toList();
    }

    /** The index keeps no line breaks, and no white space in blank lines. */
    private static List<String> lines(String text) {
        return text.lines().map(String::stripTrailing).toList();
    }

    private List<Lost> lost(
            List<Definition> earlier, Optional<FileKey> key, List<DefinedName> now, Overloads overloads) {
        Map<String, Set<DefinitionKind>> before = new HashMap<>();
        earlier.forEach(one -> kinds(before, one.qualifiedName()).add(one.kind()));
        Map<String, Set<DefinitionKind>> left = new HashMap<>();
        now.forEach(one -> kinds(left, one.qualifiedName()).add(one.kind()));
        Stream<Lost> whole = earlier.stream()
                .filter(one ->
                        !isLeft(one.kind(), kinds(before, one.qualifiedName()), kinds(left, one.qualifiedName())))
                .map(one -> new Lost(one, moves.newPlace(one, key), false));
        return Stream.concat(whole, overloads.lost().stream().map(one -> new Lost(one, Optional.empty(), true)))
                .toList();
    }

    private static Set<DefinitionKind> kinds(Map<String, Set<DefinitionKind>> some, String qualifiedName) {
        return some.computeIfAbsent(qualifiedName, unused -> EnumSet.noneOf(DefinitionKind.class));
    }

    /** A kind may change, but a field that was there before does not replace the method of its name. */
    private static boolean isLeft(DefinitionKind kind, Set<DefinitionKind> before, Set<DefinitionKind> left) {
        return left.contains(kind) || !before.containsAll(left);
    }
}
