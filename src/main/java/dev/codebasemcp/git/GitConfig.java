package dev.codebasemcp.git;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.paths.Bytes;
import dev.codebasemcp.paths.Glob;
import dev.codebasemcp.paths.PathText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings in git's config files and their includes, as in git-config(1). Reads files only and runs nothing. A
 * damaged file counts up to its first fault. Immutable.
 */
public final class GitConfig {
    private static final int MAX_DEPTH = 10;
    private static final String INCLUDE = "include";
    private static final String INCLUDE_IF = "includeif";
    private static final String PATH = "path";
    private static final String HAS_REMOTE = "hasconfig:remote.*.url:";
    private static final Set<String> YES = Set.of("true", "yes", "on");

    private final Situation situation;
    /** Variables in the order in which git reads them. */
    private final List<GitVariable> variables = new ArrayList<>();
    /** The remote URLs for {@code hasconfig:} conditions; empty while unknown. */
    private final List<String> remotes;

    private GitConfig(Situation situation, List<String> remotes) {
        this.situation = situation;
        this.remotes = List.copyOf(remotes);
    }

    /**
     * The context of conditions and paths in the files.
     *
     * @param home the user's home directory
     * @param worktree the working tree that the settings apply to, if any
     */
    public record Situation(Path home, Optional<GitWorktree> worktree) {}

    /** Reads {@code files} and then {@code repository}. Later values win; missing files count as empty. */
    public static GitConfig read(List<Path> files, Optional<GitWorktree> repository, Situation situation) {
        GitConfig first = new GitConfig(situation, List.of());
        first.add(files, repository);
        List<String> remotes = first.all("remote", "url").values().stream()
                .flatMap(List::stream)
                .toList();
        boolean conditional = first.variables.stream()
                .anyMatch(variable -> variable.isIn(INCLUDE_IF)
                        && variable.subsection()
                                .filter(condition -> condition.startsWith(HAS_REMOTE))
                                .isPresent());
        if (!conditional || remotes.isEmpty()) {
            return first;
        }
        GitConfig second = new GitConfig(situation, remotes);
        second.add(files, repository);
        return second;
    }

    /** Reads one file. */
    static GitConfig ofFile(Path file) {
        return read(List.of(file), Optional.empty(), new Situation(file.resolveSibling(""), Optional.empty()));
    }

    /**
     * Returns the last value of a variable in a section without subsections, such as {@code core} and {@code
     * excludesfile}.
     */
    public Optional<String> text(String section, String name) {
        return last(variables, section, name);
    }

    private static Optional<String> last(List<GitVariable> variables, String section, String name) {
        return variables.stream()
                .filter(variable -> variable.isIn(section) && variable.name().equals(name))
                .filter(variable -> variable.subsection().isEmpty())
                .reduce((first, second) -> second)
                .map(variable -> variable.value().orElse("true"));
    }

    /** Whether a variable is set to true. */
    public boolean isSet(String section, String name) {
        return text(section, name).map(GitConfig::isTrue).orElse(false);
    }

    /**
     * Returns a variable's value as a path, with {@code ~} as the home directory.
     *
     * @param base the base of a relative path
     */
    public Optional<Path> path(String section, String name, Path base) {
        return text(section, name).filter(text -> !text.isEmpty()).flatMap(text -> expanded(text, base));
    }

    /** Returns all values of a variable, by subsection. */
    Map<String, List<String>> all(String section, String name) {
        Map<String, List<String>> values = new HashMap<>();
        for (GitVariable variable : variables) {
            if (variable.isIn(section) && variable.name().equals(name)) {
                values.computeIfAbsent(variable.subsection().orElse(""), unused -> new ArrayList<>())
                        .add(variable.value().orElse("true"));
            }
        }
        return values;
    }

    private static boolean isTrue(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return YES.contains(lower) || lower.matches("[+-]?0*[1-9][0-9]*[kmg]?");
    }

