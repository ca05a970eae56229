package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.database.index.NameForm;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.Filters;
import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.FoundSymbols.Match;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the symbols that a written name means, in one state of an index. Used once, by one thread. */
final class SymbolSearch {
    /** A shorter beginning fits too many names. */
    private static final int SHORTEST_BEGINNING = 3;
    /** More symbols of one name are ranked without their uses. */
    private static final int MOST_COUNTED = 30;

    private final IndexedCode code;
    private final SymbolQuestion question;
    private final Predicate<FileRef> files;
    private final UseSearch uses;
    private final Definitions definitions;
    private final DetailsReader details;

    SymbolSearch(IndexedCode code, SymbolQuestion question) {
        this.code = code;
        this.question = question;
        this.files = files(code, question);
        this.uses = new UseSearch(code);
        this.definitions = new Definitions(code, uses);
        this.details = new DetailsReader(code, question.parts(), uses);
    }

    /** The first meaning of the directory that has files counts. */
    private static Predicate<FileRef> files(IndexedCode code, SymbolQuestion question) {
        Predicate<FileRef> language =
                file -> question.language().map(file.language()::equals).orElse(true);
        return question.directories().stream()
                .map(directory -> Filters.below(directory, code.files().repositories()))
                .filter(below ->
                        code.files().all().stream().map(IndexedFile::ref).anyMatch(below))
                .findFirst()
                .map(language::and)
                .orElse(question.directories().isEmpty() ? language : file -> false);
    }

    FoundSymbols find() {
        return attempts()
                .map(Supplier::get)
                .filter(found -> !found.symbols().isEmpty())
                .findFirst()
                .orElseGet(this::nothing);
    }

    /** A name that was renamed may still be in lines. */
    private FoundSymbols nothing() {
        String name = question.symbol().name();
        boolean isAbsent = !question.symbol().isForm() && code.defined(name).isEmpty();
        return new FoundSymbols(
                Match.NOTHING,
                List.of(),
                0,
                Optional.empty(),
                code.files().namesLike(name),
                isAbsent
                        ? References.perLine(uses.named(name, List.of()).places())
                                .size()
                        : 0);
    }

    /** What the name may mean, the likeliest first. */
    private Stream<Supplier<FoundSymbols>> attempts() {
        SymbolName asked = question.symbol();
        if (asked.isForm()) {
            return Stream.of(() -> found(Match.FORM, likeIn(asked)), () -> found(Match.OTHER_CASE, like(asked.name())));
        }
        SymbolName plain = new SymbolName(asked.name(), List.of());
        boolean isQualified = !asked.qualifiers().isEmpty();
        String beginning = asked.name().length() < SHORTEST_BEGINNING ? asked.name() : asked.name() + "*";
        return Stream.of(
                () -> found(Match.EXACT, exact(asked)),
                () -> answer(Match.EXACT, unlisted(asked)),
                () -> found(Match.INHERITED, isQualified ? inherited(asked, exact(plain)) : List.of()),
                () -> found(Match.OTHER_CASE, like(asked.name())),
                () -> found(Match.FORM, like(beginning)),
                () -> found(Match.OTHER_QUALIFIER, isQualified ? exact(plain) : List.of()));
    }

    /** Those whose qualifiers are written in the same case, if there are any. */
    private List<Defined> exact(SymbolName asked) {
        List<Defined> found = code.files().defining(asked.name(), FoundSymbols.MOST, one -> fits(one, asked));
        List<Defined> inCase = found.stream()
                .filter(one -> asked.fitsExactly(
                        one.definition().qualifiedName(), one.file().ref().path()))
                .toList();
        return inCase.isEmpty() ? found : inCase;
    }

    /** What the index keeps no definition of counts as a field. */
    private List<DefinedSymbol> unlisted(SymbolName asked) {
        if (question.kind().filter(kind -> kind != DefinitionKind.FIELD).isPresent()) {
            return List.of();
        }
        return definitions.unlisted(asked).stream()
                .flatMap(one -> code.at(one.file().key()).map(IndexedFile::ref).filter(files).stream()
                        .map(file -> new DefinedSymbol(file, List.of(OutlinedDefinition.of(one)), Optional.empty())))
                .toList();
    }

    private List<Defined> inherited(SymbolName asked, List<Defined> members) {
        return members.isEmpty()
                ? members
                : new Inheritance(code, definitions, new Relations(code, uses)).members(asked, members);
    }

    private List<Defined> like(String form) {
        return code.files().defining(new NameForm(form), FoundSymbols.MOST, one -> fits(one, question.symbol()));
    }

