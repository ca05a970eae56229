package dev.codebasemcp.project;

import dev.codebasemcp.config.AllowedProjects;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the projects that a search names together: by name, id or tag, or all. Reads the registry and configs, and changes
 * nothing. Thread-safe.
 *
 * <p>The session's config may forbid it ({@code strict_mode}), and a setting bounds it. A refusal does not tell whether a
 * project that is left out exists.
 */
public final class NamedProjects {
    private static final String ARGUMENT = "projects";
    private static final String ALL = "all";
    private static final Pattern COMMA = Pattern.compile(",");
    private static final int SUGGESTIONS = 3;
    private static final int SHOWN = 80;
    /** As many as a list has items; one item may be a list with commas. */
    private static final int MAX_NAMES = 200;

    private static final int MAX_NOTES = 5;

    private final ProjectsTable projects;
    private final ProjectTagsTable tags;
    private final ConfigSearch configs;
    private final IdentityRules rules;
    private final AllowedProjects allowed;

    /** Finds projects of the registry that {@code allowed} holds. */
    public NamedProjects(
            ProjectsTable projects,
            ProjectTagsTable tags,
            ConfigSearch configs,
            IdentityRules rules,
            AllowedProjects allowed) {
        this.projects = projects;
        this.tags = tags;
        this.configs = configs;
        this.rules = rules;
        this.allowed = allowed;
    }