    private void add(List<Path> files, Optional<GitWorktree> repository) {
        files.forEach(file -> add(file, 0));
        repository.ifPresent(worktree -> {
            int before = variables.size();
            add(worktree.commonDirectory().resolve("config"), 0);
            List<GitVariable> own = variables.subList(before, variables.size());
            // A working tree's own file counts only if the repository's config says so.
            if (last(own, "extensions", "worktreeconfig").map(GitConfig::isTrue).orElse(false)) {
                add(worktree.ownDirectory().resolve("config.worktree"), 0);
            }
        });
    }

    private void add(Path file, int depth) {
        Optional<String> text = SmallFile.readText(file);
        if (text.isEmpty() || depth > MAX_DEPTH) {
            return;
        }
        Path directory = file.resolveSibling("");
        for (GitVariable variable : GitConfigParser.parse(text.get())) {
            variables.add(variable);
            boolean included = variable.name().equals(PATH) && includes(variable, directory);
            if (included) {
                variable.value().flatMap(path -> expanded(path, directory)).ifPresent(path -> add(path, depth + 1));
            }
        }
    }

    private boolean includes(GitVariable variable, Path directory) {
        return variable.isIn(INCLUDE)
                ? variable.subsection().isEmpty()
                : variable.isIn(INCLUDE_IF) && holds(variable.subsection().orElse(""), directory);
    }

    private Optional<Path> expanded(String text, Path base) {
        try {
            if (text.startsWith("~/")) {
                return Optional.of(PathText.below(situation.home(), text.substring(2)));
            }
            // Another user's home, or a directory that only the git installation knows.
            boolean unknown = text.startsWith("~") || text.startsWith("%(prefix)");
            return unknown ? Optional.empty() : Optional.of(PathText.below(base, text));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private boolean holds(String condition, Path directory) {
        int colon = condition.indexOf(':');
        String kind = colon < 0 ? condition : condition.substring(0, colon);
        String pattern = colon < 0 ? "" : condition.substring(colon + 1);
        return switch (kind) {
            case "gitdir" -> isAt(pattern, directory, false);
            case "gitdir/i" -> isAt(pattern, directory, true);
            case "onbranch" -> isOnBranch(pattern);
            case "hasconfig" ->
                condition.startsWith(HAS_REMOTE)
                        && remotes.stream()
                                .anyMatch(url -> matches(condition.substring(HAS_REMOTE.length()), url, false));
            default -> false;
        };
    }

    private boolean isAt(String pattern, Path directory, boolean anyCase) {
        if (situation.worktree().isEmpty() || pattern.isEmpty()) {
            return false;
        }
        String prefix = "";
        String rest = pattern;
        if (pattern.startsWith("~/")) {
            prefix = PathText.textOf(GitWorktree.real(situation.home()));
            rest = pattern.substring(1);
        } else if (pattern.startsWith("./")) {
            prefix = PathText.textOf(GitWorktree.real(directory));
            rest = pattern.substring(1);
        } else if (!pattern.startsWith("/")) {
            rest = "**/" + pattern;
        }
        String glob = rest.endsWith("/") ? rest + "**" : rest;
        Path own = situation.worktree().get().ownDirectory();
        String start = prefix;
        return List.of(GitWorktree.real(own), own.toAbsolutePath()).stream()
                .map(PathText::textOf)
                .anyMatch(place -> place.regionMatches(anyCase, 0, start, 0, start.length())
                        && matches(glob, place.substring(start.length()), anyCase));
    }

    private boolean isOnBranch(String pattern) {
        String glob = pattern.endsWith("/") ? pattern + "**" : pattern;
        return situation
                .worktree()
                .flatMap(GitWorktree::branch)
                .filter(branch -> matches(glob, branch, false))
                .isPresent();
    }

    private static boolean matches(String glob, String text, boolean anyCase) {
        String pattern = anyCase ? glob.toLowerCase(Locale.ROOT) : glob;
        String subject = anyCase ? text.toLowerCase(Locale.ROOT) : text;
        return Glob.compile(Bytes.of(pattern)).matches(Bytes.of(subject));
    }
}
