package dev.codebasemcp.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tells the body of a function from other braces, for the languages where that needs no grammar. */
enum BraceLanguage {
    C_FAMILY("", "class namespace extern", "struct union enum", "class struct union enum"),
    JAVA("", "class interface enum record module new", "", "class interface enum record"),
    GO("func", "", "", "type"),
    RUST("fn macro_rules", "", "", "fn struct enum union trait impl mod type macro_rules");

    private final Set<String> functionWords;
    private final Set<String> containerWords;
    private final Set<String> recordWords;
    private final List<byte[]> localWords;

    BraceLanguage(String functionWords, String containerWords, String recordWords, String localWords) {
        this.functionWords = Set.of(functionWords.split(" ", -1));
        this.containerWords = Set.of(containerWords.split(" ", -1));
        this.recordWords = Set.of(recordWords.split(" ", -1));
        this.localWords = Arrays.stream(localWords.split(" ", -1))
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    static Optional<BraceLanguage> of(Grammar grammar) {
        return switch (grammar) {
            case C, CPP -> Optional.of(C_FAMILY);
            case JAVA -> Optional.of(JAVA);
            case GO -> Optional.of(GO);
            case RUST -> Optional.of(RUST);
            default -> Optional.empty();
        };
    }

    /** Whether a word says that braces after it are a function's; where none does, a parameter list says it. */
    boolean startsFunction(String word) {
        return functionWords.contains(word);
    }

    boolean hasFunctionWords() {
        return this == GO || this == RUST;
    }

    /** Whether braces after a word hold definitions. */
    boolean startsContainer(String word) {
        return containerWords.contains(word);
    }

    /** Whether braces after a word hold definitions, unless they come right after a parameter list. */
    boolean startsRecord(String word) {
        return recordWords.contains(word);
    }

    /** Whether some bytes are a word that defines something even inside of a function. */
    boolean definesLocally(byte[] code, int from, int to) {
        for (byte[] word : localWords) {
            if (word.length == to - from && Arrays.equals(word, 0, word.length, code, from, to)) {
                return true;
            }
        }
        return false;
    }
}
