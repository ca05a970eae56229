package dev.codebasemcp.mcp.resources;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.mcp.Resource;
import dev.codebasemcp.mcp.tools.ListProjectsTool;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code projects://list}: the same as {@code list_projects}, without freshness. */
public final class ProjectsResource implements Resource {
    /** A resource has no cursor; {@code list_projects} returns the rest. */
    private static final int MAX_PROJECTS = 500;

    private final Supplier<ProjectDirectory> directory;
    private final JsonMapper json;

    public ProjectsResource(Supplier<ProjectDirectory> directory, JsonMapper json) {
        this.directory = directory;
        this.json = json;
    }

    @Override
    public Description description() {
        return new Description(
                "projects://list",
                "projects",
                "The registered projects with their repositories, as list_projects returns them, but without their freshness.",
                HealthResource.JSON);
    }

    @Override
    public String read() {
        return HealthResource.text(
                json, ListProjectsTool.structured(directory.get().list(Optional.empty(), MAX_PROJECTS), Map.of()));
    }
}
