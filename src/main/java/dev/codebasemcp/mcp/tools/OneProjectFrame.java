package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.requests.JobPace;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frame of an answer from one project.
 *
 * @param running the job that indexes what was searched
 * @param scope names the repositories if there are several
 */
record OneProjectFrame(
        SearchResponse response,
        ProjectFreshness freshness,
        Optional<JobReport> running,
        ProjectFacts project,
        SearchScope scope)
        implements AnswerFrame {
    /** An answer without a search, for a reason. */
    static OneProjectFrame nothing(String reason, Optional<JobReport> running, ProjectFacts project) {
        return new OneProjectFrame(
                SearchResponse.nothing(reason), ProjectFreshness.NONE, running, project, SearchScope.EVERYTHING);
    }

    /** The same with another response. */
    OneProjectFrame answering(SearchResponse other) {
        return new OneProjectFrame(other, freshness, running, project, scope);
    }

    @Override
    public List<PlacedResult> results() {
        return response.results().stream()
                .map(result -> new PlacedResult(result, scope.nameOf(result.repositoryId()), Optional.empty()))
                .toList();
    }

    @Override
    public int totalCount() {
        return response.totalCount();
    }

    @Override
    public double latencyMillis() {
        return response.latencyMillis();
    }

    @Override
    public List<String> notesBefore() {
        List<String> notes = new ArrayList<>();
        response.emptyReason().ifPresent(notes::add);
        notes.addAll(response.notes());
        return notes;
    }

    @Override
    public List<String> notesAfter() {
        List<String> notes = new ArrayList<>();
        if (running.isPresent() && response.indexedAt().isEmpty()) {
            notes.add(partial(running.get()) + "; search again in a moment.");
        } else if (staleFiles() > 0 || building()) {
            notes.add(stale());
        }
        notes.addAll(freshness.notes());
        return notes;
    }

    @Override
    public Map<String, Object> fields(List<PlacedResult> shown, boolean brief) {
        Map<String, Object> index = new LinkedHashMap<>();
        response.indexedAt().ifPresent(time -> index.put("indexed_at", time.toString()));
        index.put("stale_files", staleFiles());
        index.put("building", building());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("index", index);
        fields.put("project", ProjectAnswer.structured(project, brief));
        return fields;
    }

    @Override
    public String footer(boolean brief) {
        return ProjectAnswer.brief(project, brief);
    }

    private boolean building() {
        return running.isPresent() || freshness.refreshing();
    }

    /** Each search checks the shown files, but all files only now and then. */
    private int staleFiles() {
        return Math.max(response.staleFiles(), freshness.staleFiles());
    }

    /** Says how far a first run is, without the end of the sentence. */
    static String partial(JobReport job) {
        int percent = JobPace.percent(job);
        String share = percent > 0
                ? "Indexing is at " + percent + "%"
                : Counted.of(job.progress().filesIndexed(), "file") + " indexed so far";
        return share + ", so results may be missing";
    }

    /** Says how many files have changed since the last run, or are not indexed yet where no run was completed. */
    static String changed(int files, boolean isIndexed) {
        String state = isIndexed
                ? (files == 1 ? " has" : " have") + " changed since the last indexing."
                : (files == 1 ? " is" : " are") + " not indexed yet.";
        return Counted.of(files, "file") + state;
    }

    private String stale() {
        int files = staleFiles();
        if (files == 0) {
            return "The index is being updated.";
        }
        return changed(files, response.indexedAt().isPresent())
                + (building() ? " The index is being updated; search again in a moment." : "");
    }
}
