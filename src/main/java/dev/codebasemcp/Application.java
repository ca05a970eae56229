package dev.codebasemcp;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.cli.Services;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.indexing.scan.GitUser;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.tools.CodeTools;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.OwnConfigs;
import dev.codebasemcp.project.SessionDirectories;
import dev.codebasemcp.provisioning.ProvisioningStats;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.symbols.SymbolService;
import dev.codebasemcp.symbols.scip.ScipIndexes;
import dev.codebasemcp.web.WebServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Creates the program's parts and wires them together. Creating it starts nothing. */
final class Application implements Services {
    /** Fits vectors and lengths of about 400,000 chunks. */
    private static final long SEGMENT_CACHE_BYTES = 128 << 20;
    /** The rest is for the file catalogue and concurrent indexing. */
    private static final double SEARCH_SHARE_OF_HEAP = 0.6;

    private final Activity activity;
    private final CommonParts common;
    private final ProjectParts projects;
    private final ContentParts content;
    private final IndexingParts indexing;
    private final RepositoryFinder repositories;
    private final ProjectSetup setup;
    private final ProjectAdministration administration;
    private final RepositoryAdministration repositoryAdministration;
    private final SearchService search;
    private final SymbolService symbols;
    private final CodeTools code;
    private final List<Tool> tools;
    private final HealthCheck health;

    /**
     * Creates the parts.
     *
     * @param lifetime whether the process continues after its answers
     * @param answers the form of answers with code that callers read
     * @param activity counts the jobs that run
     */
    Application(Settings settings, Clock clock, ProcessLifetime lifetime, AnswerForm answers, Activity activity) {
        this.activity = activity;
        common = CommonParts.of(settings, clock, lifetime, answers);
        projects = ProjectParts.of(common);
        content = ContentParts.of(settings.home(), clock);
        indexing = new IndexingParts(common, content, projects.table(), activity, gitUser(settings));
        Retrieval retrieval =
                new Retrieval(SEGMENT_CACHE_BYTES, (long) (Runtime.getRuntime().maxMemory() * SEARCH_SHARE_OF_HEAP));
        search = new SearchService(content.embedder(), retrieval, common.calls());
        symbols = new SymbolService(
                retrieval,
                content.outliner(),
                new ScipIndexes(settings.session().scipIndex()));
        SearchScopes scopes = new SearchScopes(common.machine(), common.directories(), common.calls());
        repositories = new RepositoryFinder(projects.resolver(), projects.provisioner(), scopes);
        setup = projectSetup();
        administration = projectAdministration();
        repositoryAdministration = repositoriesOfProjects();
        health = new HealthCheck(common.databases(), content.embedder(), settings.home());
        ToolWiring wiring = new ToolWiring(common, projects, indexing);
        code = wiring.aboutCode(scopes, search, symbols);
        tools = Stream.concat(code.all().stream(), wiring.aboutProjects(directory()))
                .toList();
    }

    private ProjectSetup projectSetup() {
        return new ProjectSetup(
                common.databases(),
                projects.table(),
                projects.provisioner(),
                common.configs(),
                projects.places(),
                directory());
    }

    private ProjectAdministration projectAdministration() {
        OwnConfigs configs = new OwnConfigs(common.configs(), projects.rules(), projects.places());
        return new ProjectAdministration(common.databases(), projects.table(), configs, common.clock());
    }

    private RepositoryAdministration repositoriesOfProjects() {
        return new RepositoryAdministration(
                common.databases(),
                projects.resolver(),
                projects.provisioner(),
                projects.places(),
                common.directories(),
                common.counts(),
                common.machine());
    }

    /** A user without a home has no git settings there. */
    private static GitUser gitUser(Settings settings) {
        return GitUser.of(settings.userHome().orElse(settings.home()), System.getenv());
    }

    @Override
    public Settings settings() {
        return common.settings();
    }

    @Override
    public Tool tool(String name) {
        return tools.stream()
                .filter(tool -> tool.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public JobWorker worker() {
        return indexing.worker();
    }

    @Override
    public Databases databases() {
        return common.databases();
    }

    @Override
    public ConfigSearch configs() {
        return common.configs();
    }

    @Override
    public RepositoryFinder repositories() {
        return repositories;
    }

    @Override
    public SearchService search() {
        return search;
    }

    @Override
    public NamedProjects namedProjects() {
        return projects.named();
    }

    @Override
    public ProjectSetup setup() {
        return setup;
    }

    @Override
    public ProjectAdministration administration() {
        return administration;
    }

    @Override
    public RepositoryAdministration repositoryAdministration() {
        return repositoryAdministration;
    }

    @Override
    public HealthCheck health() {
        return health;
    }

    @Override
    public ClientSetup clients() {
        return ClientSetup.of(common.settings(), System.getenv());
    }

    @Override
    public WebServer page(int port) {
        PageRoutes routes = new PageRoutes(this, common, projects, indexing);
        WebServer page = WebServer.start(port, routes.all(code, activity), routes.jobs());
        BackgroundWork.of(this, common.settings(), activity);
        return page;
    }

    /** The embedding model, loaded by the first call. */
    Embedder embedder() {
        return content.embedder().get();
    }

    ProvisioningStats provisioned() {
        return projects.provisioned();
    }

    SessionDirectories sessionDirectories() {
        return new SessionDirectories(
                common.configs(), common.calls(), common.settings(), Path.of("").toAbsolutePath());
    }

    ProjectDirectory directory() {
        return new ProjectDirectory(common.counts(), common.machine(), System::nanoTime);
    }

    /**
     * Gives back the memory of what can be loaded again, and connections. Work that runs meanwhile continues; it only
     * loads more.
     */
    void release() {
        search.forget();
        symbols.forget();
        indexing.release();
        content.release();
        common.databases().closeIdle();
        // Else the collector would keep its memory until the next collection, which an idle process never needs.
        System.gc();
    }

    /** Stops jobs first, because they use the databases. */
    @Override
    public void close() {
        indexing.close();
        content.outliner().close();
        common.databases().close();
    }
}
