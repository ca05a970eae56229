package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedName;
import dev.codebasemcp.search.query.NameRole;
import dev.codebasemcp.search.query.Topic;
import dev.codebasemcp.search.rank.OtherVariants.Variant;
import dev.codebasemcp.search.rank.Variants.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows one of several variants that match a question, and names the others with it: {@code src/win/fs.c} tells a reader of {@code
 * src/unix/fs.c} where to look, and needs no place of its own for that. Each file is shown or named, or counted.
 *
 * <p>Shown is the best ranked one, or the one whose platform the question names. Others are shown too if the question names their
 * path or platform, or a piece of code that the first does not define.
 */
final class VariantChoice {
    /** How well a file for what the asked platform is a kind of suits: {@code unix/} for a question about Linux. */
    private static final int PARENT = 50;

    private static final int EXACT = 100;
    private static final int CHILD = 1;

    /** Other names are words of prose, which may mean anything. */
    private static final Set<NameRole> CODE = Set.of(NameRole.SYMBOL, NameRole.COMPONENT, NameRole.IDENTIFIER);

    private final CorpusFacts facts;
    private final Set<Platform> asked;
    private final Set<String> askedCode;
    private final boolean asksForVersions;

    VariantChoice(AnalysedQuery query, CorpusFacts facts) {
        this.facts = facts;
        asked = Platform.in(query.text());
        askedCode = query.names().stream()
                .filter(name -> CODE.contains(name.role()))
                .map(AskedName::name)
                .collect(Collectors.toUnmodifiableSet());
        asksForVersions = query.topics().contains(Topic.OLD_VERSIONS);
    }

    /** The results that remain, in order; {@code sorted} are all of them. */
    List<Ranked> of(List<Ranked> sorted) {
        Map<Group, List<Ranked>> found = new LinkedHashMap<>();
        for (Ranked ranked : sorted) {
            facts.variants()
                    .of(ranked.candidate().file())
                    .ifPresent(group -> found.computeIfAbsent(group, unused -> new ArrayList<>(2))
                            .add(ranked));
        }
        found.values().removeIf(members -> members.size() == 1);
        if (found.isEmpty()) {
            return sorted;
        }
        // At the place of each member stand those that are shown there.
        Map<FileKey, List<Ranked>> places = new HashMap<>();
        found.forEach((group, members) -> places.putAll(new Choice(group, members).places()));
        return sorted.stream()
                .flatMap(ranked -> places.getOrDefault(ranked.candidate().file().key(), List.of(ranked)).stream())
                .toList();
    }

    /** Whether a file is for an asked platform, or for what it is a kind of: the higher the better. */
    private int suits(FileRef file) {
        Set<Platform> own = file.platform().map(PlatformPath::platforms).orElse(Set.of());
        return asked.stream().mapToInt(platform -> suits(own, platform)).sum();
    }

    private static int suits(Set<Platform> own, Platform asked) {
        if (own.contains(asked)) {
            return EXACT;
        }
        List<Platform> parents = asked.withParents();
        for (int i = 1; i < parents.size(); i++) {
            if (own.contains(parents.get(i))) {
                return PARENT - i;
            }
        }
        return own.stream().anyMatch(platform -> platform.withParents().contains(asked)) ? CHILD : 0;
    }

    private static Optional<Integer> namedPath(Ranked ranked) {
        return ranked.candidate().named().map(NamedPath::position);
    }

    private static Stream<String> definedNames(Ranked ranked) {
        return ranked.candidate().definitions().stream().map(hit -> hit.name().toLowerCase(Locale.ROOT));
    }

    private static FileKey key(Ranked ranked) {
        return ranked.candidate().file().key();
    }

    /** The choice among the members of one group, in one pass over them. */
    private final class Choice {
        private final Group group;
        private final List<Ranked> members;
        private final List<Ranked> shown = new ArrayList<>();
        private final Map<FileKey, List<Ranked>> hidden = new HashMap<>();
        /** What the shown ones have of what the question asks for. */
        private final Map<String, Ranked> definers = new HashMap<>();

        private final Set<Platform> platforms = new HashSet<>();
        private final Set<Integer> namedPaths = new HashSet<>();