    /** {@code Gson.to*} means members of Gson, and not what is in a package gson. */
    private List<Defined> likeIn(SymbolName asked) {
        return like(asked.name()).stream()
                .filter(one -> asked.withName(one.definition().name())
                        .fitsExactly(
                                one.definition().qualifiedName(),
                                one.file().ref().path()))
                .toList();
    }

    private FoundSymbols found(Match match, List<Defined> fitting) {
        List<DefinedSymbol> symbols = grouped(fitting).stream()
                .filter(one -> !isConstructorOf(one, fitting))
                .toList();
        return answer(match, symbols);
    }

    private FoundSymbols answer(Match match, List<DefinedSymbol> symbols) {
        Optional<UseSearch.Uses> uses = usesOf(symbols);
        List<DefinedSymbol> shown = uses.map(found -> counted(symbols, found)).orElse(symbols).stream()
                .sorted(inCaseFirst().thenComparing(order()))
                .limit(question.limit())
                .toList();
        Optional<SymbolDetails> first = shown.stream().findFirst().map(one -> details.read(one, uses));
        return new FoundSymbols(match, shown, symbols.size(), first, List.of(), 0);
    }

    /** Names in the case of a form come before others. */
    private Comparator<DefinedSymbol> inCaseFirst() {
        Pattern form = Pattern.compile(Stream.of(question.symbol().name().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        return Comparator.comparing(one -> question.symbol().isForm()
                && !form.matcher(one.name().substring(one.name().lastIndexOf('.') + 1))
                        .matches());
    }

    /** Finds the uses of several symbols with one name in one reading of the files that have it. */
    private Optional<UseSearch.Uses> usesOf(List<DefinedSymbol> symbols) {
        boolean isOneName = symbols.stream()
                        .map(one -> one.name().substring(one.name().lastIndexOf('.') + 1))
                        .distinct()
                        .count()
                == 1;
        if (!isOneName || symbols.size() == 1 || symbols.size() > MOST_COUNTED) {
            return Optional.empty();
        }
        List<Declaration> declarations =
                symbols.stream().flatMap(one -> definitions.of(one).stream()).toList();
        return declarations.isEmpty() ? Optional.empty() : Optional.of(uses.of(declarations));
    }

    private List<DefinedSymbol> counted(List<DefinedSymbol> symbols, UseSearch.Uses uses) {
        List<Reference> callers = UseSearch.callers(uses.places());
        return symbols.stream()
                .map(symbol -> new DefinedSymbol(
                        symbol.file(),
                        symbol.definitions(),
                        definitions.of(symbol).stream().findFirst().map(declaration -> (int) callers.stream()
                                .filter(place -> place.symbols().stream().anyMatch(used -> used.isOf(declaration)))
                                .count())))
                .toList();
    }

    private boolean fits(Defined one, SymbolName asked) {
        DefinitionKind kind = one.definition().kind();
        FileRef file = one.file().ref();
        return question.kind().map(kind::equals).orElse(kind != DefinitionKind.SECTION)
                && files.test(file)
                && asked.withName(one.definition().name()).fits(one.definition().qualifiedName(), file.path());
    }

    /** Identifies a symbol. */
    private record Key(FileKey file, String name, DefinitionKind kind) {}

    /** Overloads are one symbol. */
    private static List<DefinedSymbol> grouped(List<Defined> definitions) {
        Map<Key, List<Defined>> groups = new LinkedHashMap<>();
        definitions.forEach(one -> groups.computeIfAbsent(
                        new Key(
                                one.file().ref().key(),
                                one.definition().qualifiedName(),
                                one.definition().kind()),
                        unused -> new ArrayList<>())
                .add(one));
        return groups.values().stream()
                .map(group -> new DefinedSymbol(
                        group.get(0).file().ref(),
                        group.stream()
                                .map(one -> OutlinedDefinition.of(one.definition()))
                                .toList(),
                        Optional.empty()))
                .toList();
    }

    /** A constructor has the name of its type, which is meant if both fit. */
    private static boolean isConstructorOf(DefinedSymbol symbol, List<Defined> others) {
        return others.stream()
                .filter(other -> other.file().ref().key().equals(symbol.file().key()))
                .map(Defined::definition)
                .filter(other -> other.kind().isType())
                .map(DefinedName::qualifiedName)
                .anyMatch(type -> symbol.name().equals(type + "." + type.substring(type.lastIndexOf('.') + 1)));
    }

    /** Program before tests, what is used most, types before what is in them, and outer ones first. */
    private static Comparator<DefinedSymbol> order() {
        return Comparator.comparing((DefinedSymbol one) -> !DirectoryOutline.isMain(one.file()))
                .thenComparing(one -> -one.uses().orElse(0))
                .thenComparing(one -> !one.kind().isType())
                .thenComparing(one -> one.name().chars().filter(c -> c == '.').count())
                .thenComparing(one -> one.name().length());
    }
}
