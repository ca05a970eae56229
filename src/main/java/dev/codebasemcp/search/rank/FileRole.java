package dev.codebasemcp.search.rank;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.search.query.Topic;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The role of a file, by its path. */
public enum FileRole {
    TEST(
            Weight.ROLE_TEST,
            Topic.TESTS,
            "(^|/)(tests?|__tests__|specs?|test[_-]?data|fixtures|__mocks__|__snapshots__|[\\w.-]+[._-]tests?)/"
                    + "|(^|/)(test_[^/]*|[^/]*[_.-](test|tests|spec)\\.[^/]*|conftest\\.py)$"),
    /** Generated code, or a copy of third-party code. */
    GENERATED(
            Weight.ROLE_GENERATED,
            null,
            "(^|/)(vendor|vendored|third_party|third-party|node_modules|generated|dist)/"
                    + "|(_pb2(_grpc)?\\.py|\\.pb\\.(go|cc|h)|\\.min\\.(js|css)|\\.g\\.(cs|dart))$"),
    EXAMPLE(
            Weight.ROLE_EXAMPLE,
            Topic.EXAMPLES,
            "(^|/)(_?examples?|samples?|demos?|docs_src|tutorials?|playground|bench|benches|benchmarks?)/"
                    + "|[_.-](bench|benchmarks?|example)\\.\\w+$"),
    /** The same words in every repository, and about none of its code. */
    LEGAL(
            Weight.ROLE_LEGAL,
            Topic.LEGAL,
            "(^|/)(licen[cs]es?|notices?|copying|copyright)([-_.][^/]*)?$|(^|/)licen[cs]es/"),
    DOC(
            Weight.ROLE_DOC,
            Topic.DOCS,
            "(^|/)(docs?|documentation|man|website)/|(?<!(^|/)cmakelists)\\.txt$|(^|/)(changelog|readme)[^/]*$"
                    + "|(^|/)(changes|news|history|authors|release[_-]?notes)(\\.(txt|rst|md|adoc))?$"),
    /** Re-exports the definitions of a package's other files. */
    ENTRY(Weight.ROLE_ENTRY, null, "(?!)"),
    /** Values, markup and styles, without behaviour. */
    DATA(Weight.ROLE_DATA, Topic.CONFIGURATION, "\\.(in|html?|css|api|snap)$"),
    /** Types without behaviour, and C headers next to their implementation ({@link CorpusFacts#roleOf}). */
    DECLARATION(Weight.ROLE_DECLARATION, null, "(?!)"),
    /** Programs around the program, for its build, its releases and its upkeep: in such directories at the top. */
    TOOLING(
            Weight.ROLE_TOOLING,
            Topic.TOOLING,
            "^(scripts?|hack|tools?|contrib|misc|etc|ci|\\.github|cmake|projects|build-aux|packaging)/"
                    + "|(^|/)cmakelists\\.txt$"),
    /** A version beside a newer one ({@link OldVersions}). */
    OLD(Weight.ROLE_OLD, Topic.OLD_VERSIONS, "(?!)"),
    SOURCE(null, null, "");

    /** The name of a Java-like test; only case distinguishes {@code PoolTest} from {@code Contest}. */
    private static final Pattern TEST_NAME =
            Pattern.compile("[\\p{javaLowerCase}\\d](Tests?|TestCase|IT|Spec)\\.\\w+$");

    private final Optional<Weight> factor;
    private final Optional<Topic> liftedBy;
    private final Pattern paths;

    FileRole(@Nullable Weight factor, @Nullable Topic liftedBy, String paths) {
        this.factor = Optional.ofNullable(factor);
        this.liftedBy = Optional.ofNullable(liftedBy);
        this.paths = Pattern.compile(paths);
    }

    /** The role by the path; the first that matches. */
    public static FileRole of(String path) {
        if (TEST_NAME.matcher(path).find()) {
            return TEST;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        Language language = Language.of(path, "");
        for (FileRole role : values()) {
            if ((role.paths.matcher(lower).find() && role.fits(language)) || role.isOf(lower, language)) {
                return role;
            }
        }
        return SOURCE;
    }

    /** Code about licenses is code. */
    private boolean fits(Language language) {
        return this != LEGAL || language.isProse();
    }

    /** Whether the file's language implies this role. */
    private boolean isOf(String path, Language language) {
        return switch (this) {
            case DOC -> language.isProse() && language != Language.TEXT;
            case ENTRY -> language.isEntryFile(path.substring(path.lastIndexOf('/') + 1));
            case DATA -> language.isData();
            case DECLARATION -> language.isDeclarationFile(path);
            default -> false;
        };
    }

    /** The word in explanations. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The factor on the scores of such files. */
    double factor(Weights weights) {
        return factor.map(weights::of).orElse(1.0);
    }

    /** The topic of queries that ask for such files. */
    Optional<Topic> liftedBy() {
        return liftedBy;
    }
}
