package dev.codebasemcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.codebasemcp.model.EditDistance;
import java.util.List;
import java.util.stream.Stream;

/** The layers of docs/architecture.md as rules. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    static final String BASE = "dev.codebasemcp";
    private static final int CLASSES_AT_LEAST = 20;

    private static final String[] BELOW_THE_ENTRY_POINTS = {
        "freshness",
        "health",
        "clients",
        "requests",
        "administration",
        "repositories",
        "provisioning",
        "indexing",
        "symbols",
        "search",
        "project",
        "jobs",
        "embedding",
        "code",
        "database",
        "launch",
        "config",
        "git",
        "machine",
        "files",
        "paths",
        "quarantine",
        "quoting",
        "threads",
        "model"
    };
    /** The commands call the tools, so that both validate and answer alike. */
    private static final String[] BELOW_THE_COMMANDS = Stream.concat(
                    Stream.of("mcp", "web"), Stream.of(BELOW_THE_ENTRY_POINTS))
            .toArray(String[]::new);

    /** The page asks the services that the tools ask, and some tools themselves. */
    private static final String[] BELOW_THE_PAGE = {
        "mcp",
        "freshness",
        "health",
        "requests",
        "administration",
        "repositories",
        "provisioning",
        "symbols",
        "search",
        "project",
        "jobs",
        "database",
        "config",
        "files",
        "paths",
        "quoting",
        "threads",
        "model"
    };

    private static final String[] BELOW_THE_PIPELINES = {
        "project",
        "jobs",
        "embedding",
        "code",
        "database",
        "config",
        "git",
        "files",
        "paths",
        "quarantine",
        "quoting",
        "threads",
        "model"
    };

    @ArchTest
    static final ArchRule dependenciesPointDownwards = layers().whereLayer("wiring")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayOnlyAccessLayers(BELOW_THE_COMMANDS)
            .whereLayer("web")
            .mayOnlyAccessLayers(BELOW_THE_PAGE)
            .whereLayer("mcp")
            .mayOnlyAccessLayers(BELOW_THE_ENTRY_POINTS)
            .whereLayer("freshness")
            .mayOnlyAccessLayers(
                    "administration",
                    "repositories",
                    "provisioning",
                    "indexing",
                    "jobs",
                    "database",
                    "paths",
                    "threads",
                    "model")
            .whereLayer("health")
            .mayOnlyAccessLayers(
                    "clients", "project", "embedding", "database", "launch", "config", "files", "quoting", "model")
            .whereLayer("clients")
            .mayOnlyAccessLayers("launch", "config", "files", "git", "model")
            .whereLayer("requests")
            .mayOnlyAccessLayers("repositories", "provisioning", "project", "jobs", "database", "paths", "model")
            .whereLayer("administration")
            .mayOnlyAccessLayers("repositories", "provisioning", "project", "jobs", "database", "paths", "model")
            .whereLayer("repositories")
            .mayOnlyAccessLayers(
                    "provisioning", "search", "project", "jobs", "database", "config", "git", "files", "paths", "model")
            .whereLayer("provisioning")
            .mayOnlyAccessLayers("project", "database", "paths", "model")
            .whereLayer("indexing")
            .mayOnlyAccessLayers(BELOW_THE_PIPELINES)
            .whereLayer("symbols")
            .mayOnlyAccessLayers("search", "code", "database", "threads", "model")
            .whereLayer("search")
            .mayOnlyAccessLayers(BELOW_THE_PIPELINES)
            .whereLayer("project")
            .mayOnlyAccessLayers("jobs", "database", "config", "git", "files", "paths", "quoting", "model")
            .whereLayer("jobs")
            .mayOnlyAccessLayers("database", "config", "paths", "threads", "model")
            .whereLayer("embedding")
            .mayOnlyAccessLayers("code", "config", "model")
            .whereLayer("code")
            .mayOnlyAccessLayers("config", "quarantine", "threads", "model")
            .whereLayer("quarantine")
            .mayOnlyAccessLayers("model")
            .whereLayer("database")
            .mayOnlyAccessLayers("config", "paths", "threads", "model")
            .whereLayer("launch")
            .mayOnlyAccessLayers("threads", "model")
            .whereLayer("config")
            .mayOnlyAccessLayers("model")
            .whereLayer("git")
            .mayOnlyAccessLayers("files", "paths")
            .whereLayer("machine")
            .mayOnlyAccessLayers("model")
            .whereLayer("files")
            .mayOnlyAccessLayers("threads", "model")
            .whereLayer("paths")
            .mayNotAccessAnyLayer()
            .whereLayer("quoting")
            .mayNotAccessAnyLayer()
            .whereLayer("threads")
            .mayNotAccessAnyLayer()
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("logging")
            .mayOnlyBeAccessedByLayers("wiring")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule indexingStepsUseOnlyEarlierSteps =
            stepsInOrder("indexing", List.of("content", "scan", "diff", "chunk", "write"));

    /** An outline needs no parser; a parser needs all the rooms before it. */
    @ArchTest
    static final ArchRule codeRoomsUseOnlyEarlierRooms =
            stepsInOrder("code", List.of("language", "text", "terms", "tree", "prune", "outline", "parser"));

    /** Each language has a room of its own, and only uses what all share. */
    @ArchTest
    static final ArchRule resolversUseOnlyWhatTheyShare =
            stepsInOrder("symbols", List.of("resolve", "c", "go", "java", "python", "typescript", "scip"));

    /** Ranking is pure; retrieval provides the input. */
    @ArchTest
    static final ArchRule searchStepsUseOnlyEarlierSteps =
            stepsInOrder("search", List.of("query", "rank", "retrieve", "render"));

    @ArchTest
    static final ArchRule onlyTheDatabasePackageTalksToPostgres = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "com.zaxxer..",
                    "org.flywaydb..",
                    "org.postgresql..",
                    "com.pgvector..");

    @ArchTest
    static final ArchRule onlyTheMcpPackageUsesTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".mcp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.modelcontextprotocol..", "reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule onlyThePageUsesJetty = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    /** A view asks services, and knows nothing of HTTP. */
    @ArchTest
    static final ArchRule viewsKnowNothingOfJetty = noClasses()
            .that()
            .resideInAPackage(BASE + ".web.views..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule onlyTheCommandLineUsesPicocli = noClasses()
            .that()
            .resideOutsideOfPackages(BASE, BASE + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheCodePackageHoldsSyntaxTrees = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".code..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.treesitter..");

    /** Standard output is reserved for the protocol: only the entry point may use it, to hand it over. */
    @ArchTest
    static final ArchRule noStandardStreams = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(BASE + ".Main")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule sharedValuesAreRecords = classes()
            .that()
            .resideInAPackage(BASE + ".model..")
            .and()
            .arePublic()
            .and()
            .doNotBelongToAnyOf(EditDistance.class)
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAssignableTo(Throwable.class)
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule namesSayTheDomain =
            noClasses().should().haveSimpleNameEndingWith("Manager").orShould().haveNameMatching(".*(Helper|Utils?)");

    @ArchTest
    static final ArchRule noPackageForLeftovers = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..core..", "..impl..", "..misc..");

    @ArchTest
    static void theRulesSeeTheProductionClasses(JavaClasses classes) {
        assertThat(classes.size()).isGreaterThan(CLASSES_AT_LEAST);
    }

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(BASE + "..")
                .withOptionalLayers(true)
                .layer("wiring")
                .definedBy(BASE)
                .layer("cli")
                .definedBy(BASE + ".cli..")
                .layer("web")
                .definedBy(BASE + ".web..")
                .layer("mcp")
                .definedBy(BASE + ".mcp..")
                .layer("logging")
                .definedBy(BASE + ".logging..");
        for (String layer : BELOW_THE_ENTRY_POINTS) {
            layers = layers.layer(layer).definedBy(BASE + "." + layer + "..");
        }
        return layers;
    }

    /** A step may use earlier steps, but neither later ones nor the package that calls the steps. */
    private static ArchRule stepsInOrder(String parent, List<String> steps) {
        String folder = BASE + "." + parent;
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(folder + "..")
                .withOptionalLayers(true)
                .layer(parent)
                .definedBy(folder);
        for (String step : steps) {
            layers = layers.layer(step).definedBy(folder + "." + step + "..");
        }
        for (int i = 0; i < steps.size(); i++) {
            String[] earlier = steps.subList(0, i).toArray(String[]::new);
            layers = i == 0
                    ? layers.whereLayer(steps.get(i)).mayNotAccessAnyLayer()
                    : layers.whereLayer(steps.get(i)).mayOnlyAccessLayers(earlier);
        }
        return layers;
    }
}
