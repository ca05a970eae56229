package dev.codebasemcp.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final RepositoryId REPOSITORY = new RepositoryId(new UUID(1, 1));

    @Test
    void aLineHasItsSurestReferenceAtItsFirstPlace() {
        Reference unsure = at(REPOSITORY, "a.py", 1, ReferenceKind.READ, Confidence.BY_NAME);
        Reference likely = at(REPOSITORY, "a.py", 1, ReferenceKind.CALL, Confidence.LIKELY);
        Reference sure = at(REPOSITORY, "a.py", 1, ReferenceKind.TYPE, Confidence.RESOLVED);
        Reference next = at(REPOSITORY, "a.py", 2, ReferenceKind.CALL, Confidence.LIKELY);

        assertThat(References.perLine(List.of(unsure, likely, next, sure))).containsExactly(sure, next);
        assertThat(References.perLine(List.of(sure, likely, unsure))).containsExactly(sure);
        assertThat(References.perLine(List.of())).isEmpty();
    }

    @Test
    void ofEquallySureOnesTheFirstStays() {
        Reference first = at(REPOSITORY, "a.py", 1, ReferenceKind.READ, Confidence.LIKELY);
        Reference second = at(REPOSITORY, "a.py", 1, ReferenceKind.CALL, Confidence.LIKELY);

        assertThat(References.perLine(List.of(first, second))).containsExactly(first);
    }

    @Test
    void sameLinesOfOtherFilesAndRepositoriesAreOthers() {
        List<Reference> places = List.of(
                at(REPOSITORY, "a.py", 1, ReferenceKind.CALL, Confidence.RESOLVED),
                at(REPOSITORY, "b.py", 1, ReferenceKind.CALL, Confidence.RESOLVED),
                at(new RepositoryId(new UUID(2, 2)), "a.py", 1, ReferenceKind.CALL, Confidence.RESOLVED));

        assertThat(References.perLine(places)).isEqualTo(places);
    }

    private static Reference at(
            RepositoryId repository, String path, int line, ReferenceKind kind, Confidence confidence) {
        return new Reference(
                FileRef.of(new FileKey(repository, path), "python"),
                line,
                "text",
                Optional.empty(),
                kind,
                confidence,
                List.of(),
                Optional.empty());
    }
}
