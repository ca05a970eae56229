package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.tools.ProjectPart.NotSearched;
import dev.codebasemcp.mcp.tools.ProjectPart.Searched;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.MergedRanking;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.WeighedResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The frame of an answer from several projects.
 *
 * @param parts one for each project that was asked
 * @param ranking the merged ranking of the searched ones
 * @param repeated how many results are left out because another project has their files
 * @param notes on the request
 */
record SeveralProjectsFrame(
        List<ProjectPart> parts,
        List<MergedRanking.Entry> ranking,
        int repeated,
        List<String> notes,
        double latencyMillis)
        implements AnswerFrame {
    /** How many projects an answer names, and how many of them it has notes on. */
    private static final int NAMED = 12;

    private static final int LISTED = 40;
    private static final int REASON = 300;
    private static final int NAME = 80;
    private static final int EXPLAINED = 3;
    private static final String REPEATED =
            "Several of these projects have the same files; each file is shown once, from the project where it is best.";

    SeveralProjectsFrame {
        parts = List.copyOf(parts);
        ranking = List.copyOf(ranking);
        notes = List.copyOf(notes);
    }

    /** Merges what the projects answered, and shows the best {@code limit} results. */
    static SeveralProjectsFrame of(List<ProjectPart> parts, int limit, List<String> notes, double latencyMillis) {
        List<WeighedResponse> rankings = searched(parts).map(Searched::weighed).toList();
        List<MergedRanking.Entry> all = MergedRanking.of(rankings, Integer.MAX_VALUE);
        int given = rankings.stream()
                .mapToInt(ranking -> ranking.response().results().size())
                .sum();
        return new SeveralProjectsFrame(
                parts, all.subList(0, Math.min(limit, all.size())), given - all.size(), notes, latencyMillis);
    }

    private static Stream<Searched> searched(List<ProjectPart> parts) {
        return parts.stream().filter(Searched.class::isInstance).map(Searched.class::cast);
    }

    private List<Searched> searched() {
        return searched(parts).toList();
    }

    @Override
    public List<PlacedResult> results() {
        List<Searched> searched = searched();
        return ranking.stream()
                .map(entry -> placed(entry, searched.get(entry.ranking())))
                .toList();
    }

    private static PlacedResult placed(MergedRanking.Entry entry, Searched part) {
        Optional<String> repository = part.scope().repositories().size() > 1
                ? part.scope().nameOf(entry.result().repositoryId())
                : Optional.empty();
        return new PlacedResult(
                entry.result(), repository, Optional.of(part.project().name()));
    }

    @Override
    public int totalCount() {
        return searched(parts).mapToInt(part -> response(part).totalCount()).sum() - repeated;
    }

    @Override
    public List<String> notesBefore() {
        List<String> all = new ArrayList<>(notes);
        List<Searched> searched = searched();
        if (ranking.isEmpty()) {
            all.add(searched.isEmpty() ? "No project could be searched." : "Nothing in these projects matches.");
            searched.stream()
                    .limit(EXPLAINED)
                    .forEach(part -> response(part).emptyReason().ifPresent(reason -> all.add(about(part, reason))));
        } else {
            // Of a project further behind it matters little how it matched.
            Searched best = searched.get(ranking.get(0).ranking());
            response(best).notes().forEach(note -> all.add(about(best, note)));
        }
        return all;
    }

    @Override
    public List<String> notesAfter() {
        List<String> noted = parts.stream()
                .flatMap(part -> note(part).map(note -> about(part, note)).stream())
                .toList();
        List<String> all = new ArrayList<>(noted.subList(0, Math.min(NAMED, noted.size())));
        if (noted.size() > NAMED) {
            all.add("There are notes on " + Counted.of(noted.size() - NAMED, "more project") + ".");
        }
        if (repeated > 0) {
            all.add(REPEATED);
        }
        return all;
    }

    private static String about(ProjectPart part, String sentence) {
        return Quoted.name(Quoted.start(part.project().name(), NAME)) + ": " + cut(sentence);
    }

    /** Half of a marked term could not be worded. */
    private static String cut(String sentence) {
        return sentence.length() <= REASON ? Quoted.line(sentence) : Quoted.brief(Term.plain(sentence), REASON);
    }

    private static Optional<String> note(ProjectPart part) {
        if (part instanceof NotSearched not) {
            return Optional.of("not searched. " + not.reason());
        }
        Searched searched = (Searched) part;
        List<String> notes = new ArrayList<>();
        if (searched.running().isPresent()) {
            notes.add(OneProjectFrame.partial(searched.running().get()) + ".");
        } else if (staleFiles(searched) > 0) {
            notes.add(OneProjectFrame.changed(
                    staleFiles(searched),
                    searched.weighed().response().indexedAt().isPresent()));
        }
        if (!searched.freshness().complete()) {
            notes.add("Not all files could be checked; results may be stale.");
        }
        notes.addAll(searched.notes());
        searched.freshness()
                .repositories()
                .forEach(repository -> repository.note().ifPresent(notes::add));
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", notes));
    }

    private static int staleFiles(Searched part) {
        return Math.max(response(part).staleFiles(), part.freshness().staleFiles());
    }

    private static SearchResponse response(Searched part) {
        return part.weighed().response();
    }

    @Override
    public Map<String, Object> fields(List<PlacedResult> shown, boolean brief) {
        Set<String> names =
                shown.stream().flatMap(result -> result.project().stream()).collect(Collectors.toSet());
        List<ProjectPart> first = parts.stream()
                .filter(part -> names.contains(part.project().name()))
                .toList();
        List<ProjectPart> others =
                parts.stream().filter(part -> !first.contains(part)).toList();
        Map<String, Object> index = new LinkedHashMap<>();
        index.put(
                "stale_files",
                searched(parts).mapToInt(SeveralProjectsFrame::staleFiles).sum());
        index.put("building", searched(parts).anyMatch(part -> part.running().isPresent()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("index", index);
        fields.put(
                "projects",
                Stream.concat(first.stream(), brief ? Stream.empty() : others.stream())
                        .limit(LISTED)
                        .map(part -> structured(part, brief))
                        .toList());
        fields.put("projects_asked", parts.size());
        return fields;
    }

    private static Map<String, Object> structured(ProjectPart part, boolean brief) {
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("id", part.project().id().toString());
        project.put(
                "name",
                brief
                        ? Quoted.start(part.project().name(), ProjectAnswer.BRIEF)
                        : part.project().name());
        project.put("searched", part instanceof Searched);
        if (part instanceof Searched searched && !brief) {
            response(searched).indexedAt().ifPresent(time -> project.put("indexed_at", time.toString()));
            project.put("stale_files", staleFiles(searched));
        }
        note(part).filter(note -> !brief).ifPresent(note -> project.put("note", cut(note)));
        return project;
    }

    @Override
    public String footer(boolean brief) {
        List<Searched> searched = searched();
        String count = Counted.of(searched.size(), "project") + " searched";
        if (brief || searched.isEmpty()) {
            return count + ".";
        }
        String names = searched.stream()
                .limit(NAMED)
                .map(part -> Quoted.name(Quoted.start(part.project().name(), NAME)))
                .collect(Collectors.joining(", "));
        int more = searched.size() - NAMED;
        return count + ": " + names + (more > 0 ? " and " + more + " more" : "") + ".";
    }
}
