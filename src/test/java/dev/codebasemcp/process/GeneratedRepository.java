package dev.codebasemcp.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Many small source files, the same for the same seed. */
final class GeneratedRepository {
    static final List<String> WORDS = List.of(
            "account",
            "archive",
            "balance",
            "batch",
            "branch",
            "bucket",
            "cache",
            "calendar",
            "channel",
            "cluster",
            "column",
            "contract",
            "cursor",
            "customer",
            "delivery",
            "document",
            "engine",
            "event",
            "filter",
            "folder",
            "gateway",
            "header",
            "invoice",
            "journal",
            "kernel",
            "ledger",
            "letter",
            "margin",
            "message",
            "metric",
            "network",
            "notice",
            "order",
            "packet",
            "parser",
            "payment",
            "picture",
            "policy",
            "printer",
            "product",
            "quota",
            "record",
            "region",
            "report",
            "request",
            "routine",
            "sample",
            "schema",
            "section",
            "signal",
            "socket",
            "station",
            "stream",
            "summary",
            "supplier",
            "ticket",
            "token",
            "transfer",
            "voucher",
            "window");
    private static final List<String> VERBS =
            List.of("merge", "collect", "validate", "render", "resolve", "publish", "measure", "restore");
    private static final int FILES_PER_FOLDER = 100;
    private static final int FUNCTIONS = 3;

    private final Random random;
    private final String marker;

    private GeneratedRepository(long seed, String marker) {
        this.random = new Random(seed);
        this.marker = marker;
    }

    /**
     * Writes a repository.
     *
     * @param marker a word that is in every function
     */
    static Path write(Path root, int files, long seed, String marker) {
        GeneratedRepository repository = new GeneratedRepository(seed, marker);
        for (int i = 0; i < files; i++) {
            repository.writeFile(root, i);
        }
        return root;
    }

    private void writeFile(Path root, int number) {
        Path folder = root.resolve("part" + number / FILES_PER_FOLDER);
        String name = WORDS.get(number % WORDS.size()) + number;
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < FUNCTIONS; i++) {
            code.append(number % 2 == 0 ? python() : go());
        }
        try {
            Files.createDirectories(folder);
            if (number % 2 == 0) {
                Files.writeString(folder.resolve(name + ".py"), code);
            } else {
                Files.writeString(folder.resolve(name + ".go"), "package part\n\n" + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String python() {
        String noun = word();
        return String.format(
                Locale.ROOT,
                "def %s_%s_%s(%s):\n    \"\"\"Has the %s of each %s, for %s.\"\"\"\n    return %s.%s(%d)\n\n\n",
                verb(),
                noun,
                word(),
                noun,
                word(),
                word(),
                marker,
                noun,
                verb(),
                random.nextInt(1000));
    }

    private String go() {
        String noun = word();
        return String.format(
                Locale.ROOT,
                "// Has the %s of each %s, for %s.\nfunc %s%s%s(%s int) int {\n\treturn %s + %d\n}\n\n",
                word(),
                word(),
                marker,
                verb(),
                upper(noun),
                upper(word()),
                noun,
                noun,
                random.nextInt(1000));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String verb() {
        return VERBS.get(random.nextInt(VERBS.size()));
    }

    private static String upper(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