        Choice(Group group, List<Ranked> members) {
            this.group = group;
            this.members = members;
        }

        /** What is shown at the place of each member. */
        Map<FileKey, List<Ranked>> places() {
            Ranked lead = lead();
            FileKey best = key(members.get(0));
            show(lead);
            members.stream().filter(member -> !key(member).equals(key(lead))).forEach(this::add);
            Map<FileKey, List<Ranked>> places = new HashMap<>();
            members.forEach(member -> places.put(key(member), List.of()));
            for (Ranked member : shown) {
                places.put(key(member), List.of(withVariants(member)));
            }
            if (!best.equals(key(lead))) {
                places.put(key(lead), List.of());
                Ranked raised = withVariants(lead).raisedTo(members.get(0).score());
                places.put(
                        best,
                        Stream.concat(Stream.of(raised), places.getOrDefault(best, List.of()).stream())
                                .toList());
            }
            return places;
        }

        /** The member that the question names by its path, else by its platform, else the best ranked one. */
        private Ranked lead() {
            Ranked lead = members.get(0);
            for (Ranked member : members) {
                boolean isNamed = namedPath(member).isPresent();
                boolean leadIsNamed = namedPath(lead).isPresent();
                boolean suitsBetter = suits(member.candidate().file())
                        > suits(lead.candidate().file());
                if (isNamed == leadIsNamed ? suitsBetter : isNamed) {
                    lead = member;
                }
            }
            return lead;
        }

        private void add(Ranked member) {
            Optional<Ranked> other = isAsked(member) ? Optional.empty() : standsFor(member);
            other.ifPresentOrElse(
                    stand -> hidden.computeIfAbsent(key(stand), unused -> new ArrayList<>(2))
                            .add(member),
                    () -> show(member));
        }

        private void show(Ranked member) {
            shown.add(member);
            definedNames(member).forEach(name -> definers.putIfAbsent(name, member));
            askedPlatforms(member).forEach(platforms::add);
            namedPath(member).ifPresent(namedPaths::add);
        }

        /** Whether the question asks for something of a member that no shown one has. */
        private boolean isAsked(Ranked member) {
            return namedPath(member).filter(path -> !namedPaths.contains(path)).isPresent()
                    || askedPlatforms(member).anyMatch(platform -> !platforms.contains(platform))
                    || definedNames(member).anyMatch(name -> askedCode.contains(name) && !definers.containsKey(name))
                    || (asksForVersions && (isOld(member) || isOld(shown.get(0))));
        }

        private boolean isOld(Ranked member) {
            return facts.oldVersions().contains(key(member));
        }

        private Stream<Platform> askedPlatforms(Ranked member) {
            return member.candidate().file().platform().stream()
                    .flatMap(path -> path.platforms().stream())
                    .filter(asked::contains);
        }

        /** The shown member that stands for another one, if it is the same thing. */
        private Optional<Ranked> standsFor(Ranked member) {
            return group.isLoose()
                    ? definedNames(member)
                            .map(definers::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                    : Optional.of(shown.get(0));
        }

        private Ranked withVariants(Ranked member) {
            List<Ranked> own = hidden.getOrDefault(key(member), List.of());
            if (own.isEmpty()) {
                return member;
            }
            List<Variant> variants = new ArrayList<>();
            for (Ranked other : own) {
                variants.add(new Variant(
                        other.candidate().file(),
                        Optional.of(other.candidate())
                                .filter(match -> !match.definitions().isEmpty())));
                other.copies().forEach(copy -> variants.add(new Variant(copy, Optional.empty())));
            }
            if (!group.isLoose()) {
                addUnmatched(variants);
            }
            return member.withVariants(new OtherVariants(
                    variants.subList(0, Math.min(OtherVariants.NAMED, variants.size())), variants.size()));
        }

        /** Adds the indexed ones that the question did not find. */
        private void addUnmatched(List<Variant> variants) {
            Set<FileKey> known = new HashSet<>();
            shown.forEach(one -> known.add(key(one)));
            variants.forEach(one -> known.add(one.file().key()));
            group.files().stream()
                    .filter(file -> known.add(file.key()))
                    .forEach(file -> variants.add(new Variant(file, Optional.empty())));
        }
    }
}
