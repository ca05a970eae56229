package dev.codebasemcp;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.cli.Services;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.config.WorkflowSettings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.freshness.FreshnessCheck;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.git.GitHistory;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.indexing.ContentIndexerPool;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.IndexJob;
import dev.codebasemcp.indexing.IndexSettings;
import dev.codebasemcp.indexing.KnownFiles;
import dev.codebasemcp.indexing.MovedRepositories;
import dev.codebasemcp.indexing.QuickRefresh;
import dev.codebasemcp.indexing.RepositoryIdentity;
import dev.codebasemcp.indexing.scan.GitUser;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.machine.MachineIdFile;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.tools.CancelJobTool;
import dev.codebasemcp.mcp.tools.IndexRepositoryTool;
import dev.codebasemcp.mcp.tools.JobStatusTool;
import dev.codebasemcp.mcp.tools.ListJobsTool;
import dev.codebasemcp.mcp.tools.ListProjectsTool;
import dev.codebasemcp.mcp.tools.ProjectPreview;
import dev.codebasemcp.mcp.tools.ScopedCalls;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.mcp.tools.SetWorkingDirectoryTool;
import dev.codebasemcp.mcp.tools.SeveralProjects;
import dev.codebasemcp.mcp.tools.StartIndexingTool;
import dev.codebasemcp.mcp.tools.SymbolTools;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.OwnConfigs;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.SessionDirectories;
import dev.codebasemcp.project.WorkflowClient;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ProvisioningStats;
import dev.codebasemcp.quarantine.Quarantine;
import dev.codebasemcp.repositories.DirectoryCheckedRunner;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.repositories.SearchScopes;
import dev.codebasemcp.requests.FirstIndexing;
import dev.codebasemcp.requests.IndexRequests;
import dev.codebasemcp.requests.JobLookup;
import dev.codebasemcp.requests.SkippedFiles;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.symbols.SymbolService;
import dev.codebasemcp.symbols.scip.ScipIndexes;
import dev.codebasemcp.web.WebServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Creates the program's parts and wires them together. Creating it starts nothing. */
final class Application implements Services {
    /** Fits vectors and lengths of about 400,000 chunks. */
    private static final long SEGMENT_CACHE_BYTES = 128 << 20;
    /** The rest is for the file catalogue and concurrent indexing. */
    private static final double SEARCH_SHARE_OF_HEAP = 0.6;

    /** For queries that a user waits for. */
    private static final GitCommand GIT = new GitCommand("git", Duration.ofSeconds(2));

    /** A job can wait for the first commit of a very long history. */
    private static final Duration GIT_TIMEOUT_OF_JOBS = Duration.ofSeconds(20);

    private final Settings settings;
    private final Supplier<MachineId> machine;
    private final Activity activity;
    private final AnswerForm answers;

    private final Lazy<Embedder> embedder = new Lazy<>(StaticEmbedder::builtIn);
    private final Databases databases;
    private final ConfigSearch configs;
    private final Outliner outliner;
    private final ContentIndexerPool preparers = new ContentIndexerPool(this::contentIndexer);
    private final JobQueue queue;
    private final JobWorker worker;
    private final RepositoryFinder repositories;
    private final NamedProjects named;
    private final ProjectSetup setup;
    private final ProjectAdministration administration;
    private final RepositoryAdministration repositoryAdministration;
    private final FileSystemCalls calls = new FileSystemCalls();
    private final Retrieval retrieval =
            new Retrieval(SEGMENT_CACHE_BYTES, (long) (Runtime.getRuntime().maxMemory() * SEARCH_SHARE_OF_HEAP));
    private final SearchService search = new SearchService(embedder, retrieval, calls);
    private final SymbolService symbols;
    private final FreshnessMonitor freshness;
    private final List<Tool> tools;
    private final HealthCheck health;
    private final ProjectCounts counts;
    private final ProvisioningStats provisioned = new ProvisioningStats();
    private final KnownFiles knownFiles = new KnownFiles();
    private final SkippedFiles skipped = new SkippedFiles(this::databases);

