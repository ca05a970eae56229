package dev.codebasemcp.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a language writes the comments that stand ahead of code, known by the ending of a file's name. */
enum CommentStyle {
    SLASHES(
            "java kt scala groovy js mjs jsx ts tsx php c h cc cpp cxx hpp m mm swift rs go cs",
            source -> both(CommentedCode.inBlocks(source), CommentedCode.inLines(source, Marks.SLASHES))),
    HASHES("rb sh ex", source -> CommentedCode.inLines(source, Marks.HASHES)),
    PYTHON("py", source -> both(CommentedCode.inLines(source, Marks.HASHES), CommentedCode.inDocstrings(source))),
    DASHES("lua hs", source -> CommentedCode.inLines(source, Marks.DASHES));

    /** What a line of a comment starts with. */
    private static final class Marks {
        static final Pattern SLASHES = Pattern.compile("//+!? ?");
        static final Pattern HASHES = Pattern.compile("#+(?!!) ?");
        static final Pattern DASHES = Pattern.compile("--+[ |^]*");
    }

    private static final Map<String, CommentStyle> BY_ENDING = Stream.of(values())
            .flatMap(style -> style.endings.stream().map(ending -> Map.entry(ending, style)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final List<String> endings;
    private final Function<String, List<CommentedCode>> finder;

    CommentStyle(String endings, Function<String, List<CommentedCode>> finder) {
        this.endings = List.of(endings.split(" "));
        this.finder = finder;
    }

    static Optional<CommentStyle> of(String path) {
        return Optional.ofNullable(BY_ENDING.get(path.substring(path.lastIndexOf('.') + 1)));
    }

    List<CommentedCode> find(String source) {
        return finder.apply(source);
    }

    private static List<CommentedCode> both(List<CommentedCode> first, List<CommentedCode> second) {
        List<CommentedCode> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
