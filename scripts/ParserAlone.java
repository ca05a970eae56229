package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.language.Language;

import dev.codebasemcp.indexing.scan.ContentLimits;
import dev.codebasemcp.indexing.scan.ContentReader;
import dev.codebasemcp.indexing.scan.FileContent;
import dev.codebasemcp.indexing.scan.GitUser;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.model.SkipReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSParser;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSTree;

/**
 * Measures what tree-sitter alone takes to parse whole files and to run the outlines' queries over their trees, with as many
 * threads as there are processors. Files are found, read and decoded before. Parses in the package of the grammars, so it is
 * compiled to a directory and not run from its source ({@code scripts/bench-parser} does so).
 *
 * <p>Arguments: directories, taken one after the other.
 */
public final class ParserAlone {
    private record SourceFile(Language grammar, byte[] utf8) {}

    private final Grammars grammars;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(threads);
    private final List<Map<Language, TSParser>> parsers = new ArrayList<>();

    private ParserAlone(Path natives) {
        grammars = new Grammars(natives);
        for (int i = 0; i < threads; i++) {
            parsers.add(new EnumMap<>(Language.class));
        }
    }

    public static void main(String[] arguments) throws Exception {
        ParserAlone alone = new ParserAlone(Files.createTempDirectory("parser-alone"));
        long files = 0;
        long bytes = 0;
        long nanos = 0;
        for (String directory : arguments) {
            List<SourceFile> sources = alone.read(Path.of(directory));
            files += sources.size();
            bytes += sources.stream().mapToLong(file -> file.utf8().length).sum();
            long start = System.nanoTime();
            alone.parse(sources);
            nanos += System.nanoTime() - start;
        }
        System.out.printf("%d files, %.1f MB, %.2f s%n", files, bytes / 1e6, nanos / 1e9);
        System.exit(0);
    }

    private List<SourceFile> read(Path root) {
        List<SourceFile> sources = new ArrayList<>();
        ContentReader reader = new ContentReader(new ContentLimits(1 << 20));
        new RepositoryScanner(GitUser.of(Path.of(System.getProperty("user.home")), System.getenv()))
                .scan(root, new ScanListener() {
                    @Override
                    public void file(ScannedFile file) {
                        if (reader.read(file) instanceof FileContent.Source source) {
                            SourceText text = SourceText.of(source.text());
                            String first = source.text().lines().findFirst().orElse("");
                            GrammarChoice.of(Language.of(file.path(), first), text)
                                    .ifPresent(grammar -> sources.add(new SourceFile(grammar, text.utf8())));
                        }
                    }

                    @Override
                    public void skipped(String path, SkipReason reason) {}

                    @Override
                    public void failed(String path, String cause) {}
                });
        return sources;
    }

    private void parse(List<SourceFile> sources) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (Map<Language, TSParser> own : parsers) {
            tasks.add(() -> {
                byte[] buffer = new byte[SyntaxOutliner.BUFFER_BYTES];
                for (int i = next.getAndIncrement(); i < sources.size(); i = next.getAndIncrement()) {
                    parse(sources.get(i), own, buffer);
                }
                return null;
            });
        }
        for (Future<Void> done : workers.invokeAll(tasks)) {
            done.get();
        }
    }

    private void parse(SourceFile file, Map<Language, TSParser> own, byte[] buffer) {
        Optional<LoadedGrammar> loaded = grammars.get(file.grammar());
        TSParser parser = own.computeIfAbsent(file.grammar(), grammar -> parser(loaded.orElseThrow()));
        byte[] bytes = file.utf8();
        try (TSTree tree = parser.parse(
                        buffer, null, (target, offset, position) -> SyntaxOutliner.copy(bytes, offset, target),
                        TSInputEncoding.TSInputEncodingUTF8);
                TSQueryCursor cursor = new TSQueryCursor()) {
            cursor.setMatchLimit(SyntaxOutliner.MATCH_LIMIT);
            cursor.exec(loaded.orElseThrow().query(), tree.getRootNode());
            TSQueryMatch match = new TSQueryMatch();
            while (cursor.nextMatch(match)) {}
        }
    }

    private static TSParser parser(LoadedGrammar loaded) {
        TSParser parser = new TSParser();
        parser.setLanguage(loaded.grammar());
        return parser;
    }
}
