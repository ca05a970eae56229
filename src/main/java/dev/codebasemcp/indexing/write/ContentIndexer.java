package dev.codebasemcp.indexing.write;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.notebook.Notebook;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.database.index.ChunkDraft;
import dev.codebasemcp.database.index.ContentDraft;
import dev.codebasemcp.database.index.DefinitionDraft;
import dev.codebasemcp.database.index.PackedText;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.chunk.Chunk;
import dev.codebasemcp.indexing.chunk.Chunker;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.quoting.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chunks and embeds one content at a time, and counts its terms. Used by one thread at a time. */
public final class ContentIndexer {
    private final Outliner outliner;
    private final Embedder embedder;
    private final Terms terms = new Terms();

    /** Creates an indexer; {@code outliner} and {@code embedder} may be shared. */
    public ContentIndexer(Outliner outliner, Embedder embedder) {
        this.outliner = outliner;
        this.embedder = embedder;
    }

    /** Produces all data to store for a text. */
    public PreparedContent prepare(ContentHash hash, Language language, String text) {
        SourceText source = SourceText.of(text);
        Optional<Notebook> notebook = language == Language.JUPYTER ? Notebook.of(source) : Optional.empty();
        Outline outline = notebook.map(this::outline).orElseGet(() -> outliner.outline(language, source));
        List<Chunk> chunks = Chunker.chunk(notebook.map(Notebook::shown).orElse(source), outline);
        Function<Chunk, String> meaning = notebook.map(ContentIndexer::meaning).orElse(Chunk::text);
        List<float[]> vectors = embedder.embedDocuments(
                chunks.stream().map(chunk -> textToEmbed(chunk, meaning)).toList());
        List<ChunkDraft> drafts = new ArrayList<>(chunks.size());
        List<ChunkTerms> counted = new ArrayList<>(chunks.size());
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            drafts.add(draft(chunk, vectors.get(i)));
            counted.add(ChunkTerms.count(terms, symbols(chunk), chunk.comment(), meaning.apply(chunk)));
        }
        return new PreparedContent(new ContentDraft(hash, language.id(), drafts), counted, outline.fault());
    }

    /** The enclosing symbol's name improves the embedding of a chunk. */
    private static String textToEmbed(Chunk chunk, Function<Chunk, String> meaning) {
        return chunk.symbol().map(symbol -> symbol + "\n").orElse("") + meaning.apply(chunk);
    }

    private Outline outline(Notebook notebook) {
        return outliner.outline(Language.MARKDOWN, notebook.prose())
                .with(outliner.outline(notebook.language(), notebook.code()));
    }

    /** Returns what chunks of a notebook say, as their lines are written in JSON. */
    private static Function<Chunk, String> meaning(Notebook notebook) {
        return chunk -> Quoted.start(notebook.searched().text(chunk.lines()), Chunker.MAX);
    }

    private static String symbols(Chunk chunk) {
        return chunk.symbol().orElse("") + " "
                + chunk.definitions().stream().map(Definition::name).collect(Collectors.joining(" "));
    }

    private static ChunkDraft draft(Chunk chunk, float[] vector) {
        return new ChunkDraft(
                chunk.lines(),
                chunk.kind(),
                chunk.symbol(),
                PackedText.pack(chunk.text()),
                chunk.definitions().stream()
                        .map(definition -> new DefinitionDraft(
                                definition.name().toLowerCase(Locale.ROOT),
                                definition.qualifiedName(),
                                definition.kind(),
                                definition.lines(),
                                definition.signature()))
                        .toList(),
                vector);
    }
}
