package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.freshness.RepositoryFreshness;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.SearchScope;
import dev.codebasemcp.symbols.Confidence;
import dev.codebasemcp.symbols.Impact;
import dev.codebasemcp.symbols.Impact.End;
import dev.codebasemcp.symbols.Impact.Removed;
import dev.codebasemcp.symbols.Impact.UsesRead;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.Symbol;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImpactAnswerTest {
    private static final ProjectId PROJECT = new ProjectId(new UUID(1, 2));
    private static final FileRef FILE = FileRef.of(new FileKey(new RepositoryId(new UUID(1, 1)), "b.py"), "python");

    @Test
    void nothingUsesItIsSaidOnlyIfAllFilesWereRead() {
        assertThat(text(End.COMPLETE, removed(UsesRead.ALL))).contains("a.py gone: nothing uses it\n");
        assertThat(text(End.TIME, removed(UsesRead.SOME)))
                .contains("a.py gone: no use known, but not all files were read\n", "There was no time for all of it");
        assertThat(text(End.COMPLETE, removed(UsesRead.NONE)))
                .contains("a.py gone: no use known, but other files were not looked at\n");
    }

    @Test
    void thatNotAllWasReadIsSaidBesideUses() {
        assertThat(text(End.TIME, removed(UsesRead.SOME, Confidence.RESOLVED)))
                .contains("a.py gone, still used, but not all files were read:\n");
    }

    @Test
    void onlyResolvedAndLikelyUsesAreCounted() {
        assertThat(text(
                        End.COMPLETE,
                        removed(UsesRead.ALL, Confidence.RESOLVED, Confidence.LIKELY, Confidence.BY_NAME)))
                .contains("leave 2 uses of what is no more.", "gone, still used:\n", "by_name");
        assertThat(text(End.COMPLETE, removed(UsesRead.ALL, Confidence.BY_NAME)))
                .contains("gone, of which only the name is left:\n", "by_name")
                .doesNotContain("leave", "still used");
    }

    @Test
    void nothingChangedIsSaidOnlyIfAllWasCompared() {
        assertThat(text(End.COMPLETE)).contains("No definition changed since HEAD.");
        assertThat(text(End.TIME))
                .contains("Not all changes since HEAD were compared.")
                .doesNotContain("No definition changed");
    }

    @Test
    void whereItMovedToAndWhichOverloadItWasIsSaid() {
        Removed gone = removed(UsesRead.ALL, Confidence.RESOLVED);
        Removed moved = new Removed(
                gone.name(),
                gone.path(),
                Optional.empty(),
                Optional.of(new Symbol(FILE, "gone", "", 7)),
                gone.uses(),
                gone.search());
        assertThat(text(End.COMPLETE, moved))
                .contains("leave 1 use of what is no more where it was.", "a.py gone, moved to b.py:7, still used:\n");

        Removed named = removed(UsesRead.ALL, Confidence.BY_NAME);
        assertThat(text(End.COMPLETE, overload(named, "(int a)")))
                .contains("a.py gone(int a), whose calls may mean another overload with as many parameters:\n");
        assertThat(text(End.COMPLETE, overload(named, "")))
                .contains("a.py gone, whose calls may mean another overload with as many parameters:\n");
    }

    @Test
    void nothingIsCertainWhereFilesAreMissingInTheIndex() {
        RepositoryFreshness behind =
                new RepositoryFreshness(new RepositoryId(new UUID(1, 1)), 2, false, Optional.empty());
        assertThat(text(asked(impact(End.COMPLETE), new ProjectFreshness(List.of(behind), false, true), false)))
                .startsWith(
                        "No definition changed since HEAD in the index, but 2 files are missing in it or changed since.");
        assertThat(text(asked(impact(End.COMPLETE), ProjectFreshness.NONE, true)))
                .startsWith("No definition changed since HEAD in the index, but the indexing is not finished.");
        assertThat(text(asked(impact(End.COMPLETE), new ProjectFreshness(List.of(), false, false), false)))
                .startsWith("No definition changed since HEAD in the index, but not all files were compared with it.");
    }

    private static Removed overload(Removed one, String parameters) {
        return new Removed(one.name(), one.path(), Optional.of(parameters), Optional.empty(), one.uses(), one.search());
    }

    private static Removed removed(UsesRead read, Confidence... uses) {
        List<Confidence> all = List.of(uses);
        List<Reference> places = all.stream()
                .map(confidence -> new Reference(
                        FILE,
                        all.indexOf(confidence) + 1,
                        "gone()",
                        Optional.empty(),
                        ReferenceKind.CALL,
                        confidence,
                        List.of(),
                        Optional.empty()))
                .toList();
        return new Removed("gone", "a.py", Optional.empty(), Optional.empty(), places, read);
    }

    private static Impact impact(End end, Removed... removed) {
        return new Impact(List.of(), List.of(removed), List.of(), 0, end, Impact.Beside.NOTHING);
    }

    private static String text(End end, Removed... removed) {
        return text(asked(impact(end, removed), ProjectFreshness.NONE, false));
    }

    private static String text(ScopedCalls.Asked<Impact> asked) {
        return new ImpactAnswer(new SectionBudget(AnswerForm.TEXT, 2000), Optional.empty(), "HEAD", 3)
                .render(asked, List.of())
                .text();
    }

    private static ScopedCalls.Asked<Impact> asked(Impact impact, ProjectFreshness freshness, boolean isFirstRun) {
        ProjectFacts facts = new ProjectFacts(
                PROJECT, "p", DatabaseName.of("p", PROJECT), ResolutionTier.EXPLICIT, "test", List.of());
        return new ScopedCalls.Asked<>(
                Optional.of(impact),
                Optional.empty(),
                freshness,
                Optional.empty(),
                isFirstRun,
                facts,
                SearchScope.EVERYTHING);
    }
}
