package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that no parser expects: tokens of a language repeated, nested and mixed, or a damaged sample of it. A number
 * always generates the same file.
 */
record FuzzCase(Language language, String recipe, String text) {
    private static final Path SAMPLES = Path.of("src/test/resources/dev/codebasemcp/code/outline");
    private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|\\W");
    /** Tokens that hand-written scanners search for: openings of strings, comments, interpolations and blocks. */
    private static final String[] TOKENS = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "\"",
        "'",
        "`",
        "#",
        "$",
        "@",
        "%",
        "&",
        "|",
        "\\",
        "/",
        ";",
        ",",
        ":",
        "=",
        "\n",
        " ",
        "\t",
        "a=>",
        "=>",
        "->",
        "<-",
        "::",
        "a.",
        "a,",
        "a b ",
        "!",
        "~",
        "^",
        "?",
        "-",
        "+a",
        "0",
        "é",
        "\u0000",
        "<<A",
        "<<A ",
        "<<A\n",
        "<<-A\n",
        "<<~A\n",
        "<<'A'\n",
        "<<<A\n",
        "cat <<A ",
        "A\n",
        "#{",
        "\"#{",
        "${",
        "\"${",
        "}\"",
        "$(",
        "$((",
        "\"$(",
        ")\"",
        "`${",
        "}`",
        "$\"{",
        "$\"\"\"{",
        "s\"${",
        "s\"\"\"${",
        "f\"{",
        "f'''{",
        "\"\\(",
        "\\(",
        "(*",
        "*)",
        "{|",
        "|}",
        "{a|",
        "{-",
        "-}",
        "/*",
        "*/",
        "//",
        "--",
        "\"\"\"",
        "'''",
        "r#\"",
        "\"#",
        "R\"(",
        "R\"a(",
        "r\"(",
        "~s(",
        "~S\"\"\"\n",
        "%q(",
        "%w[",
        "%i(",
        "%(",
        ":\"",
        "?a",
        "=begin\n",
        "=end\n",
        "<?php ",
        "?>",
        "<!--",
        "do ",
        "end ",
        "if a ",
        "if a:\n",
        "else ",
        "case a of ",
        "begin ",
        "fun a ",
        "let a = ",
        "in ",
        "where ",
        "class A ",
        "a = ",
        "a(",
        "a[",
        "a{",
        "a<",
        "a?",
        "a ? b : ",
        "!a",
        "@a ",
        "@a(",
        "#if a\n",
        "#endif\n",
        "#define a \\\n",
        "=\n",
        "|a| ",
        "->(a) {",
        "fn a(",
        "func a() {",
        "def a(",
        "import a;",
        "new ",
        "[|",
        "|]",
        "[a|",
        "\\a -> ",
        "a :: ",
        "return ",
    };

    /** The samples of all languages that have a grammar. */
    static List<Path> samples() {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> !file.toString().endsWith(".expected"))
                    .filter(FuzzCase::hasGrammar)
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean hasGrammar(Path sample) {
        return GrammarChoice.of(languageOf(sample), SourceText.of(read(sample))).isPresent();
    }

    private static Language languageOf(Path sample) {
        return Language.of(sample.toString(), "");
    }

    private static String read(Path sample) {
        try {
            return Files.readString(sample);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The case with a number, with about {@code mostChars} characters at most. */
    static FuzzCase of(List<Path> samples, long number, int mostChars) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        Path sample = samples.get((int) Math.floorMod(number, (long) samples.size()));
        String whole = read(sample);
        List<String> tokens = new ArrayList<>(List.of(TOKENS));
        Matcher matcher = TOKEN.matcher(whole);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        int size = (int) (50 * Math.pow(mostChars / 50.0, random.nextDouble()));
        Maker maker = new Maker(random, tokens, whole, size);
        return switch (random.nextInt(7)) {
            case 0 -> new FuzzCase(languageOf(sample), "repeated", maker.repeated());
            case 1, 2 -> new FuzzCase(languageOf(sample), "nested", maker.nested());
            case 3 -> new FuzzCase(languageOf(sample), "mixed", maker.mixed());
            case 4 -> new FuzzCase(languageOf(sample), "stairs", maker.stairs());
            default -> new FuzzCase(languageOf(sample), "damaged", maker.damaged());
        };
    }

    private record Maker(Random random, List<String> tokens, String sample, int size) {
        private String token() {
            boolean special = random.nextBoolean();
            return special ? TOKENS[random.nextInt(TOKENS.length)] : tokens.get(random.nextInt(tokens.size()));
        }

        private String some() {
            StringBuilder some = new StringBuilder(token());
            while (random.nextInt(3) == 0) {
                some.append(token());
            }
            return some.toString();
        }

        private String before() {
            return switch (random.nextInt(3)) {
                case 0 -> "";
                case 1 -> some();
                default -> sample.substring(0, random.nextInt(Math.min(sample.length(), 2_000))) + "\n";
            };
        }

        String repeated() {
            String part = some();
            return before() + part.repeat(Math.max(1, size / part.length())) + (random.nextBoolean() ? "" : some());
        }

        String nested() {
            String open = some();
            String close = random.nextInt(3) == 0 ? "" : closing(open);
            int levels = Math.max(1, size / (open.length() + close.length()));
            return before() + open.repeat(levels) + some() + close.repeat(levels);
        }

        /** Usually mirrors an opening. */
        private String closing(String open) {
            if (random.nextInt(4) == 0) {
                return some();
            }
            StringBuilder mirrored = new StringBuilder();
            for (int i = open.length() - 1; i >= 0; i--) {
                int bracket = "([{<)]}>".indexOf(open.charAt(i));
                boolean kept = "\"'`*|#/-".indexOf(open.charAt(i)) >= 0;
                mirrored.append(bracket >= 0 ? ")]}>([{<".charAt(bracket) : kept ? open.charAt(i) : ' ');
            }
            return mirrored.toString().replace(" ", "");
        }

        String mixed() {
            StringBuilder mixed = new StringBuilder(before());
            List<String> few = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                few.add(token());
            }
            while (mixed.length() < size) {
                mixed.append(few.get(random.nextInt(few.size())));
            }
            return mixed.toString();
        }

        /** Lines with increasing indentation. */
        String stairs() {
            String line = random.nextBoolean()
                    ? some()
                    : sample.lines()
                            .skip(random.nextInt((int) sample.lines().count()))
                            .findFirst()
                            .orElse("")
                            .strip();
            IntUnaryOperator indentation = random.nextBoolean() ? level -> level : level -> level * 2;
            StringBuilder stairs = new StringBuilder(before());
            for (int level = 0; stairs.length() < size; level++) {
                stairs.append(" ".repeat(indentation.applyAsInt(level)))
                        .append(line)
                        .append('\n');
            }
            return stairs.append(some()).toString();
        }

        String damaged() {
            StringBuilder damaged = new StringBuilder(sample);
            for (int i = random.nextInt(20); i >= 0; i--) {
                int at = random.nextInt(damaged.length() + 1);
                int end = Math.min(damaged.length(), at + random.nextInt(100));
                switch (random.nextInt(4)) {
                    case 0 -> damaged.delete(at, end);
                    case 1 -> damaged.insert(at, damaged.substring(at, end));
                    case 2 -> damaged.insert(at, some().repeat(1 + random.nextInt(300)));
                    default -> damaged.replace(at, end, some());
                }
            }
            return damaged.length() > size + sample.length() ? damaged.substring(0, size) : damaged.toString();
        }
    }
}
