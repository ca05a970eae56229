package dev.codebasemcp.symbols.typescript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.symbols.resolve.CodeBase;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Small sources in memory. A comment {@code // name: certain a.ts:2} at the end of a line says what the first {@code name} in it
 * refers to; several are divided by semicolons.
 */
final class ScriptSources implements CodeBase {
    private static final RepositoryId REPOSITORY = RepositoryId.random();
    private static final Pattern COMMENT = Pattern.compile("// ([^:]+: [^;]+(?:; [^:]+: [^;]+)*)$");

    private final Outliner outliner;
    private final Map<String, SourceFile> files = new LinkedHashMap<>();
    private final TypeScriptResolver resolver = new TypeScriptResolver(this);

    ScriptSources(Outliner outliner) {
        this.outliner = outliner;
    }

    ScriptSources with(String path, String text) {
        Language language =
                path.endsWith(".tsx") ? Language.TSX : path.endsWith("ts") ? Language.TYPESCRIPT : Language.JAVASCRIPT;
        FileKey key = new FileKey(REPOSITORY, path);
        outliner.tree(language, SourceText.of(text))
                .ifPresent(tree -> files.put(path, new SourceFile(key, language, tree)));
        assertThat(files).containsKey(path);
        return this;
    }

    TypeScriptResolver resolver() {
        return resolver;
    }

    SourceFile get(String path) {
        return file(new FileKey(REPOSITORY, path)).orElseThrow();
    }

    /** Compares all answers with the comments. */
    void verify() {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (SourceFile file : files.values()) {
            for (int line = 1; line <= file.tree().text().lineCount(); line++) {
                Matcher comment = COMMENT.matcher(file.tree().text().line(line).stripTrailing());
                if (comment.find()) {
                    for (String one : comment.group(1).split("; ", -1)) {
                        String place = file.path() + ":" + line + " ";
                        String name = one.substring(0, one.indexOf(": "));
                        expected.add(place + one);
                        actual.add(place + name + ": " + answer(file, line, name));
                    }
                }
            }
        }
        assertThat(expected).isNotEmpty();
        assertThat(actual).isEqualTo(expected);
    }

    /** Returns what the first mention of a name in a line refers to. */
    String answer(SourceFile file, int line, String name) {
        Optional<SyntaxNode> mention = mention(file, line, name);
        return mention.map(node -> written(resolver.resolve(file, node))).orElse("no mention");
    }

    Optional<SyntaxNode> mention(SourceFile file, int line, String name) {
        return resolver.mentions(file, Set.of(name)).stream()
                .filter(node -> node.line() == line)
                .findFirst();
    }

    private static String written(Resolution resolution) {
        if (resolution instanceof Resolution.Certain certain) {
            return "certain " + places(certain.declarations());
        }
        if (resolution instanceof Resolution.Probable probable) {
            return "probable " + places(probable.declarations());
        }
        return resolution.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String places(List<Declaration> declarations) {
        return declarations.stream()
                .map(one -> one.file().path() + ":" + one.nameNode().line())
                .collect(Collectors.joining(" "));
    }

    @Override
    public List<SourceFile> defining(String name) {
        return files.values().stream()
                .filter(file -> resolver.declarations(file).stream()
                        .anyMatch(declaration -> declaration.name().equals(name)))
                .toList();
    }

    @Override
    public int definitions(String name) {
        return defining(name).size();
    }

    @Override
    public Optional<SourceFile> file(FileKey key) {
        return Optional.ofNullable(files.get(key.path()));
    }

    @Override
    public boolean holds(RepositoryId repository, String path) {
        return files.containsKey(path);
    }
}