    /**
     * Creates the parts.
     *
     * @param lifetime whether the process continues after its answers
     * @param answers the form of answers with code that callers read
     * @param activity counts the jobs that run
     */
    Application(Settings settings, Clock clock, ProcessLifetime lifetime, AnswerForm answers, Activity activity) {
        this.settings = settings;
        this.activity = activity;
        this.answers = answers;
        machine = new Lazy<>(() -> machine(settings));
        configs = new ConfigSearch(settings.allowedRoots(), calls);
        databases = new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()));
        counts = new ProjectCounts(databases);
        ProjectsTable projects = new ProjectsTable(databases::registry, clock);
        outliner = outliner(settings.home(), clock);
        symbols = new SymbolService(
                retrieval, outliner, new ScipIndexes(settings.session().scipIndex()));
        queue = new JobQueue(new JobsTable(databases::registry, clock), machine);
        RepositoryScanner scanner =
                new RepositoryScanner(gitUser(settings), settings.allowedRoots()::hold, configs::wantsSubmodules);
        IndexSettings indexing = IndexSettings.of(settings.indexing());
        DirectoryRule directories = new DirectoryRule(settings.allowedRoots(), calls, settings.userHomes());
        MovedRepositories moved = movedRepositories(scanner);
        worker = worker(projects, directories, job(scanner, moved, indexing, clock));
        ProjectPlaces places = places(clock);
        IdentityRules rules = new IdentityRules(projects, places);
        ProjectResolver resolver = resolver(projects, rules, clock);
        ProjectProvisioner provisioner = new ProjectProvisioner(databases, projects, places, provisioned);
        named = named(projects, rules, clock);
        setup = new ProjectSetup(databases, projects, provisioner, configs, places, directory());
        administration = new ProjectAdministration(databases, projects, new OwnConfigs(configs, rules, places), clock);
        freshness = freshness(scanner, indexing, directories, clock, lifetime);
        IndexRequests requests = new IndexRequests(resolver, provisioner, queue, directories, moved::isPart, machine);
        FirstIndexing first = firstIndexing(requests, directories, clock, lifetime);
        SearchScopes scopes = new SearchScopes(machine, directories, calls);
        repositories = new RepositoryFinder(resolver, provisioner, scopes);
        repositoryAdministration =
                new RepositoryAdministration(databases, resolver, provisioner, places, directories, counts, machine);
        health = new HealthCheck(databases, embedder, settings.home());
        tools = Stream.concat(
                        codeTools(resolver, provisioner, scopes, first),
                        indexingTools(resolver, projects, directories, requests, clock))
                .toList();
    }

    private Stream<Tool> codeTools(
            ProjectResolver resolver, ProjectProvisioner provisioner, SearchScopes scopes, FirstIndexing first) {
        ScopedCalls scoped = new ScopedCalls(resolver, provisioner, scopes, first, freshness);
        SeveralProjects several = new SeveralProjects(provisioner, scopes, first, freshness, search);
        return Stream.concat(
                Stream.of(new SearchCodeTool(scoped, search, named, several, answers)),
                SymbolTools.all(scoped, symbols, new GitHistory(new GitCommand("git", GIT_TIMEOUT_OF_JOBS)), answers));
    }

    private Stream<Tool> indexingTools(
            ProjectResolver resolver,
            ProjectsTable projects,
            DirectoryRule directories,
            IndexRequests requests,
            Clock clock) {
        return Stream.of(
                new SetWorkingDirectoryTool(directories, configs, new ProjectPreview(resolver)),
                new IndexRepositoryTool(directories, requests, queue, skipped, clock),
                new StartIndexingTool(directories, requests),
                new JobStatusTool(new JobLookup(queue, projects), skipped, clock),
                new CancelJobTool(new JobLookup(queue, projects), queue, skipped, clock),
                new ListJobsTool(resolver, queue),
                new ListProjectsTool(directory(), freshness));
    }

    /** A command could not run the jobs that its search starts. */
    private FirstIndexing firstIndexing(
            IndexRequests requests, DirectoryRule directories, Clock clock, ProcessLifetime lifetime) {
        boolean enabled =
                lifetime == ProcessLifetime.SESSION && settings.session().indexOnSearch();
        return new FirstIndexing(requests, queue, directories, configs, clock, enabled);
    }

    private NamedProjects named(ProjectsTable projects, IdentityRules rules, Clock clock) {
        ProjectTagsTable tags = new ProjectTagsTable(databases::registry, clock);
        return new NamedProjects(
                projects, tags, configs, rules, settings.session().projects());
    }

    /** Evaluated on first use: the home may not exist earlier. */
    private static MachineId machine(Settings settings) {
        return settings.machine().orElseGet(() -> MachineIdFile.of(settings.home()));
    }

    private static Outliner outliner(Path home, Clock clock) {
        return new Outliner(new Grammars(home.resolve("natives")), new Quarantine(home.resolve("parsing"), clock));
    }

    private ContentIndexer contentIndexer() {
        return new ContentIndexer(outliner, embedder.get());
    }

    private JobWorker worker(ProjectsTable projects, DirectoryRule directories, JobRunner job) {
        JobRunner guarded = new DirectoryCheckedRunner(directories, counts.after(job));
        return new JobWorker(queue, databases::locks, projects, directories::isHere, noted(guarded));
    }

    private JobRunner noted(JobRunner runner) {
        return (job, control) -> {
            Activity.Work work = activity.begin();
            try {
                return runner.run(job, control);
            } finally {
                work.close();
            }
        };
    }

    private MovedRepositories movedRepositories(RepositoryScanner scanner) {
        RepositoryIdentity identity = new RepositoryIdentity(new GitCommand("git", GIT_TIMEOUT_OF_JOBS), configs);
        return new MovedRepositories(identity::of, scanner::reaches, calls);
    }

    private JobRunner job(RepositoryScanner scanner, MovedRepositories places, IndexSettings indexing, Clock clock) {
        return new IndexJob(databases, embedder, preparers, scanner, calls, places, knownFiles, indexing, clock);
    }

    private ProjectPlaces places(Clock clock) {
        return new ProjectPlaces(new ProjectPlacesTable(databases::registry, clock), machine, GIT, calls);
    }

    private ProjectResolver resolver(ProjectsTable projects, IdentityRules rules, Clock clock) {
        WorkflowSettings asked = settings.workflow();
        return new ProjectResolver(
                projects,
                rules,
                configs,
                asked.url().map(url -> new WorkflowClient(url, asked.timeout(), asked.cache(), clock)),
                settings.session().defaultProject());
    }

    private FreshnessMonitor freshness(
            RepositoryScanner scanner,
            IndexSettings indexing,
            DirectoryRule directories,
            Clock clock,
            ProcessLifetime lifetime) {
        QuickRefresh refresh = new QuickRefresh(databases, embedder, preparers, calls, indexing, clock);
        DriftCheck drifts = new DriftCheck(scanner, knownFiles);
        FreshnessCheck look =
                new FreshnessCheck(databases, drifts, refresh, queue, directories, counts, machine, clock, lifetime);
        return new FreshnessMonitor(look, System::nanoTime, FreshnessMonitor.daemons());
    }

    /** A user without a home has no git settings there. */
    private static GitUser gitUser(Settings settings) {
        return GitUser.of(settings.userHome().orElse(settings.home()), System.getenv());
    }

    @Override
    public Settings settings() {
        return settings;
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
        return worker;
    }

    @Override
    public Databases databases() {
        return databases;
    }

    @Override
    public ConfigSearch configs() {
        return configs;
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
        return named;
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
        return ClientSetup.of(settings, System.getenv());
    }

    @Override
    public WebServer page(int port) {
        WebServer page = WebServer.start(port, PageRoutes.of(this), PageRoutes.jobs(this));
        BackgroundWork.of(this, settings, activity);
        return page;
    }

    /** The embedding model, loaded by the first call. */
    Embedder embedder() {
        return embedder.get();
    }

    JobQueue queue() {
        return queue;
    }

    ProvisioningStats provisioned() {
        return provisioned;
    }

    SessionDirectories sessionDirectories() {
        return new SessionDirectories(configs, calls, settings, Path.of("").toAbsolutePath());
    }

    ProjectDirectory directory() {
        return new ProjectDirectory(counts, machine, System::nanoTime);
    }

    /**
     * Gives back the memory of what can be loaded again, and connections. Work that runs meanwhile continues; it only
     * loads more.
     */
    void release() {
        search.forget();
        symbols.forget();
        knownFiles.clear();
        preparers.clear();
        outliner.freeIdle();
        embedder.forget();
        databases.closeIdle();
        // Else the collector would keep its memory until the next collection, which an idle process never needs.
        System.gc();
    }

    /** Stops jobs first, because they use the databases. */
    @Override
    public void close() {
        worker.close();
        freshness.close();
        outliner.close();
        databases.close();
    }
}
