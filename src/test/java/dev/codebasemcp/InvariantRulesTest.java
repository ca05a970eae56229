package dev.codebasemcp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.SessionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The invariants of docs/invariants.md that are rules about code, and that the page names tests that exist. */
@AnalyzeClasses(packages = ArchitectureTest.BASE, importOptions = DoNotIncludeTests.class)
class InvariantRulesTest {
    private static final int INVARIANTS = 25;
    private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

    /** What works behind a request has the project as a value, and cannot ask again. */
    @ArchTest
    static final ArchRule nothingBelowTheToolsResolvesOrSeesASession = noClasses()
            .that(resideInAnyPackage(
                    "dev.codebasemcp.jobs..",
                    "dev.codebasemcp.indexing..",
                    "dev.codebasemcp.search..",
                    "dev.codebasemcp.database.."))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProjectResolver.class, SessionContext.class);

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

    /** A search shows stored text: it may look at a file's attributes, and opens none. */
    @ArchTest
    static final ArchRule searchOpensNoFile = noClasses()
            .that()
            .resideInAPackage("dev.codebasemcp.search..")
            .should(callMethodWhere(opensAFile()))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.codebasemcp.files..");

    @Test
    void thePageHasEveryInvariantAndNamesTestsThatExist() throws IOException {
        String page = Files.readString(Path.of("docs/invariants.md"));
        assertThat(ROW.matcher(page).results().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, INVARIANTS).boxed().toList());
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED_TEST.matcher(page);
        int seen = 0;
        while (named.find()) {
            seen++;
            if (!exists(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).isGreaterThan(2 * INVARIANTS);
    }

    private static boolean exists(String type, String member) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Optional<Path> source =
                    files.filter(file -> file.endsWith(type + ".java")).findFirst();
            return source.isPresent()
                    && Pattern.compile(" " + member + "( =|\\()")
                            .matcher(Files.readString(source.get()))
                            .find();
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
