package dev.codebasemcp.code.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds languages by their profiles. Immutable. */
final class LanguageTable {
    private static final Pattern QUOTES = Pattern.compile("[\"']");
    private static final Pattern EDITION = Pattern.compile(
            "(?:[-_.]?\\d[\\d._]{0,16})?(?:-(?:preview|beta|nightly|stable|lts|dev|dbg|debug|rc))?(?:\\.exe)?$");
    /** Options of the command env. */
    private static final Set<String> OPTIONS_WITH_ARGUMENT = Set.of("-u", "--unset", "-C", "--chdir", "-a", "--argv0");

    private static final String SPLIT = "-S";

    private final Map<String, Language> byId = new HashMap<>();
    private final Map<String, Language> byExtension = new HashMap<>();
    private final Map<String, Language> byFileName = new HashMap<>();
    private final Map<String, Language> byInterpreter = new HashMap<>();
    /** Aliases, and ids without separators between their words. */
    private final Map<String, Language> byAlias = new HashMap<>();

    LanguageTable(Language[] languages) {
        for (Language language : languages) {
            LanguageProfile profile = language.profile();
            byId.put(profile.id(), language);
            byAlias.put(joined(profile.id()), language);
            profile.extensions().forEach(extension -> byExtension.put(extension, language));
            profile.fileNames().forEach(name -> byFileName.put(name, language));
            profile.interpreters().forEach(command -> byInterpreter.put(command, language));
        }
        for (Language language : languages) {
            language.profile().aliases().forEach(alias -> byAlias.put(alias, language));
        }
    }

    Language detect(String path, String firstLine) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return find(byFileName, name)
                .or(() -> find(byExtension, extension(name)))
                .or(() -> find(byFileName, name.substring(0, Math.max(0, name.indexOf('.')))))
                .or(() -> byInterpreter(firstLine))
                .orElse(Language.TEXT);
    }

    Optional<Language> byId(String id) {
        return find(byId, id.toLowerCase(Locale.ROOT));
    }

    boolean isExtension(String extension) {
        return byExtension.containsKey(extension);
    }

    Optional<Language> named(String name) {
        String wanted = joined(name.strip());
        String bare = wanted.startsWith(".") ? wanted.substring(1) : wanted;
        return byId(bare)
                .or(() -> find(byAlias, wanted))
                .or(() -> find(byAlias, bare))
                .or(() -> find(byExtension, bare))
                .or(() -> find(byInterpreter, bare));
    }

    private static Optional<Language> find(Map<String, Language> table, String name) {
        return Optional.ofNullable(table.get(name));
    }

    private static String joined(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Finds the interpreter in {@code #!/usr/bin/env -S python3.11 -u}, which is {@code python} without its version. */
    private Optional<Language> byInterpreter(String firstLine) {
        if (!firstLine.startsWith("#!")) {
            return Optional.empty();
        }
        List<String> words = List.of(firstLine.substring(2).trim().split("\\s+", -1));
        boolean environment = words.get(0).endsWith("/env");
        return (environment ? afterEnv(words) : words)
                .stream().flatMap(word -> byCommand(word).stream()).findFirst();
    }

    /** The words after env, without variables and options. Some options have an argument. */
    private static List<String> afterEnv(List<String> words) {
        List<String> commands = new ArrayList<>();
        boolean argument = false;
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith(SPLIT)) {
                commands.add(word.substring(SPLIT.length()));
            } else if (!argument && !word.startsWith("-") && !word.contains("=")) {
                commands.add(word);
            }
            argument = OPTIONS_WITH_ARGUMENT.contains(word);
        }
        return commands;
    }

    /** The language of an interpreter in any directory, version or edition. */
    private Optional<Language> byCommand(String command) {
        String name =
                QUOTES.matcher(command.substring(command.lastIndexOf('/') + 1)).replaceAll("");
        return find(byInterpreter, name)
                .or(() -> find(byInterpreter, EDITION.matcher(name).replaceFirst("")));
    }
}
