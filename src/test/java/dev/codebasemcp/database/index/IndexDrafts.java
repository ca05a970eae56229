package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.RepositoryId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small indexes for tests: a content is a list of chunk texts, a term is a word, a definition is a capitalised word. */
final class IndexDrafts {
    static final String MODEL = "test-model";

    private IndexDrafts() {}

    static ContentHash hash(String... chunks) {
        return ContentHash.of(String.join("\n--\n", chunks).getBytes(StandardCharsets.UTF_8));
    }

    static ContentDraft content(String... chunks) {
        List<ChunkDraft> drafts = new ArrayList<>();
        int line = 1;
        for (String text : chunks) {
            drafts.add(new ChunkDraft(
                    new LineRange(line, line),
                    Optional.of(DefinitionKind.FUNCTION),
                    Optional.of("Some.symbol"),
                    PackedText.pack(text),
                    definitions(text),
                    vector(text)));
            line++;
        }
        return new ContentDraft(hash(chunks), "java", drafts);
    }

    /** A vector that points where the text's hash says. */
    static float[] vector(String text) {
        float[] vector = new float[256];
        vector[Math.floorMod(text.hashCode(), 256)] = 1;
        return vector;
    }

    static KnownFile file(String path, ContentHash content) {
        return KnownFile.indexed(path, new FileStamp(10, 20, 30), true, content);
    }

    static IndexBatch batch(
            RepositoryId repository, List<ContentDraft> contents, List<KnownFile> files, List<String> deleted) {
        Optional<SegmentDraft> segment =
                contents.stream().allMatch(content -> content.chunks().isEmpty())
                        ? Optional.empty()
                        : Optional.of(segment(contents));
        return new IndexBatch(repository, contents, segment, files, deleted);
    }

    private static SegmentDraft segment(List<ContentDraft> contents) {
        TreeMap<String, PostingList.Builder> postings = new TreeMap<>();
        ByteArrayOutputStream lengths = new ByteArrayOutputStream();
        int ordinal = 0;
        for (ContentDraft content : contents) {
            for (ChunkDraft chunk : content.chunks()) {
                Map<String, Byte> frequencies = new TreeMap<>();
                String[] words = PackedText.unpack(chunk.text()).split(" ", -1);
                for (String word : words) {
                    frequencies.merge(
                            word.toLowerCase(Locale.ROOT),
                            TermFrequencies.increment((byte) 0, TermFrequencies.BODY),
                            (before, one) -> TermFrequencies.increment(before, TermFrequencies.BODY));
                }
                int number = ordinal++;
                frequencies.forEach((term, count) -> postings.computeIfAbsent(term, unused -> new PostingList.Builder())
                        .add(number, count));
                lengths.writeBytes(new byte[] {0, 0, FieldLength.encode(words.length)});
            }
        }
        return new SegmentDraft(lengths.toByteArray(), MODEL, postings);
    }

    private static List<DefinitionDraft> definitions(String text) {
        List<DefinitionDraft> definitions = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            if (!word.isEmpty() && Character.isUpperCase(word.charAt(0))) {
                definitions.add(new DefinitionDraft(
                        word.toLowerCase(Locale.ROOT),
                        "In." + word,
                        DefinitionKind.CLASS,
                        new LineRange(1, 1),
                        "class " + word));
            }
        }
        return definitions;
    }
}
