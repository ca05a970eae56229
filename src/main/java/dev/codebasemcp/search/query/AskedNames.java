package dev.codebasemcp.search.query;

import dev.codebasemcp.code.terms.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the names whose definitions a query may ask for, the most certain first. */
final class AskedNames {
    /** The shortest joined pair that is specific enough. */
    private static final int MIN_JOINED = 5;

    private final Map<String, AskedName> names = new LinkedHashMap<>();

    private AskedNames() {}

    static List<AskedName> in(List<Token> tokens, QueryKind kind) {
        AskedNames asked = new AskedNames();
        if (kind == QueryKind.SYMBOL) {
            asked.add(tokens.get(0), NameRole.SYMBOL, NameRole.COMPONENT);
            asked.addOtherStyle(tokens.get(0));
        } else {
            tokens.stream()
                    .filter(Token::looksLikeCode)
                    .forEach(t -> asked.add(t, NameRole.IDENTIFIER, NameRole.IDENTIFIER));
            tokens.stream().filter(AskedNames::namesType).forEach(t -> asked.add(t, NameRole.TYPE, NameRole.TYPE));
            asked.addJoined(tokens);
        }
        return asked.names.values().stream().limit(AnalysedQuery.MAX_NAMES).toList();
    }

    private static boolean namesType(Token token) {
        return token.isCapitalised() && !StopWords.contains(token.lower());
    }

    private void add(Token token, NameRole whole, NameRole component) {
        List<String> components = token.components();
        String last = components.get(components.size() - 1);
        add(strip(last), components.size() == 1 ? whole : component);
        add(last.replaceFirst("[!?]$", ""), component);
    }

    /** Names differ in case and in underscores from one language to another; names are looked up without case. */
    private void addOtherStyle(Token token) {
        String written = token.lastComponent();
        List<String> words = Identifiers.split(written);
        if (words.size() > 1) {
            add(String.join("", words), NameRole.OTHER_STYLE);
            add(String.join("_", words), NameRole.OTHER_STYLE);
        }
    }

    private void add(String name, NameRole role) {
        if (!name.isEmpty()) {
            names.putIfAbsent(name, new AskedName(name, role));
        }
    }

    private static String strip(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    private void addJoined(List<Token> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token first = tokens.get(i);
            Token second = tokens.get(i + 1);
            if (joinable(first) && joinable(second)) {
                List<String> words = new ArrayList<>(first.parts());
                words.addAll(second.parts());
                addJoined(words.toArray(String[]::new));
            }
        }
    }

    private void addJoined(String... words) {
        String joined = String.join("", words);
        if (joined.length() >= MIN_JOINED) {
            add(joined, NameRole.JOINED);
            add(String.join("_", words), NameRole.JOINED);
        }
    }

    private static boolean joinable(Token token) {
        return !StopWords.contains(token.lower())
                && !token.looksLikePath()
                && !token.parts().isEmpty();
    }
}
