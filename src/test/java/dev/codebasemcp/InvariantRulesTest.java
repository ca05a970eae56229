package dev.codebasemcp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.requests.IndexRequests;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks the invariants of docs/invariants.md that are rules about code, and that the tests named on the page exist.
 */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class InvariantRulesTest {
    private static final int INVARIANTS = 38;
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    private static final Set<String> TEST_ANNOTATIONS =
            Set.of("Test", "PostgresTest", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "ArchTest");

    /**
     * Code after the resolver gets the project as a value and cannot resolve again. Only tools and commands use the
     * resolver.
     */
    @ArchTest
    static final ArchRule nothingBelowTheToolsResolvesOrSeesASession = noClasses()
            .that(resideInAnyPackage(
                    "dev.codebasemcp.jobs..",
                    "dev.codebasemcp.indexing..",
                    "dev.codebasemcp.search..",
                    "dev.codebasemcp.database..",
                    "dev.codebasemcp.provisioning..",
                    "dev.codebasemcp.repositories..",
                    "dev.codebasemcp.administration..",
                    "dev.codebasemcp.freshness..",
                    "dev.codebasemcp.health.."))
            .and()
            .doNotBelongToAnyOf(IndexRequests.class, RepositoryFinder.class, RepositoryAdministration.class)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    ProjectResolver.class,
                    SessionContext.class,
                    IndexRequests.class,
                    RepositoryFinder.class,
                    RepositoryAdministration.class);

    /** The settings get the environment as a value; nothing else reads it. */
    @ArchTest
    static final ArchRule onlyTheWiringReadsTheEnvironment = noClasses()
            .that()
            .doNotBelongToAnyOf(Main.class, Application.class)
            .should(accessTargetWhere(DescribedPredicate.describe(
                    "reads the environment",
                    access -> access.getTargetOwner().isEquivalentTo(System.class)
                            && access.getName().equals("getenv"))));

    @ArchTest
    static final ArchRule timesAreInstants = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    LocalDateTime.class,
                    LocalTime.class,
                    java.util.Date.class,
                    java.sql.Timestamp.class,
                    java.util.Calendar.class);

    /** A search shows stored text: it may read a file's attributes, but opens no file. */
    @ArchTest
    static final ArchRule searchOpensNoFile = noClasses()
            .that()
            .resideInAPackage("dev.codebasemcp.search..")
            .should(callMethodWhere(opensAFile()))
            .orShould()
            .dependOnClassesThat(resideInAPackage("dev.codebasemcp.files..")
                    .and(not(belongToAnyOf(FileSystemCalls.class, FileProbe.class))));

    @Test
    void thePageHasEveryInvariantAndNamesTestsThatExist() throws IOException {
        String page = Files.readString(Path.of("docs/invariants.md"));
        assertThat(ROW.matcher(page).results().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, INVARIANTS).boxed().toList());
        Map<String, Path> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED_TEST.matcher(page);
        int seen = 0;
        while (named.find()) {
            seen++;
            if (!isTest(sources, named.group(1), Optional.ofNullable(named.group(2)))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).isGreaterThan(2 * INVARIANTS);
    }

    @Test
    void onlyWhatRunsAsATestCountsAsOne() throws IOException {
        Map<String, Path> sources = sources();
        String here = InvariantRulesTest.class.getSimpleName();

        assertThat(isTest(sources, here, Optional.empty())).isTrue();
        assertThat(isTest(sources, here, Optional.of("timesAreInstants"))).isTrue();
        assertThat(isTest(sources, here, Optional.of("onlyWhatRunsAsATestCountsAsOne")))
                .isTrue();
        assertThat(isTest(sources, here, Optional.of("isTest"))).isFalse();
        assertThat(isTest(sources, here, Optional.of("INVARIANTS"))).isFalse();
        assertThat(isTest(sources, here, Optional.of("nowhere"))).isFalse();
        assertThat(isTest(sources, "NoSuchTest", Optional.empty())).isFalse();
        assertThat(isTest(sources, "PostgresTest", Optional.empty())).isFalse();
    }

    /** Returns the files of all test classes by simple name. */
    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> SOURCES.relativize(file)));
        }
    }

    /** Whether there is such a test; without a member, whether the class has any. */
    private static boolean isTest(Map<String, Path> sources, String type, Optional<String> member) {
        Path source = sources.get(type);
        if (source == null) {
            return false;
        }
        Class<?> found = load(source.toString().replace(".java", "").replace(File.separatorChar, '.'));
        Stream<AnnotatedElement> methods = Arrays.stream(found.getDeclaredMethods())
                .filter(method -> member.map(method.getName()::equals).orElse(true))
                .map(method -> method);
        Stream<AnnotatedElement> rules = Arrays.stream(found.getDeclaredFields())
                .filter(field -> member.map(field.getName()::equals).orElse(true))
                .map(field -> field);
        return Stream.concat(methods, rules)
                .flatMap(element -> Arrays.stream(element.getAnnotations()))
                .anyMatch(annotation ->
                        TEST_ANNOTATIONS.contains(annotation.annotationType().getSimpleName()));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, InvariantRulesTest.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new AssertionError(absent);
        }
    }

    private static DescribedPredicate<JavaMethodCall> opensAFile() {
        Set<String> looks =
                Set.of("readAttributes", "getAttribute", "exists", "notExists", "isRegularFile", "isDirectory", "size");
        return DescribedPredicate.describe("opens a file", call -> {
            JavaClass owner = call.getTargetOwner();
            return owner.isEquivalentTo(Files.class)
                    ? !looks.contains(call.getName())
                    : owner.isAssignableTo(java.nio.channels.FileChannel.class);
        });
    }
}
