package dev.codebasemcp.mcp.resources;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.mcp.Resource;
import dev.codebasemcp.mcp.tools.ListProjectsTool;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code projects://list}: what {@code list_projects} answers, but for the freshness. */
public final class ProjectsResource implements Resource {
    /** A resource takes no cursor; {@code list_projects} shows the rest. */
    private static final int MOST = 500;

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
                "The registered projects with their repositories, as list_projects shows them, but for how fresh they are.",
                HealthResource.JSON);
    }

    @Override
    public String read() {
        return HealthResource.text(
                json, ListProjectsTool.structured(directory.get().list(Optional.empty(), MOST), Map.of()));
    }
}
