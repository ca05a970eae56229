package dev.codebasemcp.search;

import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Catalogue;
import dev.codebasemcp.search.retrieve.Filters;
import dev.codebasemcp.search.retrieve.Filters.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Explains in a few hundred characters why a search has no results: which filter excluded everything, and what the
 * index has instead.
 */
final class EmptyReason {
    private static final int SHOWN = 8;
    private static final int NAME = 80;
    private static final int LIKE = 2;

    private final Catalogue catalogue;
    private final Filters filters;
    private final List<FileRef> files;

    private EmptyReason(Catalogue catalogue, Filters filters) {
        this.catalogue = catalogue;
        this.filters = filters;
        this.files = all().filter(filters.scope()::holds).toList();
    }

    /** Explains why a search with these filters found nothing. */
    static String of(Catalogue catalogue, Filters filters) {
        return new EmptyReason(catalogue, filters).sentence();
    }

    private String sentence() {
        if (files.isEmpty()) {
            return nothingIndexed();
        }
        List<Part> parts = filters.parts(catalogue);
        List<Part> excluding = parts.stream()
                .filter(part -> files.stream().noneMatch(part.passes()))
                .toList();
        if (!excluding.isEmpty()) {
            return excluding.stream().map(this::nothingPasses).collect(Collectors.joining(" "));
        }
        List<FileRef> passing = passing(parts);
        if (passing.isEmpty()) {
            return nothingPassesAll(parts);
        }
        return "No indexed text matches the query; " + Counted.of(passing.size(), "file") + " searched.";
    }

    private Stream<FileRef> all() {
        return StreamSupport.stream(catalogue.files().spliterator(), false);
    }

    private List<FileRef> passing(List<Part> parts) {
        Predicate<FileRef> all = file -> true;
        for (Part part : parts) {
            all = all.and(part.passes());
        }
        return files.stream().filter(all).toList();
    }

    private String nothingIndexed() {
        if (filters.scope().parts().isEmpty() || all().findAny().isEmpty()) {
            return filters.scope().parts().isEmpty()
                    ? "Nothing is indexed in this project yet; " + Term.of("index_repository") + " indexes a directory."
                    : "No file of this repository is indexed yet; " + Term.of("index_repository") + " does that.";
        }
        Map<String, String> roots = catalogue.repositories().stream()
                .collect(Collectors.toMap(row -> row.id().toString(), row -> PathText.textOf(row.root())));
        return "No file of this repository is indexed yet; " + Term.of("index_repository")
                + " does that. The project has files of "
                + counted(all(), file -> roots.getOrDefault(file.repositoryId().toString(), "?"))
                + "; " + Term.of("scope \"project\"") + " or " + Term.of("repository_id") + " searches them.";
    }

    private String nothingPasses(Part part) {
        return switch (part.kind()) {
            case LANGUAGE ->
                "No file in language '" + shown(part.value()) + "' here; the index has " + languages(files) + ".";
            case FILE_TYPE ->
                "No file of " + Term.of("file_type") + " '" + shown(part.value()) + "' here; the index has "
                        + counted(files.stream(), EmptyReason::extension) + ".";
            case CONTENT ->
                "No file of " + Term.of("content") + " '" + shown(part.value()) + "' here; the index has "
                        + counted(files.stream(), EmptyReason::kind) + ".";
            case DIRECTORY -> nothingBelow(files, "directory", part.value());
        };
    }

    /** Names the nearest existing parent directory, its entries, and an entry spelled like the missing one. */
    static String nothingBelow(List<FileRef> files, String what, String directory) {
        List<String> components = Stream.of(directory.split("/", -1))
                .filter(component -> !component.isEmpty() && !component.equals("."))
                .toList();
        String parent = "";
        int known = 0;
        while (known < components.size() && !components.get(known).contains("*")) {
            String longer = parent + components.get(known) + "/";
            if (files.stream().noneMatch(file -> file.path().startsWith(longer))) {
                break;
            }
            parent = longer;
            known++;
        }
        String place = parent;
        Map<String, Long> entries = files.stream()
                .map(FileRef::path)
                .filter(path -> path.startsWith(place))
                .collect(Collectors.groupingBy(path -> entry(path, place), Collectors.counting()));
        String missing = known < components.size() ? components.get(known) : "";
        Optional<String> like = entries.keySet().stream()
                .filter(entry -> EditDistance.between(missing.toLowerCase(Locale.ROOT), bare(entry), LIKE) <= LIKE)
                .min(Comparator.naturalOrder());
        return "No indexed file is at or below " + what + " '" + shown(directory) + "'"
                + like.map(entry -> "; did you mean '" + shown(place + bare(entry)) + "'?")
                        .orElse(".") + " "
                + (place.isEmpty() ? "The repository" : "'" + shown(place) + "'")
                + " has " + most(entries) + ".";
    }

    private static String bare(String entry) {
        return (entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry).toLowerCase(Locale.ROOT);
    }

    private static String entry(String path, String parent) {
        int end = path.indexOf('/', parent.length());
        return path.substring(parent.length(), end < 0 ? path.length() : end + 1);
    }

    /** Each filter alone passes some files; lists what would pass without each of them. */
    private String nothingPassesAll(List<Part> parts) {
        List<String> without = new ArrayList<>();
        for (Part part : parts) {
            List<Part> others =
                    parts.stream().filter(other -> other.kind() != part.kind()).toList();
            List<FileRef> left = passing(others);
            String what =
                    left.isEmpty() ? "none" : Counted.of(left.size(), "file") + " (" + without(part.kind(), left) + ")";
            without.add("without " + Term.of(part.kind().argument()) + " '" + shown(part.value()) + "': " + what);
        }
        return "No indexed file passes all filters together; " + String.join("; ", without) + ".";
    }

    /** Lists the files without a filter by the property that it tests. */
    private static String without(Part.Kind kind, List<FileRef> left) {
        return switch (kind) {
            case DIRECTORY -> counted(left.stream(), file -> entry(file.path(), ""));
            case CONTENT -> counted(left.stream(), EmptyReason::kind);
            case LANGUAGE, FILE_TYPE -> languages(left);
        };
    }

    private static String kind(FileRef file) {
        return ContentKind.of(file).label();
    }

    private static String languages(List<FileRef> files) {
        return counted(files.stream(), FileRef::language);
    }

    private static String counted(Stream<FileRef> files, Function<FileRef, String> what) {
        return most(files.collect(Collectors.groupingBy(what, Collectors.counting())));
    }

    /** Lists the most frequent keys with their counts, as {@code java (120), python (3)}. */
    private static String most(Map<String, Long> counts) {
        String shown = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(entry -> shown(entry.getKey()) + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        int more = counts.size() - SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String extension(FileRef file) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : "none";
    }

    private static String shown(String name) {
        return Quoted.brief(name, NAME);
    }
}