    /**
     * The named projects.
     *
     * @param projects each once, in the order of their names in the request
     * @param notes one sentence for each of the first names that stand for none, and one for the others
     */
    public record Found(List<ResolvedProject> projects, List<String> notes) {
        public Found {
            projects = List.copyOf(projects);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Returns the projects that {@code given} names.
     *
     * @throws RejectedException if the session's config forbids it, there are too many names, or none stands for a project
     */
    public Found find(List<String> given, SessionContext session) {
        List<ProjectConfig> own = configs(session);
        own.stream().filter(ProjectConfig::strictMode).findFirst().ifPresent(strict -> {
            throw new RejectedException(Term.of(ARGUMENT) + ": " + strict.file()
                    + " sets \"strict_mode\": true, so a search here covers its own project only. Leave "
                    + Term.of(ARGUMENT) + " out, or set strict_mode to false.");
        });
        Reading reading = new Reading();
        given.forEach(reading::add);
        if (reading.found.isEmpty()) {
            throw new RejectedException(Term.of(ARGUMENT) + ": "
                    + (reading.unknown == 0 ? nothingAllowed() : String.join(" ", reading.notes())));
        }
        List<ResolvedProject> resolved = new ArrayList<>();
        reading.found.forEach((row, evidence) -> resolved.add(resolved(row, evidence, own)));
        return new Found(resolved, reading.notes());
    }

    private String nothingAllowed() {
        return allowed.names().isEmpty()
                ? "no project is registered yet; " + Term.of("index_repository") + " creates one."
                : "CODEBASE_MCP_ALLOWED_PROJECTS allows no registered project. Change it, or leave " + Term.of(ARGUMENT)
                        + " out to search one project.";
    }

    /**
     * Returns what is wrong with the setting that bounds these searches, in one sentence with the next step.
     *
     * @return empty if each of its names stands for a project
     */
    public Optional<String> problem() {
        if (allowed.names().filter(names -> !names.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        Map<String, Set<ProjectId>> tagged = tags.all();
        List<ProjectRow> rows = projects.all();
        List<String> unknown = allowed.names().orElse(List.of()).stream()
                .filter(name -> rows.stream().noneMatch(row -> stands(name, row)))
                .filter(name -> tag(name)
                        .map(tagged::get)
                        .filter(having -> !having.isEmpty())
                        .isEmpty())
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        int more = unknown.size() - MAX_NOTES;
        return Optional.of("CODEBASE_MCP_ALLOWED_PROJECTS has "
                + unknown.stream().limit(MAX_NOTES).map(NamedProjects::quoted).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "")
                + ", which no project has as its name, id or tag; " + Term.of("list_projects")
                + " lists them");
    }

    private List<ProjectConfig> configs(SessionContext session) {
        Map<Path, ProjectConfig> found = new LinkedHashMap<>();
        session.directories()
                .forEach(directory ->
                        configs.nearest(directory).ifPresent(config -> found.putIfAbsent(config.file(), config)));
        return List.copyOf(found.values());
    }

    /** Only a config that asks for a dry run changes what happens to its project. */
    private ResolvedProject resolved(ProjectRow row, String evidence, List<ProjectConfig> own) {
        Optional<ProjectConfig> config = own.stream()
                .filter(candidate -> candidate.dryRun() && rules.isFor(candidate, row))
                .findFirst();
        return new ResolvedProject(
                row.id(), row.name(), row.database(), ResolutionTier.EXPLICIT, evidence, config, true, List.of());
    }

    /** The reading of one request against one state of the registry. */
    private final class Reading {
        private final Map<String, Set<ProjectId>> tagged = tags.all();
        private final List<ProjectRow> rows =
                projects.all().stream().filter(this::isAllowed).toList();
        private final Map<ProjectRow, String> found = new LinkedHashMap<>();
        private final List<String> notes = new ArrayList<>();
        private int names;
        private int unknown;

        private boolean isAllowed(ProjectRow row) {
            return allowed.names().isEmpty()
                    || allowed.names().get().stream()
                            .anyMatch(name -> stands(name, row)
                                    || tag(name).filter(tag -> has(row, tag)).isPresent());
        }

        private boolean has(ProjectRow row, String tag) {
            return tagged.getOrDefault(tag, Set.of()).contains(row.id());
        }

        /** A name may have commas; what has some and is no name is a list. */
        private void add(String given) {
            String text = given.strip();
            List<String> parts = COMMA.splitAsStream(text)
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
            if (parts.size() <= 1) {
                addOne(parts.isEmpty() ? text : parts.get(0));
            } else if (!addNamed(text)) {
                parts.stream().distinct().forEach(this::addOne);
            }
        }

        private void addOne(String name) {
            names++;
            if (names > MAX_NAMES) {
                throw new RejectedException(Term.of(ARGUMENT) + " has more than " + MAX_NAMES
                        + " names. Name fewer, or name a group by tag:NAME, or all projects by " + ALL + ".");
            }
            Optional<String> tag = tag(name);
            if (name.equalsIgnoreCase(ALL)) {
                rows.forEach(row -> found.putIfAbsent(row, "all projects were asked for"));
            } else if (tag.isPresent()) {
                addTagged(tag.get());
            } else if (!addNamed(name)) {
                note(() -> unknown(name));
            }
        }

        private void addTagged(String tag) {
            List<ProjectRow> having = rows.stream().filter(row -> has(row, tag)).toList();
            having.forEach(row -> found.putIfAbsent(row, "it has the tag '" + tag + "'"));
            if (having.isEmpty()) {
                note(() -> noneHas(tag));
            }
        }

        private String noneHas(String tag) {
            String known = tagged.entrySet().stream()
                    .filter(entry -> rows.stream().anyMatch(row -> has(row, entry.getKey())))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            return "No project has the tag " + quoted(tag)
                    + (known.isEmpty() ? "." : "; there are " + Quoted.brief(known) + ".");
        }

        private boolean addNamed(String name) {
            Optional<ProjectRow> named =
                    rows.stream().filter(row -> stands(name, row)).findFirst().or(() -> formerly(name));
            named.ifPresent(
                    row -> found.putIfAbsent(row, Term.of(ARGUMENT) + " has '" + Quoted.brief(name, SHOWN) + "'"));
            return named.isPresent();
        }

        /** An id that a project had before it took over the one of a colleague. */
        private Optional<ProjectRow> formerly(String name) {
            return ProjectId.parse(name)
                    .flatMap(projects::byId)
                    .flatMap(now -> rows.stream()
                            .filter(row -> row.id().equals(now.id()))
                            .findFirst());
        }

        /** Notes on names are not part of an answer's budget, so only a few are made. */
        private void note(Supplier<String> sentence) {
            unknown++;
            if (notes.size() < MAX_NOTES) {
                notes.add(sentence.get());
            }
        }

        private List<String> notes() {
            int more = unknown - notes.size();
            List<String> all = new ArrayList<>(notes);
            if (more > 0) {
                all.add("The same holds for " + Counted.of(more, "more name") + ".");
            }
            return all;
        }

        private String unknown(String name) {
            return "No project " + quoted(name) + " is registered"
                    + (allowed.names().isEmpty() ? "" : ", or CODEBASE_MCP_ALLOWED_PROJECTS leaves it out")
                    + close(name) + ".";
        }

        private String close(String name) {
            String wanted = beginning(name);
            String names = rows.stream()
                    .filter(row -> isClose(wanted, beginning(row.name())))
                    .sorted(Comparator.comparingInt(row -> EditDistance.between(wanted, beginning(row.name()), SHOWN)))
                    .limit(SUGGESTIONS)
                    .map(row -> quoted(row.name()))
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "" : "; close names: " + names;
        }
    }

    private static boolean isClose(String wanted, String name) {
        int errors = 1 + Math.min(wanted.length(), name.length()) / 4;
        return EditDistance.between(wanted, name, errors) <= errors
                || (!wanted.isEmpty() && (name.startsWith(wanted) || wanted.startsWith(name)));
    }

    private static String beginning(String name) {
        return Quoted.start(name, SHOWN).toLowerCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        return "'" + Quoted.brief(name, SHOWN) + "'";
    }

    private static boolean stands(String name, ProjectRow row) {
        return row.name().equals(name) || row.id().toString().equalsIgnoreCase(name);
    }

    private static Optional<String> tag(String name) {
        return name.regionMatches(true, 0, ProjectTag.PREFIX, 0, ProjectTag.PREFIX.length())
                ? Optional.of(ProjectTag.normal(name.substring(ProjectTag.PREFIX.length())))
                : Optional.empty();
    }
}
