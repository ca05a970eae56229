package dev.codebasemcp.mcp;

import dev.codebasemcp.mcp.ToolSpec.Effect;
import dev.codebasemcp.model.JobStatus;
import java.util.List;
import java.util.stream.Stream;

/** The texts and schemas of the tools about projects and their indexing jobs. */
public final class ProjectToolSpecs {
    private static final Parameter REPO_PATH = Parameter.text("repo_path", "Absolute path of the directory to index.")
            .asRequired();
    private static final Parameter FORCE = Parameter.flag("force_reindex", "Also reindex unchanged files.");
    private static final Parameter ANY_PLACE = Parameter.flag(
            "force",
            "Also index /, a home directory or the root of a mounted file system, which are otherwise refused.");
    private static final Parameter JOB = Parameter.uuid("job_id", "The job.").asRequired();

    private static final Shape JOB_BRIEF = Shape.object()
            .text("job_id", "repo_path", "status", "status_message")
            .integer("percent")
            .text("created_at")
            .optional(Shape.object().text("completed_at", "machine"));
    private static final Shape JOB_SHAPE = Shape.object()
            .text("job_id", "repo_path", "status", "status_message", "phase")
            .integer("percent", "files_total", "files_scanned", "files_indexed", "files_skipped")
            .integer("files_deleted", "files_failed", "chunks_created")
            .object("skipped", Shape.object())
            .objects("errors", List.of("path", "cause"))
            .text("created_at")
            .optional(Shape.object()
                    .text("started_at", "completed_at", "resumed_by")
                    .integer("eta_seconds")
                    .object("skipped_files", Shape.object()))
            .object("project", SharedParts.PROJECT_FIELDS);

    /** The key fields of a finished job; the answer also holds the fields of {@link #JOB_SHAPE}. */
    private static final Shape JOB_RESULT = Shape.object()
            .text("status", "status_message")
            .optional(Shape.object()
                    .text("job_id")
                    .integer("files_indexed", "files_deleted", "files_failed", "chunks_created")
                    .objects("errors", List.of("path", "cause")))
            .object("project", SharedParts.PROJECT_FIELDS);

    /** Sets the directory that determines the session's project. */
    public static final ToolSpec SET_WORKING_DIRECTORY = new ToolSpec(
            "set_working_directory",
            "Set working directory",
            "Only needed to work in another directory than the one that the client was started in. The nearest"
                    + " .codebase-mcp/config.json at or above it then decides which project the other tools use."
                    + " Returns the config that was found, or its error.",
            List.of(Parameter.text("directory", "Absolute path of the directory.")
                    .asRequired()),
            Shape.object()
                    .text("session_id", "working_directory")
                    .flag("config_found")
                    .optional(Shape.object()
                            .text("config_path", "config_error")
                            .object(
                                    "project_info",
                                    Shape.object()
                                            .text("name")
                                            .optional(Shape.object().text("id")))),
            Effect.CHANGES_ONCE);

    public static final ToolSpec INDEX_REPOSITORY = new ToolSpec(
            "index_repository",
            "Index a repository",
            "Indexes a directory of source code and waits until it is done; later runs read only changes."
                    + " search_code does this by itself for the session's repository. For large ones use"
                    + " start_indexing_background. Returns the job with counts of files and the files that failed.",
            List.of(REPO_PATH, SharedParts.PROJECT, FORCE, ANY_PLACE),
            JOB_RESULT,
            Effect.CHANGES_ONCE);

    public static final ToolSpec START_INDEXING_BACKGROUND = new ToolSpec(
            "start_indexing_background",
            "Index in the background",
            "Starts indexing a directory and returns at once with a job_id for get_indexing_status. If the directory is"
                    + " being indexed already, returns that job.",
            List.of(REPO_PATH, SharedParts.PROJECT, FORCE, ANY_PLACE),
            Shape.object()
                    .text("status", "message")
                    .optional(Shape.object().text("job_id"))
                    .object("project", SharedParts.PROJECT_FIELDS),
            Effect.CHANGES_ONCE);

    public static final ToolSpec GET_INDEXING_STATUS = new ToolSpec(
            "get_indexing_status",
            "Indexing status",
            "Reports an indexing job: status (pending, running, completed, completed_with_errors, failed, cancelled,"
                    + " interrupted), percent, file counts, failed files with the cause, seconds left.",
            List.of(JOB, SharedParts.PROJECT),
            JOB_SHAPE,
            Effect.READS);

    public static final ToolSpec CANCEL_INDEXING = new ToolSpec(
            "cancel_indexing",
            "Cancel indexing",
            "Stops an indexing job. Files indexed so far stay searchable. Returns the job.",
            List.of(JOB),
            JOB_RESULT,
            Effect.CHANGES_ONCE);

    public static final ToolSpec LIST_INDEXING_JOBS = new ToolSpec(
            "list_indexing_jobs",
            "List indexing jobs",
            "Lists the indexing jobs of the session's project or a given one, newest first.",
            List.of(
                    SharedParts.PROJECT,
                    Parameter.choice(
                            "status",
                            Stream.of(JobStatus.values()).map(JobStatus::label).toList(),
                            "Only jobs with this status."),
                    Parameter.integer("limit", 1, 100, "Maximum number of jobs.")
                            .or(20)),
            Shape.object().objects("jobs", JOB_BRIEF).object("project", SharedParts.PROJECT_FIELDS),
            Effect.READS);

    public static final ToolSpec LIST_PROJECTS = new ToolSpec(
            "list_projects",
            "List projects",
            "Lists registered projects by name, with repositories, counts of files and chunks, size and last indexing.",
            List.of(
                    Parameter.integer("limit", 1, 500, "Maximum number of projects.")
                            .or(100),
                    Parameter.text("cursor", "next_cursor of the previous answer.")),
            Shape.object()
                    .objects(
                            "projects",
                            Shape.object()
                                    .text("id", "name", "database_name", "state")
                                    .optional(Shape.object().texts("tags").integer("size_bytes"))
                                    .objects(
                                            "repositories",
                                            Shape.object()
                                                    .text("repository_id", "path")
                                                    .integer("files", "chunks")
                                                    .optional(Shape.object()
                                                            .text("indexed_at", "note", "machine")
                                                            .integer("stale_files"))))
                    .integer("total_count")
                    .optional(Shape.object().text("next_cursor")),
            Effect.READS);

    private ProjectToolSpecs() {}

    static List<ToolSpec> all() {
        return List.of(
                SET_WORKING_DIRECTORY,
                INDEX_REPOSITORY,
                START_INDEXING_BACKGROUND,
                GET_INDEXING_STATUS,
                CANCEL_INDEXING,
                LIST_INDEXING_JOBS,
                LIST_PROJECTS);
    }
}
